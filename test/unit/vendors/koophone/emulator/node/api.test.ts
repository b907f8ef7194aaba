import { describe, expect, it } from 'vitest';
import { first, openCloud, requestId, second } from './open-cloud.js';
import { signedHeaders } from './sheet-rest.js';

describe('the envelope', () => {
  it('is dressed otherwise by different calls', async () => {
    const { call } = openCloud();
    const unknown = { instance_ids: ['kp999999'] };
    expect(await call('reboot', unknown)).toEqual({
      status: 401,
      error_code: 'KP.API.1001',
      error_msg: 'No permission on this instance.',
      data: null,
    });
    expect(await call('sync-command', { ...unknown, command: 'id' })).toEqual({
      status: 401,
      error_code: 'KOOPHONE.API.1001',
      error_info: 'No permission on this instance.',
      data: null,
    });
    expect(await call('streaming/stop', { instance_id: first })).toEqual({
      status: 200,
      error_code: '0',
      error_msg: 'OK',
    });
  });

  it('refuses other paths and methods, and bodies that are no JSON', async () => {
    const { call, send, credentials, world } = openCloud();
    expect((await call('nothing')).status).toBe(404);
    expect((await call('a/b/c')).status).toBe(404);
    expect((await call('prepare', undefined, 'GET')).status).toBe(405);
    const path = '/v1/instances/prepare';
    const signature = signedHeaders(credentials, {
      ...{ method: 'POST', host: world.address(), path, body: '[1', now: world.now() },
    });
    const answer = await send({
      path,
      body: '[1',
      headers: { host: world.address(), ...signature },
    });
    expect(JSON.parse(answer.text).error_code).toBe('KOOPHONE.API.1000');
  });
});

describe('x-request-id', () => {
  async function ask(path: string, method: string, headers: Record<string, string>, query = '') {
    const { read, send, credentials, world } = openCloud();
    const host = world.address();
    const signature = signedHeaders(credentials, {
      ...{ method, host, path, query, body: '', now: world.now() },
    });
    const answer = await read(
      send({ method, path, query, headers: { host, ...signature, ...headers } }),
    );
    return [answer.status, answer.error_code];
  }

  it('must be there where a table asks for it', async () => {
    for (const name of ['streaming/stop', 'session/release', 'batch-query-status', 'backup']) {
      const path = `/v1/instances/${name}`;
      expect(await ask(path, 'POST', {})).toEqual([200, 'KOOPHONE.API.0002']);
      expect(await ask(path, 'POST', { 'x-request-id': '?' })).toEqual([400, 'KOOPHONE.API.0003']);
      const good = await ask(path, 'POST', { 'x-request-id': requestId });
      expect(good).toEqual([400, 'KOOPHONE.API.1000']);
    }
  });

  it('is not missed elsewhere', async () => {
    expect(await ask('/v1/instances/prepare', 'POST', {})).toEqual([400, 'KOOPHONE.API.1000']);
  });

  it('is a query parameter of the list', async () => {
    const path = '/v1/instances/batch-query';
    const query = 'page_no=1&page_size=10';
    expect(await ask(path, 'GET', {}, query)).toEqual([200, 'KOOPHONE.API.0002']);
    expect(await ask(path, 'GET', {}, `${query}&x-request-id=${requestId}`)).toEqual([200, '0']);
  });
});

describe('faults of the API', () => {
  it('are the vendor’s numbers with their HTTP statuses, for some paths or for all', async () => {
    const { call, world } = openCloud();
    const codeOf = async (name = 'prepare') => {
      const { status, error_code } = await call(name, { user_id: 'u', instance_ids: [first] });
      return [status, error_code];
    };
    for (const [code, expected] of [
      [9999, [500, 'KOOPHONE.API.9999']],
      [2003, [200, 'KOOPHONE.API.2003']],
      [6002, [403, 'KOOPHONE.API.6002']],
      [3, [400, 'KOOPHONE.API.0003']],
      [40010, [200, 'KOOPHONE.API.40010']],
      [1234, [200, 'KOOPHONE.API.1234']],
    ] as const) {
      world.faults.vendorCode = code;
      expect(await codeOf()).toEqual(expected);
    }
    // The same number means something else with another status (fact sheet 5).
    Object.assign(world.faults, { vendorCode: 6002, httpStatus: 500 });
    expect(await codeOf()).toEqual([500, 'KOOPHONE.API.6002']);
    world.faults.vendorCodePath = '/auth';
    expect(await codeOf()).toEqual([200, '0']);
  });

  it('are a gateway’s and a proxy’s answers', async () => {
    const { send, read, world } = openCloud();
    const path = '/v1/instances/prepare';
    world.faults.rateLimited = true;
    expect(await read(send({ path }))).toMatchObject({ status: 429, error_code: 'APIGW.0308' });
    world.faults.nonJsonAnswers = true;
    expect(await send({ path })).toMatchObject({
      status: 200,
      text: expect.stringContaining('<html>'),
    });
    world.faults.httpStatus = 503;
    expect(await send({ path: '/v3/auth/tokens' })).toMatchObject({
      status: 503,
      headers: { 'content-type': 'text/html' },
    });
  });

  it('are answers that wait', async () => {
    const { call, world } = openCloud();
    world.faults.answerDelayMs = 1000;
    let answer: unknown;
    const waiting = call('streaming/stop', { instance_id: first }).then((given) => {
      answer = given;
    });
    await Promise.resolve();
    world.advance(999);
    await Promise.resolve();
    expect(answer).toBeUndefined();
    world.advance(1);
    await waiting;
    expect(answer).toMatchObject({ error_code: '0' });
  });
});

describe('the list', () => {
  const query = (text = '') => `page_no=1&page_size=10${text}&x-request-id=${requestId}`;

  it('has a row for each phone, and its page numbers beside data', async () => {
    const { get, world, credentials } = openCloud();
    world.otherPhone.isOnline = false;
    const answer = await get('batch-query', query());
    expect(answer).toMatchObject({ page_no: 1, page_size: 10, total_count: 2 });
    expect((answer.data as { result: unknown[] }).result).toMatchObject([
      { instance_id: first, running_status: 2, assign_status: 0, region: credentials.region },
      { instance_id: second, running_status: 5, login_status: 0 },
    ]);
  });

  it('has pages and filters', async () => {
    const { get } = openCloud();
    const idsOf = async (text: string) => {
      const { data } = await get('batch-query', text);
      return (data as { result: { instance_id: string }[] }).result.map((row) => row.instance_id);
    };
    const id = `x-request-id=${requestId}`;
    expect(await idsOf(`page_no=2&page_size=1&${id}`)).toEqual([second]);
    expect(await idsOf(`page_no=3&page_size=1&${id}`)).toEqual([]);
    expect(await idsOf(`instance_id=${second}&page_no=1&page_size=9&${id}`)).toEqual([second]);
    expect(await idsOf(`page_no=1&page_size=9&pool_scene_tag=CLOUD_APP&${id}`)).toEqual([]);
  });

  it('refuses times that are none, and pages that are not said', async () => {
    const { get } = openCloud();
    const codeOf = async (text: string) => (await get('batch-query', text)).error_code;
    const time = (name: string, text: string) => `&query_${name}_time=${encodeURIComponent(text)}`;
    const start = time('start', '2026-01-02 00:00:00');
    const sorted = (extra: string) => query(extra).split('&').toSorted().join('&');
    expect(await codeOf(sorted(start))).toBe('0');
    expect(await codeOf(sorted(time('start', 'yesterday')))).toBe('KOOPHONE.API.5002');
    expect(await codeOf(sorted(start + time('end', '2026-01-01 00:00:00')))).toBe(
      'KOOPHONE.API.5004',
    );
    expect(await codeOf(`page_no=1&x-request-id=${requestId}`)).toBe('KOOPHONE.API.1000');
  });
});

describe('app-list', () => {
  it('has packages of either kind', async () => {
    const { get, world } = openCloud();
    const other = { packageName: 'com.example', label: 'Example', version: '2', isSystem: false };
    world.phone.system.install(other);
    const namesOf = async (query: string) => {
      const { data } = await get(`${first}/app-list`, query);
      return (data as { result: { app_pkg: string }[] }).result.map((row) => row.app_pkg);
    };
    const paging = 'page_no=1&page_size=10';
    expect(await namesOf(paging)).toEqual(['com.telepad.notes', 'com.example']);
    expect(await namesOf(`app_type=1&${paging}`)).toEqual(['com.telepad.notes']);
    expect(await namesOf(`app_type=2&${paging}`)).toEqual(['com.example']);
    expect((await get(`${first}/app-list`, `app_type=3&${paging}`)).error_code).toBe(
      'KOOPHONE.API.1000',
    );
  });
});
