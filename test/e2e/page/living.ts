/**
 * Runs in the page: counts what is alive of everything that a library can leave behind. It replaces the browser's
 * own functions, so it is installed before the first session, and only in tests that ask for it.
 */

/** What is alive in the page; the elements are those of the whole document. */
export interface Census {
  readonly peers: number;
  readonly channels: number;
  readonly sockets: number;
  /** Timeouts and intervals. */
  readonly timers: number;
  /** Callbacks that wait for a frame of the screen, and videos of the document for which one waits. */
  readonly frameCallbacks: number;
  /** On objects that outlive every session: window, document, the network, the screen, and their kin. */
  readonly listeners: number;
  /** ResizeObserver, MutationObserver and IntersectionObserver that observe something of the document. */
  readonly observers: number;
  readonly workers: number;
  readonly elements: number;
}

type Kind = Exclude<keyof Census, 'elements'>;
type Function = (...values: unknown[]) => unknown;

const alive: Readonly<Record<Kind, Set<unknown>>> = {
  peers: new Set(),
  channels: new Set(),
  sockets: new Set(),
  timers: new Set(),
  frameCallbacks: new Set(),
  listeners: new Set(),
  observers: new Set(),
  workers: new Set(),
};

/** Those that live only as long as something else does; counting must not keep them. Each tells whether it does. */
const passing = {
  frameCallbacks: new Set<() => boolean | undefined>(),
  observers: new Set<() => boolean | undefined>(),
};

/** Undefined when it has been collected. */
function weakly(thing: object, isAlive: (thing: object) => boolean): () => boolean | undefined {
  const reference = new WeakRef(thing);
  return () => {
    const found = reference.deref();
    return found && isAlive(found);
  };
}

function countPassing(kind: keyof typeof passing): number {
  let count = 0;
  for (const look of passing[kind]) {
    const isAlive = look();
    if (isAlive === undefined) passing[kind].delete(look);
    else if (isAlive) count += 1;
  }
  return count;
}

export function census(): Census {
  const counts = Object.entries(alive).map(([kind, set]) => [
    kind,
    set.size + (kind in passing ? countPassing(kind as keyof typeof passing) : 0),
  ]);
  const elements = document.querySelectorAll('*').length;
  return { ...(Object.fromEntries(counts) as Record<Kind, number>), elements };
}

/** The peer connections that nobody has closed. */
export function livingPeers(): readonly RTCPeerConnection[] {
  return [...alive.peers] as RTCPeerConnection[];
}

let admittedSockets = 0;
let lastAdmittedMs = 0;

/** How many sockets have ever been open, and when the last of them was, in ms since 1970. */
export function openedSockets(): { readonly count: number; readonly lastMs: number } {
  return { count: admittedSockets, lastMs: lastAdmittedMs };
}

/** What is alive beyond `before`, all kinds together. */
export function leftOver(before: Census): number {
  const now = census();
  const kinds = Object.keys(before) as (keyof Census)[];
  return kinds.reduce((sum, kind) => sum + Math.max(0, now[kind] - before[kind]), 0);
}

let isInstalled = false;

/** Begins to count. Safe to call twice. */
export function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  countTimers();
  countFrameCallbacks();
  countListeners();
  for (const name of ['ResizeObserver', 'MutationObserver', 'IntersectionObserver'] as const)
    countObserver(window[name].prototype as unknown as Record<string, Function>);
  countPeers();
  countClosing('sockets', 'WebSocket', (socket: WebSocket, gone) => {
    socket.addEventListener('close', gone);
    socket.addEventListener('open', () => {
      admittedSockets += 1;
      lastAdmittedMs = Date.now();
    });
  });
  countClosing('workers', 'Worker', (worker: Worker, gone) => {
    worker.terminate = wrap(worker.terminate as Function, gone);
  });
}

/** `original`, and then `after` with the same arguments. */
function wrap<Original extends Function>(original: Original, after: Function): Original {
  return function (this: unknown, ...values: unknown[]) {
    const result = original.apply(this, values);
    after(...values);
    return result;
  } as Original;
}

function countTimers(): void {
  for (const [set, clear, isOnce] of [
    ['setTimeout', 'clearTimeout', true],
    ['setInterval', 'clearInterval', false],
  ] as const) {
    const start = window[set] as unknown as (run: Function, ...rest: unknown[]) => number;
    const replaced = (run: Function, ...rest: unknown[]) => {
      const id = start(
        (...values: unknown[]) => {
          if (isOnce) alive.timers.delete(id);
          run(...values);
        },
        ...rest,
      );
      alive.timers.add(id);
      return id;
    };
    Object.assign(window, {
      [set]: replaced,
      [clear]: wrap(window[clear] as Function, (id) => alive.timers.delete(id)),
    });
  }
}

function countFrameCallbacks(): void {
  const { requestAnimationFrame, cancelAnimationFrame } = window;
  window.requestAnimationFrame = (run) => {
    const id = requestAnimationFrame((now) => {
      alive.frameCallbacks.delete(id);
      run(now);
    });
    alive.frameCallbacks.add(id);
    return id;
  };
  window.cancelAnimationFrame = wrap(cancelAnimationFrame as Function, (id) =>
    alive.frameCallbacks.delete(id),
  ) as typeof cancelAnimationFrame;

  const { prototype } = HTMLVideoElement;
  const { requestVideoFrameCallback, cancelVideoFrameCallback } = prototype;
  const pending = new WeakMap<HTMLVideoElement, Set<number>>();
  // A video that has left the document shows no frames any more.
  const isAlive = (video: object) =>
    (video as HTMLVideoElement).isConnected &&
    (pending.get(video as HTMLVideoElement)?.size ?? 0) > 0;
  prototype.requestVideoFrameCallback = function (run) {
    const ids = pending.get(this) ?? new Set();
    if (!pending.has(this)) passing.frameCallbacks.add(weakly(this, isAlive));
    pending.set(this, ids);
    const id = requestVideoFrameCallback.call(this, (...values) => {
      ids.delete(id);
      run(...values);
    });
    ids.add(id);
    return id;
  };
  prototype.cancelVideoFrameCallback = function (id) {
    pending.get(this)?.delete(id);
    cancelVideoFrameCallback.call(this, id);
  };
}

/** Those that are there for as long as the page is: listeners on anything else go with it. */
function outlivesSessions(target: unknown): boolean {
  const { connection } = navigator as { connection?: unknown };
  return (
    target === window ||
    target === document ||
    target === document.body ||
    target === document.documentElement ||
    target === connection ||
    target === visualViewport ||
    target === screen.orientation ||
    target === navigator.mediaDevices ||
    target instanceof MediaQueryList
  );
}

function countListeners(): void {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const ids = new WeakMap<object, Map<string, object>>();
  const numbers = new WeakMap<object, number>();
  let targets = 0;
  const keyOf = (target: object, type: string, options: unknown) => {
    const number = numbers.get(target) ?? ++targets;
    numbers.set(target, number);
    return `${number} ${type} ${isCapturing(options)}`;
  };
  const isCapturing = (options: unknown) =>
    typeof options === 'object' && options !== null
      ? (options as AddEventListenerOptions).capture === true
      : options === true;

  EventTarget.prototype.addEventListener = function (type, listener, options) {
    addEventListener.call(this, type, listener, options);
    const target = this ?? window;
    const settings = typeof options === 'object' && options !== null ? options : {};
    if (!listener || !outlivesSessions(target) || settings.signal?.aborted) return;
    const key = keyOf(target, type, options);
    const known = ids.get(listener) ?? new Map<string, object>();
    ids.set(listener, known);
    // The same listener twice is one listener.
    const entry = known.get(key) ?? {};
    known.set(key, entry);
    alive.listeners.add(entry);
    const gone = () => {
      alive.listeners.delete(entry);
      if (known.get(key) === entry) known.delete(key);
    };
    if (settings.once) addEventListener.call(this, type, gone, { once: true, capture: true });
    if (settings.signal) addEventListener.call(settings.signal, 'abort', gone, { once: true });
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this, type, listener, options);
    if (!listener || !outlivesSessions(this ?? window)) return;
    const key = keyOf(this ?? window, type, options);
    const entry = ids.get(listener)?.get(key);
    if (!entry) return;
    alive.listeners.delete(entry);
    ids.get(listener)?.delete(key);
  };
}

/** Counted while it observes something of the document: with an element that is gone, its observer goes too. */
function countObserver(prototype: Record<string, Function>): void {
  const { observe, unobserve, disconnect } = prototype;
  const targets = new WeakMap<object, Set<WeakRef<Node>>>();
  if (!observe || !disconnect) return;
  const isAlive = (observer: object) =>
    [...(targets.get(observer) ?? [])].some((target) => target.deref()?.isConnected);
  prototype.observe = function (this: object, ...values: unknown[]) {
    const [target] = values;
    if (target instanceof Node) {
      const known = targets.get(this) ?? new Set<WeakRef<Node>>();
      if (!targets.has(this)) passing.observers.add(weakly(this, isAlive));
      targets.set(this, known.add(new WeakRef(target)));
    }
    return observe.apply(this, values);
  };
  if (unobserve)
    prototype.unobserve = function (this: object, ...values: unknown[]) {
      const known = targets.get(this) ?? new Set();
      for (const target of known) if (target.deref() === values[0]) known.delete(target);
      return unobserve.apply(this, values);
    };
  prototype.disconnect = function (this: object) {
    targets.get(this)?.clear();
    return disconnect.call(this);
  };
}

/** A peer that was closed is let go, so that counting keeps nothing alive. */
function countPeers(): void {
  const prototype = RTCPeerConnection.prototype;
  const { close, createDataChannel } = prototype;
  prototype.close = function () {
    alive.peers.delete(this);
    return close.call(this);
  };
  const countChannel = (channel: RTCDataChannel) => {
    alive.channels.add(channel);
    channel.addEventListener('close', () => alive.channels.delete(channel));
  };
  prototype.createDataChannel = function (...values) {
    const channel = createDataChannel.apply(this, values);
    countChannel(channel);
    return channel;
  };
  countClosing('peers', 'RTCPeerConnection', (peer: RTCPeerConnection) =>
    peer.addEventListener('datachannel', ({ channel }) => countChannel(channel)),
  );
}

function countClosing<Made extends object>(
  kind: Kind,
  name: 'WebSocket' | 'Worker' | 'RTCPeerConnection',
  watch: (made: Made, gone: () => void) => void,
): void {
  const original = window[name] as unknown as new (...values: unknown[]) => Made;
  Object.assign(window, {
    [name]: new Proxy(original, {
      construct(target, values, newTarget) {
        const made = Reflect.construct(target, values, newTarget) as Made;
        alive[kind].add(made);
        watch(made, () => alive[kind].delete(made));
        return made;
      },
    }),
  });
}
