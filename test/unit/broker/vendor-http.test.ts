import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { callVendor, type FetchFunction } from '../../../src/broker/vendor-http.js';

const call = {
  method: 'POST',
  url: 'https://vendor.SECRETIVE.test/apply?ak=SECRETIVE',
  headers: { 'x-sign': 'SECRETIVE' },
  body: '{}',
} as const;

function run(
  fetch: FetchFunction,
  { timeoutMs = 1000, signal = undefined as AbortSignal | undefined } = {},
) {
  return callVendor(call, { fetch, timeoutMs, signal });
}

/** Never answers, and gives up when it is told to, as `fetch` does. */
const silence: FetchFunction = (_url, { signal }) =>
  new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a call to a vendor', () => {
  it('is sent as it is, and follows no redirect', async () => {
    const fetch = vi.fn<FetchFunction>(async () => new Response('{"code":200}'));
    await run(fetch);
    expect(fetch.mock.calls).toEqual([
      [
        'https://vendor.SECRETIVE.test/apply?ak=SECRETIVE',
        {
          method: 'POST',
          headers: { 'x-sign': 'SECRETIVE' },
          body: '{}',
          redirect: 'manual',
          signal: expect.any(AbortSignal),
        },
      ],
    ]);
  });

  it('gives status, headers in lower case and text', async () => {
    const answer = new Response('{"code":"é"}', { status: 429, headers: { 'X-Thing': 'a' } });
    expect(await run(async () => answer)).toEqual({
      status: 429,
      headers: { 'x-thing': 'a', 'content-type': 'text/plain;charset=UTF-8' },
      text: '{"code":"é"}',
    });
  });

  it('gives an empty text for an answer without a body', async () => {
    expect(await run(async () => new Response(null, { status: 204 }))).toMatchObject({ text: '' });
  });

  it('leaves no timer and no listener behind', async () => {
    const page = new AbortController();
    const add = vi.spyOn(page.signal, 'addEventListener');
    const remove = vi.spyOn(page.signal, 'removeEventListener');
    await run(async () => new Response('{}'), { signal: page.signal });
    expect(vi.getTimerCount()).toBe(0);
    expect(add.mock.calls.length).toBe(1);
    expect(remove.mock.calls[0]?.[1]).toBe(add.mock.calls[0]?.[1]);
  });

  it.each([301, 302, 307, 308])('refuses the redirect %i', async (status) => {
    const answer = new Response(null, { status, headers: { location: 'https://SECRETIVE.test' } });
    await expect(run(async () => answer)).rejects.toMatchObject({
      code: 'vendor_answer_invalid',
      message:
        'The vendor was called and answered, but the answer is a redirect, which would take the signature elsewhere. Check baseUrl.',
    });
  });

  it('reads an answer of exactly 1 MiB and no longer one, of which it drops the rest', async () => {
    const whole = new Response(new Uint8Array(1024 * 1024).fill(0x20));
    expect((await run(async () => whole)).text).toHaveLength(1_048_576);

    let signalOfCall: AbortSignal | null | undefined;
    let pulls = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulls++;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const fetch: FetchFunction = async (_url, { signal }) => {
      signalOfCall = signal;
      return new Response(endless);
    };
    await expect(run(fetch)).rejects.toMatchObject({
      code: 'vendor_answer_invalid',
      message: 'The vendor was called and answered, but the answer is longer than 1048576 bytes.',
    });
    expect(signalOfCall?.aborted).toBe(true);
    expect(pulls).toBeLessThan(20);
  });

  it('ends after the timeout, not before', async () => {
    const settled = vi.fn();
    const answer = run(silence, { timeoutMs: 1000 });
    answer.catch(settled);
    await vi.advanceTimersByTimeAsync(999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await expect(answer).rejects.toMatchObject({
      code: 'vendor_timeout',
      retryable: true,
      message: 'The vendor was called, but did not answer within 1000 ms. Try again in a moment.',
    });
  });

  it('counts an answer that stops half-way to the same timeout', async () => {
    const fetch: FetchFunction = async (_url, { signal }) =>
      new Response(
        new ReadableStream({
          start(controller) {
            controller.enqueue(new TextEncoder().encode('{"code":'));
            signal?.addEventListener('abort', () => controller.error(signal.reason));
          },
        }),
      );
    const answer = run(fetch, { timeoutMs: 50 });
    const outcome = expect(answer).rejects.toMatchObject({ code: 'vendor_timeout' });
    await vi.advanceTimersByTimeAsync(50);
    await outcome;
  });

  it('ends when the browser goes away, before or during it', async () => {
    const page = new AbortController();
    const during = run(silence, { signal: page.signal });
    page.abort();
    await expect(during).rejects.toMatchObject({ code: 'aborted' });
    await expect(run(silence, { signal: page.signal })).rejects.toMatchObject({ code: 'aborted' });
  });

  it('that finds no way is vendor_unreachable, and quotes nothing', async () => {
    const cause = new TypeError('fetch failed for SECRETIVE');
    await expect(run(() => Promise.reject(cause))).rejects.toMatchObject({
      code: 'vendor_unreachable',
      retryable: true,
      message:
        'The vendor was called, but no connection to it came about. Check baseUrl and the network of the broker.',
      cause,
    });
  });
});
