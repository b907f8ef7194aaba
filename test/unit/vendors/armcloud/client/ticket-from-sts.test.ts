import { describe, expect, it } from 'vitest';
import { isTelepadError } from '../../../../../src/core/errors.js';
import { readTicket } from '../../../../../src/core/ticket.js';
import type { ArmcloudStsOptions } from '../../../../../src/vendors/armcloud/client/sts-options.js';
import { ticketFromSts } from '../../../../../src/vendors/armcloud/client/ticket-from-sts.js';
import {
  ecbSealedFields,
  syntheticSealedFields,
} from '../../../../vectors/armcloud-sealed-fields.js';

const now = 1_735_787_045_000;
const uuid = '0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77';
const token = '11111111-2222-4333-8444-555555555555';
const [signalServer, stuns, turns] = ecbSealedFields.map(({ text }) => text);
const data = { streamType: 2, roomToken: '001abcDEF/ghi+jkl==', signalServer, stuns, turns };

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

type Reply = { status?: number; code?: number; data?: unknown; text?: string; headers?: object };

/** A vendor that gives these replies, one per request; the last one again and again. */
function stage(...replies: readonly (Reply | Error)[]) {
  const sent: Sent[] = [];
  const tools = {
    now: () => now,
    storage: () => ({ getItem: () => uuid, setItem: () => {} }),
    isSecurePage: () => true,
    fetch: async (url: RequestInfo | URL, init: RequestInit = {}) => {
      const reply = replies[Math.min(sent.length, replies.length - 1)] ?? {};
      sent.push({ url: String(url), init });
      if (init.signal?.aborted) throw new DOMException('aborted', 'AbortError');
      if (reply instanceof Error) throw reply;
      const { status = 200, code = 200, headers = {} } = reply;
      const envelope = {
        code,
        msg: 'SECRETIVE',
        ts: now,
        data: 'data' in reply ? reply.data : data,
      };
      return new Response(reply.text ?? JSON.stringify(envelope), {
        status,
        headers: { ...headers },
      });
    },
  };
  const ask = (change: Partial<ArmcloudStsOptions> = {}, toolChange: object = {}) =>
    ticketFromSts(
      {
        baseUrl: 'https://openapi.example.test/',
        token,
        phoneId: 'AC00000000001',
        userId: 'tester-1',
        ...change,
      },
      { ...tools, ...toolChange },
    );
  const fail = async (change?: Partial<ArmcloudStsOptions>) => {
    const error = await ask(change).then(
      () => new Error('there was a ticket'),
      (caught: unknown) => caught,
    );
    expect(isTelepadError(error)).toBe(true);
    expect(String(error)).not.toMatch(/SECRETIVE|11111111|openapi\.example/);
    return error;
  };
  return { sent, ask, fail };
}

describe('a ticket from an STS token', () => {
  it('is asked for as the vendor’s own client does', async () => {
    const { sent, ask } = stage({});
    await ask({ ticketLifetimeSeconds: 86_400 });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.url).toBe('https://openapi.example.test/rtc/open/room/applyToken');
    expect(sent[0]?.init).toEqual({
      method: 'POST',
      headers: { 'content-type': 'application/json', token },
      body: '{"sdkTerminal":"h5","userId":"tester-1","padCode":"AC00000000001","uuid":"0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77","expire":86400,"videoStream":{"resolution":12,"frameRate":2,"bitrate":3}}',
      credentials: 'omit',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
  });

  it('has the opened addresses, and the room token as it came', async () => {
    const ticket = await stage({}).ask();
    expect(ticket).toEqual({
      vendor: 'armcloud',
      phoneId: 'AC00000000001',
      userId: 'tester-1',
      role: 'control',
      expiresAt: now + 3_600_000,
      signalling: { url: 'wss://signal.example.test/rtc/001abcDEF/ghi+jkl==' },
      iceServers: [
        { urls: 'stun:192.0.2.10:3478' },
        { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
      ],
    });
    expect(readTicket(ticket)).toEqual(ticket);
  });

  it('has the role, settings, picture and UUID that it was asked for', async () => {
    const { sent, ask } = stage({});
    const ticket = await ask({
      role: 'watch',
      dialect: { answerKey: 'answer' },
      quality: { vendorIds: { resolution: 7, frameRate: 5, bitrate: 13 } },
      uuid: 'my-own-one',
    });
    expect(ticket).toMatchObject({ role: 'watch', dialect: { answerKey: 'answer' } });
    expect(JSON.parse(String(sent[0]?.init.body))).toMatchObject({
      uuid: 'my-own-one',
      videoStream: { resolution: 7, frameRate: 5, bitrate: 13 },
    });
  });

  it('uses every row of both lists', async () => {
    const rows = '[{"uri":"stun:192.0.2.1:1"},{"uri":"stun:192.0.2.2:2"},{"uri":"http://x"},7]';
    const { iceServers } = await stage({ data: { ...data, stuns: rows } }).ask();
    expect(iceServers.map(({ urls }) => urls)).toEqual([
      'stun:192.0.2.1:1',
      'stun:192.0.2.2:2',
      'turn:192.0.2.10:3478',
    ]);
  });

  it.each([
    ['missing', null],
    ['sealed for another phone', 'AAAAAAAAAAAAAAAAAAAAAA=='],
    ['an object', {}],
  ])('does without lists that are %s', async (_name, list) => {
    const ticket = await stage({ data: { ...data, stuns: list, turns: list } }).ask();
    expect(ticket.iceServers).toEqual([]);
  });

  it('takes the broker’s form of a field too, and chooses the scheme by the page', async () => {
    const gcm = { data: { ...data, signalServer: syntheticSealedFields[0].text } };
    const url = async (...asked: Parameters<ReturnType<typeof stage>['ask']>) =>
      (await stage(gcm).ask(...asked)).signalling.url;
    const address = '192.0.2.10:5000/001abcDEF/ghi+jkl==';
    expect(await url()).toBe(`wss://${address}`);
    expect(await url({}, { isSecurePage: () => false })).toBe(`ws://${address}`);
    expect(await url({ signallingScheme: 'ws' })).toBe(`ws://${address}`);
  });

  it('goes through a proxy of the page’s where there is one', async () => {
    const { signalling } = await stage({}).ask({ signallingProxy: 'wss://page.test/sdk-ws' });
    expect(signalling.url).toBe('wss://page.test/sdk-ws/001abcDEF/ghi+jkl==');
  });

  it('asks the token function each time', async () => {
    const { sent, ask } = stage({});
    const { signal } = new AbortController();
    const signals: unknown[] = [];
    await ask({
      signal,
      token: async (given) => {
        signals.push(given);
        return 'fresh-1';
      },
    });
    expect(sent[0]?.init.headers).toMatchObject({ token: 'fresh-1' });
    expect(sent[0]?.init.signal).toBe(signal);
    expect(signals).toEqual([signal]);
  });
});

describe('an STS token that has become invalid', () => {
  it.each([100007, 100008])('with code %i says to get a fresh one', async (code) => {
    const { sent, fail } = stage({ code });
    expect(await fail()).toMatchObject({
      code: 'vendor_credentials_rejected',
      retryable: false,
      message: `ArmCloud was asked for a room token and answered with its code ${code}: the STS token is not valid, or not valid any more. Get a fresh STS token from the server that holds the account keys.`,
    });
    expect(sent).toHaveLength(1);
  });

  it.each([100007, 100008, 120006, 120007, 120008, 120009])(
    'with code %i is replaced once where there is a function',
    async (code) => {
      const { sent, ask } = stage({ code }, {});
      let count = 0;
      const ticket = await ask({ token: () => `token-${++count}` });
      expect(ticket.phoneId).toBe('AC00000000001');
      expect(sent.map(({ init }) => new Headers(init.headers).get('token'))).toEqual([
        'token-1',
        'token-2',
      ]);
    },
  );

  it('is not replaced for ever', async () => {
    const { sent, fail } = stage({ code: 100007 });
    expect(await fail({ token: () => 'stale' })).toMatchObject({
      code: 'vendor_credentials_rejected',
    });
    expect(sent).toHaveLength(2);
  });

  it('leaves the errors of its function as they are', async () => {
    const { sent, ask } = stage({});
    const down = new Error('my server is down');
    await expect(ask({ token: () => Promise.reject(down) })).rejects.toBe(down);
    expect(sent).toEqual([]);
  });
});

describe('no ticket', () => {
  it.each([
    [120005, 'phone_not_found', false],
    [120002, 'phone_offline', true],
    [110031, 'phone_offline', true],
    [429, 'vendor_rate_limited', true],
    [100010, 'vendor_rejected', true],
    [100000, 'vendor_rejected', false],
    [120007, 'vendor_unsupported', false],
    [100006, 'vendor_credentials_rejected', false],
    [120006, 'vendor_credentials_rejected', false],
    [120009, 'vendor_credentials_rejected', false],
  ])('with the vendor’s code %i: %s', async (vendorCode, code, retryable) => {
    expect(await stage({ code: vendorCode, data: null }).fail()).toMatchObject({
      code,
      retryable,
      message: expect.stringContaining(`its code ${vendorCode}: `),
    });
  });

  it('for a while after too many requests', async () => {
    const reply = { code: 429, headers: { 'x-ratelimit-reset': '7' } };
    expect(await stage(reply).fail()).toMatchObject({ retryAfterMs: 7000 });
    expect(await stage({ status: 429, text: 'slow down' }).fail()).toMatchObject({
      code: 'vendor_rate_limited',
      retryable: true,
    });
    expect(await stage({ code: 100011 }).fail()).toMatchObject({ retryAfterMs: 1500 });
  });

  it.each<[name: string, reply: Reply | Error, code: string]>([
    ['without a network', new TypeError('Failed to fetch'), 'vendor_unreachable'],
    ['from a gateway in trouble', { status: 502, text: '<html>' }, 'vendor_unreachable'],
    ['from a wall', { status: 403, text: '<html>' }, 'vendor_credentials_rejected'],
    ['from another server', { text: '<html>' }, 'vendor_answer_invalid'],
    ['from the wrong path', { status: 404, text: '<html>' }, 'vendor_answer_invalid'],
    ['from a success that is none', { status: 404 }, 'vendor_answer_invalid'],
    ['without data', { data: null }, 'vendor_answer_invalid'],
    ['with a token that is none', { data: { ...data, roomToken: 7 } }, 'vendor_answer_invalid'],
    [
      'with a token that no address carries',
      { data: { ...data, roomToken: 'a b' } },
      'vendor_answer_invalid',
    ],
    [
      'with an address that is none',
      { data: { ...data, signalServer: stuns } },
      'vendor_answer_invalid',
    ],
    [
      'with an address that does not open',
      { data: { ...data, signalServer: '~' } },
      'decryption_failed',
    ],
    ['for a phone that is away', { data: { ...data, roomToken: null } }, 'phone_offline'],
    ['for a phone without a server', { data: { ...data, signalServer: null } }, 'phone_offline'],
    [
      'for stream type 1',
      { data: { ...data, streamType: 1, roomToken: null } },
      'vendor_unsupported',
    ],
    ['for stream type 3', { data: { ...data, streamType: 3 } }, 'vendor_unsupported'],
  ])('%s', async (_name, reply, code) => {
    expect(await stage(reply).fail()).toMatchObject({ code });
  });

  it('once the caller has given up', async () => {
    const controller = new AbortController();
    controller.abort();
    expect(await stage({}).fail({ signal: controller.signal })).toMatchObject({ code: 'aborted' });
  });

  it.each<Partial<ArmcloudStsOptions>>([
    { phoneId: '' },
    { userId: 'a b' },
    { token: '' },
    { token: () => 'a b' },
    { baseUrl: 'http://vendor.example.test' },
  ])('and no request for %j', async (change) => {
    const { sent, fail } = stage({});
    expect(await fail(change)).toMatchObject({ code: 'argument_invalid' });
    expect(sent).toEqual([]);
  });
});
