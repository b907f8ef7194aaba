import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VendorAnswer, VendorCall } from '../../../../../src/core/ports/broker.js';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import {
  batchApplyTokenSignature,
  signatureAccount,
} from '../../../../vectors/armcloud-signatures.js';
import { flipBit, sealField } from '../seal-field.js';
import { failureOf, useFakeClock } from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const phoneId = 'AC00000000001';
const now = 1735787045000;

const row = {
  padCode: phoneId,
  roomCode: 'AC00000000001u7',
  roomToken: ' 001abcDEF/ghi+jkl==',
  appId: 'app0',
  streamType: 2,
  videoCodec: '',
  reportSdkLog: false,
  msg: null,
  signalServer: sealField('192.0.2.10:5000', phoneId),
  stuns: sealField('[{"uri":"stun:192.0.2.10:3478"},{"uri":"stun:192.0.2.11:3478"}]', phoneId),
  turns: sealField('[{"pwd":"p1","uri":"turn:192.0.2.10:3478","username":"u1"}]', phoneId),
};

interface Scene {
  readonly settings?: Partial<ArmcloudSettings>;
  readonly isSecurePage?: boolean;
  readonly answer?: Partial<VendorAnswer>;
}

function envelope(data: unknown, code: number = 200): string {
  return JSON.stringify({ code, msg: 'SECRETIVE', ts: now, data });
}

async function issue({ settings, isSecurePage = false, answer }: Scene = {}) {
  const calls: VendorCall[] = [];
  const warnings: string[] = [];
  const vendor = armcloudBroker({
    ...signatureAccount,
    baseUrl: 'https://openapi.example.test',
    batchWindowMs: 0,
    ...settings,
  });
  const ticket = await vendor.issueTicket(
    { phoneId, userId: 'u7', role: 'control', isSecurePage, isRelayed: false },
    {
      request: async (call) => {
        calls.push(call);
        return { status: 200, headers: {}, text: envelope([row]), ...answer };
      },
      now: () => now,
      wait: async () => {},
      report: () => {},
      warn: (message) => warnings.push(message),
    },
  );
  return { ticket, calls, warnings };
}

const withRow = (changes: object): Scene => ({
  answer: { text: envelope([{ ...row, ...changes }]) },
});

describe('the call', () => {
  it('is a signed batchApplyToken for one phone, in compact JSON', async () => {
    expect((await issue()).calls).toEqual([
      {
        method: 'POST',
        url: 'https://openapi.example.test/rtc/open/room/batchApplyToken',
        headers: {
          'content-type': 'application/json',
          authver: '2.0',
          'x-ak': 'AKIDEXAMPLE0001',
          'x-timestamp': '1735787045000',
          'x-sign': batchApplyTokenSignature.signature,
        },
        body: '{"userId":"u7","expire":3600,"pads":[{"padCode":"AC00000000001"}]}',
      },
    ]);
  });

  it('keeps and signs a path prefix of the base address', async () => {
    const { calls } = await issue({ settings: { baseUrl: 'https://gateway.example.test/arm/' } });
    expect(calls[0]?.url).toBe('https://gateway.example.test/arm/rtc/open/room/batchApplyToken');
    expect(calls[0]?.headers['x-sign']).not.toBe(batchApplyTokenSignature.signature);
  });
});

describe('the ticket', () => {
  it('holds the signalling address with the raw room token, all ICE servers and the expiry', async () => {
    const { ticket, warnings } = await issue();
    expect(ticket).toEqual({
      vendor: 'armcloud',
      phoneId: 'AC00000000001',
      userId: 'u7',
      role: 'control',
      expiresAt: 1735790645000,
      signalling: { url: 'ws://192.0.2.10:5000/001abcDEF/ghi+jkl==' },
      iceServers: [
        { urls: 'stun:192.0.2.10:3478' },
        { urls: 'stun:192.0.2.11:3478' },
        { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
      ],
    });
    expect(warnings).toEqual([]);
  });

  it('lives as long as the settings say', async () => {
    const { ticket, calls } = await issue({ settings: { ticketLifetimeSeconds: 60 } });
    expect(ticket.expiresAt).toBe(1735787105000);
    expect(calls[0]?.body).toContain('"expire":60,');
  });

  it.each([
    ['auto', false, 'ws://'],
    ['auto', true, 'wss://'],
    ['ws', true, 'ws://'],
    ['wss', false, 'wss://'],
  ] as const)(
    'has the scheme for signallingScheme %s and a secure page: %s',
    async (signallingScheme, isSecurePage, start) => {
      const { ticket } = await issue({ settings: { signallingScheme }, isSecurePage });
      expect(ticket.signalling.url).toBe(`${start}192.0.2.10:5000/001abcDEF/ghi+jkl==`);
    },
  );

  it("keeps the vendor's own scheme and path, sealed or plain", async () => {
    const address = 'wss://signal.example.test/rtc/';
    for (const signalServer of [address, sealField(address, phoneId)]) {
      const { ticket } = await issue(withRow({ signalServer }));
      expect(ticket.signalling.url).toBe('wss://signal.example.test/rtc/001abcDEF/ghi+jkl==');
    }
  });

  it('opens an address that is sealed as for the browser SDK', async () => {
    const signalServer = '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3mI=';
    const { ticket } = await issue(withRow({ signalServer }));
    expect(ticket.signalling.url).toBe('wss://signal.example.test/rtc/001abcDEF/ghi+jkl==');
  });

  it('takes plain JSON for the ICE servers', async () => {
    const { ticket } = await issue(
      withRow({ stuns: '[{"uri":"stun:192.0.2.9:3478"}]', turns: null }),
    );
    expect(ticket.iceServers).toEqual([{ urls: 'stun:192.0.2.9:3478' }]);
  });

  it('does without ICE servers that are missing, and says nothing', async () => {
    const { ticket, warnings } = await issue(withRow({ stuns: null, turns: undefined }));
    expect(ticket.iceServers).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('does without a list that was tampered with, and tells the operator', async () => {
    const { ticket, warnings } = await issue(withRow({ turns: flipBit(row.turns, 'sealed', 5) }));
    expect(ticket.iceServers).toEqual([
      { urls: 'stun:192.0.2.10:3478' },
      { urls: 'stun:192.0.2.11:3478' },
    ]);
    expect(warnings).toEqual([
      "ArmCloud's turns could not be decrypted; the ticket goes without these servers.",
    ]);
  });

  it('does without unusable rows, and tells the operator how many', async () => {
    const turns = sealField('[{"uri":"turn:192.0.2.10:3478"},7]', phoneId);
    const { ticket, warnings } = await issue(withRow({ stuns: null, turns }));
    expect(ticket.iceServers).toEqual([]);
    expect(warnings).toEqual([
      "ArmCloud's turns held 2 unusable row(s), which the ticket leaves out.",
    ]);
  });
});

describe('a failure', () => {
  const failure = (scene: Scene) => failureOf(issue(scene));

  it.each([
    [2020, 'phone_not_found', false],
    [110013, 'phone_not_found', false],
    [110028, 'phone_not_found', false],
    [120005, 'phone_not_found', false],
    [110031, 'phone_offline', true],
    [120001, 'phone_offline', true],
    [120002, 'phone_offline', true],
    [120007, 'vendor_unsupported', false],
    [429, 'vendor_rate_limited', true],
    [1218, 'vendor_rate_limited', true],
    [110014, 'vendor_rate_limited', true],
    [2019, 'vendor_credentials_rejected', false],
    [2031, 'vendor_credentials_rejected', false],
    [2032, 'vendor_credentials_rejected', false],
    [2033, 'vendor_credentials_rejected', false],
    [100001, 'vendor_credentials_rejected', false],
    [100003, 'vendor_credentials_rejected', false],
    [100004, 'vendor_credentials_rejected', false],
    [100005, 'vendor_credentials_rejected', false],
    [100006, 'vendor_credentials_rejected', false],
    [100007, 'vendor_credentials_rejected', false],
    [100008, 'vendor_credentials_rejected', false],
    [100009, 'vendor_credentials_rejected', false],
    [100010, 'vendor_rejected', true],
    [100011, 'vendor_rejected', true],
    [1104, 'vendor_rejected', false],
    [100000, 'vendor_rejected', false],
    [120008, 'vendor_rejected', false],
    [999999, 'vendor_rejected', false],
    [0, 'vendor_rejected', false],
  ])("with the vendor's code %i is %s", async (vendorCode, code, retryable) => {
    expect(await failure({ answer: { text: envelope(null, vendorCode) } })).toMatchObject({
      name: 'TelepadError',
      code,
      retryable,
      message: expect.stringContaining(`answered with its code ${vendorCode}: `),
    });
  });

  it.each([
    [401, '', 'vendor_credentials_rejected', false],
    [403, '<html>', 'vendor_credentials_rejected', false],
    [429, '', 'vendor_rate_limited', true],
    [404, '<html>', 'vendor_answer_invalid', false],
    [500, '<html>', 'vendor_unreachable', true],
    [503, '', 'vendor_unreachable', true],
    [503, envelope(null, 503), 'vendor_unreachable', true],
    [500, envelope(null, 120005), 'phone_not_found', false],
    [500, envelope([row]), 'vendor_unreachable', true],
    [404, envelope([row]), 'vendor_answer_invalid', false],
  ])('with HTTP status %i and the text %j is %s', async (status, text, code, retryable) => {
    expect(await failure({ answer: { status, text } })).toMatchObject({ code, retryable });
  });

  it.each([
    ['5', 5000],
    ['0', 1000],
    ['900', 60_000],
    ['1735787052', 7000],
    ['1735787053500', 8500],
    ['1735787000', 1000],
    // Without a word from the vendor: 1000 ms, half of which is jitter.
    ['', 750],
    ['soon', 750],
  ])('of the rate with reset header %j waits %j ms', async (reset, retryAfterMs) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const answer = { status: 429, text: '', headers: { 'x-ratelimit-reset': reset } };
    expect(await failure({ answer })).toMatchObject({
      code: 'vendor_rate_limited',
      retryAfterMs,
    });
  });

  it.each([
    ['a row with nulls and a msg', { roomToken: null, signalServer: null, msg: 'SECRETIVE' }],
    ['a room token of blanks', { roomToken: ' ' }],
    ['a signalServer of null', { signalServer: null }],
    ['an empty signalServer', { signalServer: '' }],
  ])('with %s is phone_offline', async (_name, changes) => {
    expect(await failure(withRow(changes))).toMatchObject({
      code: 'phone_offline',
      retryable: true,
      message:
        'ArmCloud was asked for a ticket, but it cannot reach the phone just now. Try again in a while, or restart the phone.',
    });
  });

  it('with another stream type is vendor_unsupported', async () => {
    expect(await failure(withRow({ streamType: 1 }))).toMatchObject({
      code: 'vendor_unsupported',
      message:
        'ArmCloud streams this phone with its stream type 1, and Telepad speaks type 2. Ask the vendor to enable stream type 2.',
    });
  });

  it.each([
    ['a flipped bit in the IV', flipBit(row.signalServer, 'iv', 0)],
    ['a flipped bit in the ciphertext', flipBit(row.signalServer, 'sealed', 0)],
    ['a flipped bit in the tag', flipBit(row.signalServer, 'sealed', 30)],
    ['its end cut off', row.signalServer.slice(0, -6)],
    ["another phone's key", sealField('192.0.2.10:5000', 'AC00000000002')],
    [
      'the form of the browser SDK for another phone',
      '1c73wllO0soLOVYGCxzAAaFqI35hBSNnPRFFZsqLcWU=',
    ],
    ['the form of the browser SDK, cut off', '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G'],
    ['a number', 7],
  ])('of a signalServer with %s is decryption_failed', async (_name, signalServer) => {
    expect(await failure(withRow({ signalServer }))).toMatchObject({
      code: 'decryption_failed',
      retryable: false,
    });
  });

  it.each([
    ['text', 'SECRETIVE'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no code', '{"data":[]}'],
    ['no data', envelope(null)],
    ['no rows', envelope([])],
    ['only another phone', envelope([{ ...row, padCode: 'AC00000000002' }])],
    ['a room token that is no text', envelope([{ ...row, roomToken: 7 }])],
    ['a room token that cannot travel', envelope([{ ...row, roomToken: 'a b' }])],
    [
      'a signalServer that is no address',
      envelope([{ ...row, signalServer: sealField('SECRETIVE address', phoneId) }]),
    ],
  ])('with %s is vendor_answer_invalid', async (_name, text) => {
    expect(await failure({ answer: { text } })).toMatchObject({
      code: 'vendor_answer_invalid',
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });
});
