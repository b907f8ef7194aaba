import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSwipe, type SwipeStep } from '../../../src/core/swipe.js';

const screen = { width: 720, height: 1280 };
const middle = { x: 360, y: 640 };
/** Where fingers may be: 3 % off the edges. */
const [left, right, top, bottom] = [21.6, 698.4, 38.4, 1241.6];

function short(steps: readonly SwipeStep[]): string[] {
  return steps.map((step) =>
    step.action === 'again'
      ? 'again'
      : `${step.action} ${Math.round(step.x)},${Math.round(step.y)}`,
  );
}

describe('a finger that follows a wheel', () => {
  it('comes down when it is sure to be no tap, and then makes the whole way at once', () => {
    const swipe = createSwipe();
    expect(swipe.move({ x: 0, y: -10 }, middle, screen)).toEqual([]);
    expect(short(swipe.move({ x: 0, y: -10 }, middle, screen))).toEqual([
      'down 360,640',
      'move 360,620',
    ]);
    expect(short(swipe.move({ x: 3, y: -1 }, middle, screen))).toEqual(['move 363,619']);
    expect(swipe.isDown).toBe(true);
  });

  it('starts where it has some way to go, off the system’s own gestures', () => {
    const starts = [
      [
        { x: 0, y: -100 },
        { x: 360, y: 1279 },
      ],
      [
        { x: 0, y: -100 },
        { x: 0, y: 0 },
      ],
      [
        { x: 0, y: 100 },
        { x: 719, y: 1279 },
      ],
      [
        { x: 100, y: 0 },
        { x: 719, y: 700 },
      ],
    ] as const;
    expect(starts.map(([way, at]) => short(createSwipe().move(way, at, screen))[0])).toEqual([
      'down 360,1152',
      'down 22,448',
      'down 698,832',
      'down 468,700',
    ]);
  });

  it('starts anew at the edge, and makes the rest of the way from there', () => {
    const swipe = createSwipe();
    expect(short(swipe.move({ x: 0, y: -1000 }, middle, screen))).toEqual([
      'down 360,640',
      'move 360,38',
      'again',
      'down 360,640',
      'move 360,242',
    ]);
  });

  it('keeps what is too little for later, unless it is given up', () => {
    const swipe = createSwipe();
    swipe.move({ x: 0, y: -10 }, middle, screen);
    swipe.end();
    expect(short(swipe.move({ x: 0, y: -10 }, middle, screen))).toHaveLength(2);
    swipe.reset();
    swipe.move({ x: 0, y: -10 }, middle, screen);
    swipe.reset();
    expect(swipe.move({ x: 0, y: -10 }, middle, screen)).toEqual([]);
  });

  it('goes three screens at once and no further', () => {
    const steps = createSwipe().move({ x: 0, y: -1e9 }, middle, screen);
    expect(sum(steps).y).toBeCloseTo(-3 * 1280, 3);
  });
});

/** The way that the finger made on the screen. */
function sum(steps: readonly SwipeStep[]): { x: number; y: number } {
  let last: { readonly x: number; readonly y: number } | undefined;
  const way = { x: 0, y: 0 };
  for (const step of steps) {
    if (step.action === 'again') {
      last = undefined;
      continue;
    }
    if (last) {
      way.x += step.x - last.x;
      way.y += step.y - last.y;
    }
    last = step;
  }
  return way;
}

const deltas = fc.record({
  x: fc.double({ min: -700, max: 700, noNaN: true }),
  y: fc.double({ min: -1200, max: 1200, noNaN: true }),
});
const places = fc.record({
  x: fc.double({ min: 0, max: 720, noNaN: true }),
  y: fc.double({ min: 0, max: 1280, noNaN: true }),
});

describe('any wheel', () => {
  it('loses nothing but what is too little for a drag, and never leaves the screen', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(deltas, places, fc.boolean()), { maxLength: 40 }), (events) => {
        const swipe = createSwipe();
        const wanted = { x: 0, y: 0 };
        const made = { x: 0, y: 0 };
        let last: { readonly x: number; readonly y: number } | undefined;
        for (const [way, at, isPause] of events) {
          wanted.x += way.x;
          wanted.y += way.y;
          for (const step of swipe.move(way, at, screen)) {
            if (step.action === 'again') {
              expect(last).toBeDefined();
              last = undefined;
              continue;
            }
            expect(step.action === 'down').toBe(last === undefined);
            expect(step.x).toBeGreaterThanOrEqual(left - 1e-6);
            expect(step.x).toBeLessThanOrEqual(right + 1e-6);
            expect(step.y).toBeGreaterThanOrEqual(top - 1e-6);
            expect(step.y).toBeLessThanOrEqual(bottom + 1e-6);
            made.x += step.x - (last?.x ?? step.x);
            made.y += step.y - (last?.y ?? step.y);
            last = step;
          }
          expect(swipe.isDown).toBe(last !== undefined);
          expect(Math.hypot(wanted.x - made.x, wanted.y - made.y)).toBeLessThan(18 + 1e-6);
          if (isPause) {
            swipe.end();
            last = undefined;
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
