import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TimerSet } from '../../../src/client/timer-set.js';

describe('a set of timers', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('runs a timer once, when its time has come', () => {
    const timers = new TimerSet();
    const run = vi.fn();
    timers.start('offer', 100, run);
    vi.advanceTimersByTime(99);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('replaces a timer of the same name', () => {
    const timers = new TimerSet();
    const first = vi.fn();
    const second = vi.fn();
    timers.start('offer', 100, first);
    timers.start('offer', 300, second);
    vi.advanceTimersByTime(200);
    expect(first).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(second).toHaveBeenCalledTimes(1);
  });

  it('stops one timer, or one that does not run', () => {
    const timers = new TimerSet();
    const offer = vi.fn();
    const frame = vi.fn();
    timers.start('offer', 100, offer);
    timers.start('frame', 100, frame);
    timers.stop('offer');
    timers.stop('offer');
    timers.stop('never started');
    vi.advanceTimersByTime(100);
    expect(offer).not.toHaveBeenCalled();
    expect(frame).toHaveBeenCalledTimes(1);
  });

  it('stops all of them and leaves none behind', () => {
    const timers = new TimerSet();
    const run = vi.fn();
    for (const name of ['a', 'b', 'c']) timers.start(name, 100, run);
    timers.stopAll();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(1000);
    expect(run).not.toHaveBeenCalled();
  });

  it('lets a timer start itself again from within', () => {
    const timers = new TimerSet();
    const again = vi.fn();
    timers.start('retry', 100, () => timers.start('retry', 100, again));
    vi.advanceTimersByTime(100);
    timers.stop('retry');
    vi.advanceTimersByTime(100);
    expect(again).not.toHaveBeenCalled();
  });

  it('tells when a timer runs out, as long as it runs', () => {
    const timers = new TimerSet();
    const now = performance.now();
    timers.start('retry', 100, () => {});
    expect(timers.endOf('retry')).toBe(now + 100);
    expect(timers.endOf('offer')).toBeUndefined();
    vi.advanceTimersByTime(100);
    expect(timers.endOf('retry')).toBeUndefined();
    timers.start('retry', 100, () => {});
    timers.stopAll();
    expect(timers.endOf('retry')).toBeUndefined();
  });

  it.each([Number.POSITIVE_INFINITY, 2 ** 31, 1e300])(
    'waits very long for %d instead of not at all',
    (delayMs) => {
      const timers = new TimerSet();
      const run = vi.fn();
      timers.start('offer', delayMs, run);
      vi.advanceTimersByTime(24 * 86_400_000);
      expect(run).not.toHaveBeenCalled();
      timers.stopAll();
    },
  );
});
