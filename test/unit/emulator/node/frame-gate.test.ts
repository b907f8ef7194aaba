import { describe, expect, it } from 'vitest';
import { FrameGate } from '../../../../src/emulator/node/frame-gate.js';

/** How many of a second's frames go through. */
function passed(gate: FrameGate, framesPerSecond: number, from = 1_000): number {
  let count = 0;
  for (let frame = 0; frame < framesPerSecond; frame += 1)
    if (gate.lets(from + (frame * 1_000) / framesPerSecond)) count += 1;
  return count;
}

describe('a gate for frames', () => {
  it('lets all through at first', () => {
    expect(passed(new FrameGate(), 60)).toBe(60);
  });

  it.each([
    [15, 30, 15],
    [20, 30, 20],
    [30, 60, 30],
    [30, 30, 30],
    [60, 30, 30],
    [1, 30, 1],
  ])('lets %d per second through, of %d', (rate, offered, expected) => {
    const gate = new FrameGate();
    gate.rate = rate;
    expect(passed(gate, offered)).toBe(expected);
  });

  it('makes nothing up after a pause', () => {
    const gate = new FrameGate();
    gate.rate = 10;
    passed(gate, 30);
    expect(passed(gate, 30, 60_000)).toBe(10);
  });

  it('lets the first frame of another rate through at once', () => {
    const gate = new FrameGate();
    gate.rate = 1;
    expect([gate.lets(1_000), gate.lets(1_100)]).toEqual([true, false]);
    gate.rate = 2;
    expect(gate.lets(1_110)).toBe(true);
  });
});
