import { describe, expect, it } from 'vitest';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { checkArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/check-armcloud-settings.js';

const settings: ArmcloudSettings = {
  accessKey: 'AK-SECRETIVE',
  secretKey: 'SK-SECRETIVE',
  baseUrl: 'https://openapi-hk.armcloud.net',
};

/** As JavaScript callers could pass it. */
function check(changes: Record<string, unknown>) {
  return checkArmcloudSettings({ ...settings, ...changes } as ArmcloudSettings);
}

describe('the settings of armcloud', () => {
  it('have a ticket life of an hour and follow the page with the scheme, unless told otherwise', () => {
    expect(checkArmcloudSettings(settings)).toEqual({
      accessKey: 'AK-SECRETIVE',
      secretKey: 'SK-SECRETIVE',
      baseUrl: new URL('https://openapi-hk.armcloud.net'),
      brand: 'armcloud',
      signature: 'v2',
      credentialForm: 'full',
      contentType: 'application/json',
      paths: {},
      unsignedBodies: [],
      ticketCall: 'batchApplyToken',
      sdkBaseUrl: new URL('https://openapi-hk.armcloud.net'),
      ticketLifetimeSeconds: 3600,
      batchWindowMs: 5,
      batchMaxPhones: 20,
      signallingScheme: 'auto',
      groupSignallingUrl: undefined,
      groupTerminal: 'pc',
      dialect: undefined,
    });
  });

  it.each(['vmos', 'vsphone'] as const)('have other defaults for the brand %s', (brand) => {
    expect(check({ brand })).toMatchObject({
      signature: 'simple',
      credentialForm: 'bare',
      contentType: 'application/json;charset=UTF-8',
      ticketCall: 'applyToken',
      sdkBaseUrl: new URL('https://openapi.armcloud.net'),
    });
    expect(check({ brand, signature: 'v1', credentialForm: 'full' })).toMatchObject({
      signature: 'v1',
      credentialForm: 'full',
    });
  });

  it('take what the documents leave open', () => {
    const changes = {
      contentType: 'application/json; charset=utf-8',
      paths: { fileCache: '/openapi/open/file/cache', appCache: undefined },
      unsignedBodies: ['asyncCmd', 'syncCmd', 'uploadFile'],
      batchWindowMs: 0,
      batchMaxPhones: 1,
      groupSignallingUrl: 'wss://signal.example.test/rtc/',
      groupTerminal: 'h5',
      dialect: { answerKey: 'answer', inputDown: 0 },
    };
    expect(check(changes)).toMatchObject({
      ...changes,
      paths: { fileCache: '/openapi/open/file/cache' },
      groupSignallingUrl: 'wss://signal.example.test/rtc',
    });
  });

  it.each([
    'http://localhost:8080',
    'http://127.0.0.1:8080',
    'http://127.9.9.9',
    'http://[::1]:8080',
    'http://cloud.localhost',
    'https://gateway.example.test/armcloud/',
  ])('take the address %s', (baseUrl) => {
    expect(check({ baseUrl }).baseUrl.href).toBe(new URL(baseUrl).href);
  });

  it('take http elsewhere only with permission', () => {
    const baseUrl = 'http://emulator:8080';
    expect(check({ baseUrl, allowHttp: true }).baseUrl.href).toBe('http://emulator:8080/');
    expect(() => check({ baseUrl })).toThrow(
      "The broker's armcloud settings: baseUrl must be https outside this machine, unless allowHttp is true.",
    );
  });

  it.each([60, 86_400])('take a ticket life of %i seconds', (ticketLifetimeSeconds) => {
    expect(check({ ticketLifetimeSeconds }).ticketLifetimeSeconds).toBe(ticketLifetimeSeconds);
  });

  const missingKey = (name: string) => `${name} is missing; the vendor's console shows it`;
  const strangeKey = (name: string) =>
    `${name} holds a blank, a line feed or another character that no key has`;
  const badUrl = 'baseUrl must be a complete address such as https://openapi-hk.armcloud.net';
  const extraUrl = 'baseUrl must have no user name, password, query or fragment';
  const badLife = 'ticketLifetimeSeconds must be a whole number of 60 to 86400';

  const refusals: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ accessKey: undefined }, missingKey('accessKey')],
    [{ accessKey: '' }, missingKey('accessKey')],
    [{ accessKey: 7 }, missingKey('accessKey')],
    [{ secretKey: '' }, missingKey('secretKey')],
    [{ accessKey: 'AK-SECRETIVE\n' }, strangeKey('accessKey')],
    [{ secretKey: 'SK SECRETIVE' }, strangeKey('secretKey')],
    [{ secretKey: 'SK-SECRETIVÉ' }, strangeKey('secretKey')],
    [{ baseUrl: undefined }, badUrl],
    [{ baseUrl: '' }, badUrl],
    [{ baseUrl: 'openapi.secretive.test' }, badUrl],
    [{ baseUrl: 'ftp://openapi.secretive.test' }, badUrl],
    [{ baseUrl: 'https://SECRETIVE@openapi.test' }, extraUrl],
    [{ baseUrl: 'https://openapi.test/?ak=SECRETIVE' }, extraUrl],
    [{ baseUrl: 'https://openapi.test/#SECRETIVE' }, extraUrl],
    [
      { baseUrl: 'http://localhost.secretive.test' },
      'baseUrl must be https outside this machine, unless allowHttp is true',
    ],
    [{ ticketLifetimeSeconds: 59 }, badLife],
    [{ ticketLifetimeSeconds: 86_401 }, badLife],
    [{ ticketLifetimeSeconds: 3600.5 }, badLife],
    [{ ticketLifetimeSeconds: '3600' }, badLife],
    [{ signallingScheme: 'https' }, 'signallingScheme must be auto, ws or wss'],
    [{ brand: 'SECRETIVE' }, 'brand must be armcloud, vmos or vsphone'],
    [{ signature: 'v4' }, 'signature must be v2, v1 or simple'],
    [{ credentialForm: 'long' }, 'credentialForm must be full or bare'],
    [
      { contentType: 'text/plain' },
      'contentType must be application/json, with or without a charset',
    ],
    [{ ticketCall: 'SECRETIVE' }, 'ticketCall must be batchApplyToken or applyToken'],
    [
      { sdkBaseUrl: 'SECRETIVE' },
      'sdkBaseUrl must be a complete address such as https://openapi-hk.armcloud.net',
    ],
    [
      { sdkBaseUrl: 'http://sdk.test' },
      'sdkBaseUrl must be https outside this machine, unless allowHttp is true',
    ],
    [{ paths: 7 }, 'paths must be an object'],
    [
      { paths: { infos: 'https://SECRETIVE' } },
      'each of paths must be a path that starts with / and has no query',
    ],
    [{ batchWindowMs: 1001 }, 'batchWindowMs must be a whole number of 0 to 1000'],
    [{ batchMaxPhones: 0 }, 'batchMaxPhones must be a whole number of 1 to 100'],
    ...['signal.example.test', 'https://signal.example.test', 'wss://x.test/?SECRETIVE=1', 7].map(
      (groupSignallingUrl) =>
        [
          { groupSignallingUrl },
          'groupSignallingUrl must be a ws: or wss: address without query',
        ] as const,
    ),
    [
      { groupTerminal: 'SECRETIVE 1' },
      'groupTerminal must be 1 to 32 letters, digits and underscores',
    ],
    [{ dialect: 7 }, 'dialect must be an object'],
    [{ dialect: { answerKey: 'SECRETIVE' } }, 'dialect.answerKey must be re_answer or answer'],
  ];

  it.each(refusals)('refuse %j with one sentence that repeats no value', (changes, sentence) => {
    expect(() => check(changes)).toThrow(
      expect.objectContaining({
        name: 'TelepadError',
        code: 'configuration_invalid',
        message: `The broker's armcloud settings: ${sentence}.`,
      }),
    );
  });

  const unknownNames: readonly Record<string, unknown>[] = [
    { paths: { SECRETIVE: '/x' } },
    { paths: { toString: '/x' } },
    { unsignedBodies: ['SECRETIVE'] },
    { unsignedBodies: 'infos' },
    { dialect: { SECRETIVE: 1 } },
    { dialect: { toString: 1 } },
  ];

  it.each(unknownNames)(
    'refuse names that are not known, and list those that are: %j',
    (changes) => {
      const known = 'dialect' in changes ? 'answerKey' : 'batchApplyToken';
      expect(() => check(changes)).toThrow(
        expect.objectContaining({
          code: 'configuration_invalid',
          message: expect.stringContaining(known),
        }),
      );
      expect(() => check(changes)).not.toThrow('SECRETIVE');
    },
  );
});
