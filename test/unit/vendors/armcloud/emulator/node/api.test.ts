import { describe, expect, it } from 'vitest';
import type { CloudResponse } from '../../../../../../src/core/ports/emulator.js';
import { openSealed } from '../../../../emulator/node/fact-sheet-rest.js';
import { FakeSocket } from '../../../fake-world.js';
import { first, openCloud, second } from './open-cloud.js';

const apply = '/rtc/open/room/batchApplyToken';

interface Row {
  readonly padCode: string;
  readonly roomToken: string;
  readonly signalServer: string;
  readonly stuns: string;
  readonly turns: string;
}

function open() {
  const opened = openCloud();
  const rows = async (body: unknown) => (await opened.call(apply, body)).data as Row[];
  return { ...opened, rows };
}

const order = { userId: 'u7', expire: 3600, pads: [{ padCode: first }] };

describe('batchApplyToken', () => {
  it('answers with the documented envelope and row', async () => {
    const { cloud, request } = open();
    const answer = await cloud.handleRequest(request(apply, JSON.stringify(order)));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8');
    expect(JSON.parse(String(answer.body))).toEqual({
      code: 200,
      msg: 'success',
      ts: 1_735_787_045_000,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
      data: [
        {
          padCode: first,
          roomCode: 'AC00000000001u7',
          roomToken: expect.stringMatching(/^001/),
          appId: expect.stringMatching(/^app/),
          streamType: 2,
          videoCodec: '',
          reportSdkLog: false,
          msg: null,
          signalServer: expect.stringMatching(/^[\w+/]{16}:[\w+/]+=*$/),
          stuns: expect.stringMatching(/^[\w+/]{16}:[\w+/]+=*$/),
          turns: expect.stringMatching(/^[\w+/]{16}:[\w+/]+=*$/),
        },
      ],
    });
  });

  it('encrypts so that the documented rule opens it', async () => {
    const { world, rows } = open();
    world.iceServers = [
      { urls: ['stun:192.0.2.10:3478', 'stun:192.0.2.11:3478'] },
      { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
    ];
    const [row] = await rows(order);
    expect(openSealed(row?.signalServer ?? '', first)).toBe('192.0.2.10:5000');
    expect(openSealed(row?.stuns ?? '', first)).toBe(
      '[{"uri":"stun:192.0.2.10:3478"},{"uri":"stun:192.0.2.11:3478"}]',
    );
    expect(openSealed(row?.turns ?? '', first)).toBe(
      '[{"uri":"turn:192.0.2.10:3478","username":"u1","pwd":"p1"}]',
    );
  });

  it('lists no servers where the emulator has none', async () => {
    const [row] = await open().rows(order);
    expect(openSealed(row?.stuns ?? '', first)).toBe('[]');
    expect(openSealed(row?.turns ?? '', first)).toBe('[]');
  });

  it('uses a fresh IV for every field', async () => {
    const { rows } = open();
    const both = [...(await rows(order)), ...(await rows(order))];
    const ivs = both.flatMap((row) =>
      [row.signalServer, row.stuns, row.turns].map((t) => t.split(':')[0]),
    );
    expect(new Set(ivs).size).toBe(6);
  });

  for (const ciphertext of ['truncated', 'tampered', 'wrong-key'] as const) {
    it(`gives out a ${ciphertext} ciphertext that fails authentication`, async () => {
      const { world, rows } = open();
      world.faults.ciphertext = ciphertext;
      const [row] = await rows(order);
      expect(() => openSealed(row?.signalServer ?? '', first)).toThrow(/unable to authenticate/);
    });
  }

  it('hands out tokens with the characters that careless clients change', async () => {
    const { rows } = open();
    const [row] = await rows(order);
    for (const character of ['/', '+', '=']) expect(row?.roomToken).toContain(character);
  });

  it('answers for an offline phone with a row of nulls, beside the rows that work', async () => {
    const { world, call } = open();
    world.phone.isOnline = false;
    const { code, data } = await call(apply, {
      userId: 'u7',
      pads: [{ padCode: first }, { padCode: second }],
    });
    expect(code).toBe(200);
    expect(data).toMatchObject([
      {
        padCode: first,
        roomToken: null,
        signalServer: null,
        stuns: null,
        turns: null,
        msg: 'connect pad fail',
      },
      { padCode: second, roomToken: expect.stringMatching(/^001/), msg: null },
    ]);
  });

  const refused: readonly (readonly [string, unknown, number])[] = [
    ['an unknown pad', { userId: 'u7', pads: [{ padCode: 'AC00000000009' }] }, 120005],
    ['a pad twice', { userId: 'u7', pads: [{ padCode: first }, { padCode: first }] }, 110027],
    ['no userId', { pads: [{ padCode: first }] }, 100000],
    ['a userId with a blank', { userId: 'u 7', pads: [{ padCode: first }] }, 100000],
    ['a userId of 129', { userId: 'u'.repeat(129), pads: [{ padCode: first }] }, 100000],
    ['no pads', { userId: 'u7' }, 100000],
    ['empty pads', { userId: 'u7', pads: [] }, 100000],
    ['a pad without a code', { userId: 'u7', pads: [{}] }, 100000],
    ['pads of strings', { userId: 'u7', pads: [first] }, 100000],
    ['an expire of 0', { ...order, expire: 0 }, 100000],
    ['an expire in words', { ...order, expire: '3600' }, 100000],
    ['a list for a body', [order], 100000],
  ];
  for (const [name, body, code] of refused) {
    it(`refuses ${name} with ${code}`, async () => {
      const answer = await open().call(apply, body);
      expect(answer).toMatchObject({ code, data: null });
    });
  }

  it('takes a userId of 128 with every character that is allowed', async () => {
    const userId = `Az09_-@${'u'.repeat(121)}`;
    expect((await open().call(apply, { ...order, userId })).code).toBe(200);
  });

  it('says 120007 for an account without this kind of streaming', async () => {
    const { world, call } = open();
    world.faults.unsupportedAccount = true;
    expect(await call(apply, order)).toMatchObject({ code: 120007, data: null });
  });
});

describe('the API', () => {
  it('makes up other keys for each cloud', () => {
    expect(open().cloud.credentials).not.toEqual(open().cloud.credentials);
  });

  it('says 100005 to a wrong signature before it looks at the body', async () => {
    const { cloud, request } = open();
    const forged = { ...request(apply, 'no JSON'), body: 'no JSON either' };
    expect(JSON.parse(String((await cloud.handleRequest(forged)).body))).toMatchObject({
      code: 100005,
    });
  });

  it('says 100000 to a body that is not JSON', async () => {
    const { cloud, request } = open();
    const answer = await cloud.handleRequest(request(apply, '{"userId":'));
    expect(JSON.parse(String(answer.body))).toMatchObject({ code: 100000 });
  });

  it('says 100012 to a GET, and 100002 to a path that it does not have', async () => {
    const { cloud, request } = open();
    const code = async (asked: Promise<CloudResponse>) =>
      JSON.parse(String((await asked).body)).code;
    expect(await code(cloud.handleRequest(request(apply, '', 'GET')))).toBe(100012);
    expect(await code(cloud.handleRequest(request('/rtc/open/room/other', '{}')))).toBe(100002);
    expect(await code(cloud.handleRequest(request('/__proto__', '{}')))).toBe(100002);
  });

  it('limits the rate with HTTP 429 and the documented headers', async () => {
    const { world, cloud, request } = open();
    world.faults.rateLimited = true;
    const answer = await cloud.handleRequest(request(apply, JSON.stringify(order)));
    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({
      'x-ratelimit-limit': '2000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': '1735787046000',
      'x-ratelimit-type': 'second',
    });
    expect(JSON.parse(String(answer.body))).toMatchObject({ code: 429, data: null });
  });

  it('answers any call with a code of the table when told to, on some paths or on all', async () => {
    const { world, call, get } = open();
    world.faults.vendorCode = 110031;
    expect(await call(apply, order)).toMatchObject({
      code: 110031,
      msg: 'Instance not ready',
      data: null,
    });
    world.faults.vendorCodePath = '/token/stsToken';
    expect((await call(apply, order)).code).toBe(200);
    expect((await get('/openapi/open/token/stsToken')).code).toBe(110031);
    world.faults.vendorCode = 424242;
    expect(await get('/openapi/open/token/stsToken')).toMatchObject({
      code: 424242,
      msg: 'Error 424242',
    });
  });

  it('answers the code 429 with its HTTP status and headers', async () => {
    const { world, cloud, request } = open();
    world.faults.vendorCode = 429;
    const { status, headers } = await cloud.handleRequest(request(apply, JSON.stringify(order)));
    expect([status, headers['x-ratelimit-type']]).toEqual([429, 'second']);
  });

  it('says that its phones have another transport when told to', async () => {
    const { world, rows } = open();
    world.faults.streamType = 1;
    expect(await rows(order)).toMatchObject([{ streamType: 1 }]);
  });

  it('refuses WebSockets when told to', async () => {
    const { world, cloud, rows } = open();
    const [row] = await rows(order);
    world.faults.refuseSignalling = true;
    expect(cloud.acceptSocket(`/${row?.roomToken}`)).toBe(503);
    world.faults.refuseSignalling = false;
    expect(cloud.acceptSocket(`/${row?.roomToken}`)).toBeTypeOf('function');
  });

  it('fails like a gateway when told to', async () => {
    const { world, cloud, request } = open();
    world.faults.httpStatus = 502;
    expect(await cloud.handleRequest(request(apply, '{}'))).toEqual({
      status: 502,
      headers: { 'content-type': 'text/html' },
      body: '<html><h1>502</h1></html>',
    });
    world.faults.httpStatus = 0;
    world.faults.nonJsonAnswers = true;
    const { status, body } = await cloud.handleRequest(request(apply, '{}'));
    expect([status, body]).toEqual([200, '<html><h1>Under maintenance</h1></html>']);
  });

  it('waits with its answer when told to', async () => {
    const { world, cloud, request } = open();
    world.faults.answerDelayMs = 5000;
    let isAnswered = false;
    const answer = cloud.handleRequest(request(apply, JSON.stringify(order))).then(() => {
      isAnswered = true;
    });
    world.advance(4999);
    await Promise.resolve();
    expect(isAnswered).toBe(false);
    world.advance(1);
    await answer;
    expect(isAnswered).toBe(true);
  });
});

describe('dissolveRoom', () => {
  it('ends the streams of known pads and names the unknown ones', async () => {
    const { world, cloud, call, rows } = open();
    const [row] = await rows(order);
    const join = cloud.acceptSocket(`/${row?.roomToken}`);
    const socket = new FakeSocket();
    if (typeof join === 'function') join(socket);
    const { data } = await call('/rtc/open/room/dissolveRoom', {
      padCodes: [first, 'AC00000000009'],
    });
    expect(data).toEqual({
      successList: [{ padCode: first }],
      failList: [
        { padCode: 'AC00000000009', errorCode: 120005, errorMsg: 'Instance does not exist' },
      ],
    });
    expect(socket.ending).toBe('closed 1000');
    expect(world.phone.peers.map((peer) => peer.isClosed)).toEqual([true]);
    expect(cloud.acceptSocket(`/${row?.roomToken}`)).toBe(401);
  });

  it('cannot reach a phone that is offline', async () => {
    const { world, call } = open();
    world.phone.isOnline = false;
    const { data } = await call('/rtc/open/room/dissolveRoom', { padCodes: [first] });
    expect(data).toEqual({
      successList: [],
      failList: [{ padCode: first, errorCode: 120003, errorMsg: 'Stop order not delivered' }],
    });
  });

  it('wants a list of strings', async () => {
    const { call } = open();
    for (const body of [{}, { padCodes: [] }, { padCodes: [1] }, { padCodes: first }]) {
      expect((await call('/rtc/open/room/dissolveRoom', body)).code).toBe(100000);
    }
  });
});

describe('padDetails', () => {
  it('tells who is online and who streams', async () => {
    const { world, cloud, call, rows } = open();
    world.otherPhone.isOnline = false;
    const [row] = await rows(order);
    const join = cloud.acceptSocket(`/${row?.roomToken}`);
    if (typeof join === 'function') join(new FakeSocket());
    const { data } = await call('/openapi/open/pad/padDetails', {});
    expect(data).toMatchObject({
      page: 1,
      rows: 10,
      size: 2,
      total: 2,
      totalPage: 1,
      pageData: [
        { padCode: first, padStatus: 10, online: 1, streamStatus: 1 },
        { padCode: second, padStatus: 15, online: 0, streamStatus: 0 },
      ],
    });
  });

  it('pages and filters', async () => {
    const { call } = open();
    const path = '/openapi/open/pad/padDetails';
    expect((await call(path, { page: 2, rows: 1 })).data).toMatchObject({
      page: 2,
      rows: 1,
      size: 1,
      total: 2,
      totalPage: 2,
      pageData: [{ padCode: second }],
    });
    expect((await call(path, { padCodes: [second] })).data).toMatchObject({
      total: 1,
      pageData: [{ padCode: second }],
    });
    expect((await call(path, { page: 0 })).code).toBe(100000);
  });
});
