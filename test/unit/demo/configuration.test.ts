import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../demo/configuration.js';

const account = {
  ARMCLOUD_ACCESS_KEY: 'AK-SECRETIVE',
  ARMCLOUD_SECRET_KEY: 'SK-SECRETIVE',
  ARMCLOUD_BASE_URL: 'https://openapi.example.test',
  ARMCLOUD_PHONE_IDS: 'AC00000000001',
};

function refused(message: string) {
  return expect.objectContaining({ name: 'ConfigurationError', message });
}

describe("the demo's port", () => {
  it.each([
    [[], 0],
    [['--port', '8080'], 8080],
    [['--port=1'], 1],
    [['--port', '65535'], 65_535],
  ])('of %j is %i', (args, port) => {
    expect(readConfiguration(args, {}).port).toBe(port);
  });

  it.each(['0', '65536', '-1', '80.5', 'http', '', '0x50', '1e3'])('is not %j', (port) => {
    expect(() => readConfiguration([`--port=${port}`], {})).toThrow(
      refused('--port must be a number of 1 to 65535, such as --port 8080.'),
    );
  });

  it.each([[['--prot', '8080']], [['8080']], [['--port']], [['--port', '--help']]])(
    'is the only option: %j',
    (args) => {
      expect(() => readConfiguration(args, {})).toThrow(
        refused('The demo knows one option only: npm start -- --port 8080.'),
      );
    },
  );
});

describe("the demo's cloud", () => {
  it('is the emulator when nothing is set, and empty or blank is not set', () => {
    const unset = { ARMCLOUD_ACCESS_KEY: '', ARMCLOUD_SECRET_KEY: ' ', HOME: '/home/someone' };
    for (const environment of [{}, unset]) {
      expect(readConfiguration([], environment).cloud).toEqual({ kind: 'emulator' });
    }
  });

  it('is the account when all is set', () => {
    expect(readConfiguration([], account).cloud).toEqual({
      kind: 'armcloud',
      accessKey: 'AK-SECRETIVE',
      secretKey: 'SK-SECRETIVE',
      baseUrl: 'https://openapi.example.test',
      phoneIds: ['AC00000000001'],
      signallingScheme: 'auto',
      brand: 'armcloud',
    });
  });

  it.each(['vmos', 'vsphone'])('is an account of the brand %s', (brand) => {
    expect(readConfiguration([], { ...account, ARMCLOUD_BRAND: brand }).cloud).toMatchObject({
      brand,
    });
  });

  it('has no other brand', () => {
    const environment = { ...account, ARMCLOUD_BRAND: 'SECRETIVE' };
    expect(() => readConfiguration([], environment)).toThrow(
      refused('ARMCLOUD_BRAND must be armcloud, vmos, vsphone.'),
    );
  });

  it('has the phones that are listed, and the scheme that is chosen', () => {
    expect(
      readConfiguration([], {
        ...account,
        ARMCLOUD_PHONE_IDS: ' AC1 , AC-2,,A_3,',
        ARMCLOUD_SIGNALLING_SCHEME: 'wss',
      }).cloud,
    ).toMatchObject({ phoneIds: ['AC1', 'AC-2', 'A_3'], signallingScheme: 'wss' });
  });

  it.each([
    [['ARMCLOUD_ACCESS_KEY']],
    [['ARMCLOUD_SECRET_KEY']],
    [['ARMCLOUD_BASE_URL']],
    [['ARMCLOUD_PHONE_IDS']],
    [['ARMCLOUD_ACCESS_KEY', 'ARMCLOUD_SECRET_KEY', 'ARMCLOUD_PHONE_IDS']],
  ])('names what is missing: %j', (names) => {
    const environment = { ...account, ...Object.fromEntries(names.map((name) => [name, ''])) };
    expect(() => readConfiguration([], environment)).toThrow(
      refused(
        `To show real phones the demo still needs ${names.join(', ')}; unset the other ARMCLOUD variables to use the emulator instead.`,
      ),
    );
  });

  it.each([',', ' , ', 'AC1;AC2', 'AC1 AC2', 'AC1,https://SECRETIVE.test', 'x'.repeat(65)])(
    'has no phones %j',
    (phoneIds) => {
      expect(() => readConfiguration([], { ...account, ARMCLOUD_PHONE_IDS: phoneIds })).toThrow(
        refused(
          'ARMCLOUD_PHONE_IDS must be the pad codes of your phones with commas between them, such as AC00000000001,AC00000000002.',
        ),
      );
    },
  );

  it('has no other scheme', () => {
    const environment = { ...account, ARMCLOUD_SIGNALLING_SCHEME: 'https' };
    expect(() => readConfiguration([], environment)).toThrow(
      refused('ARMCLOUD_SIGNALLING_SCHEME must be auto, ws or wss.'),
    );
  });
});
