import { describe, expect, it } from 'vitest';
import { createIamTokens } from '../../../../../src/vendors/koophone/broker/iam-tokens.js';
import { createFakeCloud, failureOf, rawReply, tokenReply } from './fake-cloud.js';

const hour = 3_600_000;
const options = {
  iamUrl: new URL('https://iam.ap-southeast-1.myhuaweicloud.com'),
  credentials: { userName: 'broker', password: 'PASSWORD', domainName: 'tenant' },
  scope: { name: 'ap-southeast-1' },
};

function stage(answer: Parameters<typeof createFakeCloud>[0]) {
  return { tokens: createIamTokens(options), ...createFakeCloud(answer) };
}

describe('a token', () => {
  it('is asked for as IAM documents it', async () => {
    const { tokens, tools, calls } = stage(() => tokenReply('token-1'));
    expect((await tokens.get(tools)).text).toBe('token-1');
    expect(calls).toEqual([
      {
        method: 'POST',
        host: 'iam.ap-southeast-1.myhuaweicloud.com',
        path: '/v3/auth/tokens',
        query: { nocatalog: 'true' },
        headers: { 'content-type': 'application/json;charset=utf8' },
        body: {
          auth: {
            identity: {
              methods: ['password'],
              password: {
                user: { name: 'broker', password: 'PASSWORD', domain: { name: 'tenant' } },
              },
            },
            scope: { project: { name: 'ap-southeast-1' } },
          },
        },
        // Others wait for it, too.
        isShared: true,
        at: 0,
      },
    ]);
  });

  it('is fetched once by all who want it at the same time, and kept', async () => {
    const { tokens, tools, calls } = stage((_call, count) => tokenReply(`token-${count}`));
    const got = await Promise.all([1, 2, 3].map(() => tokens.get(tools)));
    expect(got.map(({ text }) => text)).toEqual(['token-1', 'token-1', 'token-1']);
    await tokens.get(tools);
    expect(calls).toHaveLength(1);
  });

  it('is renewed when less than two hours of its day are left', async () => {
    const cloud = stage((_call, count) => tokenReply(`token-${count}`));
    const { tokens, tools } = cloud;
    await tokens.get(tools);
    cloud.pass(22 * hour - 1);
    expect((await tokens.get(tools)).text).toBe('token-1');
    cloud.pass(1);
    expect((await tokens.get(tools)).text).toBe('token-2');
  });

  it('of a short life is renewed in its last quarter', async () => {
    const cloud = stage((_call, count) => tokenReply(`token-${count}`, 400_000));
    const { tokens, tools } = cloud;
    await tokens.get(tools);
    cloud.pass(299_000);
    expect((await tokens.get(tools)).text).toBe('token-1');
    cloud.pass(2000);
    expect((await tokens.get(tools)).text).toBe('token-2');
  });

  it('lives a day where the answer does not tell', async () => {
    const cloud = stage((_call, count) =>
      rawReply({ status: 201, headers: { 'x-subject-token': `token-${count}` }, text: '{}' }),
    );
    const { tokens, tools } = cloud;
    await tokens.get(tools);
    cloud.pass(21 * hour);
    expect((await tokens.get(tools)).text).toBe('token-1');
    cloud.pass(hour);
    expect((await tokens.get(tools)).text).toBe('token-2');
  });

  it('is used to its end when a new one cannot be got', async () => {
    const cloud = stage((_call, count) =>
      count === 1 ? tokenReply('token-1') : rawReply({ status: 500 }),
    );
    const { tokens, tools } = cloud;
    await tokens.get(tools);
    cloud.pass(23 * hour);
    expect((await tokens.get(tools)).text).toBe('token-1');
    expect(cloud.warnings).toHaveLength(1);
    cloud.pass(2 * hour);
    expect(await failureOf(tokens.get(tools))).toMatchObject({ code: 'vendor_unreachable' });
  });
});

describe('a token that the service refuses', () => {
  it('is replaced, once for all who used it', async () => {
    const cloud = stage((_call, count) => tokenReply(`token-${count}`));
    const { tokens, tools } = cloud;
    const old = await tokens.get(tools);
    cloud.pass(hour);
    expect(tokens.drop(old, tools)).toBe(true);
    expect((await tokens.get(tools)).text).toBe('token-2');
    // Another call that still had the old one.
    expect(tokens.drop(old, tools)).toBe(true);
    expect((await tokens.get(tools)).text).toBe('token-2');
    expect(cloud.calls).toHaveLength(2);
  });

  it('is not replaced while it is as good as new, so that IAM is not asked for each call', async () => {
    const cloud = stage((_call, count) => tokenReply(`token-${count}`));
    const { tokens, tools } = cloud;
    const token = await tokens.get(tools);
    cloud.pass(59_000);
    expect(tokens.drop(token, tools)).toBe(false);
    cloud.pass(2000);
    expect(tokens.drop(token, tools)).toBe(true);
  });
});

describe('a refusal of IAM', () => {
  it.each([400, 401, 403, 404])('with HTTP status %i is about the credentials', async (status) => {
    const { tokens, tools } = stage(() => rawReply({ status, text: '{"error":"PASSWORD"}' }));
    const error = await failureOf(tokens.get(tools));
    expect(error).toMatchObject({ code: 'vendor_credentials_rejected', retryable: false });
    expect(String(error)).not.toContain('PASSWORD');
  });

  it('is remembered for five minutes, so that a wall of phones does not lock the user out', async () => {
    const cloud = stage((_call, count) =>
      count === 1 ? rawReply({ status: 401 }) : tokenReply('token-2'),
    );
    const { tokens, tools } = cloud;
    await failureOf(tokens.get(tools));
    cloud.pass(299_999);
    expect(await failureOf(tokens.get(tools))).toMatchObject({
      code: 'vendor_credentials_rejected',
    });
    expect(cloud.calls).toHaveLength(1);
    cloud.pass(1);
    expect((await tokens.get(tools)).text).toBe('token-2');
  });

  it.each([
    [429, 'vendor_rate_limited'],
    [503, 'vendor_rate_limited'],
    [500, 'vendor_unreachable'],
    [200, 'vendor_answer_invalid'],
    [201, 'vendor_answer_invalid'],
  ])('with HTTP status %i is asked for again next time', async (status, code) => {
    const { tokens, tools, calls } = stage(() =>
      rawReply({ status, headers: { 'retry-after': '7' } }),
    );
    const error = await failureOf(tokens.get(tools));
    expect(error).toMatchObject({ code });
    if (code === 'vendor_rate_limited') expect(error).toMatchObject({ retryAfterMs: 7000 });
    await failureOf(tokens.get(tools));
    expect(calls).toHaveLength(2);
  });
});
