import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerLogEntry } from '../../../src/broker/log-entry.js';
import type { FetchFunction } from '../../../src/broker/vendor-http.js';
import { createBroker } from '../../../src/broker.js';
import { deviceOperationNames } from '../../../src/core/device/operation-names.js';
import { deviceInputs } from '../core/device/device-inputs.js';
import { post } from './broker-stage.js';

/** As secrets.test.ts, for the other routes: a word of each secret that may appear in no answer and no log entry. */
const words = ['QUOKKA', 'WOMBAT', 'BILBY', 'DUNNART', 'BANDICOOT', 'KULTARR'];
const [accessKey, secretKey, host, reason, callbackSecret, command] = [
  'AK-QUOKKA',
  'SK-WOMBAT',
  'bilby.BILBY.test',
  'DUNNART',
  'BANDICOOT-0123456789',
  'echo KULTARR',
];
const phoneId = 'AC00000000001';
const everything = `${accessKey} ${secretKey} ${host} ${reason} ${callbackSecret} ${command}`;

const answers = (text: string, status = 200) => {
  const headers = { 'x-echo': everything };
  return async () => new Response(text, { status, headers });
};
const envelope = (code: number, data: unknown) =>
  JSON.stringify({ code, msg: everything, data, traceId: everything });

/** What the vendor does; nothing of it is a success. */
const failures: readonly (readonly [name: string, fetch: FetchFunction])[] = [
  ...[500, 2019, 2031, 100000, 100010, 110003, 110028, 110031, 120005].map(
    (code) => [`vendor code ${code}`, answers(envelope(code, everything))] as const,
  ),
  ...[302, 401, 404, 429, 500].map(
    (status) => [`HTTP ${status}`, answers(everything, status)] as const,
  ),
  ['no JSON', answers(everything)],
  ['data of text', answers(envelope(200, everything))],
  ['a refused connection', () => Promise.reject(new TypeError(`fetch failed: ${everything}`))],
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A broker over a vendor that fails, and all that it says. */
function setStage(fetch: FetchFunction) {
  const log: BrokerLogEntry[] = [];
  const works: Promise<void>[] = [];
  const broker = createBroker({
    authorize: () => ({ userId: 'u7', phones: 'all', role: 'control', operations: 'all' }),
    vendors: { armcloud: { accessKey, secretKey, baseUrl: `https://${host}` } },
    callbacks: {
      secret: callbackSecret,
      onNews: () => {},
      waitUntil: (work) => void works.push(work),
    },
    files: { publicUrl: `https://files.${host}/KULTARR` },
    log: (entry) => log.push(entry),
    rateLimits: false,
    timeoutMs: 120_000,
    fetch,
  });
  return {
    async say(request: Request): Promise<{ status: number; said: string }> {
      let isSettled = false;
      const work = broker(request).finally(() => {
        isSettled = true;
      });
      while (!isSettled) {
        await vi.advanceTimersByTimeAsync(25);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const response = await work;
      const said = [[...response.headers], await response.text(), log];
      return { status: response.status, said: JSON.stringify(said).toUpperCase() };
    },
    log,
    works,
  };
}

function expectSilence(said: string): void {
  for (const word of words) expect(said).not.toContain(word);
}

describe.each(failures)('no key, token, address or input comes out of %s', (_name, fetch) => {
  it('for any operation of the device API', async () => {
    for (const operation of deviceOperationNames) {
      const [[good] = []] = deviceInputs[operation].good;
      const input = operation.endsWith('Command') ? { command } : good;
      const { status, said } = await setStage(fetch).say(
        post(`device/${operation}`, { phoneId, input }),
      );
      // Its answer says nothing beyond the vendor's code, so that text for data is no failure of it.
      if (status < 400) expect(operation).toBe('stopStream');
      expectSilence(said);
    }
  });

  it('for a file', async () => {
    const request = new Request(`https://broker.test/uploads/${phoneId}?name=DUNNART&path=/BILBY`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', 'content-length': '6' },
      body: 'WOMBAT',
    });
    const { status, said } = await setStage(fetch).say(request);
    expect(status).toBeGreaterThanOrEqual(400);
    expectSilence(said);
  });

  it('for a group ticket', async () => {
    const { status, said } = await setStage(fetch).say(
      post('group-tickets', { phoneIds: [phoneId] }),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expectSilence(said);
  });

  it('for a callback', async () => {
    const { say, works, log } = setStage(fetch);
    const body = { taskId: 7, padCode: phoneId, taskStatus: 3, cmdResult: everything };
    const { status, said } = await say(post(`callbacks/armcloud/${callbackSecret}`, body));
    expect(status).toBe(200);
    let isSettled = false;
    const settled = Promise.all(works).finally(() => {
      isSettled = true;
    });
    while (!isSettled) {
      await vi.advanceTimersByTimeAsync(25);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await settled;
    expect(log.some(({ event }) => event === 'news')).toBe(false);
    expectSilence(said + JSON.stringify(log).toUpperCase());
  });
});

it('says nothing of a file’s address that is wrong', async () => {
  const { say } = setStage(answers(envelope(200, null)));
  const token = encodeURIComponent(everything);
  const { status, said } = await say(new Request(`https://broker.test/files/${token}`));
  expect(status).toBe(404);
  expectSilence(said);
});

it('says nothing of a callback address that is wrong, or of a path with a token', async () => {
  const { say } = setStage(answers(envelope(200, null)));
  for (const path of [
    `callbacks/armcloud/${callbackSecret}x`,
    `callbacks/${encodeURIComponent(everything)}/x`,
    `device/${encodeURIComponent(everything)}`,
  ]) {
    const { status, said } = await say(post(path, {}));
    expect(status).toBe(404);
    expectSilence(said);
  }
});
