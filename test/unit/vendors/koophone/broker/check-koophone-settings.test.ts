import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkKoophoneSettings } from '../../../../../src/vendors/koophone/broker/check-koophone-settings.js';
import type { KoophoneSettings } from '../../../../../src/vendors/koophone/broker/koophone-settings.js';
import { keySettings, passwordSettings } from './fake-cloud.js';

const check = (changes: object) =>
  checkKoophoneSettings({ ...keySettings, ...changes } as KoophoneSettings);

describe('settings', () => {
  it('need no more than credentials and a region', () => {
    const { baseUrl, iamUrl, ...rest } = checkKoophoneSettings(passwordSettings);
    expect(baseUrl.href).toBe('https://koophone.myhuaweicloud.com/');
    expect(iamUrl.href).toBe('https://iam.ap-southeast-1.myhuaweicloud.com/');
    expect(rest).toEqual({
      credentials: { userName: 'broker', password: 'pass word', domainName: 'tenant' },
      region: 'ap-southeast-1',
      basePath: '/v1',
      scope: { name: 'ap-southeast-1' },
      projectId: undefined,
      tenantId: undefined,
      streamType: 2,
      allowDirect: false,
      iceServers: [],
      keepingSeconds: 60,
      preparationTimeoutSeconds: 300,
      polling: { firstMs: 1000, intervalMs: 2000, slowIntervalMs: 5000 },
      deviceTokenLifetimeSeconds: 15,
      protocol: 'koophone-socketio',
    });
  });

  it('name a project by its name or its id', () => {
    expect(check({ projectName: 'ap-southeast-1_sub' }).scope).toEqual({
      name: 'ap-southeast-1_sub',
    });
    expect(check({ projectId: 'a1' })).toMatchObject({ scope: { id: 'a1' }, projectId: 'a1' });
  });

  it('may have an http: address on this machine, or where it is allowed', () => {
    expect(check({ baseUrl: 'http://127.0.0.1:4711' }).baseUrl.host).toBe('127.0.0.1:4711');
    expect(check({ baseUrl: 'http://10.0.0.1', allowHttp: true }).baseUrl.host).toBe('10.0.0.1');
  });

  it.each([
    [{ region: undefined }, 'region'],
    [{ region: 'evil.test/' }, 'region'],
    [{ region: 'AP' }, 'region'],
    [{ credentials: undefined }, 'credentials'],
    [{ credentials: {} }, 'credentials'],
    [{ credentials: { accessKey: 'WOMBAT' } }, 'secretKey'],
    [{ credentials: { accessKey: 'a', secretKey: 'WOMBAT\n' } }, 'secretKey'],
    [{ credentials: { accessKey: 'a,WOMBAT', secretKey: 'b' } }, 'accessKey'],
    [{ credentials: { accessKey: 'a', secretKey: 'b', WOMBAT: 'c' } }, 'credentials'],
    [{ credentials: { accessKey: 'a', secretKey: 'b', password: 'WOMBAT' } }, 'either'],
    [{ credentials: { userName: 'a', password: 'WOMBAT' } }, 'domainName'],
    [{ credentials: { userName: 'a', password: 'WOMBAT\n', domainName: 'b' } }, 'password'],
    [{ WOMBAT: 1 }, 'not known'],
    [{ accessKey: 'WOMBAT' }, 'not known'],
    [{ baseUrl: 'WOMBAT' }, 'baseUrl'],
    [{ baseUrl: 'http://wombat.test' }, 'allowHttp'],
    [{ baseUrl: 'ftp://wombat.test' }, 'baseUrl'],
    [{ baseUrl: 'https://WOMBAT@host.test' }, 'baseUrl'],
    [{ baseUrl: 'https://host.test/v1' }, 'basePath'],
    [{ iamUrl: 'https://host.test/?x=WOMBAT' }, 'iamUrl'],
    [{ basePath: 'v1' }, 'basePath'],
    [{ basePath: '/v1/' }, 'basePath'],
    [{ basePath: '/v1/..' }, 'basePath'],
    [{ basePath: '/v1?WOMBAT' }, 'basePath'],
    [{ projectId: 'a', projectName: 'b' }, 'once'],
    [{ projectId: 'WOMBAT\n' }, 'projectId'],
    [{ tenantId: 'WOMBAT WOMBAT' }, 'tenantId'],
    [{ streamType: 3 }, 'streamType'],
    [{ allowDirect: 'yes' }, 'allowDirect'],
    [{ iceServers: 'stun:a' }, 'iceServers'],
    [{ iceServers: [{ urls: 'turn:WOMBAT' }] }, 'iceServers'],
    [{ keepingSeconds: -1 }, 'keepingSeconds'],
    [{ keepingSeconds: 3601 }, 'keepingSeconds'],
    [{ preparationTimeoutSeconds: 9 }, 'preparationTimeoutSeconds'],
    [{ polling: { firstMs: 99 } }, 'polling.firstMs'],
    [{ polling: { slowIntervalMs: 10_001 } }, 'polling.slowIntervalMs'],
    [{ polling: { WOMBAT: 1 } }, 'polling'],
    [{ polling: 7 }, 'polling'],
    [{ deviceTokenLifetimeSeconds: 4 }, 'deviceTokenLifetimeSeconds'],
    [{ protocol: 'WOMBAT' }, 'protocol'],
  ])('are refused by name, and without their values: %j', (changes, name) => {
    let message = '';
    try {
      check(changes);
    } catch (error) {
      expect(error).toMatchObject({ code: 'configuration_invalid' });
      message = String(error);
    }
    expect(message).toContain("The broker's koophone settings: ");
    expect(message).toContain(name);
    expect(message).not.toMatch(/wombat/i);
  });

  it('that are no object are refused', () => {
    for (const value of [undefined, null, 'x', []]) {
      expect(() => checkKoophoneSettings(value as never)).toThrow('must be an object');
    }
  });
});

describe('the table of settings in docs/koophone.md', () => {
  const text = readFileSync('docs/koophone.md', 'utf8');
  const table = text.slice(text.indexOf('## Settings'), text.indexOf('## Credentials'));
  const rows = [...table.matchAll(/^\| `([\w.]+)` \|.*\| (.+) \|$/gm)].map(
    ([, name = '', standard = '']) => [name, standard] as const,
  );

  it('has each setting, and no other', () => {
    const { scope: _, ...checked } = checkKoophoneSettings(passwordSettings);
    const names = [...Object.keys(checked), 'projectName', 'allowHttp'].filter(
      (name) => name !== 'polling',
    );
    const polled = Object.keys(checked.polling).map((name) => `polling.${name}`);
    expect(rows.map(([name]) => name).sort()).toEqual([...names, ...polled].sort());
  });

  it.each([
    'basePath',
    'streamType',
    'allowDirect',
    'keepingSeconds',
    'preparationTimeoutSeconds',
    'deviceTokenLifetimeSeconds',
    'protocol',
  ] as const)('tells the default of %s', (name) => {
    const standard = rows.find(([row]) => row === name)?.[1].replaceAll('`', '');
    expect(standard).toBe(String(checkKoophoneSettings(passwordSettings)[name]));
  });

  it('tells the defaults of polling', () => {
    for (const [name, usual] of Object.entries(checkKoophoneSettings(passwordSettings).polling)) {
      expect(rows.find(([row]) => row === `polling.${name}`)?.[1]).toBe(`\`${usual}\``);
    }
  });
});
