import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../../../src/core/errors.js';
import { createAccountClient } from '../../../../../src/vendors/koophone/broker/account-client.js';
import { checkKoophoneSettings } from '../../../../../src/vendors/koophone/broker/check-koophone-settings.js';
import type { KoophoneSettings } from '../../../../../src/vendors/koophone/broker/koophone-settings.js';
import {
  type CloudCall,
  createFakeCloud,
  failureOf,
  keySettings,
  passwordSettings,
  rawReply,
  reply,
  tokenReply,
} from './fake-cloud.js';

const isIam = ({ host }: CloudCall) => host.startsWith('iam.');

function stage(
  answer: Parameters<typeof createFakeCloud>[0],
  settings: KoophoneSettings = keySettings,
) {
  return {
    client: createAccountClient(checkKoophoneSettings(settings)),
    ...createFakeCloud(answer),
  };
}

/** Keeps to a token, and answers the service's own calls by their number. */
function tokenStage(answer: (call: CloudCall, count: number) => unknown) {
  let tokens = 0;
  let asked = 0;
  const { calls, ...rest } = stage((call) => {
    if (isIam(call)) {
      tokens += 1;
      return tokenReply(`token-${tokens}`);
    }
    asked += 1;
    return answer(call, asked);
  }, passwordSettings);
  return { calls, ...rest, asked: () => calls.filter((call) => !isIam(call)) };
}

const statusOf = { body: { instance_ids: ['abcd1234'] } };

describe('a call', () => {
  it('goes to the documented place, with an id of its own', async () => {
    const { client, tools, calls } = stage(() => ({ ok: true }));
    const { data } = await client.call('queryStatus', statusOf, tools);
    await client.call('queryStatus', statusOf, tools);
    expect(data).toEqual({ ok: true });
    expect(calls[0]).toMatchObject({
      method: 'POST',
      host: 'koophone.myhuaweicloud.com',
      path: '/v1/instances/batch-query-status',
      query: {},
      body: { instance_ids: ['abcd1234'] },
      headers: { 'content-type': 'application/json' },
    });
    const ids = calls.map(({ headers }) => headers['x-request-id']);
    expect(ids[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(ids[1]).not.toBe(ids[0]);
  });

  it('is signed and bears no token, or bears a token and no signature', async () => {
    const signed = stage(() => null);
    await signed.client.call('prepare', { body: {} }, signed.tools);
    expect(signed.calls).toHaveLength(1);
    expect(signed.calls[0]?.headers).toMatchObject({
      'x-sdk-date': '20260102T030405Z',
      authorization: expect.stringMatching(
        /^SDK-HMAC-SHA256 Access=AK1, SignedHeaders=content-type;host;x-sdk-date, Signature=[0-9a-f]{64}$/,
      ),
    });
    expect(signed.calls[0]?.headers).not.toHaveProperty('x-auth-token');
    const { client, tools, asked } = tokenStage(() => null);
    await client.call('prepare', { body: {} }, tools);
    expect(asked()[0]?.headers['x-auth-token']).toBe('token-1');
    expect(asked()[0]?.headers).not.toHaveProperty('authorization');
  });

  it('without a body has no content type', async () => {
    const { client, tools, calls } = stage(() => null);
    await client.call('auth', { id: 'abcd1234', query: [['stream_type', '2']] }, tools);
    expect(calls[0]).toMatchObject({
      method: 'POST',
      path: '/v1/instances/abcd1234/auth',
      query: { stream_type: '2' },
      body: undefined,
    });
    expect(calls[0]?.headers).not.toHaveProperty('content-type');
  });

  it('for the list of phones has its id in the query, too', async () => {
    const { client, tools, calls } = stage(() => null);
    await client.call('queryPhones', { query: [['page_no', '1']] }, tools);
    expect(calls[0]?.query).toEqual({
      page_no: '1',
      'x-request-id': calls[0]?.headers['x-request-id'],
    });
  });

  it('goes where the settings say', async () => {
    const { client, tools, calls } = stage(() => null, {
      ...keySettings,
      baseUrl: 'http://127.0.0.1:4711',
      basePath: '/openapi/koophone/v1',
      projectId: '0123456789abcdef0123456789abcdef',
      tenantId: 'tenant-1',
    });
    await client.call('prepare', { body: {} }, tools);
    expect(calls[0]).toMatchObject({
      host: '127.0.0.1:4711',
      path: '/openapi/koophone/v1/instances/prepare',
      headers: { 'x-project-id': '0123456789abcdef0123456789abcdef', 'x-tenant-id': 'tenant-1' },
    });
    expect(calls[0]?.headers.authorization).toContain(
      'SignedHeaders=content-type;host;x-project-id;x-sdk-date',
    );
  });
});

describe('a refused token', () => {
  const stale = () => reply('6001', null, { status: 401 });

  it('is replaced once, and the call made once more', async () => {
    const cloud = tokenStage((_call, count) => (count === 2 ? stale() : { count }));
    const { client, tools, asked } = cloud;
    await client.call('prepare', { body: {} }, tools);
    cloud.pass(3_600_000);
    expect((await client.call('prepare', { body: {} }, tools)).data).toEqual({ count: 3 });
    expect(asked().map(({ headers }) => headers['x-auth-token'])).toEqual([
      'token-1',
      'token-1',
      'token-2',
    ]);
    expect(cloud.waits).toEqual([]);
  });

  it('that is no better than its successor ends the call', async () => {
    const cloud = tokenStage((_call, count) => (count === 1 ? {} : stale()));
    const { client, tools } = cloud;
    await client.call('prepare', { body: {} }, tools);
    cloud.pass(3_600_000);
    const error = await failureOf(client.call('prepare', { body: {} }, tools));
    expect(error).toMatchObject({ code: 'vendor_credentials_rejected' });
    expect(cloud.calls).toHaveLength(5);
  });

  it('is replaced for all at once', async () => {
    const cloud = tokenStage(({ headers }) =>
      headers['x-auth-token'] === 'token-1' && cloud.calls.length > 2 ? stale() : {},
    );
    const { client, tools } = cloud;
    await client.call('prepare', { body: {} }, tools);
    cloud.pass(3_600_000);
    await Promise.all([1, 2, 3].map(() => client.call('prepare', { body: {} }, tools)));
    expect(cloud.calls.filter(isIam)).toHaveLength(2);
  });

  it('does not let an order go out twice, but serves the next one', async () => {
    const cloud = tokenStage((_call, count) => (count === 2 ? stale() : {}));
    const { client, tools, asked } = cloud;
    await client.call('prepare', { body: {} }, tools);
    cloud.pass(3_600_000);
    const error = await failureOf(client.call('reset', { body: {} }, tools));
    expect(error).toMatchObject({ code: 'vendor_credentials_rejected' });
    expect(asked()).toHaveLength(2);
    await client.call('reset', { body: {} }, tools);
    expect(asked()[2]?.headers['x-auth-token']).toBe('token-2');
  });

  it('has nothing to do with signatures', async () => {
    const { client, tools, calls } = stage(() => rawReply({ status: 401 }));
    const error = await failureOf(client.call('prepare', { body: {} }, tools));
    expect(error).toMatchObject({ code: 'vendor_credentials_rejected', retryable: false });
    expect(calls).toHaveLength(1);
  });
});

describe('a failure of the moment', () => {
  const near = (waits: readonly number[], wanted: readonly number[]) => {
    expect(waits).toHaveLength(wanted.length);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(0.8 * (wanted[index] ?? 0));
      expect(wait).toBeLessThanOrEqual(1.2 * (wanted[index] ?? 0));
    }
  };

  it.each([
    ['9003', 500, [500, 1000, 2000]],
    ['9001', 200, [500, 1000, 2000]],
    ['9999', 500, [500, 1000]],
    ['9999', 400, [500, 1000]],
    ['3009', 200, [500]],
    ['62010', 200, [500]],
    ['1000', 400, []],
    ['2209', 200, []],
    ['2003', 200, []],
  ] as const)('%s is waited out as often as it may be', async (code, status, waits) => {
    const cloud = stage(() => reply(code, null, { status }));
    const error = await failureOf(cloud.client.call('queryStatus', statusOf, cloud.tools));
    expect(error).toBeInstanceOf(TelepadError);
    near(cloud.waits, waits);
    expect(cloud.calls).toHaveLength(waits.length + 1);
    expect(cloud.warnings).toHaveLength(waits.length + 1);
  });

  it('is forgotten when the next call succeeds', async () => {
    const cloud = stage((_call, count) =>
      count === 1 ? new TelepadError('vendor_unreachable', 'No connection.') : { count },
    );
    const { data } = await cloud.client.call('queryStatus', statusOf, cloud.tools);
    expect(data).toEqual({ count: 2 });
    near(cloud.waits, [500]);
  });

  it('has a new request id and a new signature each time', async () => {
    const cloud = stage((_call, count) => (count === 1 ? rawReply({ status: 502 }) : {}));
    await cloud.client.call('queryStatus', statusOf, cloud.tools);
    const [first, second] = cloud.calls.map(({ headers }) => headers['x-request-id']);
    expect(first).not.toBe(second);
  });

  it.each([
    'reset',
    'reboot',
    'createPhones',
    'deletePhones',
    'unassign',
    'backup',
    'syncCommand',
  ] as const)('is not waited out for %s, which must not happen twice', async (name) => {
    for (const outcome of [
      rawReply({ status: 502 }),
      reply('9999', null, { status: 500 }),
      new TelepadError('vendor_unreachable', 'No connection.'),
      rawReply({ status: 429 }),
    ]) {
      const cloud = stage(() => outcome);
      await failureOf(cloud.client.call(name, { body: {} }, cloud.tools));
      expect(cloud.calls).toHaveLength(1);
    }
  });

  it('is not waited out when nothing answered in time, or the browser has gone', async () => {
    for (const code of ['vendor_timeout', 'aborted'] as const) {
      const cloud = stage(() => new TelepadError(code, 'No.'));
      expect(await failureOf(cloud.client.call('prepare', {}, cloud.tools))).toMatchObject({
        code,
      });
      expect(cloud.calls).toHaveLength(1);
    }
  });

  it('that the vendor wants to be long is the browser’s to wait out', async () => {
    const cloud = stage(() => rawReply({ status: 429, headers: { 'retry-after': '30' } }));
    const error = await failureOf(cloud.client.call('queryStatus', statusOf, cloud.tools));
    expect(error).toMatchObject({ code: 'vendor_rate_limited', retryAfterMs: 30_000 });
    expect(cloud.calls).toHaveLength(1);
  });

  it('that the vendor wants to be short is waited out as long as it says', async () => {
    const cloud = stage((_call, count) =>
      count === 1 ? rawReply({ status: 503, headers: { 'retry-after': '2' } }) : {},
    );
    await cloud.client.call('queryStatus', statusOf, cloud.tools);
    expect(cloud.waits).toEqual([2000]);
  });
});

describe('an answer', () => {
  it.each([
    ['of a proxy', rawReply({ status: 200, text: '<html>' }), 'vendor_answer_invalid'],
    ['without a code', rawReply({ status: 200, text: '{"data":{}}' }), 'vendor_answer_invalid'],
    ['of an unknown path', rawReply({ status: 404, text: '<html>' }), 'vendor_rejected'],
    ['of success with a failing status', reply('0', {}, { status: 400 }), 'vendor_rejected'],
  ])('%s is a failure', async (_name, outcome, code) => {
    const { client, tools } = stage(() => outcome);
    expect(await failureOf(client.call('queryStatus', statusOf, tools))).toMatchObject({ code });
  });

  it('with a number that is accepted is given as it is', async () => {
    const { client, tools, warnings } = stage(() => reply('2005'));
    const { error } = await client.call('prepare', {}, tools, { accepts: ['2005'] });
    expect(error).toEqual({ family: 'KOOPHONE', number: '2005' });
    expect(warnings).toEqual([]);
  });

  it('never has its words repeated', async () => {
    for (const status of [200, 400, 401, 500]) {
      const { client, tools, warnings } = stage(() => reply('1000', null, { status }));
      const error = await failureOf(client.call('queryStatus', statusOf, tools));
      expect(`${String(error)} ${warnings.join(' ')}`).not.toContain('SECRETIVE');
      expect(String(error)).toContain('KOOPHONE.API.1000');
    }
  });
});
