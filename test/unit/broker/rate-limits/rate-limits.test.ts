import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../../../src/broker/grant.js';
import type {
  RateLimitOptions,
  RateLimitStore,
} from '../../../../src/broker/rate-limits/rate-limit-options.js';
import type { BrokerTools } from '../../../../src/core/ports/broker.js';
import { grant, listPhones, orderTicket, post, read, setStage, ticket } from '../broker-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const limit = (points: number, durationSeconds = 60) => ({ points, durationSeconds });

/** A broker whose users are told by a header and may do everything. */
function setLimitStage(rateLimits: RateLimitOptions | false | undefined, more: object = {}) {
  return setStage({
    authorize: ({ headers }): Grant => ({
      ...grant,
      userId: headers.get('x-user') ?? 'u7',
      operations: 'all',
    }),
    abilities: {
      device: { restart: async () => ({ taskId: '1' }) },
      issueGroupTicket: async ({ phoneIds, userId }) => ({
        ...ticket,
        userId,
        phoneIds,
        failures: [],
      }),
    },
    ...(rateLimits !== undefined && { rateLimits }),
    ...more,
  });
}

type Stage = ReturnType<typeof setLimitStage>;
const from = (user: string) => orderTicket(undefined, { 'x-user': user });
const restart = () => post('device/restart', { phoneId: 'phone-1' });

async function statuses({ broker }: Stage, requests: readonly Request[]): Promise<number[]> {
  const found: number[] = [];
  for (const request of requests) found.push((await broker(request)).status);
  return found;
}

describe('the tickets of a user', () => {
  it('are refused over the limit with the wait, and the vendor is not asked', async () => {
    const { broker, issue, log } = setLimitStage({ ticketsPerUser: limit(2) });
    await broker(orderTicket());
    await vi.advanceTimersByTimeAsync(15_500);
    await broker(orderTicket());
    const refused = await read(await broker(orderTicket()));
    expect(refused).toEqual({
      status: 429,
      headers: expect.objectContaining({ 'retry-after': '45', 'cache-control': 'no-store' }),
      body: {
        error: {
          code: 'rate_limited',
          message:
            "The request was refused because this user asks for tickets more often than the broker's rateLimits permit. Try again after the time given.",
          retryable: true,
          retryAfterMs: 44_500,
        },
      },
    });
    expect(issue).toHaveBeenCalledTimes(2);
    expect(log.at(-1)).toMatchObject({ level: 'warn', status: 429, code: 'rate_limited' });
    await vi.advanceTimersByTimeAsync(44_500);
    expect((await broker(orderTicket())).status).toBe(200);
  });

  it('cost a group ticket one for each ten phones, for each can be a call to the vendor', async () => {
    const phones = Array.from({ length: 100 }, (_, index) => `p${index}`);
    const group = (count: number) => post('group-tickets', { phoneIds: phones.slice(0, count) });
    const authorize = (): Grant => ({ ...grant, phones: 'all' });
    const stage = setLimitStage({ ticketsPerUser: limit(16) }, { authorize });
    // 1 + 5 + 10 are the sixteen.
    expect(await statuses(stage, [group(10), group(41), group(100), group(1)])).toEqual([
      200, 200, 200, 429,
    ]);
    // A limit below the price of the largest group does not forbid it altogether.
    const narrow = setLimitStage({ ticketsPerUser: limit(3) }, { authorize });
    expect(await statuses(narrow, [group(100), group(1)])).toEqual([200, 429]);
  });

  it('are counted for each user alone, group tickets with them, orders that are none too', async () => {
    const stage = setLimitStage({ ticketsPerUser: limit(2) });
    const group = () => post('group-tickets', { phoneIds: ['phone-1'] });
    expect(
      await statuses(stage, [orderTicket('nonsense'), group(), group(), from('ann'), from('ann')]),
    ).toEqual([400, 200, 429, 200, 200]);
  });

  it('are 60 a minute when nothing is said', async () => {
    const stage = setLimitStage(undefined);
    const found = await statuses(
      stage,
      Array.from({ length: 61 }, () => orderTicket()),
    );
    expect(found.filter((status) => status === 200)).toHaveLength(60);
    expect(found.at(-1)).toBe(429);
  });

  it('are let through by the right number when they come all at once', async () => {
    const { broker } = setLimitStage({ ticketsPerUser: limit(5) });
    const answers = await Promise.all(Array.from({ length: 20 }, () => broker(orderTicket())));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
  });

  it('never wait longer than the window, though the clock be set back by a day', async () => {
    const { broker } = setLimitStage({ ticketsPerUser: limit(1) });
    await broker(orderTicket());
    vi.setSystemTime(Date.now() - 86_400_000);
    expect((await read(await broker(orderTicket()))).body).toMatchObject({
      error: { code: 'rate_limited', retryAfterMs: 60_000 },
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect((await broker(orderTicket())).status).toBe(200);
  });

  it('leave the list of phones and the device API alone', async () => {
    const stage = setLimitStage({ ticketsPerUser: limit(1) });
    await statuses(stage, [orderTicket(), orderTicket()]);
    expect(await statuses(stage, [listPhones(), restart()])).toEqual([200, 200]);
  });
});

describe('the device calls of a user', () => {
  it('are refused over their own limit', async () => {
    const stage = setLimitStage({ deviceCallsPerUser: limit(2) });
    expect(await statuses(stage, [restart(), restart(), restart(), orderTicket()])).toEqual([
      200, 200, 429, 200,
    ]);
  });

  it('are 300 a minute when nothing is said', async () => {
    const stage = setLimitStage({});
    const found = await statuses(stage, Array.from({ length: 301 }, restart));
    expect(found.indexOf(429)).toBe(300);
  });
});

describe('the requests to a vendor', () => {
  const asking = {
    issueTicket: async (_request: object, tools: BrokerTools) => {
      await tools.request({ method: 'GET', url: 'https://cloud.test/', headers: {} });
      return ticket;
    },
    fetch: vi.fn(async () => new Response('{}')),
  };

  it('keep every one of several limits, whoever asks', async () => {
    const fetch = vi.fn(async () => new Response('{}'));
    const stage = setLimitStage(
      { callsPerVendor: [limit(2, 1), limit(3, 60)] },
      { ...asking, fetch },
    );
    expect(await statuses(stage, [from('ann'), from('bob'), from('eve')])).toEqual([200, 200, 429]);
    const refused = await read(await stage.broker(from('eve')));
    expect(refused.body).toMatchObject({ error: { code: 'rate_limited', retryable: true } });
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('count only where they are made: those that one limit refuses cost nothing of the others', async () => {
    const fetch = vi.fn(async () => new Response('{}'));
    const stage = setLimitStage(
      { callsPerVendor: [limit(4, 60), limit(2, 1)] },
      { ...asking, fetch },
    );
    const flood = Array.from({ length: 20 }, (_, index) => from(`u${index}`));
    expect((await statuses(stage, flood)).filter((status) => status === 200)).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await statuses(stage, [from('ann'), from('bob')])).toEqual([200, 200]);
    expect(fetch).toHaveBeenCalledTimes(4);
  });

  it('are 180 a second when nothing is said', async () => {
    const stage = setLimitStage({}, asking);
    const found = await statuses(
      stage,
      Array.from({ length: 181 }, (_, index) => from(`u${index}`)),
    );
    expect(found.indexOf(429)).toBe(180);
    await vi.advanceTimersByTimeAsync(1000);
    expect((await stage.broker(from('late'))).status).toBe(200);
  });

  it('may be without a limit of their own', async () => {
    const stage = setLimitStage({ callsPerVendor: [] }, asking);
    expect(await statuses(stage, [from('ann')])).toEqual([200]);
  });
});

it('has no limits at all when they are off', async () => {
  const stage = setLimitStage(false);
  const requests = Array.from({ length: 400 }, (_, index) =>
    index % 2 ? restart() : orderTicket(),
  );
  expect(new Set(await statuses(stage, requests))).toEqual(new Set([200]));
});

it('keeps no process alive, and forgets a user after the window', async () => {
  const { broker } = setLimitStage({ ticketsPerUser: limit(1) });
  await broker(orderTicket());
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(vi.getTimerCount()).toBe(0);
});

describe('a client of ioredis', () => {
  it('is asked through the command that it is taught', async () => {
    const counts = new Map<string, number>();
    const store = {
      eval: () => Promise.reject(new Error('not asked so')),
      defineCommand(name: string) {
        Object.assign(this, {
          [name]: async ([key = '', points = '']: readonly string[]) => {
            counts.set(key, (counts.get(key) ?? 0) + Number(points));
            return [counts.get(key), 45_000];
          },
        });
      },
    };
    const stage = setLimitStage({ ticketsPerUser: limit(2), store });
    expect(await statuses(stage, [from('ann'), from('ann'), from('ann')])).toEqual([200, 200, 429]);
    expect([...counts]).toEqual([['telepad:tickets:60s:ann', 3]]);
    expect(stage.log.filter(({ event }) => event === 'warned')).toEqual([]);
  });
});

describe('a store that fails', () => {
  const stores: readonly (readonly [string, RateLimitStore])[] = [
    ['rejects', { eval: () => Promise.reject(new Error('READONLY SECRETIVE')) }],
    ['never answers', { eval: () => new Promise(() => {}) }],
    ['is not connected', { eval: () => Promise.resolve([1, 1]), isReady: false } as RateLimitStore],
  ];

  it.each(stores)(
    'because it %s is replaced by memory, and the log hears of it',
    async (_n, store) => {
      let now = 0;
      const stage = setLimitStage({ ticketsPerUser: limit(2), store }, { now: () => now });
      const ask = async () => {
        const answer = stage.broker(orderTicket());
        await vi.advanceTimersByTimeAsync(500);
        return (await answer).status;
      };
      expect([await ask(), await ask(), await ask()]).toEqual([200, 200, 429]);
      const warnings = () => stage.log.filter(({ event }) => event === 'warned');
      expect(warnings()).toEqual([
        {
          level: 'warn',
          event: 'warned',
          message:
            'The store of the rate limits does not answer; until it does, this broker counts for itself. Check the Redis server and the client’s connection.',
          route: null,
        },
      ]);
      expect(JSON.stringify(stage.log)).not.toContain('SECRETIVE');
      now = 60_000;
      await ask();
      expect(warnings()).toHaveLength(2);
    },
  );
});

describe('a store that hangs', () => {
  it('keeps one call waiting, and is left alone for five seconds', async () => {
    let now = 0;
    const hang = vi.fn(() => new Promise(() => {}));
    const store = { eval: hang };
    const stage = setLimitStage({ ticketsPerUser: limit(3), store }, { now: () => now });
    const first = stage.broker(orderTicket());
    await vi.advanceTimersByTimeAsync(500);
    expect((await first).status).toBe(200);
    // Without any time going by.
    expect(await statuses(stage, [orderTicket(), orderTicket(), orderTicket()])).toEqual([
      200, 200, 429,
    ]);
    expect(hang).toHaveBeenCalledTimes(1);
    now = 5000;
    const next = stage.broker(orderTicket());
    await vi.advanceTimersByTimeAsync(500);
    expect((await next).status).toBe(429);
    expect(hang).toHaveBeenCalledTimes(2);
  });
});

describe('rate limits that are none', () => {
  it.each([
    [{ ticketsPerUser: limit(0) }, 'the points of ticketsPerUser must be a whole number from 1 on'],
    [{ ticketsPerUser: limit(1.5) }, 'the points of ticketsPerUser'],
    [{ ticketsPerUser: 5 }, 'the points of ticketsPerUser'],
    [{ deviceCallsPerUser: limit(1, 0) }, 'the durationSeconds of deviceCallsPerUser must be'],
    [{ deviceCallsPerUser: limit(1, 86_401) }, 'the durationSeconds of deviceCallsPerUser'],
    [{ callsPerVendor: [limit(1), null] }, 'the points of callsPerVendor'],
    [{ store: 'redis://SECRETIVE' }, 'store must be a client of redis or ioredis'],
    [{ storePrefix: 'a b' }, 'storePrefix must be 1 to 64 of'],
  ])('%j are refused', (rateLimits, finding) => {
    expect(() => setLimitStage(rateLimits as unknown as RateLimitOptions)).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        message: expect.stringContaining(`The broker's rateLimits: ${finding}`),
      }),
    );
  });
});
