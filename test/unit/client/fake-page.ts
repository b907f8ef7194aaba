import type { InputSurface } from '../../../src/client/input/input-part.js';
import type { PointerMapping } from '../../../src/client/picture.js';
import type { PhoneEvents, PhoneSession } from '../../../src/client/session.js';
import type { ControlMessage } from '../../../src/core/control.js';
import type { Capability } from '../../../src/core/ports/client.js';

/** What these tests need of a session: it notes what it is given. */
export class FakeSession {
  state: PhoneSession['state'] = 'live';
  role: PhoneSession['role'] = 'control';
  bufferedAmount = 0;
  hasBeenLive = true;

  get isLive(): boolean {
    return this.state === 'live' || this.state === 'idle-warning';
  }

  /** What the phone's vendor has no words for. */
  lacks: readonly Capability[] = [];

  supports(capability: Capability): boolean {
    return !this.lacks.includes(capability);
  }

  /** Thrown by `send` while it is set. */
  failure: Error | undefined;
  readonly sent: ControlMessage[] = [];
  readonly frames: string[] = [];
  readonly videoTracks: { readyState: string; muted?: boolean }[] = [{ readyState: 'live' }];
  readonly audioTracks: object[] = [];
  readonly videoStream = { getVideoTracks: () => this.videoTracks };
  readonly audioStream = { getAudioTracks: () => this.audioTracks };
  viewers = 0;
  readonly #listeners = new Map<string, Set<(...values: never[]) => void>>();

  send(message: ControlMessage): void {
    if (this.failure) throw this.failure;
    this.sent.push(message);
  }

  on<Name extends keyof PhoneEvents>(name: Name, listener: PhoneEvents[Name]): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  emit<Name extends keyof PhoneEvents>(name: Name, ...values: Parameters<PhoneEvents[Name]>): void {
    for (const listener of this.#listeners.get(name) ?? [])
      (listener as (...values: Parameters<PhoneEvents[Name]>) => void)(...values);
  }

  move(state: PhoneSession['state']): void {
    this.state = state;
    this.emit('state', state);
  }

  framePresented(width: number, height: number): void {
    this.frames.push(`${width}x${height}`);
  }

  willPresent(): () => void {
    this.viewers += 1;
    let isTakenBack = false;
    return () => {
      if (!isTakenBack) this.viewers -= 1;
      isTakenBack = true;
    };
  }

  get listenerCount(): number {
    return [...this.#listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  asSession(): PhoneSession {
    return this as unknown as PhoneSession;
  }
}

/** A window whose clock, animation frames and timers are run by hand. */
export class FakeWindow extends EventTarget {
  readonly navigator = { platform: 'Linux x86_64' };
  /** In ms; also the time of events. */
  now = 1000;
  readonly performance = { now: () => this.now };
  #frames: ((time: number) => void)[] = [];
  #lastTimer = 0;
  readonly #timers = new Map<number, { readonly at: number; run(): void }>();

  requestAnimationFrame(callback: (time: number) => void): number {
    return this.#frames.push(callback);
  }

  cancelAnimationFrame(): void {
    this.#frames = [];
  }

  get waitingFrames(): number {
    return this.#frames.length;
  }

  drawFrame(): void {
    this.now += 16;
    for (const callback of this.#frames.splice(0)) callback(this.now);
  }

  setTimeout<Values extends readonly unknown[]>(
    callback: (...values: Values) => void,
    ms: number,
    ...values: Values
  ): number {
    this.#lastTimer += 1;
    this.#timers.set(this.#lastTimer, { at: this.now + ms, run: () => callback(...values) });
    return this.#lastTimer;
  }

  clearTimeout(timer: number): void {
    this.#timers.delete(timer);
  }

  get waitingTimers(): number {
    return this.#timers.size;
  }

  /** Lets time pass, with the timers that end in it. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end);
      const [next] = due.sort(([, a], [, b]) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next[0]);
      this.now = next[1].at;
      next[1].run();
    }
    this.now = end;
  }
}

/** An element that is put into the picture. */
export class FakePart {
  readonly style: Record<string, string> = {};
  readonly attributes: Record<string, string> = {};
  readonly #siblings: FakePart[];

  constructor(siblings: FakePart[]) {
    this.#siblings = siblings;
  }

  setAttribute(name: string, value: string): void {
    this.attributes[name] = value;
  }

  remove(): void {
    this.#siblings.splice(this.#siblings.indexOf(this), 1);
  }
}

/** The picture of a view, with what is put into it. */
export class FakeStage {
  readonly style: Record<string, string> = {};
  readonly parts: FakePart[] = [];
  readonly ownerDocument = { createElement: () => new FakePart(this.parts) };

  append(part: FakePart): void {
    this.parts.push(part);
  }
}

/** An element that takes input, 360 × 640 px at the top left of its page, showing a phone of 720 × 1280 px. */
export class FakeRoot extends EventTarget {
  readonly window = new FakeWindow();
  readonly ownerDocument = Object.assign(new EventTarget(), { defaultView: this.window });
  readonly style: Record<string, string> = {};
  readonly stage = new FakeStage();
  /** Listeners of the capture phase, which Node's own targets do not tell apart. */
  readonly #capture = new EventTarget();
  tabIndex = -1;
  readonly captured: number[] = [];
  focusCount = 0;
  measurements = 0;
  isStale = true;
  mapping: PointerMapping | undefined = {
    toDevice: { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 },
    device: { width: 720, height: 1280 },
  };

  focus(): void {
    this.focusCount += 1;
  }

  /** Which other elements are inside it. */
  readonly children = new Set<unknown>();

  contains(node: unknown): boolean {
    return node === this || this.children.has(node);
  }

  setPointerCapture(pointerId: number): void {
    this.captured.push(pointerId);
  }

  override addEventListener(
    ...[type, listener, options]: Parameters<EventTarget['addEventListener']>
  ) {
    const isCapture = typeof options === 'object' && options.capture === true;
    if (isCapture) this.#capture.addEventListener(type, listener, options);
    else super.addEventListener(type, listener, options);
  }

  /** Dispatches an event with these properties; true when its default was prevented. */
  fire(type: string, properties: object = {}): boolean {
    const event = Object.assign(new Event(type, { cancelable: true }), properties);
    if (!('timeStamp' in properties))
      Object.defineProperty(event, 'timeStamp', { value: this.window.now });
    this.#capture.dispatchEvent(event);
    this.dispatchEvent(event);
    return event.defaultPrevented;
  }

  pointer(type: string, clientX: number, clientY: number, properties: object = {}): boolean {
    return this.fire(`pointer${type}`, {
      pointerId: 1,
      pointerType: 'mouse',
      button: type === 'move' ? -1 : 0,
      buttons: type === 'up' ? 0 : 1,
      pressure: 0.5,
      clientX,
      clientY,
      ...properties,
    });
  }

  key(type: 'down' | 'up', key: string, code: string, properties: object = {}): boolean {
    return this.fire(`key${type}`, {
      key,
      code,
      isComposing: false,
      getModifierState: () => false,
      ...properties,
    });
  }

  asSurface(): InputSurface {
    return {
      root: this as unknown as HTMLElement,
      stage: this.stage as unknown as HTMLElement,
      mapping: (isFresh) => {
        if (isFresh || this.isStale) this.measurements += 1;
        this.isStale = false;
        return this.mapping;
      },
      invalidate: () => {
        this.isStale = true;
      },
    };
  }
}

/** Messages in one line each. */
export function inShort(messages: ControlMessage[]): string[] {
  return messages.splice(0).map((message) => {
    switch (message.type) {
      case 'touch':
        return [
          message.action,
          message.actionIndex,
          ...message.pointers.map(({ id, x, y }) => `${id}@${x},${y}`),
        ].join(' ');
      case 'key':
        return `key ${message.action} ${message.keyCode}`;
      case 'hover':
        return `hover ${message.action} ${message.x},${message.y}`;
      case 'scroll':
        return `scroll ${message.notchesY} ${message.x},${message.y}`;
      case 'text':
        return `text ${message.text}`;
      default:
        return message.type;
    }
  });
}
