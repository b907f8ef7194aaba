import type { PointerTool, TouchAction, TouchMessage } from './control.js';
import { clampToPixels } from './geometry.js';

/** Android's limit (`MAX_POINTERS` is 16, but no digitizer reports more than ten fingers). */
const maxFingers = 10;

interface Finger {
  /** Whatever the platform calls it, for example `PointerEvent.pointerId`. */
  readonly key: number;
  x: number;
  y: number;
  pressure: number;
  tool: PointerTool | undefined;
}

/**
 * Turns fingers that come and go in any order into a valid Android touch stream: ids that stay with a finger,
 * one `down` before all, one `up` or `cancel` after all, never two fingers with the same id. Fingers that it does
 * not know are ignored, and so is an eleventh.
 *
 * Positions are in the space set by `setSpace` and are clamped to it.
 */
export interface TouchTracker {
  /**
   * The coordinate space from now on. Fingers on the glass keep their place at another resolution; when the
   * screen turns they are cancelled, as Android does itself.
   */
  setSpace(width: number, height: number): void;
  /** How many fingers are on the glass. */
  readonly count: number;
  has(key: number): boolean;
  /** @param tool nothing for a finger */
  down(key: number, x: number, y: number, pressure: number, tool?: PointerTool): void;
  /** Notes a position for the next `flush`. Allocates nothing. */
  move(key: number, x: number, y: number, pressure: number, tool?: PointerTool): void;
  /** Sends one message for all fingers that moved since the last one, if any did. */
  flush(): void;
  up(key: number, x: number, y: number): void;
  /** Goes up where it is. */
  lift(key: number): void;
  /** The finger is gone but did not mean a tap: the gesture is cancelled if it was the only one. */
  cancel(key: number): void;
  /** Cancels the gesture; the fingers of it are not known any more. */
  releaseAll(): void;
}

/**
 * @param send says whether it delivered. After a failure the fingers are forgotten, because the phone does not
 * know them, and their later moves would be a stream without a beginning.
 */
export function createTouchTracker(send: (message: TouchMessage) => boolean): TouchTracker {
  /** Index = Android pointer id. Holes are free ids. */
  let fingers: (Finger | undefined)[] = [];
  let count = 0;
  let width = 0;
  let height = 0;
  let isMoved = false;

  const forget = () => {
    fingers = [];
    count = 0;
    isMoved = false;
  };

  const idOf = (key: number) => {
    for (let id = 0; id < fingers.length; id++) if (fingers[id]?.key === key) return id;
    return -1;
  };

  const compose = (action: TouchAction, actionId: number): TouchMessage => {
    const pointers = [];
    let actionIndex = 0;
    for (let id = 0; id < fingers.length; id++) {
      const finger = fingers[id];
      if (!finger) continue;
      if (id === actionId) actionIndex = pointers.length;
      const { x, y, pressure, tool } = finger;
      pointers.push({ id, x, y, pressure, ...tool });
    }
    return { type: 'touch', action, actionIndex, pointers, width, height };
  };

  const emit = (message: TouchMessage) => {
    if (!send(message)) forget();
  };

  const tracker: TouchTracker = {
    setSpace(newWidth, newHeight) {
      if (newWidth === width && newHeight === height) return;
      if (newWidth > newHeight !== width > height) tracker.releaseAll();
      for (const finger of fingers) {
        if (!finger) continue;
        finger.x = clampToPixels((finger.x * newWidth) / width, newWidth);
        finger.y = clampToPixels((finger.y * newHeight) / height, newHeight);
      }
      width = newWidth;
      height = newHeight;
    },
    get count() {
      return count;
    },
    has: (key) => idOf(key) >= 0,
    down(key, x, y, pressure, tool) {
      if (count >= maxFingers || tracker.has(key)) return;
      tracker.flush();
      let id = 0;
      while (fingers[id]) id++;
      x = clampToPixels(x, width);
      y = clampToPixels(y, height);
      fingers[id] = { key, x, y, pressure, tool };
      count++;
      emit(compose(count > 1 ? 'pointer-down' : 'down', id));
    },
    move(key, x, y, pressure, tool) {
      const finger = fingers[idOf(key)];
      if (!finger) return;
      x = clampToPixels(x, width);
      y = clampToPixels(y, height);
      // A pen that only turns makes a tool of its own each time.
      if (
        x === finger.x &&
        y === finger.y &&
        pressure === finger.pressure &&
        (!tool || tool === finger.tool)
      )
        return;
      finger.x = x;
      finger.y = y;
      finger.pressure = pressure;
      finger.tool = tool ?? finger.tool;
      isMoved = true;
    },
    flush() {
      if (!isMoved) return;
      isMoved = false;
      emit(compose('move', -1));
    },
    up(key, x, y) {
      const finger = fingers[idOf(key)];
      if (finger) tracker.move(key, x, y, finger.pressure);
      tracker.lift(key);
    },
    lift(key) {
      if (!tracker.has(key)) return;
      tracker.flush();
      const id = idOf(key);
      // Forgotten: the move was not delivered.
      if (id < 0) return;
      const message = compose(count > 1 ? 'pointer-up' : 'up', id);
      fingers[id] = undefined;
      count--;
      emit(message);
    },
    cancel(key) {
      if (count > 1) tracker.lift(key);
      else if (tracker.has(key)) tracker.releaseAll();
    },
    releaseAll() {
      if (count === 0) return;
      const message = compose('cancel', -1);
      forget();
      emit(message);
    },
  };
  return tracker;
}
