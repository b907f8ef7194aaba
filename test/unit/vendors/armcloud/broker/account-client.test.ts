import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../../src/core/errors.js';
import {
  type AccountClient,
  createAccountClient,
} from '../../../../../src/vendors/armcloud/broker/account-client.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { checkArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/check-armcloud-settings.js';
import { signatureVectors, signatureVmosVector } from '../../../../vectors/armcloud-signatures.js';
import {
  type CloudCall,
  createFakeCloud,
  failureOf,
  phoneId,
  rawReply,
  reply,
  settings,
  settle,
  useFakeClock,
} from './fake-cloud.js';

beforeEach(() => {
  useFakeClock();
  vi.spyOn(Math, 'random').mockReturnValue(1);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function createClient(changes: Partial<ArmcloudSettings> = {}): AccountClient {
  return createAccountClient(checkArmcloudSettings({ ...settings, ...changes }));
}

describe('a call', () => {
  it('is signed as the documents have it, with and without a body', async () => {
    const cloud = createFakeCloud(() => ({ token: 't' }));
    const client = createClient();
    await client.call('stsTokenByPadCode', { padCode: phoneId }, cloud.tools);
    await client.call('stsToken', undefined, cloud.tools);
    const headers = {
      'content-type': 'application/json',
      authver: '2.0',
      'x-ak': 'AKIDEXAMPLE0001',
      'x-timestamp': '1735787045000',
    };
    expect(cloud.calls).toMatchObject([
      {
        method: 'POST',
        path: '/openapi/open/token/stsTokenByPadCode',
        headers: { ...headers, 'x-sign': signatureVectors[0].signature },
        text: '{"padCode":"AC00000000001"}',
      },
      {
        method: 'GET',
        path: '/openapi/open/token/stsToken',
        headers: { ...headers, 'x-sign': signatureVectors[1].signature },
        text: undefined,
      },
    ]);
  });

  it.each([
    ['vmos', '/vcpcloud/api/padApi/stsTokenByPadCode'],
    ['vsphone', '/vsphone/api/padApi/stsTokenByPadCode'],
  ] as const)('of the brand %s has its path, content type and signature', async (brand, path) => {
    const cloud = createFakeCloud(() => ({ token: 't' }));
    await createClient({ brand }).call('stsTokenByPadCode', { padCode: phoneId }, cloud.tools);
    expect(cloud.calls).toMatchObject([
      {
        path,
        headers: {
          'content-type': 'application/json;charset=UTF-8',
          'x-access-key': 'AKIDEXAMPLE0001',
          'x-timestamp': '1735787045',
        },
      },
    ]);
    if (brand === 'vmos') {
      expect(cloud.calls[0]?.headers['x-sign']).toBe(signatureVmosVector.signature);
    }
  });

  it.each([
    ['5f1e9a0c22b94d0f8c3a1d2e3f405162', ['5f1e9a0c22b94d0f8c3a1d2e3f405162']],
    ['SECRETIVE token', []],
    [17, []],
    [undefined, []],
  ])(
    'that fails with the trace id %j tells the operator the number only',
    async (traceId, told) => {
      const text = JSON.stringify({ code: 100001, msg: 'SECRETIVE', data: null, traceId });
      const cloud = createFakeCloud(() => rawReply({ text }));
      const error = await failureOf(createClient().call('stsToken', undefined, cloud.tools));
      expect((error as Error).message).not.toContain(String(traceId));
      expect(cloud.warnings).toEqual(
        told.map((id) => `ArmCloud refused a call; its number for it, the traceId, is ${id}.`),
      );
    },
  );

  it("signs V1 with the brand's content type and the bare key", async () => {
    const cloud = createFakeCloud(() => ({ token: 't' }));
    await createClient({ brand: 'vmos', signature: 'v1' }).call('stsToken', undefined, cloud.tools);
    expect(cloud.calls[0]?.headers).toMatchObject({
      'content-type': 'application/json;charset=UTF-8',
      'x-host': 'openapi.example.test',
      'x-date': '20250102T030405Z',
      authorization: expect.stringMatching(
        /^HMAC-SHA256 Credential=AKIDEXAMPLE0001, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=[0-9a-f]{64}$/,
      ),
    });
  });

  it('goes where the settings say', async () => {
    const cloud = createFakeCloud(() => ({}));
    const client = createClient({ paths: { fileCache: '/openapi/open/file/cache' } });
    await client.call('fileCache', {}, cloud.tools);
    expect(cloud.calls[0]?.path).toBe('/openapi/open/file/cache');
  });

  it('leaves the body out of the signature only where the settings say', async () => {
    const cloud = createFakeCloud(() => []);
    const client = createClient({ brand: 'vmos', unsignedBodies: ['syncCmd'] });
    const signature = async (name: 'syncCmd' | 'asyncCmd', scriptContent: string) => {
      await client.call(name, { scriptContent }, cloud.tools);
      return cloud.calls.at(-1)?.headers['x-sign'];
    };
    expect(await signature('syncCmd', 'ls')).toBe(await signature('syncCmd', 'pwd'));
    expect(await signature('asyncCmd', 'ls')).not.toBe(await signature('asyncCmd', 'pwd'));
  });
});

/** Asks until the call has an outcome, and tells when each attempt was. */
async function timesOf(
  name: Parameters<AccountClient['call']>[0],
  answer: (call: CloudCall, count: number) => unknown,
) {
  const cloud = createFakeCloud(answer);
  const outcome = await settle(
    createClient()
      .call(name, {}, cloud.tools)
      .catch((error: TelepadError) => error),
  );
  return { times: cloud.calls.map(({ at }) => at), outcome };
}

const unreachable = () => new TelepadError('vendor_unreachable', 'No connection came about.');

describe('a call that failed', () => {
  it.each([
    ['padDetails', 'its code 100010', () => reply(100010)],
    ['padDetails', 'its code 120002', () => reply(120002)],
    ['padDetails', 'HTTP status 503', () => rawReply({ status: 503 })],
    ['padDetails', 'no connection', unreachable],
    ['batchApplyToken', 'no connection', unreachable],
    ['restart', 'its code 100010, which says that it did not begin', () => reply(100010)],
    ['dissolveRoom', 'its code 120004', () => reply(120004)],
  ] as const)(
    'of %s with %s is repeated three times, with waits that grow',
    async (name, _why, answer) => {
      const { times, outcome } = await timesOf(name, answer);
      expect(times).toEqual([0, 300, 900, 2100]);
      expect(outcome).toMatchObject({ name: 'TelepadError', retryable: true });
    },
  );

  it('is repeated after the wait that the documents advise', async () => {
    const { times } = await timesOf('restart', () => reply(100011));
    expect(times).toEqual([0, 1500, 3000, 4500]);
  });

  it('gives what the repeat brings', async () => {
    const answer = (_call: CloudCall, count: number) => (count === 2 ? ['found'] : reply(100010));
    expect(await timesOf('infos', answer)).toEqual({ times: [0, 300], outcome: ['found'] });
  });

  it.each([
    ['padDetails', 'its code 120005', () => reply(120005)],
    ['padDetails', 'its code 110031, whose wait is the browser’s', () => reply(110031)],
    ['padDetails', 'its code 429', () => reply(429)],
    ['padDetails', 'its code 110014', () => reply(110014)],
    ['padDetails', 'no answer in time', () => new TelepadError('vendor_timeout', 'Too late.')],
    ['padDetails', 'its browser gone', () => new TelepadError('aborted', 'Gone.')],
    ['padDetails', 'the broker’s own limit', () => new TelepadError('rate_limited', 'Slowly.')],
    ['padDetails', 'something else', () => new Error('a bug')],
    ['restart', 'no connection, for it may have arrived', unreachable],
    ['restart', 'HTTP status 503', () => rawReply({ status: 503 })],
    ['syncCmd', 'its code 110012, for the command may have run', () => reply(110012)],
  ] as const)('of %s with %s is not repeated', async (name, _why, answer) => {
    expect((await timesOf(name, answer)).times).toEqual([0]);
  });

  it('is not repeated when that would come too late for the browser', async () => {
    const { times } = await timesOf('infos', async () => {
      await new Promise((resolve) => setTimeout(resolve, 3000));
      return reply(100010);
    });
    expect(times).toEqual([0, 3300]);
  });

  it.each([
    [rawReply({ status: 404, text: '<html>' }), 'vendor_answer_invalid'],
    [rawReply({ text: 'SECRETIVE' }), 'vendor_answer_invalid'],
    [rawReply({ text: '{"code":200}', status: 302 }), 'vendor_answer_invalid'],
    [rawReply({ status: 401 }), 'vendor_credentials_rejected'],
    [reply(100005), 'vendor_credentials_rejected'],
  ])('tells its purpose and nothing that was sent: %#', async (answer, code) => {
    const cloud = createFakeCloud(() => answer);
    const call = createClient().call('clearStsToken', { token: 'SECRETIVE' }, cloud.tools);
    expect(await failureOf(call)).toMatchObject({
      code,
      message: expect.stringMatching(/^(?!.*SECRETIVE)ArmCloud was asked to revoke an STS token/),
    });
  });
});

describe('an account that asks too often', () => {
  it('is quiet until the vendor wants to be asked again', async () => {
    const cloud = createFakeCloud((_call, count) =>
      count === 1 ? reply(429, null, { status: 429, headers: { 'x-ratelimit-reset': '5' } }) : [],
    );
    const client = createClient();
    const ask = () => client.call('infos', {}, cloud.tools);
    expect(await failureOf(ask())).toMatchObject({
      code: 'vendor_rate_limited',
      retryable: true,
      retryAfterMs: 5000,
    });
    await vi.advanceTimersByTimeAsync(2000);
    expect(await failureOf(ask())).toMatchObject({
      code: 'vendor_rate_limited',
      retryAfterMs: 3000,
    });
    expect(cloud.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(3000);
    expect(await settle(ask())).toEqual([]);
    expect(cloud.calls).toHaveLength(2);
  });

  it.each([429, 1218])(
    'waits longer from one %i to the next when no time is told',
    async (code) => {
      const cloud = createFakeCloud((_call, count) => (count === 4 ? [] : reply(code)));
      const client = createClient();
      const waits: unknown[] = [];
      for (let turn = 0; turn < 3; turn += 1) {
        const failure = await failureOf(client.call('infos', {}, cloud.tools));
        waits.push((failure as TelepadError).retryAfterMs);
        await vi.advanceTimersByTimeAsync(30_000);
      }
      expect(waits).toEqual([1000, 2000, 4000]);
      await settle(client.call('infos', {}, cloud.tools));
    },
  );

  it('starts again with a short wait once it was answered', async () => {
    const cloud = createFakeCloud((_call, count) => (count % 2 === 0 ? [] : reply(429)));
    const client = createClient();
    for (let turn = 0; turn < 2; turn += 1) {
      const failure = await failureOf(client.call('infos', {}, cloud.tools));
      expect(failure).toMatchObject({ retryAfterMs: 1000 });
      await vi.advanceTimersByTimeAsync(1000);
      await settle(client.call('infos', {}, cloud.tools));
    }
  });

  it.each([
    ['whose single phone is asked too often', reply(110014)],
    [
      'whose single phone is asked too often, by the HTTP status too',
      reply(110014, null, { status: 429 }),
    ],
    ['whose key is refused, whatever the HTTP status', reply(100005, null, { status: 429 })],
  ])('is not the one %s', async (_name, answer) => {
    const cloud = createFakeCloud((_call, count) => (count === 1 ? answer : []));
    const client = createClient();
    await failureOf(client.call('infos', {}, cloud.tools));
    expect(await settle(client.call('infos', {}, cloud.tools))).toEqual([]);
  });
});

describe('equal questions at the same time', () => {
  it('are one call, which no browser that goes away can end', async () => {
    const cloud = createFakeCloud(({ text }, count) => [text, count > 2]);
    const client = createClient({ batchWindowMs: 5 });
    const ask = (padCode: string) =>
      client.call('padDetails', { padCodes: [padCode] }, cloud.tools);
    const answers = await settle(Promise.all([ask('A'), ask('A'), ask('B')]));
    const [a, b] = ['A', 'B'].map((padCode) => `{"padCodes":["${padCode}"]}`);
    expect(answers).toEqual([
      [a, false],
      [a, false],
      [b, false],
    ]);
    expect(cloud.calls.map(({ isShared }) => isShared)).toEqual([true, true]);
    expect(await settle(ask('A'))).toEqual([a, true]);
  });

  it.each(['restart', 'batchApplyToken', 'stsToken'] as const)(
    'are calls of their own for %s',
    async (name) => {
      const cloud = createFakeCloud((_call, count) => [count]);
      const client = createClient({ batchWindowMs: 5 });
      const ask = () => client.call(name, {}, cloud.tools);
      expect((await settle(Promise.all([ask(), ask()]))).sort()).toEqual([[1], [2]]);
      expect(cloud.calls.map(({ isShared }) => isShared)).toEqual([false, false]);
    },
  );

  it('are calls of their own where one request must not wait for another', async () => {
    const cloud = createFakeCloud((_call, count) => [count]);
    const client = createClient({ batchWindowMs: 0 });
    const ask = () => client.call('infos', {}, cloud.tools);
    expect((await settle(Promise.all([ask(), ask()]))).sort()).toEqual([[1], [2]]);
  });
});
