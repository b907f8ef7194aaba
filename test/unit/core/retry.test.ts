import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryDelayMs } from '../../../src/core/retry.js';

const policy = { maxAttempts: 5, baseDelayMs: 100, maxDelayMs: 1000 };

describe('the wait before an attempt', () => {
  it.each([
    [1, 50, 75, 100],
    [2, 100, 150, 200],
    [3, 200, 300, 400],
    [4, 400, 600, 800],
    [5, 500, 750, 1000],
  ])('number %i is between %i and %i', (attempt, least, middle, most) => {
    expect(retryDelayMs(policy, attempt, 0)).toBe(least);
    expect(retryDelayMs(policy, attempt, 0.5)).toBe(middle);
    expect(retryDelayMs(policy, attempt, 0.999_999)).toBe(most);
  });

  it('is none when the policy gives up', () => {
    expect(retryDelayMs(policy, 6, 0.5)).toBeUndefined();
    expect(retryDelayMs({ ...policy, maxAttempts: 0 }, 1, 0.5)).toBeUndefined();
    expect(retryDelayMs({ ...policy, maxAttempts: Number.NaN }, 1, 0.5)).toBeUndefined();
  });

  it('stays at the upper bound after very many attempts', () => {
    const endless = { ...policy, maxAttempts: Number.POSITIVE_INFINITY };
    expect(retryDelayMs(endless, 5000, 0)).toBe(500);
    expect(retryDelayMs(endless, 5000, 0.5)).toBe(750);
  });

  it('is never above the bound and never below half the step', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelayMs({ ...policy, maxAttempts: 200 }, attempt, random);
          expect(delay).toBeLessThanOrEqual(1000);
          expect(delay).toBeGreaterThanOrEqual(50);
        },
      ),
    );
  });
});
