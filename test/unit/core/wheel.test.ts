import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWheelCounter, isNotched, wheelPixels } from '../../../src/core/wheel.js';

const pixel = 0;
const line = 1;
const page = 2;

describe('the wheel counter', () => {
  it.each([
    ['pixels', pixel, 100, 1],
    ['pixels, upwards', pixel, -200, -2],
    ['lines', line, 3, 1],
    ['lines, upwards', line, -6, -2],
    ['pages', page, 0.5, 5],
  ])('reads %s', (_name, mode, delta, notches) => {
    const counter = createWheelCounter();
    counter.add(delta, mode);
    expect(counter.take()).toBe(notches);
  });

  it('keeps what is left over', () => {
    const counter = createWheelCounter();
    const taken = [];
    for (let turn = 0; turn < 8; turn++) {
      counter.add(37.5, pixel);
      taken.push(counter.take());
    }
    expect(taken).toEqual([0, 0, 1, 0, 0, 1, 0, 1]);
  });

  it('gives nothing twice', () => {
    const counter = createWheelCounter();
    counter.add(250, pixel);
    expect([counter.take(), counter.take()]).toEqual([2, 0]);
  });

  it('obeys a change of direction at once', () => {
    const counter = createWheelCounter();
    counter.add(90, pixel);
    expect(counter.take()).toBe(0);
    counter.add(-100, pixel);
    expect(counter.take()).toBe(-1);
  });

  it('drops what the phone could only answer late', () => {
    const counter = createWheelCounter();
    counter.add(100_000, pixel);
    expect([counter.take(), counter.take()]).toEqual([10, 0]);
    counter.add(-100_000, pixel);
    expect([counter.take(), counter.take()]).toEqual([-10, 0]);
  });
});

describe('any wheel', () => {
  it('loses nothing within the limit, as long as it turns one way', () => {
    const turns = fc.array(
      fc.tuple(fc.double({ min: 0, max: 300, noNaN: true }), fc.constantFrom(pixel, line)),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(turns, fc.constantFrom(1, -1), (deltas, direction) => {
        const counter = createWheelCounter();
        let turned = 0;
        let taken = 0;
        for (const [delta, mode] of deltas) {
          // Ten notches are the limit at once: less than that is added between two looks.
          const bounded = mode === line ? delta / 15 : delta;
          counter.add(direction * bounded, mode);
          turned += wheelPixels(bounded, mode) / 100;
          taken += direction * counter.take();
        }
        expect(turned - taken).toBeGreaterThan(-1e-6);
        expect(turned - taken).toBeLessThan(1 + 1e-6);
      }),
    );
  });
});

describe('a wheel with notches', () => {
  const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, wheelDeltaX: 0, wheelDeltaY: 0 };

  it.each([
    ['one notch in Chromium', { deltaY: 100, wheelDeltaY: -120 }, true],
    ['three notches up at once', { deltaY: -300, wheelDeltaY: 360 }, true],
    ['lines, in Firefox', { deltaY: 3, deltaMode: 1 }, true],
    ['pages', { deltaY: 1, deltaMode: 2 }, true],
    ['sideways, with Shift', { deltaX: 100, wheelDeltaX: -120 }, true],
    ['a trackpad', { deltaY: 4, wheelDeltaY: -12 }, false],
    ['a trackpad that goes aslant', { deltaX: 1, deltaY: 40, wheelDeltaY: -120 }, false],
    ['a free wheel', { deltaY: 12.5, wheelDeltaY: -15 }, false],
    ['a browser that does not tell', { deltaY: 100, wheelDeltaY: 0 }, false],
  ])('%s', (_name, facts, isIt) => {
    expect(isNotched({ ...turn, ...facts })).toBe(isIt);
  });
});
