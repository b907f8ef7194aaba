import { describe, expect, it, vi } from 'vitest';
import { createDeviceApi } from '../../../../src/client/device/create-device-api.js';
import { deviceOperationNames } from '../../../../src/core/device/operation-names.js';

/** A broker that answers every call alike, and what it was asked. */
function setBroker(answer: () => Response = () => Response.json({ taskId: '7' })) {
  const fetch = vi.fn(async (_url: string | URL | Request, init?: RequestInit) => {
    if (init?.signal?.aborted) throw init.signal.reason;
    return answer();
  });
  const asked = () =>
    fetch.mock.calls.map(([url, init]) => ({ url, body: JSON.parse(String(init?.body)) }));
  return { fetch, asked };
}

const refusal = (code: string, status: number) => () =>
  Response.json({ error: { code, message: 'No.', retryable: false } }, { status });

describe('the device API of a phone', () => {
  it('has a method for each operation, which asks the broker for it', async () => {
    const { fetch, asked } = setBroker(() => Response.json({}));
    const device = createDeviceApi({ url: '/telepad/', phoneId: 'a', fetch });
    const methods = device as unknown as Record<string, (input: object) => Promise<unknown>>;
    for (const name of deviceOperationNames) await methods[name]?.({ x: name });
    expect(asked()).toEqual(
      deviceOperationNames.map((name) => ({
        url: `/telepad/device/${name}`,
        body: { phoneId: 'a', input: { x: name } },
      })),
    );
  });

  it('gives what the broker answered', async () => {
    const { fetch, asked } = setBroker();
    const device = createDeviceApi({ url: '/telepad', phoneId: 'a', vendor: 'v', fetch });
    expect(await device.restart()).toEqual({ taskId: '7' });
    expect(await device.call('startApp', { packageName: 'com.a' })).toEqual({ taskId: '7' });
    expect(asked()).toEqual([
      { url: '/telepad/device/restart', body: { phoneId: 'a', vendor: 'v', input: {} } },
      {
        url: '/telepad/device/startApp',
        body: { phoneId: 'a', vendor: 'v', input: { packageName: 'com.a' } },
      },
    ]);
  });

  it('authenticates as the page says', async () => {
    const { fetch } = setBroker();
    const device = createDeviceApi({
      url: new URL('https://app.test/telepad'),
      phoneId: 'a',
      credentials: 'include',
      headers: () => ({ authorization: 'Bearer x' }),
      fetch,
    });
    await device.getPhone();
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('https://app.test/telepad/device/getPhone');
    expect(init).toMatchObject({ method: 'POST', credentials: 'include' });
    expect(Object.fromEntries(new Headers(init?.headers))).toEqual({
      authorization: 'Bearer x',
      'content-type': 'application/json',
    });
  });

  it.each([
    ['the broker’s refusal', refusal('forbidden', 403), 'forbidden'],
    ['a page instead of an answer', () => new Response('<html>'), 'broker_answer_invalid'],
    ['a list', () => Response.json([]), 'broker_answer_invalid'],
    [
      'a server that fails without a word',
      () => new Response('', { status: 502 }),
      'broker_answer_invalid',
    ],
  ])('rejects with %s', async (_name, answer, code) => {
    const { fetch } = setBroker(answer);
    const device = createDeviceApi({ url: '/telepad', phoneId: 'a', fetch });
    await expect(device.reset()).rejects.toMatchObject({ name: 'TelepadError', code });
  });

  it('waits on for the task that a task goes on as', async () => {
    vi.useFakeTimers();
    try {
      const states = [
        { taskId: 'upload.x', phoneId: 'a', status: 'running' },
        { taskId: 'pad.7', phoneId: 'a', status: 'running' },
        { taskId: 'pad.7', phoneId: 'a', status: 'done' },
      ];
      const { fetch, asked } = setBroker(() => Response.json(states.shift()));
      const device = createDeviceApi({ url: '/telepad', phoneId: 'a', fetch });
      const done = device.waitForTask('upload.x');
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await done).toMatchObject({ taskId: 'pad.7', status: 'done' });
      const taskIds = asked().map(({ body }) => body.input.taskId);
      expect(taskIds).toEqual(['upload.x', 'upload.x', 'pad.7']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('says which operation could not be asked for', async () => {
    const fetch = () => Promise.reject(new TypeError('offline'));
    const device = createDeviceApi({ url: '/telepad', phoneId: 'a', fetch });
    await expect(device.reset()).rejects.toMatchObject({
      code: 'broker_unreachable',
      message: expect.stringContaining('reset of the device API'),
    });
  });

  it('ends a call with its own signal, and all of them with the common one', async () => {
    const whole = new AbortController();
    const one = new AbortController();
    const add = vi.spyOn(whole.signal, 'addEventListener');
    const remove = vi.spyOn(whole.signal, 'removeEventListener');
    const fetch: typeof globalThis.fetch = (_url, init) =>
      new Promise((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    const device = createDeviceApi({
      url: '/telepad',
      phoneId: 'a',
      signal: whole.signal,
      fetch,
    });
    const first = device.getPhone({}, { signal: one.signal });
    const second = device.getPhone();
    one.abort();
    await expect(first).rejects.toMatchObject({ code: 'aborted' });
    whole.abort();
    await expect(second).rejects.toMatchObject({ code: 'aborted' });
    const { fetch: never, asked } = setBroker();
    const late = createDeviceApi({ url: '/', phoneId: 'a', signal: whole.signal, fetch: never });
    await expect(late.getPhone()).rejects.toMatchObject({ code: 'aborted' });
    expect(asked()).toHaveLength(1);
    expect(add).toHaveBeenCalledTimes(3);
    expect(remove).toHaveBeenCalledTimes(3);
  });
});
