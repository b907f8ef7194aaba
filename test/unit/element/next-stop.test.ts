import { describe, expect, it } from 'vitest';
import { nextStop } from '../../../src/element/next-stop.js';

describe('moving inside the toolbar', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 3, 0],
    ['ArrowDown', 1, 2],
    ['ArrowLeft', 2, 1],
    ['ArrowLeft', 0, 3],
    ['ArrowUp', 0, 3],
    ['Home', 2, 0],
    ['End', 0, 3],
  ])('%s leads from stop %d of four to stop %d', (key, now, next) => {
    expect(nextStop(key, now, 4, false)).toBe(next);
  });

  it('turns left and right around where text runs from right to left, and nothing else', () => {
    expect(nextStop('ArrowLeft', 0, 4, true)).toBe(1);
    expect(nextStop('ArrowRight', 0, 4, true)).toBe(3);
    expect(nextStop('ArrowDown', 0, 4, true)).toBe(1);
    expect(nextStop('ArrowUp', 0, 4, true)).toBe(3);
  });

  it.each(['Tab', 'Enter', ' ', 'a', 'Escape'])('leaves "%s" to the browser', (key) => {
    expect(nextStop(key, 1, 4, false)).toBeUndefined();
  });
});
