import type { DeviceOperationName } from '../../../../src/core/device/operation-names.js';

/** Inputs of one operation. */
export interface InputExamples {
  /** What is given, and what a vendor then gets. */
  readonly good: readonly (readonly [given: unknown, checked: unknown])[];
  /** What is given, and what the message says of it. Texts in capitals must not be repeated. */
  readonly bad: readonly (readonly [given: unknown, finding: string])[];
}

const same = (given: unknown) => [given, given] as const;
const aField = 'its input has a field that is not known';
const noObject = 'its input is not Object';

/** Any operation refuses these. */
const noInput: InputExamples['bad'] = [
  ['SECRETIVE', noObject],
  [7, noObject],
  [{ SECRETIVE: 1 }, aField],
];

const nothing: InputExamples = { good: [same({})], bad: noInput };

const packageForm = 'packageName is not of the form /^[A-Za-z]\\w*(?:\\.\\w+)+$/';
const onePackage: InputExamples = {
  good: [same({ packageName: 'com.android.settings' })],
  bad: [
    [{}, 'packageName is missing'],
    [{ packageName: 'SECRETIVE' }, packageForm],
    [{ packageName: 'com.a; SECRETIVE' }, packageForm],
    [{ packageName: 'com..SECRETIVE' }, packageForm],
    [{ packageName: `a.${'b'.repeat(254)}` }, 'packageName is not of a length <=255'],
    [{ packageName: 'com.a', SECRETIVE: 1 }, aField],
  ],
};

const upright: InputExamples = {
  good: [[{}, { isUpright: false }], same({ isUpright: true })],
  bad: [...noInput, [{ isUpright: 'SECRETIVE' }, 'isUpright is not boolean']],
};

const command: InputExamples = {
  good: [same({ command: 'ls' }), same({ command: 'x'.repeat(4096) })],
  bad: [
    ['SECRETIVE', noObject],
    [{}, 'command is missing'],
    [{ command: '' }, 'command is not of a length >=1'],
    [{ command: 'x'.repeat(4097) }, 'command is not of a length <=4096'],
    [{ command: ['SECRETIVE'] }, 'command is not string'],
  ],
};

export const deviceInputs: Readonly<Record<DeviceOperationName, InputExamples>> = {
  listPhones: {
    good: [
      [{}, { page: 1, pageSize: 50 }],
      [{ page: 2 }, { page: 2, pageSize: 50 }],
      same({ page: 100_000, pageSize: 100 }),
    ],
    bad: [
      [null, noObject],
      [{ SECRETIVE: 1 }, aField],
      [{ page: 0 }, 'page is not >=1'],
      [{ page: 100_001 }, 'page is not <=100000'],
      [{ page: 1.5 }, 'page is not a whole number'],
      [{ page: 'SECRETIVE' }, 'page is not number'],
      [{ pageSize: 101 }, 'pageSize is not <=100'],
    ],
  },
  getPhone: nothing,
  getModel: nothing,
  getProperties: nothing,
  setProperties: {
    good: [
      [
        { properties: { modem: [{ name: 'IMEI', value: '' }] } },
        { properties: { modem: [{ name: 'IMEI', value: '' }] }, isPersistent: false },
      ],
      same({ properties: { oaid: [{ name: 'oaid', value: '1' }] }, isPersistent: true }),
    ],
    bad: [
      [{}, 'properties is missing'],
      [{ properties: {} }, 'properties is not of a number of fields >=1'],
      [{ properties: { SECRETIVE: [] } }, 'properties has a field that is not known'],
      [{ properties: { modem: [] } }, 'properties.modem is not of a length >=1'],
      [{ properties: { system: [{ name: 'a' }] } }, 'properties.system.0.value is missing'],
      [
        { properties: { system: [{ name: 'a', value: 7 }] } },
        'properties.system.0.value is not string',
      ],
      [
        { properties: { setting: [{ name: '', value: 'SECRETIVE' }] } },
        'properties.setting.0.name is not of a length >=1',
      ],
      [
        { properties: { setting: [{ name: 'a', value: 'x'.repeat(1025) }] } },
        'properties.setting.0.value is not of a length <=1024',
      ],
      [
        { properties: { oaid: Array.from({ length: 101 }, () => ({ name: 'a', value: 'b' })) } },
        'properties.oaid is not of a length <=100',
      ],
      [{ properties: { modem: [{ name: 'a', value: 'b' }] }, isPersistent: 1 }, 'isPersistent'],
    ],
  },
  setAndroidProperties: {
    good: [
      [
        { properties: { 'ro.product.model': 'x' } },
        { properties: { 'ro.product.model': 'x' }, restart: false },
      ],
    ],
    bad: [
      [{}, 'properties is missing'],
      [{ properties: {} }, 'properties is not of a number of fields >=1'],
      [{ properties: ['SECRETIVE'] }, 'a name in properties is not of the form'],
      [{ properties: { 'SECRETIVE name': 'x' } }, 'a name in properties is not of the form'],
      [{ properties: { SECRETIVE: 7 } }, 'properties.* is not string'],
      [
        { properties: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, ''])) },
        'properties is not of a number of fields <=100',
      ],
      [{ properties: { a: 'b' }, restart: 'SECRETIVE' }, 'restart is not boolean'],
    ],
  },
  restart: {
    good: [same({}), same({ isHard: true }), same({ isHard: false })],
    bad: [...noInput, [{ isHard: 'SECRETIVE' }, 'isHard is not boolean']],
  },
  reset: nothing,
  stopStream: nothing,
  takeScreenshot: upright,
  createPreview: upright,
  runCommand: command,
  startCommand: command,
  listApps: nothing,
  installApp: {
    good: [same({ appId: '1243', name: 'App', packageName: 'com.a' })],
    bad: [
      [{ name: 'App', packageName: 'com.a' }, 'appId is missing'],
      [{ appId: 1243, name: 'App', packageName: 'com.a' }, 'appId is not string'],
      [{ appId: 'SECRETIVE!', name: 'App', packageName: 'com.a' }, 'appId is not of the form'],
      [{ appId: '1', packageName: 'com.a' }, 'name is missing'],
      [{ appId: '1', name: 'x'.repeat(129), packageName: 'com.a' }, 'name is not of a length'],
      [{ appId: '1', name: 'App' }, 'packageName is missing'],
      [{ appId: '1', name: 'App', packageName: 'com.a', SECRETIVE: 1 }, aField],
    ],
  },
  uninstallApp: {
    good: [same({ packageName: 'com.a' }), same({ appId: '1', name: 'App', packageName: 'com.a' })],
    bad: [...onePackage.bad, [{ appId: '', packageName: 'com.a' }, 'appId is not of the form']],
  },
  startApp: onePackage,
  stopApp: onePackage,
  restartApp: onePackage,
  uploadFile: {
    good: [
      [
        { source: { type: 'url', url: 'https://files.test/a.apk', name: 'a.apk' } },
        { source: { type: 'url', url: 'https://files.test/a.apk', name: 'a.apk' }, install: false },
      ],
      same({
        source: { type: 'url', url: 'http://a.test/b', name: 'b', md5: '0'.repeat(32) },
        path: '/sdcard/Download/',
        install: true,
      }),
      [
        { source: { type: 'file', fileId: 'f1' } },
        { source: { type: 'file', fileId: 'f1' }, install: false },
      ],
    ],
    bad: [
      [{}, 'source is missing'],
      [{ source: 'SECRETIVE' }, 'source is not Object'],
      [{ source: { type: 'SECRETIVE' } }, 'source.type is not ("url" | "file")'],
      [{ source: { type: 'url', name: 'a' } }, 'source.url is missing'],
      [{ source: { type: 'url', url: 'file:///SECRETIVE', name: 'a' } }, 'source.url is not of'],
      [{ source: { type: 'url', url: 'https://a.test/x y', name: 'a' } }, 'source.url is not of'],
      [{ source: { type: 'url', url: 'https://a.test', name: '' } }, 'source.name is not of'],
      [
        { source: { type: 'url', url: 'https://a.test', name: 'a', md5: 'SECRETIVE' } },
        'source.md5 is not of the form',
      ],
      [{ source: { type: 'file' } }, 'source.fileId is missing'],
      [{ source: { type: 'file', fileId: 'f', url: 'x' } }, 'source has a field that is not known'],
      [{ source: { type: 'file', fileId: 'f' }, path: 'SECRETIVE' }, 'path is not of the form'],
      [{ source: { type: 'file', fileId: 'f' }, path: '/a\nb' }, 'path is not of the form'],
      [{ source: { type: 'file', fileId: 'f' }, install: 1 }, 'install is not boolean'],
    ],
  },
  setTimeZone: {
    good: [
      same({ timeZone: 'Europe/Paris' }),
      same({ timeZone: 'America/Argentina/Buenos_Aires' }),
      same({ timeZone: 'Etc/GMT+8' }),
      same({ timeZone: 'UTC' }),
    ],
    bad: [
      [{}, 'timeZone is missing'],
      [{ timeZone: '' }, 'timeZone is not of the form'],
      [{ timeZone: 'Europe/Paris; SECRETIVE' }, 'timeZone is not of the form'],
      [{ timeZone: 'x'.repeat(65) }, 'timeZone is not of a length <=64'],
    ],
  },
  setLanguage: {
    good: [same({ language: 'en' }), same({ language: 'zh', country: 'CN' })],
    bad: [
      [{}, 'language is missing'],
      [{ language: 'en-US' }, 'language is not of the form'],
      [{ language: 'SECRETIVE' }, 'language is not of the form'],
      [{ language: 'en', country: 'us' }, 'country is not of the form'],
    ],
  },
  setLocation: {
    good: [
      same({ latitude: -90, longitude: 180 }),
      same({ latitude: 39.909187, longitude: 116.397455 }),
    ],
    bad: [
      [{ longitude: 0 }, 'latitude is missing'],
      [{ latitude: 90.1, longitude: 0 }, 'latitude is not <=90'],
      [{ latitude: -90.1, longitude: 0 }, 'latitude is not >=-90'],
      [{ latitude: 0, longitude: 180.1 }, 'longitude is not <=180'],
      [{ latitude: 'SECRETIVE', longitude: 0 }, 'latitude is not number'],
    ],
  },
  setSim: {
    good: [
      same({ country: 'US' }),
      same({ properties: { imei: '868034031518269' } }),
      same({ country: 'US', properties: { mcc: '502' } }),
    ],
    bad: [
      [{}, 'its input is not of a number of fields >=1'],
      [{ country: 'USA' }, 'country is not of the form'],
      [{ properties: {} }, 'properties is not of a number of fields >=1'],
      [{ properties: { SECRETIVE: ['x'] } }, 'properties.* is not string'],
      [{ properties: { '1SECRETIVE': 'x' } }, 'a name in properties is not of the form'],
      [{ country: 'US', SECRETIVE: 1 }, aField],
    ],
  },
  setProxy: {
    good: [
      same({ enable: false }),
      [
        { enable: true, host: '203.0.113.5', port: 1080 },
        { enable: true, kind: 'proxy', protocol: 'socks5', host: '203.0.113.5', port: 1080 },
      ],
      same({
        enable: true,
        kind: 'vpn',
        protocol: 'http-relay',
        host: 'proxy.test',
        port: 1,
        account: 'a',
        password: 'b',
      }),
    ],
    bad: [
      [{}, 'enable is not (false | true)'],
      [{ enable: 'SECRETIVE' }, 'enable is not (false | true)'],
      [{ enable: false, host: 'SECRETIVE' }, aField],
      [{ enable: true, port: 1080 }, 'host is missing'],
      [{ enable: true, host: 'SECRETIVE host', port: 1 }, 'host is not of the form'],
      [{ enable: true, host: 'a', port: 0 }, 'port is not >=1'],
      [{ enable: true, host: 'a', port: 65_536 }, 'port is not <=65535'],
      [{ enable: true, host: 'a', port: 80.5 }, 'port is not a whole number'],
      [{ enable: true, host: 'a', port: 1, kind: 'SECRETIVE' }, 'kind is not ("proxy" | "vpn")'],
      [{ enable: true, host: 'a', port: 1, protocol: 'SECRETIVE' }, 'protocol is not ("socks5"'],
      [{ enable: true, host: 'a', port: 1, password: '' }, 'password is not of a length >=1'],
    ],
  },
  getProxy: nothing,
  setBandwidth: {
    good: [same({ up: 0, down: -1 }), same({ up: 2.5, down: 10_000 })],
    bad: [
      [{ up: 1 }, 'down is missing'],
      [{ up: -0.5, down: 1 }, 'up is not >=0'],
      [{ up: -2, down: 1 }, 'up is not >=0'],
      [{ up: 10_001, down: 1 }, 'up is not <=10000'],
      [{ up: 'SECRETIVE', down: 1 }, 'up is not (-1 | number)'],
    ],
  },
  setAdb: {
    good: [same({ enable: true }), same({ enable: false })],
    bad: [
      [{}, 'enable is missing'],
      [{ enable: 'SECRETIVE' }, 'enable is not boolean'],
      [{ enable: true, SECRETIVE: 1 }, aField],
    ],
  },
  getTask: {
    good: [same({ taskId: '12818' }), same({ taskId: 'pad:7' })],
    bad: [
      [{}, 'taskId is missing'],
      [{ taskId: 7 }, 'taskId is not string'],
      [{ taskId: 'SECRETIVE task' }, 'taskId is not of the form'],
      [{ taskId: 'x'.repeat(2049) }, 'taskId is not of the form'],
    ],
  },
};
