import { describe, expect, it } from 'vitest';
import { readAccounts } from '../../../demo/accounts.js';
import { armcloudVariables } from '../../../src/vendors/armcloud/check/read-account.js';
import { koophoneVariables } from '../../../src/vendors/koophone/check/read-account.js';

const armcloud = {
  ARMCLOUD_ACCESS_KEY: 'AK-SECRETIVE',
  ARMCLOUD_SECRET_KEY: 'SK-SECRETIVE',
  ARMCLOUD_BASE_URL: 'https://openapi.example.test',
  ARMCLOUD_PHONE_IDS: 'AC00000000001',
};

const koophone = {
  KOOPHONE_REGION: 'ap-southeast-1',
  KOOPHONE_ACCESS_KEY: 'AK-SECRETIVE',
  KOOPHONE_SECRET_KEY: 'SK-SECRETIVE',
  KOOPHONE_PHONE_IDS: 'a1b2c3d4',
};

const password = {
  KOOPHONE_REGION: 'ap-southeast-1',
  KOOPHONE_USER_NAME: 'user',
  KOOPHONE_PASSWORD: 'PW-SECRETIVE',
  KOOPHONE_DOMAIN_NAME: 'account',
  KOOPHONE_PHONE_IDS: 'a1b2c3d4',
};

function refused(message: string) {
  return expect.objectContaining({ name: 'ConfigurationError', message });
}

it('No account is set when nothing is set, and empty or blank is not set', () => {
  const unset = { ARMCLOUD_ACCESS_KEY: '', KOOPHONE_SECRET_KEY: ' ', HOME: '/home/someone' };
  for (const environment of [{}, unset]) expect(readAccounts(environment)).toEqual({});
});

it('Both accounts can be set, or either alone', () => {
  expect(Object.keys(readAccounts({ ...armcloud, ...koophone }))).toEqual(['armcloud', 'koophone']);
  expect(Object.keys(readAccounts(armcloud))).toEqual(['armcloud']);
  expect(Object.keys(readAccounts(koophone))).toEqual(['koophone']);
});

it('Every variable of the demo is one of the check, and the other way round', () => {
  const asked = new Set<string>();
  const watched = (environment: Readonly<Record<string, string>>) =>
    new Proxy(environment, {
      get(target, name) {
        asked.add(String(name));
        return Reflect.get(target, name);
      },
    });
  for (const environment of [{ ...armcloud, ...koophone }, password]) {
    readAccounts(watched(environment));
  }
  const known = [...armcloudVariables, ...koophoneVariables].map(({ name }) => name);
  expect([...asked].sort()).toEqual(known.sort());
});

describe('an ArmCloud account', () => {
  it('is complete when all is set', () => {
    expect(readAccounts(armcloud).armcloud).toEqual({
      settings: {
        accessKey: 'AK-SECRETIVE',
        secretKey: 'SK-SECRETIVE',
        baseUrl: 'https://openapi.example.test',
        signallingScheme: 'auto',
        brand: 'armcloud',
      },
      phoneIds: ['AC00000000001'],
    });
  });

  it('has the phones, the scheme, the brand and its host that are chosen', () => {
    const environment = {
      ...armcloud,
      ARMCLOUD_PHONE_IDS: ' AC1 , AC-2,,A_3,',
      ARMCLOUD_SIGNALLING_SCHEME: 'wss',
      ARMCLOUD_BRAND: 'vmos',
      ARMCLOUD_SDK_BASE_URL: 'https://sdk.example.test',
    };
    expect(readAccounts(environment).armcloud).toMatchObject({
      settings: {
        signallingScheme: 'wss',
        brand: 'vmos',
        sdkBaseUrl: 'https://sdk.example.test',
      },
      phoneIds: ['AC1', 'AC-2', 'A_3'],
    });
  });

  it.each([
    [['ARMCLOUD_ACCESS_KEY']],
    [['ARMCLOUD_SECRET_KEY', 'ARMCLOUD_BASE_URL']],
    [['ARMCLOUD_PHONE_IDS']],
  ])('without %j is refused with their names', (missing) => {
    const environment = { ...armcloud, ...Object.fromEntries(missing.map((name) => [name, ' '])) };
    expect(() => readAccounts(environment)).toThrow(
      refused(
        `To show real phones the demo still needs ${missing.join(', ')}; unset the other ARMCLOUD variables to do without this account.`,
      ),
    );
  });

  it.each([
    ['ARMCLOUD_BRAND', 'ARMCLOUD_BRAND must be armcloud, vmos, vsphone.'],
    ['ARMCLOUD_SIGNALLING_SCHEME', 'ARMCLOUD_SIGNALLING_SCHEME must be auto, ws, wss.'],
  ])('has no other %s', (name, message) => {
    expect(() => readAccounts({ ...armcloud, [name]: 'SECRETIVE' })).toThrow(refused(message));
  });

  it.each([',', 'AC1;AC2', 'AC1 AC2', 'AC1,<b>'])('has no phones %j', (phones) => {
    expect(() => readAccounts({ ...armcloud, ARMCLOUD_PHONE_IDS: phones })).toThrow(
      refused(
        'ARMCLOUD_PHONE_IDS must be the pad codes of your phones with commas between them, such as AC00000000001,AC00000000002.',
      ),
    );
  });
});

describe('a KooPhone account', () => {
  it('opens with keys', () => {
    expect(readAccounts(koophone).koophone).toEqual({
      settings: {
        region: 'ap-southeast-1',
        credentials: { accessKey: 'AK-SECRETIVE', secretKey: 'SK-SECRETIVE' },
        streamType: 2,
      },
      phoneIds: ['a1b2c3d4'],
    });
  });

  it('opens with a password', () => {
    expect(readAccounts(password).koophone?.settings.credentials).toEqual({
      userName: 'user',
      password: 'PW-SECRETIVE',
      domainName: 'account',
    });
  });

  it('has hosts, paths and the user that are chosen', () => {
    const koophoneAccount = readAccounts({
      ...koophone,
      KOOPHONE_BASE_URL: 'https://koophone.example.test',
      KOOPHONE_BASE_PATH: '/openapi/koophone/v1',
      KOOPHONE_IAM_URL: 'https://iam.example.test',
      KOOPHONE_PROJECT_ID: 'p1',
      KOOPHONE_STREAM_TYPE: 'none',
      KOOPHONE_USER_ID: 'u7',
    }).koophone;
    expect(koophoneAccount?.userId).toBe('u7');
    expect(koophoneAccount?.settings).toMatchObject({
      baseUrl: 'https://koophone.example.test',
      basePath: '/openapi/koophone/v1',
      iamUrl: 'https://iam.example.test',
      projectId: 'p1',
      streamType: 'none',
    });
  });

  it.each([
    [
      { KOOPHONE_REGION: 'r' },
      'KOOPHONE_PHONE_IDS, KOOPHONE_USER_NAME, KOOPHONE_PASSWORD, KOOPHONE_DOMAIN_NAME',
    ],
    [{ KOOPHONE_ACCESS_KEY: 'k' }, 'KOOPHONE_REGION, KOOPHONE_PHONE_IDS, KOOPHONE_SECRET_KEY'],
    [{ ...password, KOOPHONE_PASSWORD: '' }, 'KOOPHONE_PASSWORD'],
  ])('that is half set, %j, is refused with what is missing', (environment, missing) => {
    expect(() => readAccounts(environment)).toThrow(
      refused(
        `To show real phones the demo still needs ${missing}; unset the other KOOPHONE variables to do without this account.`,
      ),
    );
  });
});

it('No message repeats a value: a secret may stand in the wrong variable', () => {
  const wrong = [
    { ...armcloud, ARMCLOUD_PHONE_IDS: 'SECRETIVE!' },
    { ...armcloud, ARMCLOUD_BRAND: 'SECRETIVE' },
    { ...koophone, KOOPHONE_STREAM_TYPE: 'SECRETIVE' },
    { ...koophone, KOOPHONE_USER_ID: 'SECRETIVE!' },
    { ...koophone, KOOPHONE_PHONE_IDS: 'SECRETIVE!' },
  ];
  for (const environment of wrong) {
    expect(() => readAccounts(environment)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('SECRETIVE') }),
    );
  }
});
