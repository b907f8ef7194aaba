import { describe, expect, it, vi } from 'vitest';
import type { FetchFunction } from '../../../src/broker/vendor-http.js';
import { createToolMaker } from '../../../src/broker/vendor-tools.js';
import { ticket } from './broker-stage.js';

const vendor = { id: 'fake', issueTicket: async () => ticket };
const call = { method: 'GET', url: 'https://cloud.test/', headers: {} } as const;

/** Tools for a browser's request that can go away, over a `fetch` that waits to be answered. */
function setTools() {
  const browser = new AbortController();
  const passVendorCall = vi.fn(async (_vendorId: string) => {});
  let answer = (_response: Response) => {};
  const fetch: FetchFunction = (_url, { signal }) =>
    new Promise((resolve, reject) => {
      answer = resolve;
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  const toolsFor = createToolMaker({
    fetch,
    timeoutMs: 10_000,
    now: () => 7,
    write: () => {},
    rateLimits: {
      passVendorCall,
      passTicket: async () => {},
      passGroup: async () => {},
      passLeave: async () => {},
      passDeviceCall: async () => {},
    },
  });
  const request = new Request('http://broker.test/tickets', { signal: browser.signal });
  return {
    tools: toolsFor(vendor, {}, request),
    toolsFor,
    browser,
    passVendorCall,
    answer: (text: string) => answer(new Response(text)),
  };
}

describe('a request of a vendor', () => {
  it('ends when the browser goes away that asked for it', async () => {
    const { tools, browser, answer } = setTools();
    const outcome = expect(tools.request(call)).rejects.toMatchObject({ code: 'aborted' });
    await Promise.resolve();
    browser.abort();
    answer('too late');
    await outcome;
  });

  it('goes on for the others when it is shared', async () => {
    const { tools, browser, answer } = setTools();
    const outcome = tools.request(call, { isShared: true });
    await Promise.resolve();
    browser.abort();
    answer('for all');
    expect(await outcome).toMatchObject({ status: 200, text: 'for all' });
  });

  it('counts for its vendor, and is not made over the limit', async () => {
    const { tools, passVendorCall } = setTools();
    passVendorCall.mockRejectedValue(new Error('over the limit'));
    await expect(tools.request(call)).rejects.toThrow('over the limit');
    expect(passVendorCall.mock.calls).toEqual([['fake']]);
  });
});

describe('a vendor that has to wait', () => {
  it('does so until the browser goes away', async () => {
    const { tools, browser } = setTools();
    await tools.wait(0);
    const outcome = expect(tools.wait(60_000)).rejects.toMatchObject({ code: 'aborted' });
    browser.abort();
    await outcome;
  });

  it('tells how far the phone is, to whoever listens', () => {
    const { tools, toolsFor } = setTools();
    const heard: unknown[] = [];
    const { signal } = new AbortController();
    toolsFor(vendor, {}, { signal, report: (progress) => heard.push(progress) }).report({
      stage: 'waking',
    });
    tools.report({ stage: 'queued' });
    toolsFor(vendor, {}).report({ stage: 'queued' });
    expect(heard).toEqual([{ stage: 'waking' }]);
  });
});
