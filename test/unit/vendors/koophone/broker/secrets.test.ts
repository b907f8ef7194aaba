import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerLogEntry } from '../../../../../src/broker/log-entry.js';
import type { FetchFunction } from '../../../../../src/broker/vendor-http.js';
import {
  createBroker,
  createKoophoneAccount,
  createServerTools,
} from '../../../../../src/broker.js';
import type { SignallingRelay } from '../../../../../src/core/ports/broker.js';
import type { KoophoneSettings } from '../../../../../src/vendors/koophone/broker/koophone-settings.js';
import { knownVendorNumbers } from '../../../../../src/vendors/koophone/wire/vendor-codes.js';
import { pendingCrypto } from '../../pending-crypto.js';
import { authData } from './fake-cloud.js';

/**
 * Every failure of each call of a ticket and of the device API, against a vendor that repeats our secrets wherever it
 * can. Each secret has a word in it that must appear in no answer, no log entry and no error.
 */
const words = ['QUOKKA', 'WOMBAT', 'NUMBAT', 'BILBY', 'POTOROO', 'DUNNART', 'KOWARI'];
const [accessKey, secretKey, password, host, token, deviceToken, reason] = [
  'AK-QUOKKA',
  'SK-WOMBAT',
  'PASS-NUMBAT',
  'bilby.BILBY.test',
  'TOKEN-POTOROO',
  'DUNNART',
  'KOWARI',
];
const everything = `${accessKey} ${secretKey} ${password} ${host} ${token} ${deviceToken} ${reason}`;
const phoneId = 'abcd1234';

const shared = {
  // So that a phone that is never ready is given up soon.
  preparationTimeoutSeconds: 10,

  region: 'ap-southeast-1',
  baseUrl: `https://${host}`,
  iamUrl: `https://iam.${host}`,
};
const byKeys: KoophoneSettings = { ...shared, credentials: { accessKey, secretKey } };
const byPassword: KoophoneSettings = {
  ...shared,
  credentials: { userName: 'broker', password, domainName: 'tenant' },
};

const headers = { 'x-echo': everything, 'retry-after': everything };
const envelope = (data: unknown, code = '0') =>
  JSON.stringify({ error_code: code, error_msg: everything, data, request_id: everything });
const said = (text: string, status = 200) => new Response(text, { status, headers });
const signalling = { ice_signaling: { signaling_url: `http://${host}:18082`, ice_servers: [] } };
const auth = authData({
  device_token: deviceToken,
  resource: {
    device_id: 'device-1',
    kp_id: phoneId,
    sdk: { external: { address: reason } },
    rtc: signalling,
  },
});

type Call = 'tokens' | 'prepare' | 'prepare-progress' | 'auth' | 'sync-command' | 'batch-query';
const good: Record<Call, () => Response> = {
  tokens: () =>
    new Response(JSON.stringify({ token: {} }), {
      status: 201,
      headers: { ...headers, 'x-subject-token': token },
    }),
  prepare: () => said(envelope({ status_list: [{ instance_id: phoneId, status: 0 }] })),
  'prepare-progress': () => said(envelope({ status: 0 })),
  auth: () => said(envelope(auth)),
  'sync-command': () =>
    said(envelope({ cmd_results: [{ instance_id: phoneId, status: 2, execute_msg: 'x' }] })),
  'batch-query': () => said(envelope({ result: [] })),
};

/** A cloud that does well, except for one of its calls. */
const spoilt =
  (call: Call, failure: () => Response | Promise<Response>): FetchFunction =>
  async (url) => {
    const name = new URL(url).pathname.split('/').at(-1) as Call;
    return name === call ? failure() : (good[name] ?? (() => said('', 404)))();
  };

function networkError(): Error {
  const cause = Object.assign(new Error(everything), { code: 'ECONNREFUSED' });
  return new TypeError(everything, { cause });
}

const failures: readonly (readonly [string, () => Response | Promise<Response>])[] = [
  ...knownVendorNumbers.map(
    (number, index) =>
      [
        `number ${number}`,
        () => said(envelope(everything, `KOOPHONE.API.${number}`), index % 2 === 0 ? 200 : 400),
      ] as const,
  ),
  ...[301, 400, 401, 403, 404, 429, 500, 502, 503].map(
    (status) => [`HTTP ${status}`, () => said(everything, status)] as const,
  ),
  ['a code of words', () => said(envelope(null, everything))],
  ['no data', () => said(envelope(null))],
  ['data of text', () => said(envelope(everything))],
  [
    'data with text everywhere',
    () =>
      said(
        envelope({
          status: everything,
          status_list: [everything],
          device_token: everything,
          resource: everything,
          cmd_results: [
            { instance_id: phoneId, status: -1, error_code: everything, execute_msg: everything },
          ],
        }),
      ),
  ],
  ['a lost connection', () => Promise.reject(networkError())],
  ['a thrown text', () => Promise.reject(everything)],
];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Passes the waits between attempts, from one timer to the next, when nothing else is under way. */
async function withoutWaiting<Value>(work: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  work.then(end, end);
  for (let idleTurns = 0; !isSettled; ) {
    await new Promise((resolve) => setImmediate(resolve));
    idleTurns = pendingCrypto.count > 0 ? 0 : idleTurns + 1;
    if (idleTurns < 5 || vi.getTimerCount() === 0) continue;
    await vi.advanceTimersToNextTimerAsync();
    idleTurns = 0;
  }
  return work;
}

/** Like the broker's own: it keeps the vendor's address to itself. */
const signallingRelay: SignallingRelay = {
  relayTicket: (ticket) => ({
    ...ticket,
    signalling: { url: 'wss://relay.test/x', isRelayed: true },
  }),
};

async function drive(
  fetch: FetchFunction,
  {
    settings = byKeys,
    route = 'tickets',
    input = {},
  }: { settings?: KoophoneSettings; route?: string; input?: object } = {},
) {
  const log: BrokerLogEntry[] = [];
  const broker = createBroker({
    authorize: () => ({ userId: 'u7', phones: 'all', role: 'control', operations: 'all' }),
    vendors: { koophone: settings },
    signallingRelay,
    log: (entry) => log.push(entry),
    timeoutMs: 120_000,
    fetch,
  });
  const request = new Request(`http://broker.example.test/telepad/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phoneId, ...(route !== 'tickets' && { input }) }),
  });
  const response = await withoutWaiting(broker(request));
  const text = await response.text();
  return {
    said: JSON.stringify([response.status, [...response.headers], text, log]).toUpperCase(),
    text,
    status: response.status,
    log,
  };
}

function expectSilence(text: string): void {
  for (const word of words) expect(text).not.toContain(word);
}

describe('the stage of this test', () => {
  it('holds every secret where it could leak from, and a relayed ticket holds none', async () => {
    for (const settings of [byKeys, byPassword]) {
      const sent: unknown[] = [];
      const { said: answered, status } = await drive(
        (url, init) => {
          sent.push(url, init.headers, init.body);
          return spoilt('tokens', good.tokens)(url, init);
        },
        { settings },
      );
      expect(status).toBe(200);
      expectSilence(answered);
      const text = JSON.stringify(sent);
      const expected = settings === byKeys ? [accessKey] : [password, token];
      for (const secret of expected) expect(text).toContain(secret);
    }
    for (const word of words) expect(everything.toUpperCase()).toContain(word);
  });
});

describe('no key, password, token or address comes out', () => {
  for (const call of ['prepare', 'prepare-progress', 'auth'] as const) {
    it.each(failures)(`of ${call} that fails: %s`, async (_name, failure) => {
      const { said: answered } = await drive(spoilt(call, failure));
      expectSilence(answered);
    });
  }

  it.each(failures)('of a token that cannot be got: %s', async (_name, failure) => {
    const { said: answered, status } = await drive(spoilt('tokens', failure), {
      settings: byPassword,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expectSilence(answered);
  });

  it.each(failures)('of a command or a list that fails: %s', async (_name, failure) => {
    const command = { route: 'device/runCommand', input: { command: 'ls' } };
    const ran = await drive(spoilt('sync-command', failure), command);
    expect(ran.status).toBeGreaterThanOrEqual(400);
    expectSilence(ran.said);
    const listed = await drive(spoilt('batch-query', failure), { route: 'device/getPhone' });
    expect(listed.status).toBeGreaterThanOrEqual(400);
    expectSilence(listed.said);
  });

  it.each(failures)('of the account: %s', async (_name, failure) => {
    const warnings: string[] = [];
    const tools = createServerTools({
      fetch: spoilt('batch-query', failure),
      warn: (text) => warnings.push(text),
      timeoutMs: 120_000,
    });
    const account = createKoophoneAccount(byKeys, tools);
    const error: unknown = await withoutWaiting(
      account.listPhones().then(
        () => undefined,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error).toMatchObject({ name: 'TelepadError' });
    expectSilence(`${String(error)} ${warnings.join(' ')}`.toUpperCase());
  });
});
