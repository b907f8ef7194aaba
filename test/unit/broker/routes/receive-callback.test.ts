import { describe, expect, it, vi } from 'vitest';
import { createBroker } from '../../../../src/broker/create-broker.js';
import type { BrokerLogEntry } from '../../../../src/broker/log-entry.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { BrokerTools, VendorNews } from '../../../../src/core/ports/broker.js';
import { listPhones, orderTicket, post, read, setStage, ticket } from '../broker-stage.js';

const secret = 'QUOKKA-wombat_0123';

const taskNews: VendorNews = {
  type: 'task',
  task: { taskId: '7', phoneId: 'phone-1', status: 'done' },
};
const statusNews = (status: 'running' | 'restarting'): VendorNews => ({
  type: 'phone-status',
  phoneId: 'phone-1',
  status,
});

/** A vendor whose callbacks bring what `readCallback` says, and a listener. */
function setCallbackStage(options: Parameters<typeof setStage>[0] = {}) {
  const readCallback = vi.fn(
    async (_body: unknown, _tools: BrokerTools): Promise<VendorNews | undefined> => taskNews,
  );
  const onNews = vi.fn();
  const works: Promise<void>[] = [];
  const stage = setStage({
    abilities: { readCallback },
    callbacks: { secret, onNews, waitUntil: (work) => void works.push(work) },
    ...options,
  });
  return {
    ...stage,
    readCallback,
    onNews,
    /** All that goes on after the answers. */
    settled: () => Promise.all(works),
    call: (body: unknown = { taskId: 7 }) => stage.broker(post(`callbacks/fake/${secret}`, body)),
  };
}

const find = (log: readonly BrokerLogEntry[], event: BrokerLogEntry['event']) =>
  log.find((entry) => entry.event === event);

describe('POST …/callbacks/{vendor}/{secret}', () => {
  it('answers with nothing, asks the vendor again, and tells the listener', async () => {
    const { call, settled, readCallback, onNews, log } = setCallbackStage();
    const response = await call();
    expect({ status: response.status, text: await response.text() }).toEqual({
      status: 200,
      text: '',
    });
    await settled();
    expect(readCallback.mock.calls.map(([body]) => body)).toEqual([{ taskId: 7 }]);
    expect(onNews.mock.calls).toEqual([[{ ...taskNews, vendor: 'fake' }]]);
    expect(log).toHaveLength(2);
    expect(find(log, 'answered')).toMatchObject({
      route: 'callbacks',
      vendor: 'fake',
      status: 200,
    });
    expect(find(log, 'news')).toEqual({
      level: 'info',
      event: 'news',
      message: 'A callback brought news, which the vendor confirmed.',
      route: 'callbacks',
      vendor: 'fake',
      phoneId: 'phone-1',
      news: 'task',
    });
  });

  it('needs no authorize, and does not let anybody else in', async () => {
    const onNews = vi.fn();
    const works: Promise<void>[] = [];
    const broker = createBroker(
      [{ id: 'fake', issueTicket: async () => ticket, readCallback: async () => taskNews }],
      { callbacks: { secret, onNews, waitUntil: (work) => void works.push(work) } },
    );
    expect((await broker(post(`callbacks/fake/${secret}`, {}))).status).toBe(200);
    await Promise.all(works);
    expect(onNews).toHaveBeenCalledTimes(1);
    for (const request of [orderTicket(), listPhones()]) {
      expect((await broker(request)).status).toBe(403);
    }
  });

  it('does not wait for the vendor', async () => {
    const { call, settled, readCallback, onNews } = setCallbackStage();
    let answer = (_news: VendorNews) => {};
    readCallback.mockImplementation(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    expect((await call()).status).toBe(200);
    expect(onNews).not.toHaveBeenCalled();
    answer(taskNews);
    await settled();
    expect(onNews).toHaveBeenCalledTimes(1);
  });

  it('is not there for a wrong secret, another vendor, or without settings', async () => {
    const { broker, readCallback, log } = setCallbackStage();
    const plain = setStage();
    const deaf = setCallbackStage({ abilities: {} });
    const nowhere = await read(await broker(post('nowhere', {})));
    const answers = [
      await broker(post('callbacks/fake/QUOKKA-wombat_0124', {})),
      await broker(post(`callbacks/fake/${secret}x`, {})),
      await broker(post(`callbacks/fake/${secret.slice(1)}`, {})),
      await broker(post('callbacks/fake/', {})),
      await broker(post(`callbacks/other/${secret}`, {})),
      await broker(post(`callbacks/${secret}`, {})),
      await plain.broker(post(`callbacks/fake/${secret}`, {})),
      await plain.broker(post('callbacks/fake/', {})),
      await deaf.broker(post(`callbacks/fake/${secret}`, {})),
    ];
    for (const answer of answers) expect(await read(answer)).toEqual(nowhere);
    expect(nowhere).toMatchObject({ status: 404, body: { error: { code: 'route_not_found' } } });
    expect(readCallback).not.toHaveBeenCalled();
    expect(JSON.stringify(log)).not.toMatch(/QUOKKA|wombat/);
  });

  it('is POST only', async () => {
    const { broker } = setCallbackStage();
    const url = `http://broker.example.test/callbacks/fake/${secret}`;
    expect((await broker(new Request(url))).status).toBe(405);
  });

  it.each([
    ['no JSON', 'SECRETIVE', 400],
    ['nothing', '', 400],
    ['65537 bytes', `"${'x'.repeat(65_535)}"`, 413],
  ])('refuses %s, and the vendor is not asked', async (_name, body, status) => {
    const { call, readCallback, log } = setCallbackStage();
    const answer = await read(await call(body));
    expect(answer).toMatchObject({ status, body: { error: { code: 'bad_request' } } });
    expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
    expect(readCallback).not.toHaveBeenCalled();
  });

  it('reads a body whatever its content type, for vendors are careless there', async () => {
    const { broker, settled, onNews } = setCallbackStage();
    const request = post(`callbacks/fake/${secret}`, {}, { 'content-type': 'text/plain' });
    expect((await broker(request)).status).toBe(200);
    await settled();
    expect(onNews).toHaveBeenCalledTimes(1);
  });

  it('tells nobody what is no news', async () => {
    const { call, settled, readCallback, onNews, log } = setCallbackStage();
    readCallback.mockResolvedValue(undefined);
    expect((await call()).status).toBe(200);
    await settled();
    expect(onNews).not.toHaveBeenCalled();
    expect(log.map(({ event }) => event)).toEqual(['answered']);
  });
});

describe('a repeated callback', () => {
  it('brings the same news once in ten minutes', async () => {
    let now = 0;
    const { call, settled, onNews } = setCallbackStage({ now: () => now });
    for (const at of [0, 1000, 599_999, 600_000, 600_001]) {
      now = at;
      await call();
      await settled();
    }
    expect(onNews).toHaveBeenCalledTimes(2);
  });

  it('brings the same news again after a clock that went wrong was set back', async () => {
    let now = 86_400_000;
    const { call, settled, onNews } = setCallbackStage({ now: () => now });
    for (const at of [86_400_000, 0]) {
      now = at;
      await call();
      await settled();
    }
    expect(onNews).toHaveBeenCalledTimes(2);
  });

  it('brings a status again once there was another in between', async () => {
    const { call, settled, readCallback, onNews } = setCallbackStage();
    for (const status of ['running', 'running', 'restarting', 'running'] as const) {
      readCallback.mockResolvedValue(statusNews(status));
      await call();
      await settled();
    }
    expect(onNews.mock.calls.map(([news]) => news.status)).toEqual([
      'running',
      'restarting',
      'running',
    ]);
  });

  it('brings each step of a task, and each task by itself', async () => {
    const { call, settled, readCallback, onNews } = setCallbackStage();
    const steps = [
      { taskId: '7', status: 'running', progress: 0.2 },
      { taskId: '7', status: 'running', progress: 0.4 },
      { taskId: '8', status: 'running', progress: 0.4 },
    ] as const;
    for (const step of steps) {
      readCallback.mockResolvedValue({ type: 'task', task: { phoneId: 'phone-1', ...step } });
      await call();
      await settled();
    }
    expect(onNews).toHaveBeenCalledTimes(3);
  });

  it('asks the vendor once when equal ones meet', async () => {
    const { call, settled, readCallback, onNews } = setCallbackStage();
    let confirm = () => {};
    const confirmed = new Promise<VendorNews>((resolve) => {
      confirm = () => resolve(taskNews);
    });
    readCallback.mockImplementation(() => confirmed);
    await Promise.all([call(), call(), call(), call({ taskId: 8 })]);
    confirm();
    await settled();
    expect(readCallback).toHaveBeenCalledTimes(2);
    expect(onNews).toHaveBeenCalledTimes(1);
  });
});

describe('a flood of callbacks', () => {
  it('is held back while the vendor is asked about a hundred of them', async () => {
    const { call, settled, readCallback, onNews, log } = setCallbackStage();
    let confirm = () => {};
    const confirmed = new Promise<VendorNews>((resolve) => {
      confirm = () => resolve(taskNews);
    });
    readCallback.mockImplementation(() => confirmed);
    const answers = await Promise.all(Array.from({ length: 150 }, (_, taskId) => call({ taskId })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(await read(answers.find(({ status }) => status === 429) as Response)).toMatchObject({
      headers: { 'retry-after': '1' },
      body: { error: { code: 'rate_limited', retryable: true } },
    });
    // One that is asked about anyway costs nothing.
    expect((await call({ taskId: 0 })).status).toBe(200);
    expect(readCallback).toHaveBeenCalledTimes(100);
    confirm();
    await settled();
    expect(onNews).toHaveBeenCalledTimes(1);
    expect(find(log, 'warned')).toBeUndefined();
    expect((await call({ taskId: 200 })).status).toBe(200);
  });

  it('does not wait for a listener that never comes to an end', async () => {
    const { call, readCallback, onNews } = setCallbackStage();
    let taskId = 0;
    readCallback.mockImplementation(async () => {
      taskId += 1;
      return { type: 'task', task: { taskId: `${taskId}`, phoneId: 'phone-1', status: 'done' } };
    });
    onNews.mockImplementation(() => new Promise(() => {}));
    for (let count = 1; count <= 101; count += 1) {
      expect((await call({ count })).status).toBe(200);
      await vi.waitFor(() => expect(onNews).toHaveBeenCalledTimes(count), { interval: 1 });
    }
  });
});

describe('news that go wrong', () => {
  it.each([
    [
      'a listener that throws',
      () => {
        throw new Error('SECRETIVE');
      },
    ],
    ['a listener that rejects', () => Promise.reject(new Error('SECRETIVE'))],
  ])('through %s are logged and change nothing', async (_name, listener) => {
    const { call, settled, onNews, log } = setCallbackStage();
    onNews.mockImplementation(listener);
    expect((await call()).status).toBe(200);
    await settled();
    expect(find(log, 'warned')).toMatchObject({
      level: 'warn',
      event: 'warned',
      route: 'callbacks',
      vendor: 'fake',
      code: 'internal_error',
      cause: 'Error',
    });
    expect(JSON.stringify(log)).not.toContain('SECRETIVE');
  });

  it('because the vendor does not confirm them are logged, and told when it does', async () => {
    const { call, settled, readCallback, onNews, log } = setCallbackStage();
    readCallback.mockRejectedValueOnce(new TelepadError('vendor_timeout', 'Too slow.'));
    await call();
    await settled();
    expect(find(log, 'warned')).toMatchObject({
      level: 'warn',
      event: 'warned',
      message: 'A callback brought no news, or its listener failed. Too slow.',
      code: 'vendor_timeout',
    });
    await call();
    await settled();
    expect(onNews).toHaveBeenCalledTimes(1);
  });
});

it.each(['', 'short', 'x'.repeat(15), 'x'.repeat(129), 'fifteen/and/more', 'SECRETIVE secret', 7])(
  'refuses the secret %j without repeating it',
  (bad) => {
    let message = '';
    try {
      createBroker([], { callbacks: { secret: bad as string, onNews: () => {} } });
    } catch (error) {
      expect(error).toMatchObject({ code: 'configuration_invalid' });
      message = (error as Error).message;
    }
    expect(message).toBe(
      "The broker's callbacks: secret must be 16 to 128 of A-Z, a-z, 0-9, _ and -.",
    );
  },
);

it('refuses a listener that is none', () => {
  const callbacks = { secret, onNews: undefined as unknown as () => void };
  expect(() => createBroker([], { callbacks })).toThrow('onNews must be a function');
});
