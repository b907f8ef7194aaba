import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBroker } from '../../../../../src/broker/create-broker.js';
import type { BrokerLogEntry } from '../../../../../src/broker/log-entry.js';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import { settings, settle, tokenRow, useFakeClock } from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

/** Numbers in [0, 1) that are the same each time (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const secret = 'SECRETIVE-callback-0123';
const phones = ['AC1', 'AC2', 'AC3'];

/** An exchange with a cloud in trouble: it fails in all its ways, and gives up when its signal says so. */
function createFetch(pick: (count: number) => number) {
  return vi.fn(async (_url: string, { body, signal }: RequestInit) => {
    await new Promise((resolve, reject) => {
      setTimeout(resolve, pick(2) * 2000 * pick(3));
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    const { pads = [] } = JSON.parse(String(body ?? '{}')) as { pads?: { padCode: string }[] };
    const task = { padCode: phones[pick(3)], taskId: pick(3), taskStatus: 3, vmStatus: 1 };
    switch (pick(10)) {
      case 0:
        throw new TypeError('SECRETIVE', { cause: new Error('SECRETIVE') });
      case 1:
        return new Response('SECRETIVE', { status: 502 });
      case 2:
        return new Response('['.repeat(10_000));
      case 3:
        return new Response(
          new ReadableStream({ start: (controller) => controller.error(new Error('SECRETIVE')) }),
        );
      case 4:
        return Response.json({ code: 120003, msg: 'SECRETIVE' });
      case 5:
        return Response.json({ code: 120005 });
      case 6:
        return new Response('{"code":200,"data":{"__proto__":{"pageData":[{"padCode":"AC1"}]}}}');
      case 7:
        return Response.json({ code: 200, data: pads.map(({ padCode }) => tokenRow(padCode)) });
      default:
        return Response.json({ code: 200, data: [task] });
    }
  });
}

it.each([1, 2, 3])(
  'a storm of requests, failures and browsers that leave ends in answers alone: %i',
  async (seed) => {
    const random = createRandom(seed);
    const pick = (count: number) => Math.floor(random() * count);
    const log: BrokerLogEntry[] = [];
    const unhandled: unknown[] = [];
    const hear = (error: unknown) => unhandled.push(error);
    process.on('unhandledRejection', hear);
    const works: Promise<void>[] = [];
    const broker = createBroker([armcloudBroker({ ...settings, batchWindowMs: 5 })], {
      authorize: () => {
        if (pick(20) === 0) throw new Error('SECRETIVE');
        return { userId: `u${pick(3)}`, phones, role: 'control', operations: 'all' };
      },
      rateLimits: false,
      timeoutMs: 3000,
      fetch: createFetch(pick),
      log: (entry) => log.push(entry),
      callbacks: {
        secret,
        waitUntil: (work) => works.push(work),
        onNews: () => {
          if (pick(2) === 0) throw new Error('SECRETIVE');
        },
      },
    });
    const file = { type: 'url', url: 'https://files.example.test/SECRETIVE', name: 'a' };
    const ask = async (): Promise<number> => {
      const phoneId = phones[pick(3)];
      const orders: readonly (readonly [string, object])[] = [
        ['tickets', { phoneId }],
        ['group-tickets', { phoneIds: [...phones, 'AC9'] }],
        ['device/restart', { phoneId }],
        ['device/getPhone', { phoneId }],
        ['device/listPhones', {}],
        ['device/uploadFile', { phoneId, input: { source: file } }],
        ['device/getTask', { phoneId, input: { taskId: `pad.${pick(3)}` } }],
        [`callbacks/armcloud/${secret}`, { padCode: phoneId, taskId: pick(3) }],
      ];
      const [route, body] = orders[pick(orders.length)] ?? ['nowhere', {}];
      const browser = new AbortController();
      if (pick(3) === 0) setTimeout(() => browser.abort(), pick(2500));
      const request = new Request(`https://broker.example.test/${route}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: browser.signal,
      });
      const answer = await broker(request);
      expect(await answer.text()).not.toContain('SECRETIVE');
      return answer.status;
    };
    const statuses = await settle(Promise.all(Array.from({ length: 300 }, ask)));
    await settle(Promise.all(works));
    await vi.runAllTimersAsync();
    process.off('unhandledRejection', hear);
    expect(unhandled).toEqual([]);
    expect(new Set(statuses)).toContain(200);
    expect(
      statuses.filter((status) => ![200, 400, 404, 409, 499, 500, 502, 504].includes(status)),
    ).toEqual([]);
    // What nobody was prepared for is what the application itself threw.
    const surprises = log.filter(
      ({ event, code, cause }) =>
        event === 'answered' && code === 'internal_error' && cause !== 'Error',
    );
    expect(surprises).toEqual([]);
    expect(log.filter(({ event }) => event === 'answered')).toHaveLength(300);
    expect(JSON.stringify(log)).not.toContain('SECRETIVE');
    expect(Object.hasOwn(Object.prototype, 'pageData')).toBe(false);
  },
);
