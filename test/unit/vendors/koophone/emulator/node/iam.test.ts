import { describe, expect, it } from 'vitest';
import { openCloud } from './open-cloud.js';
import { signedHeaders } from './sheet-rest.js';

const day = 24 * 3_600_000;

function open() {
  const stage = openCloud();
  const { credentials, send, read } = stage;
  const { userName, password, domainName, region } = credentials;
  const user = { name: userName, password, domain: { name: domainName } };
  const body = (
    changes: object = {},
    scope: object | undefined = { project: { name: region } },
  ) => ({
    auth: {
      identity: { methods: ['password'], password: { user: { ...user, ...changes } } },
      ...(scope && { scope }),
    },
  });
  const ask = (content: object = body(), query = 'nocatalog=1') =>
    send({ path: '/v3/auth/tokens', query, body: JSON.stringify(content) });
  const token = async (content?: object) => (await ask(content)).headers['x-subject-token'] ?? '';
  const prepare = (headers: Record<string, string>) =>
    read(
      send({
        path: '/v1/instances/prepare',
        headers,
        body: '{"user_id":"u","instance_ids":["kp000001"]}',
      }),
    );
  return { ...stage, body, ask, token, prepare };
}

describe('the fake IAM', () => {
  it('gives a token for the password of the user that was made up', async () => {
    const { ask, world, prepare, credentials } = open();
    const answer = await ask();
    const { token } = JSON.parse(answer.text) as { token: Record<string, unknown> };
    expect(answer.status).toBe(201);
    expect(Date.parse(String(token.expires_at))).toBe(world.now() + day);
    expect(token).toMatchObject({ project: { name: credentials.region }, catalog: [] });
    expect(
      await prepare({ 'x-auth-token': answer.headers['x-subject-token'] ?? '' }),
    ).toMatchObject({
      status: 200,
      error_code: '0',
    });
  });

  it('has a catalogue for those who do not decline it', async () => {
    const { ask, body } = open();
    expect(JSON.parse((await ask(body(), '')).text).token.catalog).toHaveLength(1);
    expect(JSON.parse((await ask(body(), 'nocatalog=')).text).token.catalog).toHaveLength(1);
  });

  it('refuses whoever is somebody else, in its own shape', async () => {
    const { ask, body } = open();
    for (const wrong of [
      { name: 'x' },
      { password: 'x' },
      { domain: { name: 'x' } },
      { domain: 1 },
    ]) {
      const answer = await ask(body(wrong));
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        401,
        {
          error: {
            code: 401,
            message: 'The username or password is wrong.',
            title: 'Unauthorized',
          },
        },
      ]);
      expect(answer.headers).not.toHaveProperty('x-subject-token');
    }
  });

  it('refuses another project, what is no request of its, and other methods', async () => {
    const { ask, body, send } = open();
    expect((await ask(body({}, { project: { name: 'elsewhere' } }))).status).toBe(401);
    for (const odd of [{}, { auth: {} }, { auth: { identity: { methods: ['token'] } } }]) {
      expect((await ask(odd)).status).toBe(400);
    }
    expect((await send({ method: 'GET', path: '/v3/auth/tokens' })).status).toBe(405);
  });

  it('keeps older tokens alive beside a newer one', async () => {
    const { token, prepare } = open();
    const older = await token();
    expect(await token()).not.toBe(older);
    expect((await prepare({ 'x-auth-token': older })).error_code).toBe('0');
  });
});

describe('the credentials of a call', () => {
  it('may be a token as long as it lives', async () => {
    const { token, prepare, world } = open();
    const headers = { 'x-auth-token': await token() };
    world.advance(day - 1);
    expect((await prepare(headers)).error_code).toBe('0');
    world.advance(1);
    expect(await prepare(headers)).toMatchObject({
      status: 401,
      error_code: 'KOOPHONE.API.6001',
      error_msg: 'The token must be updated.',
    });
  });

  it('may be a token whose life a switch shortens', async () => {
    const { token, prepare, world } = open();
    world.faults.accountTokenLifetimeMs = 1000;
    const headers = { 'x-auth-token': await token() };
    world.advance(1000);
    expect((await prepare(headers)).status).toBe(401);
  });

  it('may not be a token without a project', async () => {
    const { token, body, prepare } = open();
    const unscoped = await token({ auth: { identity: body().auth.identity } });
    expect((await prepare({ 'x-auth-token': unscoped })).error_code).toBe('KOOPHONE.API.0004');
  });

  it('must be there, known and one of two', async () => {
    const { token, prepare, credentials, world } = open();
    const signature = signedHeaders(credentials, {
      method: 'POST',
      host: world.address(),
      path: '/v1/instances/prepare',
      body: '{"user_id":"u","instance_ids":["kp000001"]}',
      now: world.now(),
    });
    const host = world.address();
    expect((await prepare({ host, ...signature })).error_code).toBe('0');
    const strangers = [
      {},
      { 'x-auth-token': 'x' },
      { host, ...signature, 'x-auth-token': await token() },
      { host, ...signature, authorization: `${signature.authorization}0` },
    ];
    for (const headers of strangers) {
      expect(await prepare(headers)).toMatchObject({ status: 401, error_code: 'APIGW.0301' });
    }
  });
});
