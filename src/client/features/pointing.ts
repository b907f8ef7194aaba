import type { TouchAction } from '../../core/control.js';
import { checkNumber, checkOneOf, checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';

/** How long the vendor's own programmatic tap lasts, in ms (fact sheet, 6.3). */
const tapMs = { min: 15, max: 25 } as const;

/** A place on the phone's screen, measured on a space of the caller's choice, such as `session.display`. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
  /** The size of the space that `x` and `y` are in. */
  readonly width: number;
  readonly height: number;
}

/** Taps and keys that a page makes by itself. */
export interface PointingFeatures {
  /** Presses and releases a key with modifiers: Android KeyEvent constants. Ctrl+A is `(29, 0x3000)`. */
  pressShortcut(keyCode: number, metaState: number): void;
  /** A finger down, and up after 15 to 25 ms. Resolves when it is up. */
  tap(place: PointerPlace): Promise<void>;
  /** One step of a finger of the page's own. It is let go by itself when the connection is lost or ended. */
  sendPointer(action: 'down' | 'move' | 'up' | 'cancel', place: PointerPlace): void;
}

function checkPlace({ x, y, width, height }: PointerPlace): void {
  checkNumber('width', width, 1, 100_000);
  checkNumber('height', height, 1, 100_000);
  checkNumber('x', x, 0, width);
  checkNumber('y', y, 0, height);
}

export function createPointing(channel: FeatureChannel): PointingFeatures {
  const { session } = channel.host;
  /** Where our finger is down. */
  let held: PointerPlace | undefined;

  function touch(action: TouchAction, { x, y, width, height }: PointerPlace): void {
    const pointers = [{ id: 0, x, y, pressure: 1 }];
    session.send({ type: 'touch', action, actionIndex: 0, pointers, width, height });
    held = action === 'down' || action === 'move' ? { x, y, width, height } : undefined;
  }

  session.on('release', () => {
    const place = held;
    held = undefined;
    if (!place) return;
    try {
      touch('cancel', place);
    } catch {
      // The connection is gone already; the phone lets go by itself.
    }
  });

  return {
    async tap(place) {
      checkPlace(place);
      touch('down', place);
      const lasts = tapMs.min + Math.random() * (tapMs.max - tapMs.min);
      const down = held;
      await new Promise((resolve) => setTimeout(resolve, lasts));
      // Otherwise it has been let go already.
      if (held === down) touch('up', place);
    },
    sendPointer(action, place) {
      checkOneOf('action', action, ['down', 'move', 'up', 'cancel']);
      checkPlace(place);
      touch(action, place);
    },
    pressShortcut(keyCode, metaState) {
      checkWhole('keyCode', keyCode, 1, 1000);
      checkWhole('metaState', metaState, 0, 0x7fffffff);
      for (const action of ['down', 'up'] as const)
        session.send({ type: 'key', action, keyCode, metaState, repeat: false });
    },
  };
}
