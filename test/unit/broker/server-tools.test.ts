import { describe, expect, it, vi } from 'vitest';
import { createServerTools } from '../../../src/broker/server-tools.js';

const call = { method: 'GET', url: 'https://vendor.example.test/', headers: {} } as const;

describe('the tools of a server', () => {
  it('call the vendor, tell the time and pass warnings on', async () => {
    const fetch = vi.fn(async () => new Response('found'));
    const warn = vi.fn();
    const tools = createServerTools({ fetch, warn, now: () => 7 })();
    expect(await tools.request(call)).toMatchObject({ status: 200, text: 'found' });
    expect(tools.now()).toBe(7);
    tools.warn('careful');
    expect(warn.mock.calls).toEqual([['careful']]);
  });

  it('give a call up with its signal, unless others wait for it', async () => {
    const controller = new AbortController();
    const tools = createServerTools({ fetch: async () => new Response('found') })(
      controller.signal,
    );
    controller.abort();
    expect(await tools.request(call, { isShared: true })).toMatchObject({ text: 'found' });
    const stuck = createServerTools({
      fetch: (_url, { signal }) =>
        new Promise((_resolve, reject) => {
          if (signal?.aborted) reject(new Error('aborted'));
        }),
    })(controller.signal);
    await expect(stuck.request(call)).rejects.toMatchObject({ code: 'aborted' });
  });

  it('wait until the signal gives up, and have nobody to report to', async () => {
    const controller = new AbortController();
    const tools = createServerTools()(controller.signal);
    tools.report({ stage: 'queued' });
    await tools.wait(0);
    const outcome = expect(tools.wait(60_000)).rejects.toMatchObject({ code: 'aborted' });
    controller.abort();
    await outcome;
  });

  it('refuse a timeout that is none', () => {
    expect(() => createServerTools({ timeoutMs: 0 })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});
