import type { Rotation } from '../geometry.js';
import type { TouchTracker } from '../touch.js';

/** The phone's screen as touches see it, in device px, and how the view shows it turned. */
export interface GameScreen {
  readonly width: number;
  readonly height: number;
  readonly rotation: Rotation;
}

/** One finger of a game control. Positions are in device px; nothing happens while there is no screen. */
export interface GameFinger {
  /** False also when the phone forgot it: its screen turned, or a message did not go out. */
  readonly isDown: boolean;
  readonly x: number;
  readonly y: number;
  down(x: number, y: number): void;
  move(x: number, y: number): void;
  up(): void;
  /** Lifts it without meaning anything by it. */
  cancel(): void;
}

/** The controls' fingers have keys that no pointer has: browsers count theirs upwards from small numbers. */
const firstKey = -1_000;

/** @param index of the control: no two fingers share it */
export function createGameFinger(
  touches: Pick<TouchTracker, 'has' | 'down' | 'move' | 'up' | 'cancel'>,
  index: number,
): GameFinger {
  const key = firstKey - index;
  let lastX = 0;
  let lastY = 0;
  return {
    get isDown() {
      return touches.has(key);
    },
    get x() {
      return lastX;
    },
    get y() {
      return lastY;
    },
    down(x, y) {
      lastX = x;
      lastY = y;
      touches.down(key, x, y, 1);
    },
    move(x, y) {
      lastX = x;
      lastY = y;
      touches.move(key, x, y, 1);
    },
    up: () => touches.up(key, lastX, lastY),
    cancel: () => touches.cancel(key),
  };
}
