import { describe, expect, it } from 'vitest';
import {
  type ArmcloudStsOptions,
  checkStsOptions,
  checkStsToken,
} from '../../../../../src/vendors/armcloud/client/sts-options.js';

const good: ArmcloudStsOptions = {
  baseUrl: 'https://openapi.example.test/prefix/',
  token: '11111111-2222-4333-8444-555555555555,brand',
  phoneId: 'AC00000000001',
  userId: 'mia@example_test-1',
};

describe('the options of a ticket from an STS token', () => {
  it('have these defaults', () => {
    expect(checkStsOptions(good)).toEqual({
      baseUrl: 'https://openapi.example.test/prefix',
      role: 'control',
      quality: { resolution: 12, frameRate: 2, bitrate: 3 },
      ticketLifetimeSeconds: 3600,
      signallingProxy: undefined,
      dialect: undefined,
    });
  });

  it('may all be given', () => {
    expect(
      checkStsOptions({
        ...good,
        baseUrl: new URL('http://192.0.2.1:8080'),
        allowHttp: true,
        role: 'watch',
        quality: 'thumbnail',
        ticketLifetimeSeconds: 86_400,
        signallingProxy: 'wss://page.example.test/sdk-ws/',
        dialect: { pointerActions: 'vendor', inputDown: 0 },
        uuid: '0b6c2f3e-7d1a-4c55-9c1e-2a6f0d9b8e77',
      }),
    ).toEqual({
      baseUrl: 'http://192.0.2.1:8080',
      role: 'watch',
      quality: { resolution: 7, frameRate: 5, bitrate: 13 },
      ticketLifetimeSeconds: 86_400,
      signallingProxy: 'wss://page.example.test/sdk-ws',
      dialect: { pointerActions: 'vendor', inputDown: 0 },
    });
  });

  it.each(['http://localhost:1', 'http://127.0.0.1:8080', 'http://[::1]/x'])(
    'may name %s, this machine, without TLS',
    (baseUrl) => {
      expect(checkStsOptions({ ...good, baseUrl }).baseUrl).toBe(baseUrl);
    },
  );

  it.each<[change: Record<string, unknown>, finding: string]>([
    [{ baseUrl: '/api' }, 'baseUrl must be a complete address'],
    [{ baseUrl: 'ftp://x.test' }, 'baseUrl must be a complete address'],
    [{ baseUrl: undefined }, 'baseUrl must be a complete address'],
    [{ baseUrl: 'https://u:SECRET@x.test' }, 'baseUrl must have no user name'],
    [{ baseUrl: 'https://x.test/?key=SECRET' }, 'baseUrl must have no user name'],
    [{ baseUrl: 'http://x.test' }, 'baseUrl must be https'],
    [{ phoneId: '' }, 'phoneId must be a padCode'],
    [{ phoneId: 'AC 1' }, 'phoneId must be a padCode'],
    [{ phoneId: 7 }, 'phoneId must be a padCode'],
    [{ userId: '' }, 'userId must be 1 to 128'],
    [{ userId: 'x'.repeat(129) }, 'userId must be 1 to 128'],
    [{ userId: 'mia.mia' }, 'userId must be 1 to 128'],
    [{ role: 'admin' }, 'role must be control or watch'],
    [{ ticketLifetimeSeconds: 59 }, 'ticketLifetimeSeconds must be'],
    [{ ticketLifetimeSeconds: 86_401 }, 'ticketLifetimeSeconds must be'],
    [{ ticketLifetimeSeconds: 90.5 }, 'ticketLifetimeSeconds must be'],
    [{ signallingScheme: 'http' }, 'signallingScheme must be auto, ws or wss'],
    [{ signallingProxy: 'https://x.test' }, 'signallingProxy must be a ws: or wss: address'],
    [{ signallingProxy: 'wss://x.test?a=SECRET' }, 'signallingProxy must be a ws: or wss: address'],
    [{ uuid: '' }, 'uuid must be 1 to 64'],
    [{ uuid: 'a b' }, 'uuid must be 1 to 64'],
    [{ dialect: { answerKey: 'SECRET' } }, 'dialect has a setting or a value that does not exist'],
    [{ dialect: { toString: 1 } }, 'dialect has a setting or a value that does not exist'],
    [{ quality: 'best' }, 'ArmCloud has no quality of that name'],
  ])('%j are refused', (change, finding) => {
    const options = { ...good, ...change } as ArmcloudStsOptions;
    expect(() => checkStsOptions(options)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: expect.stringContaining(finding),
      }),
    );
    expect(() => checkStsOptions(options)).not.toThrow(/SECRET/);
  });

  it.each([undefined, '', 'a b', 'a\n', 'ä', 7])('and no header carries the token %j', (token) => {
    expect(() => checkStsToken(token)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'ArmCloud was not asked for a ticket: the STS token is empty, or holds a blank or another character that no token has.',
      }),
    );
  });
});
