import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { sealField } from '../seal-field.js';
import {
  type CloudCall,
  createFakeCloud,
  failureOf,
  phoneId,
  rawReply,
  reply,
  settings,
  settle,
  startedAt,
  useFakeClock,
} from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const token = '11111111-2222-4333-8444-555555555555,Brand';
/** The fact sheet's vectors (2.6, 3.2). */
const sealed = {
  streamType: 2,
  roomToken: '001abcDEF/ghi+jkl==',
  signalServer: '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3mI=',
  stuns: 'nOs3nWvMIl0qYdRSmvTmSmUkPe4zPX7GcHWfwDrmx9bU2a21WsVyk30FDw+yfo/I',
  turns: 'FD/JESZ7S/IpvAEW0yt/n1qJLGNBgZ6a1B/u26Tzha1n9fPIBSQZrI2vK8UaOLNg4/ywtEBtazDkdpq5R/FhWw==',
};
const stsPath = '/vcpcloud/api/padApi/stsTokenByPadCode';
const sdkPath = '/sdk/rtc/open/room/applyToken';

function issue(
  sdk: (call: CloudCall, count: number) => unknown = () => sealed,
  changes: Partial<ArmcloudSettings> = {},
  sts: (call: CloudCall) => unknown = () => ({ token }),
) {
  let count = 0;
  const cloud = createFakeCloud((call) => {
    if (call.path !== sdkPath) return sts(call);
    count += 1;
    return sdk(call, count);
  });
  const vendor = armcloudBroker({
    ...settings,
    brand: 'vmos',
    sdkBaseUrl: 'https://openapi.example.test/sdk/',
    ...changes,
  });
  const request = {
    phoneId,
    userId: 'u7',
    role: 'watch',
    isSecurePage: true,
    isRelayed: false,
  } as const;
  return { ...cloud, ticket: vendor.issueTicket(request, cloud.tools) };
}

describe('a ticket through an STS token', () => {
  it('is asked for as the vendor’s page asks, and the STS token stays in the broker', async () => {
    const { calls, warnings, ticket } = issue();
    const issued = await settle(ticket);
    expect(issued).toEqual({
      vendor: 'armcloud',
      phoneId,
      userId: 'u7',
      role: 'watch',
      expiresAt: startedAt + 3_600_000,
      signalling: { url: 'wss://signal.example.test/rtc/001abcDEF/ghi+jkl==' },
      iceServers: [
        { urls: 'stun:192.0.2.10:3478' },
        { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
      ],
    });
    expect(JSON.stringify(issued)).not.toContain(token);
    expect(warnings).toEqual([]);
    expect(calls.map(({ method, path, body }) => [method, path, body])).toEqual([
      ['POST', stsPath, { padCode: phoneId }],
      [
        'POST',
        sdkPath,
        {
          sdkTerminal: 'h5',
          userId: 'u7',
          padCode: phoneId,
          uuid: expect.stringMatching(
            /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
          ),
          expire: 3600,
          videoStream: { resolution: 12, frameRate: 2, bitrate: 3 },
        },
      ],
    ]);
    expect(calls[1]?.headers).toEqual({ 'content-type': 'application/json', token });
  });

  it('comes from the same installation at every broker of the account', async () => {
    const uuidOf = async (accessKey?: string) => {
      const { calls, ticket } = issue(undefined, accessKey === undefined ? {} : { accessKey });
      await settle(ticket);
      return (calls[1]?.body as { uuid: string } | undefined)?.uuid;
    };
    expect(await uuidOf()).toBe(await uuidOf());
    expect(await uuidOf()).not.toBe(await uuidOf('another'));
  });

  it('is chosen by a setting, with the brand as default', async () => {
    const own = issue(undefined, { brand: 'armcloud', ticketCall: 'applyToken' });
    await settle(own.ticket);
    expect(own.calls.map(({ path }) => path)).toEqual([
      '/openapi/open/token/stsTokenByPadCode',
      sdkPath,
    ]);
  });

  it('reads fields that are sealed as in batchApplyToken, or not at all', async () => {
    const { ticket } = issue(() => ({
      ...sealed,
      signalServer: sealField('192.0.2.10:5000', phoneId),
      stuns: '[{"uri":"stun:192.0.2.9:3478"}]',
      turns: null,
    }));
    expect(await settle(ticket)).toMatchObject({
      signalling: { url: 'wss://192.0.2.10:5000/001abcDEF/ghi+jkl==' },
      iceServers: [{ urls: 'stun:192.0.2.9:3478' }],
    });
  });

  it.each([100007, 100008])(
    'is asked for once more when the STS token has run out: %i',
    async (code) => {
      const { calls, ticket } = issue((_call, count) => (count === 1 ? reply(code) : sealed));
      expect((await settle(ticket)).phoneId).toBe(phoneId);
      expect(calls.map(({ path }) => path)).toEqual([stsPath, sdkPath, stsPath, sdkPath]);
    },
  );
});

describe('no ticket', () => {
  it.each([
    ['a token that stays invalid', () => reply(100007), 'vendor_credentials_rejected', 4],
    ['an unknown phone', () => reply(120005), 'phone_not_found', 2],
    ['a phone that cannot be reached', () => ({ ...sealed, roomToken: null }), 'phone_offline', 2],
    ['no address', () => ({ ...sealed, signalServer: '' }), 'phone_offline', 2],
    ['another stream type', () => ({ ...sealed, streamType: 1 }), 'vendor_unsupported', 2],
    ['no object', () => 'SECRETIVE', 'vendor_answer_invalid', 2],
    ['HTML', () => rawReply({ text: '<html>' }), 'vendor_answer_invalid', 2],
    [
      'a field of another phone',
      () => ({ ...sealed, signalServer: '1c73wllO0soLOVYGCxzAAaFqI35hBSNnPRFFZsqLcWU=' }),
      'decryption_failed',
      2,
    ],
    ['a field in no form', () => ({ ...sealed, signalServer: '***' }), 'decryption_failed', 2],
  ])('is given for %s', async (_name, sdk, code, count) => {
    const { calls, ticket } = issue(sdk);
    expect(await failureOf(ticket)).toMatchObject({
      code,
      message: expect.not.stringMatching(/SECRETIVE|11111111/),
    });
    expect(calls).toHaveLength(count);
  });

  it.each([
    ['are refused', reply(2031), 'vendor_credentials_rejected'],
    ['give no token', { token: null }, 'vendor_answer_invalid'],
    ['give a token that no header carries', { token: 'a\nb' }, 'vendor_answer_invalid'],
  ])('is given, and nothing more asked, when the keys %s', async (_name, answer, code) => {
    const { calls, ticket } = issue(undefined, {}, () => answer);
    expect(await failureOf(ticket)).toMatchObject({ code });
    expect(calls).toHaveLength(1);
  });
});
