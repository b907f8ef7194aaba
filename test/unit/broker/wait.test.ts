import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { wait } from '../../../src/broker/wait.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('waiting on behalf of a browser', () => {
  it('takes as long as asked', async () => {
    const done = vi.fn();
    const waited = wait(1500, new AbortController().signal).then(done);
    await vi.advanceTimersByTimeAsync(1499);
    expect(done).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(done).toHaveBeenCalledOnce();
    await waited;
  });

  it('ends at once, and leaves no timer, when the browser goes away', async () => {
    const browser = new AbortController();
    const waited = expect(wait(60_000, browser.signal)).rejects.toMatchObject({ code: 'aborted' });
    browser.abort();
    await waited;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not begin for a browser that has gone', async () => {
    await expect(wait(1, AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
    expect(vi.getTimerCount()).toBe(0);
  });
});
