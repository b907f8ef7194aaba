import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerLogEntry } from '../../../src/broker/log-entry.js';
import type { FetchFunction } from '../../../src/broker/vendor-http.js';
import { createBroker } from '../../../src/broker.js';
import { sealField } from '../vendors/armcloud/seal-field.js';
import { orderTicket } from './broker-stage.js';

/**
 * Every failure that a ticket can end in, against a vendor that repeats our secrets wherever it can. Each
 * secret has a word in it that must appear in no answer and no log entry.
 */
const words = ['QUOKKA', 'WOMBAT', 'NUMBAT', 'BILBY', 'POTOROO', 'DUNNART'];
const [accessKey, secretKey, roomToken, host, turnPassword, reason] = [
  'AK-QUOKKA',
  'SK-WOMBAT',
  '001NUMBAT==',
  'bilby.BILBY.test',
  'POTOROO',
  'DUNNART',
];
const phoneId = 'AC00000000001';
const everything = `${accessKey} ${secretKey} ${roomToken} ${host} ${turnPassword} ${reason}`;

const row = {
  padCode: phoneId,
  roomToken,
  streamType: 2,
  msg: null as string | null,
  signalServer: sealField(`${host}:5000`, phoneId),
  stuns: null as string | null,
  turns: sealField(
    `[{"uri":"turn:${host}:3478","username":"u1","pwd":"${turnPassword}"}]`,
    phoneId,
  ),
};

const envelope = (data: unknown, code = 200) =>
  JSON.stringify({ code, msg: everything, data, traceId: everything });
const answers = (text: string, status = 200) => {
  const headers = { 'x-echo': everything, 'x-ratelimit-reset': '3' };
  return async () => new Response(text, { status, headers });
};
const withRow = (changes: Partial<Record<keyof typeof row, unknown>>) =>
  answers(envelope([{ ...row, ...changes }]));

const vendorCodes = [
  -1, 0, 429, 500, 1104, 1218, 2019, 2020, 2031, 2032, 2033, 100000, 100001, 100002, 100003, 100004,
  100005, 100006, 100007, 100008, 100009, 100010, 100011, 100012, 100013, 110013, 110014, 110027,
  110028, 110031, 120001, 120002, 120003, 120004, 120005, 120006, 120007, 120008, 120009,
];

function networkError(code: string): Error {
  const cause = Object.assign(new Error(`connect ${code} ${host} ${everything}`), { code });
  return new TypeError(`fetch failed: ${everything}`, { cause });
}

/** What the vendor does, and the code that must come of it; null for a ticket with a warning in the log. */
const failures: readonly (readonly [name: string, fetch: FetchFunction, code: string | null])[] = [
  ...vendorCodes.map(
    (code) => [`vendor code ${code}`, answers(envelope(everything, code)), 'any'] as const,
  ),
  ...[301, 400, 401, 403, 404, 429, 500, 502, 503].map(
    (status) => [`HTTP ${status}`, answers(everything, status), 'any'] as const,
  ),
  ['no JSON', answers(everything), 'vendor_answer_invalid'],
  ['no data', answers(envelope(null)), 'vendor_answer_invalid'],
  ['data of text', answers(envelope(everything)), 'vendor_answer_invalid'],
  ['a row of another phone', withRow({ padCode: everything }), 'vendor_answer_invalid'],
  ['an answer without end', answers(everything.repeat(40_000)), 'vendor_answer_invalid'],
  ['an offline phone', withRow({ roomToken: null, msg: everything }), 'phone_offline'],
  ['another stream type', withRow({ streamType: 1 }), 'vendor_unsupported'],
  ['a token with blanks', withRow({ roomToken: everything }), 'vendor_answer_invalid'],
  [
    'an address that is none',
    withRow({ signalServer: sealField(everything, phoneId) }),
    'vendor_answer_invalid',
  ],
  ['an address in the clear', withRow({ signalServer: everything }), 'vendor_answer_invalid'],
  ["another phone's key", withRow({ signalServer: sealField(host, 'AC2') }), 'decryption_failed'],
  [
    'a cut ciphertext',
    withRow({ signalServer: row.signalServer.slice(0, -8) }),
    'decryption_failed',
  ],
  ['ICE lists in the clear', withRow({ stuns: everything, turns: everything }), null],
  ['unusable ICE rows', withRow({ turns: sealField(everything, phoneId) }), null],
  [
    'a refused connection',
    () => Promise.reject(networkError('ECONNREFUSED')),
    'vendor_unreachable',
  ],
  ['an unknown host', () => Promise.reject(networkError('ENOTFOUND')), 'vendor_unreachable'],
  ['a broken certificate', () => Promise.reject(networkError(everything)), 'vendor_unreachable'],
  ['a thrown text', () => Promise.reject(everything), 'vendor_unreachable'],
  [
    'a broken answer',
    async () =>
      new Response(
        new ReadableStream({ pull: (controller) => controller.error(networkError('ECONNRESET')) }),
      ),
    'vendor_unreachable',
  ],
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Passes the waits between a vendor's attempts, while streams and cryptography take their real time. */
async function withoutWaiting<Value>(work: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const settled = work.finally(() => {
    isSettled = true;
  });
  while (!isSettled) {
    await vi.advanceTimersByTimeAsync(25);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return settled;
}

async function drive(fetch: FetchFunction, request = orderTicket({ phoneId })) {
  const log: BrokerLogEntry[] = [];
  const broker = createBroker({
    authorize: () => ({ userId: 'u7', phones: 'all', role: 'control' }),
    vendors: { armcloud: { accessKey, secretKey, baseUrl: `https://${host}` } },
    log: (entry) => log.push(entry),
    // Far beyond all attempts, also for a machine whose cryptography is slow.
    timeoutMs: 120_000,
    fetch,
  });
  const response = await withoutWaiting(broker(request));
  const text = await response.text();
  const said = JSON.stringify([response.status, [...response.headers], text, log]);
  return { text, said, log, status: response.status };
}

describe('the stage of this test', () => {
  it('holds every secret where it could leak from', async () => {
    const calls: unknown[] = [];
    const { text } = await drive(async (url, { headers }) => {
      calls.push(url, headers);
      return new Response(envelope([row]));
    });
    expect(JSON.stringify(calls)).toContain('QUOKKA');
    expect(JSON.stringify(calls)).toContain('bilby.bilby.test');
    // The ticket itself is for the browser: it has the room token, the addresses and the relay's password.
    for (const word of ['NUMBAT', 'BILBY', 'POTOROO']) expect(text).toContain(word);
    for (const word of ['QUOKKA', 'WOMBAT', 'DUNNART']) expect(text).not.toContain(word);
    for (const word of words) expect(everything.toUpperCase()).toContain(word);
  });

  it('logs nothing of a ticket that was issued', async () => {
    const { log } = await drive(answers(envelope([row])));
    expect(log).toHaveLength(1);
    for (const word of words) expect(JSON.stringify(log).toUpperCase()).not.toContain(word);
  });
});

describe('no key, token or address comes out', () => {
  it.each(failures)('of %s', async (_name, fetch, code) => {
    const { text, said, log, status } = await drive(fetch);
    if (code === null) {
      expect(status).toBe(200);
      expect(log.some(({ event }) => event === 'warned')).toBe(true);
      // The ticket is not a failure; what was said about it is.
      for (const word of words) expect(JSON.stringify(log).toUpperCase()).not.toContain(word);
      return;
    }
    expect(status).toBeGreaterThanOrEqual(400);
    if (code !== 'any') expect(text).toContain(`"code":"${code}"`);
    for (const word of words) expect(said.toUpperCase()).not.toContain(word);
  });

  it('of a request that is refused', async () => {
    const requests = [
      orderTicket(everything),
      orderTicket({ phoneId: everything }),
      orderTicket({ phoneId, vendor: everything }),
      new Request(`http://broker.test/${encodeURIComponent(everything)}?token=${roomToken}`),
      new Request(`http://broker.test/tickets?token=${roomToken}`),
      orderTicket({ phoneId }, { 'content-type': everything }),
      orderTicket({ phoneId }, { 'sec-fetch-site': 'cross-site', authorization: everything }),
    ];
    for (const request of requests) {
      const { status, said } = await drive(answers(envelope([row])), request);
      expect(status).toBeGreaterThanOrEqual(400);
      for (const word of words) expect(said.toUpperCase()).not.toContain(word);
    }
  });

  it('of settings that are refused', () => {
    const wrong = [
      { accessKey: `${accessKey}\n`, secretKey, baseUrl: `https://${host}` },
      { accessKey, secretKey: `${secretKey} `, baseUrl: `https://${host}` },
      { accessKey, secretKey, baseUrl: host },
      { accessKey, secretKey, baseUrl: `http://${host}` },
      { accessKey, secretKey, baseUrl: `https://${secretKey}@${host}` },
    ];
    for (const armcloud of wrong) {
      let message = '';
      try {
        createBroker({ vendors: { armcloud } });
      } catch (error) {
        message = String(error);
      }
      expect(message).toContain("The broker's armcloud settings: ");
      for (const word of words) expect(message.toUpperCase()).not.toContain(word);
    }
  });
});
