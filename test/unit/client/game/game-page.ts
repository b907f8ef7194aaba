import { setMaxListeners } from 'node:events';
import { createGameControls, type GameView } from '../../../../src/client/game/game-controls.js';
import type { GameOptions } from '../../../../src/client/game/game-options.js';
import { attachInput } from '../../../../src/client/input/attach-input.js';
import { attachKeyboard } from '../../../../src/client/input/keyboard-input.js';
import { FakeRoot, FakeSession, inShort } from '../fake-page.js';

// Node warns of more than ten listeners on one signal; here they are meant.
setMaxListeners(60);

/** As far as game controls look at one. */
export interface FakePad {
  readonly index: number;
  readonly id: string;
  connected: boolean;
  mapping: string;
  buttons: { value: number }[];
  axes: number[];
}

export function fakePad(change: Partial<FakePad> = {}): FakePad {
  return {
    index: 0,
    id: 'A pad',
    connected: true,
    mapping: 'standard',
    buttons: Array.from({ length: 17 }, () => ({ value: 0 })),
    axes: [0, 0, 0, 0],
    ...change,
  };
}

/** As far as an overlay looks at one. Node has none. */
class FakeMatrix {
  inverse() {
    return { a: 1, b: 0, c: 0, d: 1 };
  }
}
Object.assign(globalThis, { DOMMatrix: FakeMatrix });

/** An element that is never on screen. */
class FakeElement extends EventTarget {
  readonly style = {};
  readonly isConnected = false;
  children: readonly FakeElement[] = [];
  readonly ownerDocument: object;

  constructor(page: object) {
    super();
    this.ownerDocument = page;
  }

  setAttribute(): void {}
  append(): void {}
  remove(): void {}
  replaceChildren(...children: readonly FakeElement[]): void {
    this.children = children;
  }
}

/** Listeners of the capture phase come first, as in browsers; Node calls all in the order they were added. */
class CapturingRoot extends FakeRoot {
  readonly #first = new EventTarget();

  override addEventListener(
    ...[type, listener, options]: Parameters<EventTarget['addEventListener']>
  ) {
    if (typeof options === 'object' && options.capture)
      this.#first.addEventListener(type, listener, options);
    else super.addEventListener(type, listener, options);
  }

  override dispatchEvent(event: Event): boolean {
    Object.defineProperty(event, 'target', { value: this });
    this.#first.dispatchEvent(event);
    return super.dispatchEvent(event);
  }
}

/** A view of 360 × 640 px on a phone of 720 × 1280 px, with game controls, and a clock that is turned by hand. */
export function gamePage(options: GameOptions = {}) {
  const session = Object.assign(new FakeSession(), {
    inputState: undefined as { isOpen: boolean } | undefined,
  });
  const root = new CapturingRoot();
  const clock = { nowMs: 0 };
  const page = Object.assign(root.ownerDocument, {
    isFocused: true,
    visibilityState: 'visible',
    pointerLockElement: null as unknown,
    activeElement: null as unknown,
    hasFocus: () => page.isFocused,
    createElement: () => new FakeElement(page),
    exitPointerLock: () => {
      page.pointerLockElement = null;
      page.dispatchEvent(new Event('pointerlockchange'));
    },
  });
  Object.assign(root, {
    getRootNode: () => page,
    requestPointerLock: async () => {
      page.pointerLockElement = root;
      page.dispatchEvent(new Event('pointerlockchange'));
    },
  });
  const pads: FakePad[] = [];
  const gamepads = { list: (): (FakePad | null)[] => [null, ...pads] };
  Object.assign(root.window, { performance: { now: () => clock.nowMs } });
  Object.assign(root.window.navigator, { getGamepads: () => gamepads.list() });

  const changes = new Set<() => void>();
  const view = {
    video: { parentElement: new FakeElement(page) } as unknown as HTMLVideoElement,
    rotation: 0 as GameView['rotation'],
    onChange(listener: () => void) {
      changes.add(listener);
      return () => void changes.delete(listener);
    },
  };
  const detach = attachInput(session.asSession(), root.asSurface(), options, async () => ({
    attachMoreInput: () => [],
  }));
  detach.context.add(attachKeyboard(detach.context));
  const controls = createGameControls(view, detach.context);

  return {
    session,
    root,
    page,
    view,
    changes,
    controls,
    detach,
    gamepads,
    /** Plugs it in, or out. */
    plug(pad: FakePad, isConnected = true) {
      pad.connected = isConnected;
      if (isConnected) pads.push(pad);
      else pads.splice(pads.indexOf(pad), 1);
      const type = isConnected ? 'gamepadconnected' : 'gamepaddisconnected';
      root.window.dispatchEvent(Object.assign(new Event(type), { gamepad: pad }));
    },
    /** So many frames of 10 ms. */
    draw(frames: number) {
      for (let frame = 0; frame < frames; frame++) {
        clock.nowMs += 10;
        root.window.drawFrame();
      }
    },
    look: () => inShort(session.sent),
  };
}
