import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Answer, first, openCloud, second } from './open-cloud.js';

const apply = '/rtc/open/room/applyToken';
const share = '/rtc/open/room/sdk/share/applyToken';
const uuid = '0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77';
const wish = { sdkTerminal: 'h5', userId: 'tester-1', padCode: first, uuid, expire: 86_400 };

function open() {
  const opened = openCloud();
  const token = async (padCode?: string): Promise<string> => {
    const answer =
      padCode === undefined
        ? await opened.get('/openapi/open/token/stsToken')
        : await opened.call('/openapi/open/token/stsTokenByPadCode', { padCode });
    return (answer.data as { token: string }).token;
  };
  return { ...opened, token };
}

/** By hand, from fact sheet 3.2: the key is the padCode, filled up with 0 to 16. */
function openEcb(sealed: unknown, padCode: string): string {
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(`${padCode}000`, 'ascii'), null);
  return decipher.update(String(sealed), 'base64', 'utf8') + decipher.final('utf8');
}

const field = ({ data }: Answer, name: string) => (data as Record<string, unknown>)[name];

describe('STS tokens', () => {
  it('are UUIDs; those for one pad have a suffix that must be kept', async () => {
    const { token } = open();
    const id = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
    expect(await token()).toMatch(new RegExp(`^${id}$`));
    expect(await token(first)).toMatch(new RegExp(`^${id},Emulator$`));
  });

  it('are asked for in the documented ways only', async () => {
    const { call, get } = open();
    expect((await call('/openapi/open/token/stsToken')).code).toBe(100012);
    expect((await get('/openapi/open/token/stsTokenByPadCode')).code).toBe(100012);
    const path = '/openapi/open/token/stsTokenByPadCode';
    expect((await call(path, { padCode: 'AC9' })).code).toBe(110028);
    expect((await call(path, {})).code).toBe(100000);
  });

  it('open any pad of the account, or only their own', async () => {
    const { browse, token } = open();
    const general = await token();
    const special = await token(first);
    const other = { ...wish, padCode: second };
    expect((await browse(apply, wish, general)).code).toBe(200);
    expect((await browse(apply, other, general)).code).toBe(200);
    expect((await browse(apply, wish, special)).code).toBe(200);
    expect((await browse(apply, other, special)).code).toBe(120009);
    const cut = special.split(',')[0];
    expect((await browse(apply, wish, cut)).code).toBe(100007);
  });

  it('belong to the first installation that uses them', async () => {
    const { browse, token } = open();
    const mine = await token();
    expect((await browse(apply, wish, mine)).code).toBe(200);
    expect((await browse(apply, { ...wish, uuid: 'another' }, mine)).code).toBe(120006);
    expect((await browse(apply, { ...wish, uuid: null }, mine)).code).toBe(120006);
    expect((await browse(apply, wish, mine)).code).toBe(200);
  });

  it('are not bound by a call that they do not open', async () => {
    const { browse, token } = open();
    const special = await token(first);
    const elsewhere = { ...wish, padCode: second, uuid: 'another' };
    expect((await browse(apply, elsewhere, special)).code).toBe(120009);
    expect((await browse(apply, wish, special)).code).toBe(200);
  });

  it('end when they are revoked, by themselves or by their pad', async () => {
    const { browse, call, token } = open();
    const [general, special, other] = [await token(), await token(first), await token(second)];
    expect(await call('/openapi/open/token/clearStsToken', { token: general })).toMatchObject({
      code: 200,
      data: null,
    });
    expect((await browse(apply, wish, general)).code).toBe(100008);
    await call('/openapi/open/token/clearStsTokenByPadCode', { padCode: first });
    expect((await browse(apply, wish, special)).code).toBe(100008);
    expect((await browse(apply, { ...wish, padCode: second }, other)).code).toBe(200);
    const unknown = { token: '11111111-2222-4333-8444-555555555555' };
    expect((await call('/openapi/open/token/clearStsToken', unknown)).code).toBe(100007);
  });

  it('live for a day, or as long as the fault says', async () => {
    const { world, browse, token } = open();
    const long = await token();
    world.faults.stsTokenLifetimeMs = 1000;
    const short = await token();
    world.advance(999);
    expect((await browse(apply, wish, short)).code).toBe(200);
    world.advance(1);
    expect((await browse(apply, wish, short)).code).toBe(100008);
    world.advance(86_400_000 - 1001);
    expect((await browse(apply, wish, long)).code).toBe(200);
    world.advance(1);
    expect((await browse(apply, wish, long)).code).toBe(100008);
  });
});

describe("the browser's applyToken", () => {
  it('answers with addresses that the documented rule opens, the signalling one complete', async () => {
    const { world, browse, token, join } = open();
    world.iceServers = [
      { urls: 'stun:192.0.2.10:3478' },
      { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
    ];
    const answer = await browse(apply, wish, await token());
    expect(answer.data).toEqual({
      streamType: 2,
      roomToken: expect.stringMatching(/^001.*\/.*\+.*==$/),
      // The second and third are the fact sheet's own ciphertexts.
      signalServer: expect.stringMatching(/^[\w+/]+=*$/),
      stuns: 'nOs3nWvMIl0qYdRSmvTmSmUkPe4zPX7GcHWfwDrmx9bU2a21WsVyk30FDw+yfo/I',
      turns:
        'FD/JESZ7S/IpvAEW0yt/n1qJLGNBgZ6a1B/u26Tzha1n9fPIBSQZrI2vK8UaOLNg4/ywtEBtazDkdpq5R/FhWw==',
    });
    expect(openEcb(field(answer, 'signalServer'), first)).toBe('ws://192.0.2.10:5000');
    expect(join(field(answer, 'roomToken')).received).toEqual(['ownJoinRoom']);
  });

  it('has the picture encoded by the ids of videoStream from the start', async () => {
    const { world, browse, token, join } = open();
    const videoStream = { resolution: 15, frameRate: 3, bitrate: 5 };
    join(field(await browse(apply, { ...wish, videoStream }, await token()), 'roomToken'));
    expect(world.phone.peers[0]?.qualities).toEqual([
      { width: 720, height: 1280, frameRate: 30, bitrate: 3_000_000 },
    ]);
  });

  it('leaves the picture alone without videoStream', async () => {
    const { world, browse, token, join } = open();
    join(field(await browse(apply, wish, await token()), 'roomToken'));
    expect(world.phone.peers[0]?.qualities).toEqual([]);
  });

  it('seals what the faults say', async () => {
    const { world, browse, token } = open();
    const general = await token();
    const signalServer = async () => field(await browse(apply, wish, general), 'signalServer');
    world.faults.ciphertext = 'tampered';
    expect(openEcb(await signalServer(), first)).not.toMatch(/^ws:/);
    world.faults.ciphertext = 'truncated';
    const truncated = await signalServer();
    expect(() => openEcb(truncated, first)).toThrow();
    world.faults.ciphertext = 'wrong-key';
    expect(await signalServer()).not.toBe(truncated);
  });

  it('names the other transports', async () => {
    const { world, browse, token } = open();
    const general = await token();
    world.faults.streamType = 1;
    expect((await browse(apply, wish, general)).data).toEqual({
      streamType: 1,
      roomToken: expect.any(String),
      appId: expect.stringMatching(/^app/),
      roomCode: 'AC00000000001tester-1',
    });
    world.faults.streamType = 3;
    expect((await browse(apply, wish, general)).data).toEqual({
      streamType: 3,
      roomToken: expect.any(String),
      accessInfo: expect.any(String),
    });
  });

  const refused: readonly (readonly [string, object, string | undefined, number])[] = [
    ['no token', {}, undefined, 100006],
    ['an unknown token', {}, 'nobody', 100007],
    ['no padCode', { padCode: undefined }, 'good', 100000],
    ['a padCode that is unknown', { padCode: 'AC00000000009' }, 'good', 120005],
    ['a userId with a blank', { userId: 'tester 1' }, 'good', 100000],
    ['an expire of 0', { expire: 0 }, 'good', 100000],
    [
      'ids that no table has',
      { videoStream: { resolution: 6, frameRate: 1, bitrate: 1 } },
      'good',
      100000,
    ],
    [
      'real values for ids',
      { videoStream: { resolution: '720x1280', frameRate: 30, bitrate: 2000 } },
      'good',
      100000,
    ],
  ];
  for (const [name, changes, given, code] of refused) {
    it(`refuses ${name} with ${code}`, async () => {
      const { browse, token } = open();
      const sent = given === 'good' ? await token() : given;
      expect(await browse(apply, { ...wish, ...changes }, sent)).toMatchObject({
        code,
        data: null,
      });
    });
  }

  it('cannot reach a phone that is offline, nor stream to every account', async () => {
    const { world, browse, token } = open();
    const general = await token();
    world.phone.isOnline = false;
    expect((await browse(apply, wish, general)).code).toBe(120002);
    world.faults.unsupportedAccount = true;
    expect((await browse(apply, wish, general)).code).toBe(120007);
  });

  it('may be called by any page, after a preflight, errors and all', async () => {
    const { world, cloud } = open();
    const preflight = await cloud.handleRequest({
      method: 'OPTIONS',
      path: apply,
      query: '',
      headers: { origin: 'https://page.example.test', 'access-control-request-headers': 'token' },
      body: '',
    });
    expect(preflight).toEqual({
      status: 204,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'POST, OPTIONS',
        'access-control-allow-headers': 'content-type, token, authorization',
        'access-control-max-age': '600',
      },
      body: '',
    });
    const post = { method: 'POST', path: apply, query: '', headers: {}, body: '{}' };
    const origin = async () =>
      (await cloud.handleRequest(post)).headers['access-control-allow-origin'];
    expect(await origin()).toBe('*');
    world.faults.rateLimited = true;
    expect(await origin()).toBe('*');
    world.faults.httpStatus = 502;
    expect(await origin()).toBe('*');
  });

  it('is the only kind of call that pages may make', async () => {
    const { cloud, request } = open();
    const path = '/openapi/open/token/stsToken';
    const preflight = await cloud.handleRequest({ ...request(path, '', 'OPTIONS') });
    expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
    expect(JSON.parse(String(preflight.body))).toMatchObject({ code: 100012 });
  });
});

describe("the browser's shared room", () => {
  const room = {
    userId: 'tester-1',
    uuid,
    terminal: 'h5',
    pads: [{ padCode: first, userId: 'tester-1' }],
  };

  it('comes with a signalling address in the clear, under both of its paths', async () => {
    const { browse, token, join } = open();
    const general = await token();
    for (const path of [share, `/sdk${share}`]) {
      const answer = await browse(path, room, general);
      expect(answer.data).toEqual({
        streamType: 2,
        roomToken: expect.stringMatching(/^001/),
        roomCode: expect.stringMatching(/^h5tester-1[0-9a-f]{12}$/),
        appId: expect.stringMatching(/^app/),
        signalServer: 'ws://192.0.2.10:5000',
      });
      expect(join(field(answer, 'roomToken')).received).toEqual(['ownJoinRoom']);
    }
  });

  it('is for the pads of the token', async () => {
    const { browse, token } = open();
    const special = await token(first);
    expect((await browse(share, room, special)).code).toBe(200);
    const both = { ...room, pads: [{ padCode: first }, { padCode: second }] };
    expect((await browse(share, both, special)).code).toBe(120009);
    expect((await browse(share, room)).code).toBe(100006);
    expect((await browse(share, { ...room, pads: [] }, special)).code).toBe(100000);
  });
});
