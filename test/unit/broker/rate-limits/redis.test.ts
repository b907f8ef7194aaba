import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderTicket, read, setStage } from '../broker-stage.js';
import { hasRedisServer, type RedisServer, startRedisServer } from './redis-server.js';

const reason = hasRedisServer ? '' : ' (left out: there is no redis-server on the PATH)';

describe.runIf(hasRedisServer)(`brokers that share a Redis${reason}`, () => {
  let server: RedisServer;
  let client: ReturnType<typeof createClient>;

  beforeAll(async () => {
    server = await startRedisServer();
    client = createClient({ url: server.url, socket: { reconnectStrategy: 20 } });
    // Without a listener a lost connection would end the process.
    client.on('error', () => {});
    await client.connect();
  });
  afterAll(async () => {
    client?.destroy();
    await server?.close();
  });

  const brokerOf = (storePrefix: string) =>
    setStage({
      rateLimits: {
        ticketsPerUser: { points: 3, durationSeconds: 3600 },
        store: client,
        storePrefix,
      },
    });

  it('count together, and tell the wait that is left', async () => {
    const [first, second] = [brokerOf('together'), brokerOf('together')];
    const answers = [];
    for (const { broker } of [first, second, first, second]) {
      answers.push(await read(await broker(orderTicket())));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const refused = answers[3]?.body as { error: Record<string, unknown> } | undefined;
    expect(refused?.error.code).toBe('rate_limited');
    expect(refused?.error.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(refused?.error.retryAfterMs).toBeLessThanOrEqual(3_600_000);
    expect(await client.keys('together:*')).toEqual(['together:tickets:3600s:u7']);
    expect(await client.ttl('together:tickets:3600s:u7')).toBeGreaterThan(3500);
  });

  it('let exactly the limit through when they ask at once', async () => {
    const brokers = [brokerOf('once'), brokerOf('once')];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => brokers[index % 2]?.broker(orderTicket())),
    );
    expect(answers.filter((answer) => answer?.status === 200)).toHaveLength(3);
  });

  it('with other prefixes count for themselves', async () => {
    for (const prefix of ['one', 'two']) {
      expect((await brokerOf(prefix).broker(orderTicket())).status).toBe(200);
    }
    expect(await client.get('one:tickets:3600s:u7')).toBe('1');
  });

  it('count for themselves while it is away, say so, and return to it', async () => {
    const { broker, log } = brokerOf('away');
    await broker(orderTicket());
    await server.stop();
    // What the client takes before it notices it would send to the new server, and count there.
    while (client.isReady) await new Promise((resolve) => setImmediate(resolve));
    const statuses = [];
    for (let count = 0; count < 4; count += 1) statuses.push((await broker(orderTicket())).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect(log.filter(({ event }) => event === 'warned')).toHaveLength(1);
    const isBack = new Promise((resolve) => client.once('ready', resolve));
    await server.start();
    await isBack;
    expect((await broker(orderTicket())).status).toBe(200);
    expect(await client.get('away:tickets:3600s:u7')).toBe('1');
  });
});
