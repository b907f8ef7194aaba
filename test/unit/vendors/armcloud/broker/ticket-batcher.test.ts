import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type AskForBatch,
  createTicketBatcher,
} from '../../../../../src/vendors/armcloud/broker/ticket-batcher.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts the calls, and gives each phone a token that tells its call. */
function createVendor() {
  const calls: (readonly string[])[] = [];
  const ask: AskForBatch<string> = async (phoneIds) => {
    const number = calls.push(phoneIds);
    return new Map(
      phoneIds.map((phoneId) => [
        phoneId,
        { status: 'fulfilled', value: `${phoneId}#${number}` } as const,
      ]),
    );
  };
  return { calls, ask };
}

describe('tickets of one user', () => {
  it('that are asked for within the window travel in one call at its end', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 20 });
    const first = batcher.add('u7', 'A', ask);
    await vi.advanceTimersByTimeAsync(4);
    const second = batcher.add('u7', 'B', ask);
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual([['A', 'B']]);
    expect(await Promise.all([first, second])).toEqual(['A#1', 'B#1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that come later have a window of their own', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 20 });
    void batcher.add('u7', 'A', ask);
    await vi.advanceTimersByTimeAsync(5);
    void batcher.add('u7', 'B', ask);
    await vi.advanceTimersByTimeAsync(4);
    expect(calls).toEqual([['A']]);
    await vi.advanceTimersByTimeAsync(1);
    expect(calls).toEqual([['A'], ['B']]);
  });

  it('for the same phone are tokens of different calls, and each call names it once', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 20 });
    const asked = ['A', 'A', 'B', 'A', 'C'].map((phoneId) => batcher.add('u7', phoneId, ask));
    await vi.advanceTimersByTimeAsync(5);
    expect(calls).toEqual([['A', 'B', 'C'], ['A'], ['A']]);
    expect(await Promise.all(asked)).toEqual(['A#1', 'A#2', 'B#1', 'A#3', 'C#1']);
  });

  it('go out at once when the call is full', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 2 });
    for (const phoneId of ['A', 'B', 'C']) void batcher.add('u7', phoneId, ask);
    expect(calls).toEqual([['A', 'B']]);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls).toEqual([['A', 'B'], ['C']]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('go out one by one without a window, with no timer', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 0, maxPhones: 20 });
    const asked = [batcher.add('u7', 'A', ask), batcher.add('u7', 'B', ask)];
    expect(calls).toEqual([['A'], ['B']]);
    expect(vi.getTimerCount()).toBe(0);
    expect(await Promise.all(asked)).toEqual(['A#1', 'B#2']);
  });

  it('never travel with those of another user', async () => {
    const { calls, ask } = createVendor();
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 20 });
    void batcher.add('u7', 'A', ask);
    void batcher.add('u8', 'B', ask);
    await vi.advanceTimersByTimeAsync(5);
    expect(calls).toEqual([['A'], ['B']]);
  });
});

describe('a failure', () => {
  it.each([0, 5])('of one phone is only its own, with a window of %i ms', async (windowMs) => {
    const batcher = createTicketBatcher<string>({ windowMs, maxPhones: 20 });
    const ask: AskForBatch<string> = async (phoneIds) =>
      new Map(
        phoneIds.map((phoneId) => [
          phoneId,
          phoneId === 'A'
            ? ({ status: 'rejected', reason: 'offline' } as const)
            : ({ status: 'fulfilled', value: phoneId } as const),
        ]),
      );
    const asked = Promise.allSettled([batcher.add('u7', 'A', ask), batcher.add('u7', 'B', ask)]);
    await vi.advanceTimersByTimeAsync(5);
    expect(await asked).toEqual([
      { status: 'rejected', reason: 'offline' },
      { status: 'fulfilled', value: 'B' },
    ]);
  });

  it('of the call is that of all who waited', async () => {
    const batcher = createTicketBatcher<string>({ windowMs: 5, maxPhones: 20 });
    const ask = () => Promise.reject('down');
    const asked = Promise.allSettled([batcher.add('u7', 'A', ask), batcher.add('u7', 'B', ask)]);
    await vi.advanceTimersByTimeAsync(5);
    expect(await asked).toEqual([
      { status: 'rejected', reason: 'down' },
      { status: 'rejected', reason: 'down' },
    ]);
  });
});
