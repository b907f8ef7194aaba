import { describe, expect, it } from 'vitest';
import {
  type ArmcloudSettings,
  checkArmcloudSettings,
} from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';

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
      ticketLifetimeSeconds: 3600,
      signallingScheme: 'auto',
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

  it.each([
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
  ])('refuse %j with one sentence that repeats no value', (changes, sentence) => {
    expect(() => check(changes)).toThrow(
      expect.objectContaining({
        name: 'TelepadError',
        code: 'configuration_invalid',
        message: `The broker's armcloud settings: ${sentence}.`,
      }),
    );
  });
});
