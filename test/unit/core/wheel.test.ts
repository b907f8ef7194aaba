import { describe, expect, it } from 'vitest';
import { createWheelCounter } from '../../../src/core/wheel.js';

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
