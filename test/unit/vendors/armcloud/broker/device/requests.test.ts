import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type DeviceOperationName,
  deviceOperationNames,
} from '../../../../../../src/core/device/operations.js';
import type { ArmcloudSettings } from '../../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { otherPhoneId, phoneId, reply, useFakeClock } from '../fake-cloud.js';
import { createDevice } from './device-stage.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

interface Row {
  readonly name: DeviceOperationName;
  readonly input: object;
  readonly path: string;
  /** The body, as it is sent. */
  readonly body: string;
  readonly answer: unknown;
  readonly output: unknown;
  readonly settings?: Partial<ArmcloudSettings>;
}

const pad = '/openapi/open/pad';
const padCodes = `"padCodes":["${phoneId}"]`;
const taskRows = [{ taskId: 14, padCode: phoneId, vmStatus: 1 }];
const task = (kind: string) => ({ answer: taskRows, output: { taskId: `${kind}.14` } });

const padRow = {
  padCode: phoneId,
  imageId: 'android:v10',
  deviceLevel: 'q2-6',
  padStatus: 10,
  deviceStatus: 1,
  online: 1,
  streamStatus: 1,
  dataSize: 234493726720,
  dataSizeUsed: 179189956608,
  dcInfo: { dcCode: 'dc01' },
};

const rows: readonly Row[] = [
  {
    name: 'getPhone',
    input: {},
    path: `${pad}/padDetails`,
    body: `{"page":1,"rows":1,${padCodes}}`,
    answer: { page: 1, rows: 10, size: 1, total: 1, totalPage: 1, pageData: [padRow] },
    output: {
      phoneId,
      status: 'running',
      isOnline: true,
      isStreaming: true,
      storageBytes: 234493726720,
      storageUsedBytes: 179189956608,
      imageId: 'android:v10',
    },
  },
  {
    name: 'getModel',
    input: {},
    path: `${pad}/modelInfo`,
    body: `{${padCodes}}`,
    answer: [
      {
        padCode: phoneId,
        imei: '524803173613682',
        serialno: '01NM5ON34M4O',
        wifimac: '04:3a:6c:e5:e9:8d',
        androidid: 'aa6bcedf1426546c',
        model: 'Mi 10 Pro',
        brand: 'Xiaomi',
        manufacturer: 'Xiaomi',
        isRoot: '1',
        width: 720,
        height: 1280,
        memoryLimit: 1024,
      },
    ],
    output: {
      imei: '524803173613682',
      serialNumber: '01NM5ON34M4O',
      wifiMac: '04:3a:6c:e5:e9:8d',
      androidId: 'aa6bcedf1426546c',
      model: 'Mi 10 Pro',
      brand: 'Xiaomi',
      manufacturer: 'Xiaomi',
      isRooted: true,
      width: 720,
      height: 1280,
      memoryBytes: 1073741824,
    },
  },
  {
    name: 'getProperties',
    input: {},
    path: `${pad}/padProperties`,
    body: `{"padCode":"${phoneId}"}`,
    answer: {
      padCode: phoneId,
      modemPropertiesList: [{ propertiesName: 'IMEI', propertiesValue: '412327621057784' }],
      systemPropertiesList: [{ propertiesName: 'ro.build.id', propertiesValue: null }, { a: 1 }],
      settingPropertiesList: [],
      oaidPropertiesList: null,
    },
    output: {
      modem: [{ name: 'IMEI', value: '412327621057784' }],
      system: [{ name: 'ro.build.id', value: '' }],
      setting: [],
    },
  },
  {
    name: 'setProperties',
    input: {
      properties: {
        modem: [{ name: 'IMEI', value: '1' }],
        system: [{ name: 'ro.build.id', value: '2' }],
        setting: [{ name: 'a', value: '3' }],
        oaid: [{ name: 'oaid', value: '4' }],
      },
    },
    path: `${pad}/updatePadProperties`,
    body: `{${padCodes},"modemPropertiesList":[{"propertiesName":"IMEI","propertiesValue":"1"}],"systemPropertiesList":[{"propertiesName":"ro.build.id","propertiesValue":"2"}],"settingPropertiesList":[{"propertiesName":"a","propertiesValue":"3"}],"oaidPropertiesList":[{"propertiesName":"oaid","propertiesValue":"4"}]}`,
    ...task('pad'),
  },
  {
    name: 'setProperties',
    input: {
      properties: { modem: [{ name: 'IMEI', value: '1' }], system: [{ name: 'b', value: '' }] },
      isPersistent: true,
    },
    path: `${pad}/updatePadProperties`,
    body: `{${padCodes},"modemPersistPropertiesList":[{"propertiesName":"IMEI","propertiesValue":"1"}],"systemPersistPropertiesList":[{"propertiesName":"b","propertiesValue":""}]}`,
    ...task('pad'),
  },
  {
    name: 'setAndroidProperties',
    input: { properties: { 'ro.product.model': 'P1' }, restart: true },
    path: `${pad}/updatePadAndroidProp`,
    body: `{"padCode":"${phoneId}","props":{"ro.product.model":"P1"},"restart":true}`,
    answer: { taskId: 11, padCode: phoneId },
    output: { taskId: 'pad.11' },
  },
  {
    name: 'restart',
    input: {},
    path: `${pad}/restart`,
    body: `{${padCodes},"type":1}`,
    ...task('power'),
  },
  {
    name: 'restart',
    input: { isHard: true },
    path: `${pad}/restart`,
    body: `{${padCodes},"type":2}`,
    // The cure for a phone that is offline is not refused for being offline.
    answer: [{ taskId: 14, padCode: phoneId, vmStatus: 0 }],
    output: { taskId: 'power.14' },
  },
  {
    name: 'restart',
    input: { isHard: true },
    path: `${pad}/restart`,
    body: `{${padCodes}}`,
    settings: { signature: 'v1' },
    ...task('power'),
  },
  {
    name: 'reset',
    input: {},
    path: `${pad}/reset`,
    body: `{${padCodes}}`,
    answer: [{ taskId: '88', padCode: phoneId, vmStatus: 0 }],
    output: { taskId: 'power.88' },
  },
  {
    name: 'stopStream',
    input: {},
    path: '/rtc/open/room/dissolveRoom',
    body: `{${padCodes}}`,
    answer: { successList: [{ padCode: phoneId }], failList: [] },
    output: {},
  },
  {
    name: 'stopStream',
    input: {},
    path: '/rtc/open/room/dissolveRoom',
    body: `{${padCodes}}`,
    answer: null,
    output: {},
  },
  {
    name: 'takeScreenshot',
    input: { isUpright: true },
    path: `${pad}/screenshot`,
    body: `{${padCodes},"rotation":1,"broadcast":false}`,
    ...task('shot'),
  },
  {
    name: 'createPreview',
    input: {},
    path: `${pad}/generatePreview`,
    body: `{${padCodes},"rotation":0,"broadcast":false}`,
    answer: [{ padCode: phoneId, accessUrl: 'https://pictures.example.test/1.png' }],
    output: { url: 'https://pictures.example.test/1.png' },
  },
  {
    name: 'runCommand',
    input: { command: 'cd /root;ls' },
    path: `${pad}/syncCmd`,
    body: `{"padCode":"${phoneId}","scriptContent":"cd /root;ls"}`,
    answer: [{ taskId: 1, padCode: phoneId, taskStatus: 3, taskResult: 'a\nb' }],
    output: { output: 'a\nb', taskId: 'cmd.1' },
  },
  {
    name: 'runCommand',
    input: { command: 'true' },
    path: `${pad}/syncCmd`,
    body: `{"padCode":"${phoneId}","scriptContent":"true"}`,
    answer: { taskStatus: '3', taskResult: null },
    output: { output: '' },
  },
  {
    name: 'startCommand',
    input: { command: 'ls' },
    path: `${pad}/asyncCmd`,
    body: `{${padCodes},"scriptContent":"ls"}`,
    ...task('cmd'),
  },
  {
    name: 'listApps',
    input: {},
    path: `${pad}/listApp`,
    body: `{${padCodes}}`,
    ...task('pad'),
  },
  {
    name: 'installApp',
    input: { appId: '124', name: 'hulu', packageName: 'com.huluxia.gametools' },
    path: `${pad}/installApp`,
    body: `{"apps":[{"appId":124,"appName":"hulu","pkgName":"com.huluxia.gametools",${padCodes}}]}`,
    ...task('pad'),
  },
  {
    name: 'uninstallApp',
    input: { appId: 'own-7', packageName: 'com.demo' },
    path: `${pad}/uninstallApp`,
    body: `{"apps":[{"appId":"own-7","appName":"com.demo","pkgName":"com.demo",${padCodes}}]}`,
    ...task('pad'),
  },
  {
    name: 'uninstallApp',
    input: { name: 'Demo', packageName: 'com.demo' },
    path: `${pad}/uninstallApp`,
    body: `{"apps":[{"appName":"Demo","pkgName":"com.demo",${padCodes}}]}`,
    ...task('pad'),
  },
  ...(['startApp', 'stopApp', 'restartApp'] as const).map((name) => ({
    name,
    input: { packageName: 'com.demo' },
    path: `${pad}/${name}`,
    body: `{${padCodes},"pkgName":"com.demo"}`,
    ...task('app'),
  })),
  {
    name: 'uploadFile',
    input: { source: { type: 'file', fileId: 'f0' }, path: '/Documents/', install: true },
    path: `${pad}/v2/uploadFile`,
    body: `{${padCodes},"autoInstall":1,"fileUniqueId":"f0","customizeFilePath":"/Documents/"}`,
    ...task('pad'),
  },
  {
    name: 'uploadFile',
    input: { source: { type: 'url', url: 'https://f.example.test/a.apk', name: 'a.apk' } },
    path: '/vcpcloud/api/padApi/uploadFileV3',
    body: `{${padCodes},"autoInstall":0,"url":"https://f.example.test/a.apk","fileName":"a.apk"}`,
    settings: { brand: 'vmos' },
    ...task('file'),
  },
  {
    name: 'setTimeZone',
    input: { timeZone: 'Europe/Paris' },
    path: `${pad}/updateTimeZone`,
    body: `{${padCodes},"timeZone":"Europe/Paris"}`,
    ...task('pad'),
  },
  {
    name: 'setLanguage',
    input: { language: 'zh', country: 'CN' },
    path: `${pad}/updateLanguage`,
    body: `{${padCodes},"language":"zh","country":"CN"}`,
    ...task('pad'),
  },
  {
    name: 'setLanguage',
    input: { language: 'en' },
    path: `${pad}/updateLanguage`,
    body: `{${padCodes},"language":"en"}`,
    ...task('pad'),
  },
  {
    name: 'setLocation',
    input: { latitude: 39.909187, longitude: 116.397455 },
    path: `${pad}/gpsInjectInfo`,
    body: `{${padCodes},"longitude":116.397455,"latitude":39.909187}`,
    ...task('pad'),
  },
  {
    name: 'setSim',
    input: { country: 'US', properties: { imei: '868034031518269' } },
    path: `${pad}/updateSIM`,
    body: `{"imei":"868034031518269",${padCodes},"netCountry":"US","simCountry":"US"}`,
    ...task('pad'),
  },
  {
    name: 'setSim',
    input: { country: 'US' },
    path: '/vsphone/api/padApi/updateSIM',
    body: `{"countryCode":"US",${padCodes}}`,
    settings: { brand: 'vsphone' },
    ...task('pad'),
  },
  {
    name: 'setProxy',
    input: { enable: true, host: '203.0.113.5', port: 2222, account: 'a', password: 'p' },
    path: '/openapi/open/network/proxy/set',
    body: `{${padCodes},"enable":true,"ip":"203.0.113.5","port":2222,"account":"a","password":"p","proxyType":"proxy","proxyName":"socks5"}`,
    ...task('pad'),
  },
  {
    name: 'setProxy',
    input: { enable: false },
    path: '/vcpcloud/api/padApi/setProxy',
    body: `{${padCodes},"enable":false}`,
    settings: { brand: 'vmos' },
    ...task('pad'),
  },
  {
    name: 'getProxy',
    input: {},
    path: '/openapi/open/network/proxy/info',
    body: `{${padCodes}}`,
    ...task('pad'),
  },
  {
    name: 'setBandwidth',
    input: { up: -1, down: 10.5 },
    path: `${pad}/setSpeed`,
    body: `{${padCodes},"upBandwidth":-1,"downBandwidth":10.5}`,
    ...task('pad'),
  },
  {
    name: 'setAdb',
    input: { enable: true },
    path: `${pad}/adb`,
    body: `{"padCode":"${phoneId}","enable":true}`,
    answer: {
      padCode: phoneId,
      command: 'adb connect 192.0.2.7:5555',
      expireTime: '2024-10-24 10:42:00',
      enable: true,
    },
    // The vendor's clock is China's.
    output: { enable: true, command: 'adb connect 192.0.2.7:5555', expiresAt: 1729737720000 },
  },
  {
    name: 'setAdb',
    input: { enable: false },
    path: `${pad}/adb`,
    body: `{"padCode":"${phoneId}","enable":false}`,
    answer: [{ padCode: phoneId, command: null, expireTime: 'soon' }],
    output: { enable: false },
  },
  {
    name: 'getTask',
    input: { taskId: 'power.14' },
    path: '/task-center/open/task/padExecuteTaskInfo',
    body: '{"taskIds":[14]}',
    answer: [{ taskId: 14, padCode: phoneId, taskStatus: 2, endTime: null, taskResult: null }],
    output: { taskId: 'power.14', phoneId, status: 'running' },
  },
];

describe('an operation', () => {
  it.each(rows)('$name is the documented request to $path: $body', async (row) => {
    const device = createDevice(() => row.answer, row.settings);
    expect(await device.run(row.name, row.input as never)).toEqual(row.output);
    expect(device.calls).toMatchObject([{ method: 'POST', path: row.path }]);
    expect(device.calls[0]?.body).toEqual(JSON.parse(row.body));
    expect(device.calls[0]?.text?.length).toBe(row.body.length);
  });

  it('is in the table above, each of them', () => {
    const tested = new Set<string>(rows.map(({ name }) => name));
    expect(deviceOperationNames.filter((name) => !tested.has(name))).toEqual(['listPhones']);
  });

  it.each(rows)('$name passes the meaning of the vendor’s code on', async (row) => {
    const device = createDevice(() => reply(110013), row.settings);
    await expect(device.run(row.name, row.input as never)).rejects.toMatchObject({
      code: 'phone_not_found',
      message: expect.stringMatching(/^ArmCloud was asked .+ answered with its code 110013: /),
    });
  });
});

describe('a SIM card', () => {
  it.each(['padCode', 'padCodes', 'PADCODE', 'pads', 'groupIds', 'userId'])(
    'has no field %s: a card for one phone must not choose another',
    async (name) => {
      for (const brand of ['armcloud', 'vmos'] as const) {
        const device = createDevice(() => taskRows, { brand });
        const properties = { imei: '868034031518269', [name]: 'SECRETIVE' };
        await expect(device.run('setSim', { properties })).rejects.toMatchObject({
          code: 'argument_invalid',
          message: expect.not.stringContaining('SECRETIVE'),
        });
        expect(device.calls).toEqual([]);
      }
    },
  );
});

/** Those that get rows of tasks. */
const orders = rows.filter(
  ({ answer, output }) =>
    Array.isArray(answer) && typeof (output as { taskId?: unknown }).taskId === 'string',
);
const simpleOrders = orders.filter(({ name }) => !['runCommand', 'getTask'].includes(name));
const isPower = (name: string) => name === 'restart' || name === 'reset';

describe('an order', () => {
  it.each(simpleOrders.filter(({ name }) => !isPower(name)))(
    '$name that was taken for a phone that is offline is phone_offline, and not to be given again',
    async ({ name, input, output, settings }) => {
      const answer = [{ taskId: 15, padCode: phoneId, vmStatus: 0 }];
      const device = createDevice(() => answer, settings);
      const taskId = String((output as { taskId: string }).taskId).replace(/\d+$/, '15');
      await expect(device.run(name, input as never)).rejects.toMatchObject({
        code: 'phone_offline',
        // The order stands: given again, it may be carried out twice.
        retryable: false,
        message: expect.stringContaining(` getTask tells of ${taskId} `),
      });
    },
  );

  it.each(simpleOrders)('$name that the phone did not take is phone_refused', async (row) => {
    const answer = [{ taskId: 15, padCode: phoneId, vmStatus: 1, errorMsg: 'SECRETIVE' }];
    const device = createDevice(() => answer, row.settings);
    await expect(device.run(row.name, row.input as never)).rejects.toMatchObject({
      code: 'phone_refused',
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });

  const badAnswers: readonly (readonly [string, unknown])[] = [
    ['nothing', null],
    ['no rows', []],
    ['text', 'SECRETIVE'],
    ['a row of another phone', [{ ...taskRows[0], padCode: otherPhoneId }]],
    ['two rows that name no phone', [{ taskId: 1 }, { taskId: 2 }]],
    ['a row without a task', [{ padCode: phoneId, vmStatus: 1 }]],
    ['a task that is no number', [{ taskId: 'SECRETIVE', padCode: phoneId, vmStatus: 1 }]],
  ];
  const pairs = simpleOrders.flatMap((row) =>
    badAnswers.map(([what, answer]) => ({ ...row, what, answer })),
  );

  it.each(pairs)('$name answered with $what is vendor_answer_invalid', async (row) => {
    const device = createDevice(() => row.answer, row.settings);
    await expect(device.run(row.name, row.input as never)).rejects.toMatchObject({
      code: 'vendor_answer_invalid',
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });

  it('that is refused and names no task is phone_offline, also for a restart', async () => {
    const device = createDevice(() => [{ taskId: null, padCode: phoneId, vmStatus: 0 }]);
    await expect(device.run('restart', {})).rejects.toMatchObject({
      code: 'phone_offline',
      retryable: true,
    });
  });
});
