import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { sealField } from '../seal-field.js';
import {
  askedPads,
  type CloudCall,
  createFakeCloud,
  failureOf,
  otherPhoneId,
  phoneId,
  reply,
  settings,
  settle,
  startedAt,
  thirdPhoneId,
  tokenRow,
  useFakeClock,
} from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const three = [phoneId, otherPhoneId, thirdPhoneId];
const paths = {
  details: '/openapi/open/pad/padDetails',
  share: '/rtc/open/room/share/applyToken',
  batch: '/rtc/open/room/batchApplyToken',
};

/** What a cloud with these phones answers; `changes` has the last word. */
interface Scene {
  readonly rows?: Readonly<Record<string, object | null>>;
  readonly share?: (call: CloudCall) => unknown;
  readonly batch?: (call: CloudCall) => unknown;
  readonly changes?: Partial<ArmcloudSettings>;
  readonly phoneIds?: readonly string[];
}

function ask({ rows = {}, share, batch, changes, phoneIds = three }: Scene) {
  const cloud = createFakeCloud((call) => {
    if (call.path === paths.details) {
      const { padCodes } = call.body as { padCodes: string[] };
      const pageData = padCodes.flatMap((padCode) => {
        const row = rows[padCode];
        return row === null ? [] : [{ padCode, padStatus: 10, online: 1, ...row }];
      });
      return { page: 1, total: pageData.length, pageData };
    }
    if (call.path === paths.share) {
      return share?.(call) ?? { roomToken: ' 001shared== ', roomCode: 'pcu7acc', appId: 'app0' };
    }
    return batch?.(call) ?? askedPads(call).map((padCode) => tokenRow(padCode));
  });
  const vendor = armcloudBroker({ ...settings, ...changes });
  const ticket = vendor.issueGroupTicket?.(
    { phoneIds, userId: 'u7', isSecurePage: true },
    cloud.tools,
  );
  if (!ticket) throw new Error('there are no group tickets');
  return { ...cloud, ticket };
}

describe('a group ticket', () => {
  it('is for the shared room, on the server of its first phone', async () => {
    const { calls, ticket } = ask({});
    expect(await settle(ticket)).toEqual({
      vendor: 'armcloud',
      userId: 'u7',
      expiresAt: startedAt + 3_600_000,
      signalling: { url: 'wss://192.0.2.10:5000/001shared==' },
      phoneIds: three,
      failures: [],
    });
    expect(calls.map(({ path, body }) => [path, body])).toEqual([
      [paths.details, { page: 1, rows: 3, padCodes: three }],
      [
        paths.share,
        {
          userId: 'u7',
          terminal: 'pc',
          expire: 3600,
          pushPublicStream: false,
          pads: three.map((padCode) => ({ padCode })),
        },
      ],
      // Not the user's own: that could end the user's session on this phone.
      [paths.batch, { userId: 'telepad-group', expire: 60, pads: [{ padCode: phoneId }] }],
    ]);
  });

  it.each([
    ['plain', 'ws://192.0.2.20:5000/rtc', 'ws://192.0.2.20:5000/rtc/001shared=='],
    [
      'sealed for its first phone',
      sealField('192.0.2.20:5000', phoneId),
      'wss://192.0.2.20:5000/001shared==',
    ],
    [
      'sealed for another of its phones',
      sealField('192.0.2.20:5000', otherPhoneId),
      'wss://192.0.2.20:5000/001shared==',
    ],
  ])('takes the server that the answer names, %s', async (_name, signalServer, url) => {
    const { calls, ticket } = ask({ share: () => ({ roomToken: '001shared==', signalServer }) });
    expect((await settle(ticket)).signalling).toEqual({ url });
    expect(calls).toHaveLength(2);
  });

  it('takes the server and the terminal of the settings', async () => {
    const changes = {
      groupSignallingUrl: 'wss://signal.example.test/rtc',
      groupTerminal: 'h5',
      ticketLifetimeSeconds: 60,
    };
    const { calls, ticket } = ask({ changes });
    expect((await settle(ticket)).signalling).toEqual({
      url: 'wss://signal.example.test/rtc/001shared==',
    });
    expect(calls.map(({ path }) => path)).toEqual([paths.details, paths.share]);
    expect(calls[1]?.body).toMatchObject({ terminal: 'h5', expire: 60 });
  });

  it('takes the server of the next phone when the first cannot be reached after all', async () => {
    const { calls, ticket } = ask({
      batch: (call) =>
        askedPads(call).map((padCode) =>
          tokenRow(padCode, padCode === phoneId ? { roomToken: null, signalServer: null } : {}),
        ),
    });
    expect((await settle(ticket)).signalling.url).toBe('wss://192.0.2.10:5000/001shared==');
    expect(calls.slice(2).map(askedPads)).toEqual([[phoneId], [otherPhoneId]]);
  });

  it('names each phone once', async () => {
    const { ticket } = ask({ phoneIds: [phoneId, otherPhoneId, phoneId] });
    expect((await settle(ticket)).phoneIds).toEqual([phoneId, otherPhoneId]);
  });
});

describe('a phone that cannot be in the room', () => {
  it.each([
    ['that the vendor does not know', null, 'phone_not_found', false],
    ['that is offline', { online: 0 }, 'phone_offline', true],
    ['that restarts', { padStatus: 11 }, 'phone_offline', true],
    ['that is faulty', { padStatus: 14 }, 'phone_offline', true],
  ])('%s is left out with its reason', async (_name, row, code, retryable) => {
    const { calls, ticket } = ask({ rows: { [otherPhoneId]: row } });
    expect(await settle(ticket)).toMatchObject({
      phoneIds: [phoneId, thirdPhoneId],
      failures: [
        {
          phoneId: otherPhoneId,
          error: {
            code,
            retryable,
            message: expect.stringMatching(/^ArmCloud was asked for a group/),
          },
        },
      ],
    });
    expect(calls[1] && askedPads(calls[1])).toEqual([phoneId, thirdPhoneId]);
  });

  it('stays in when the answer does not tell its state', async () => {
    const { ticket } = ask({ rows: { [phoneId]: { padStatus: undefined, online: undefined } } });
    expect((await settle(ticket)).phoneIds).toEqual(three);
  });

  it('is found when the vendor refuses all because of it', async () => {
    const { calls, ticket } = ask({
      share: (call) => (askedPads(call).includes(otherPhoneId) ? reply(120005) : undefined),
    });
    expect(await settle(ticket)).toMatchObject({
      phoneIds: [phoneId, thirdPhoneId],
      failures: [{ phoneId: otherPhoneId, error: { code: 'phone_not_found' } }],
    });
    const shared = calls.filter(({ path }) => path === paths.share).map(askedPads);
    expect(shared[0]).toEqual(three);
    // They are asked for at the same time, in any order.
    expect(shared.slice(1, 4).sort()).toEqual([[phoneId], [otherPhoneId], [thirdPhoneId]]);
    expect(shared.slice(4)).toEqual([[phoneId, thirdPhoneId]]);
  });
});

describe('a group of a hundred phones', () => {
  const phoneIds = Array.from({ length: 100 }, (_, index) => `AC${index}`);
  const ofPath = (calls: readonly CloudCall[], path: string) =>
    calls.filter((call) => call.path === path).length;

  it('that the vendor is too busy for asks for each phone alone once, without repeats', async () => {
    const { calls, ticket } = ask({ phoneIds, share: () => reply(120003) });
    expect(await failureOf(ticket)).toMatchObject({ code: 'vendor_rejected' });
    expect(ofPath(calls, paths.share)).toBe(101);
  });

  it('whose phones tell no server asks five of them', async () => {
    const batch = (call: CloudCall) =>
      askedPads(call).map((padCode) => tokenRow(padCode, { signalServer: null }));
    const { calls, ticket } = ask({ phoneIds, batch });
    expect(await failureOf(ticket)).toMatchObject({ code: 'phone_offline' });
    expect(ofPath(calls, paths.batch)).toBe(5);
  });
});

describe('no group ticket', () => {
  it('is given when no phone can be in it', async () => {
    const { calls, ticket } = ask({
      rows: Object.fromEntries(three.map((id) => [id, { online: 0 }])),
    });
    expect(await failureOf(ticket)).toMatchObject({ code: 'phone_offline' });
    expect(calls).toHaveLength(1);
  });

  it('is given when the vendor refuses, and not because of one phone', async () => {
    const alone = (call: CloudCall) =>
      askedPads(call).length > 1 ? reply(120008) : { roomToken: 'x' };
    expect(await failureOf(ask({ share: alone }).ticket)).toMatchObject({
      code: 'vendor_rejected',
    });
    const { calls, ticket } = ask({ share: () => reply(2031) });
    expect(await failureOf(ticket)).toMatchObject({ code: 'vendor_credentials_rejected' });
    expect(calls).toHaveLength(2);
  });

  it('is given when the account is refused in the middle', async () => {
    const share = (call: CloudCall) =>
      askedPads(call).length > 1 ? reply(120005) : reply(429, null, { status: 429 });
    expect(await failureOf(ask({ share }).ticket)).toMatchObject({ code: 'vendor_rate_limited' });
  });

  it.each([
    ['no room token', { roomCode: 'x' }, 'vendor_answer_invalid'],
    ['no object', 'x', 'vendor_answer_invalid'],
    ['a token that cannot travel', { roomToken: 'a b' }, 'vendor_answer_invalid'],
    ['a server that is none', { roomToken: 'x', signalServer: 'wss://' }, 'vendor_answer_invalid'],
    [
      'a server that opens with no key',
      { roomToken: 'x', signalServer: sealField('192.0.2.20:5000', 'AC99') },
      'decryption_failed',
    ],
  ])('is given for an answer with %s', async (_name, answer, code) => {
    expect(await failureOf(ask({ share: () => answer }).ticket)).toMatchObject({ code });
  });

  it('is given when no phone tells its server', async () => {
    const batch = (call: CloudCall) =>
      askedPads(call).map((padCode) => tokenRow(padCode, { signalServer: null }));
    expect(await failureOf(ask({ batch }).ticket)).toMatchObject({ code: 'phone_offline' });
  });

  it('is given for phones that are no page', async () => {
    const cloud = createFakeCloud(() => ({ rows: [] }));
    const ticket = armcloudBroker(settings).issueGroupTicket?.(
      { phoneIds: three, userId: 'u7', isSecurePage: true },
      cloud.tools,
    );
    expect(await failureOf(ticket as Promise<unknown>)).toMatchObject({
      code: 'vendor_answer_invalid',
    });
  });
});
