import type { Point, Size } from './geometry.js';

/** What a finger does next. After `again` it is off the screen, and what it did was no fling. */
export type SwipeStep =
  | { readonly action: 'down' | 'move'; readonly x: number; readonly y: number }
  | { readonly action: 'again' };

/**
 * A finger that follows a wheel or a trackpad. It comes down only when it is sure to be a drag, because a finger that
 * hardly moves is a tap; and where it would leave the screen it starts anew, so that no way is lost.
 *
 * All in px of the phone's screen.
 */
export interface Swipe {
  /**
   * @param way how far the finger is to go
   * @param at where the user points to
   */
  move(way: Point, at: Point, screen: Size): readonly SwipeStep[];
  /** The finger is off the screen. What it had yet to go is kept for the next one. */
  end(): void;
  /** The finger is off the screen, and nothing is kept. */
  reset(): void;
  readonly isDown: boolean;
}

/**
 * Android takes less than 8 dp for a tap; a screen is some 360 dp wide. Somewhat more than that, as part of the shorter
 * side.
 */
const slopShare = 1 / 40;
/** The finger stays so far from the edges, as part of a side: beyond begin the system's own gestures. */
const edgeShare = 0.03;
/** Where the finger may start, so that it has some way to go: as part of the side that it goes along. */
const startShares = { least: 0.35, most: 0.9 } as const;
/** No more than so many screens at once: the phone could only answer late. */
const maxScreens = 3;

const within = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(value, most));

export function createSwipe(): Swipe {
  let finger: Point | undefined;
  let restX = 0;
  let restY = 0;

  /** Where a finger starts that has `rest` to go along a side. */
  const start = (at: number, rest: number, length: number, isMain: boolean) => {
    const { least, most } = startShares;
    if (!isMain) return within(at, edgeShare * length, (1 - edgeShare) * length);
    return rest < 0
      ? within(at, least * length, most * length)
      : within(at, (1 - most) * length, (1 - least) * length);
  };

  const swipe: Swipe = {
    move(way, at, { width, height }) {
      const slop = Math.min(width, height) * slopShare;
      restX = within(restX + way.x, -maxScreens * width, maxScreens * width);
      restY = within(restY + way.y, -maxScreens * height, maxScreens * height);
      const steps: SwipeStep[] = [];
      for (;;) {
        const isFar = Math.hypot(restX, restY) >= slop;
        if (!finger) {
          if (!isFar) return steps;
          const isAlongX = Math.abs(restX) > Math.abs(restY);
          finger = {
            x: start(at.x, restX, width, isAlongX),
            y: start(at.y, restY, height, !isAlongX),
          };
          steps.push({ action: 'down', ...finger });
        }
        const x = within(finger.x + restX, edgeShare * width, (1 - edgeShare) * width);
        const y = within(finger.y + restY, edgeShare * height, (1 - edgeShare) * height);
        if (x !== finger.x || y !== finger.y) {
          restX -= x - finger.x;
          restY -= y - finger.y;
          finger = { x, y };
          steps.push({ action: 'move', x, y });
        }
        // At the edge, with more to go.
        if (Math.hypot(restX, restY) < slop) return steps;
        finger = undefined;
        steps.push({ action: 'again' });
      }
    },
    end() {
      finger = undefined;
    },
    reset() {
      finger = undefined;
      restX = restY = 0;
    },
    get isDown() {
      return finger !== undefined;
    },
  };
  return swipe;
}
