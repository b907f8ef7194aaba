import { describe, expect, it } from 'vitest';
import { first, openCloud, second, settle } from './open-cloud.js';

const pad = '/openapi/open/pad';
const files = '/file-center/open';
const taskCenter = '/task-center/open/task';
const padCodes = [first];
const apk = new Uint8Array([0x50, 0x4b, 3, 4, 7]);

describe('an order', () => {
  it('waits, runs and is done', async () => {
    const { world, call, tasks } = openCloud();
    world.faults.taskDurationMs = 1000;
    const answer = await call(`${pad}/asyncCmd`, { padCodes, scriptContent: 'ls' });
    expect(answer.data).toEqual([{ taskId: 1, padCode: first, vmStatus: 1 }]);
    const state = async () => (await tasks(answer)) as readonly { taskStatus: number }[];
    expect(await state()).toEqual([
      {
        taskId: 1,
        padCode: first,
        taskStatus: 1,
        endTime: null,
        taskContent: 'ls',
        taskResult: null,
        errorMsg: null,
      },
    ]);
    world.advance(249);
    expect((await state())[0]?.taskStatus).toBe(1);
    world.advance(1);
    expect((await state())[0]?.taskStatus).toBe(2);
    world.advance(749);
    await settle();
    expect((await state())[0]?.taskStatus).toBe(2);
    world.advance(1);
    await settle();
    expect((await state())[0]).toMatchObject({
      taskStatus: 3,
      endTime: 1_735_787_046_000,
      taskResult: 'ran ls',
    });
  });

  it('is one task for each phone, which succeed and fail apart', async () => {
    const { world, call, order, tasks } = openCloud();
    world.otherPhone.isOnline = false;
    const answer = await order(`${pad}/asyncCmd`, {
      padCodes: [first, second],
      scriptContent: 'ls',
    });
    expect(answer.data).toEqual([
      { taskId: 1, padCode: first, vmStatus: 1 },
      { taskId: 2, padCode: second, vmStatus: 0 },
    ]);
    expect(await tasks(answer)).toMatchObject([
      { padCode: first, taskStatus: 3 },
      { padCode: second, taskStatus: -1, errorMsg: 'Instance not ready' },
    ]);
    expect((await call(`${taskCenter}/list`, { type: 1002, page: 1, rows: 10 })).data).toEqual({
      page: 1,
      rows: 10,
      size: 1,
      total: 1,
      totalPage: 1,
      pageData: [
        {
          taskBatchId: expect.stringMatching(/^[0-9a-f]{32}$/),
          taskBatchStatus: -2,
          type: 1002,
          createTimestamp: 1_735_787_045_000,
          subTasks: [
            {
              taskId: 1,
              padCode: first,
              fileUniqueId: null,
              taskStatus: 3,
              endTime: 1_735_787_045_300,
            },
            {
              taskId: 2,
              padCode: second,
              fileUniqueId: null,
              taskStatus: -1,
              endTime: 1_735_787_045_075,
            },
          ],
        },
      ],
    });
  });

  it('fails when told to, and does nothing', async () => {
    const { world, order, tasks } = openCloud();
    world.faults.failTasks = true;
    const answer = await order(`${pad}/startApp`, { padCodes, pkgName: 'com.telepad.notes' });
    expect(await tasks(answer)).toMatchObject([
      { taskStatus: -1, taskResult: 'The fault failTasks is on.' },
    ]);
    expect(world.phone.system.log).toEqual([]);
  });

  const everyOrder = [
    ['restart', { padCodes }],
    ['reset', { padCodes }],
    ['asyncCmd', { padCodes, scriptContent: 'ls' }],
    ['screenshot', { padCodes, rotation: 0 }],
    ['gpsInjectInfo', { padCodes, longitude: 1, latitude: 2 }],
    ['setSpeed', { padCodes, upBandwidth: 1, downBandwidth: 1 }],
    ['updateTimeZone', { padCodes, timeZone: 'Europe/Paris' }],
    ['updateLanguage', { padCodes, language: 'fr' }],
    ['updateSIM', { padCodes }],
    ['updatePadProperties', { padCodes }],
    ['listApp', { padCodes }],
    ['startApp', { padCodes, pkgName: 'a.b' }],
  ] as const;
  for (const [name, body] of everyOrder) {
    it(`${name} wants phones that exist, each once`, async () => {
      const { call } = openCloud();
      const code = async (codes: unknown) =>
        (await call(`${pad}/${name}`, { ...body, padCodes: codes })).code;
      expect(await code(padCodes)).toBe(200);
      expect(await code([])).toBe(100000);
      expect(await code(undefined)).toBe(100000);
      expect(await code(first)).toBe(100000);
      expect(await code([1])).toBe(100000);
      expect(await code(['AC9'])).toBe(110028);
      expect(await code([first, first])).toBe(110027);
    });
  }
});

describe('restart and reset', () => {
  it('take the phone away while they run, and its viewers with it', async () => {
    const { world, cloud, call, join } = openCloud();
    const tokenOf = async () => {
      const { data } = await call('/rtc/open/room/batchApplyToken', {
        userId: 'u1',
        pads: [{ padCode: first }],
      });
      return (data as [{ roomToken: string | null }])[0].roomToken;
    };
    const socket = join(await tokenOf());
    await call(`${pad}/restart`, { padCodes, type: 1 });
    const status = async () => {
      const { data } = await call(`${pad}/padDetails`, { page: 1, rows: 10, padCodes });
      return (data as { pageData: [{ padStatus: number }] }).pageData[0].padStatus;
    };
    expect([await status(), socket.ending]).toEqual([10, undefined]);
    world.advance(75);
    expect([await status(), socket.ending]).toEqual([11, 'closed 1000']);
    expect(world.phone.system.log).toEqual(['restart']);
    expect(await tokenOf()).toBeNull();
    world.advance(225);
    await settle();
    expect(await status()).toBe(10);
    expect(cloud.acceptSocket(`/${await tokenOf()}`)).toBeTypeOf('function');
  });

  it('reset erases, and says 12 meanwhile', async () => {
    const { world, call, finish } = openCloud();
    await call(`${pad}/reset`, { padCodes });
    world.advance(75);
    const { data } = await call(`${pad}/infos`, { page: 1, rows: 10, padCodes });
    expect(data).toMatchObject({ pageData: [{ padStatus: 12 }] });
    await finish();
    expect(world.phone.system.log).toEqual(['factory reset']);
  });

  it('powerReset takes machines by their addresses', async () => {
    const { world, call, order } = openCloud();
    const path = '/openapi/open/device/powerReset';
    const { data } = await order(path, { deviceIps: ['172.31.0.2'], type: 2 });
    expect(data).toEqual([
      { taskId: 1, deviceIp: '172.31.0.2', errorMsg: null, deviceOutCode: second },
    ]);
    expect(world.otherPhone.system.log).toEqual(['restart']);
    expect((await call(path, { deviceIps: ['192.0.2.1'], type: 2 })).code).toBe(110032);
    expect((await call(path, { deviceIps: ['172.31.0.2'], type: 1 })).code).toBe(110030);
  });

  it('refuse a type that is not documented', async () => {
    expect((await openCloud().call(`${pad}/restart`, { padCodes, type: 3 })).code).toBe(100000);
  });
});

describe('properties', () => {
  it('are listed and changed, in four lists', async () => {
    const { world, call, order } = openCloud();
    const list = (propertiesName: string, propertiesValue: string) => [
      { propertiesName, propertiesValue },
    ];
    await order(`${pad}/updatePadProperties`, {
      padCodes,
      modemPersistPropertiesList: list('IMEI', '412327621057784'),
      systemPropertiesList: list('ro.build.id', 'QQ3A'),
      settingPropertiesList: list('ro.build.tags', 'test-keys'),
      oaidPropertiesList: list('oaid', '001'),
    });
    expect((await call(`${pad}/padProperties`, { padCode: first })).data).toEqual({
      padCode: first,
      modemPropertiesList: [
        ...list('IMEI', '412327621057784'),
        ...list('ICCID', '89860000000000000001'),
      ],
      systemPropertiesList: [
        ...list('ro.product.model', 'Telepad Virtual'),
        ...list('ro.build.id', 'QQ3A'),
      ],
      settingPropertiesList: list('ro.build.tags', 'test-keys'),
      oaidPropertiesList: list('oaid', '001'),
    });
    expect(world.phone.system.properties.get('ro.build.id')).toBe('QQ3A');
  });

  it('of Android wait for a restart, and outlive a reset', async () => {
    const { world, call, order } = openCloud();
    const { properties } = world.phone.system;
    const props = { 'ro.product.model': 'Other' };
    const path = `${pad}/updatePadAndroidProp`;
    const later = await order(path, { padCode: first, props });
    expect(later.data).toEqual({ taskId: 1, padCode: first, vmStatus: 1 });
    expect(properties.get('ro.product.model')).toBe('Telepad Virtual');
    await order(`${pad}/restart`, { padCodes });
    expect(properties.get('ro.product.model')).toBe('Other');
    properties.set('ro.product.model', 'Telepad Virtual');
    await order(`${pad}/reset`, { padCodes });
    expect(properties.get('ro.product.model')).toBe('Other');
    const atOnce = await order(path, {
      padCodes,
      props: { 'ro.product.brand': 'B' },
      restart: true,
    });
    expect(atOnce.data).toEqual([{ taskId: 4, padCode: first, vmStatus: 1 }]);
    expect(properties.get('ro.product.brand')).toBe('B');
    expect(world.phone.system.log).toEqual(['restart', 'factory reset', 'restart']);
    expect((await call(path, { padCode: first, props: { a: 1 } })).code).toBe(100000);
    expect((await call(path, { padCode: first, props: [] })).code).toBe(100000);
  });

  it('show a model as wide and as high as the phone held upright', async () => {
    const { data } = await openCloud().call(`${pad}/modelInfo`, { padCodes });
    expect(data).toEqual([
      {
        padCode: first,
        imei: '860000000000001',
        serialno: 'EMU000000001',
        wifimac: '02:00:00:00:00:01',
        androidid: '0000000000000001',
        model: 'Telepad Virtual',
        brand: '',
        manufacturer: '',
        isRoot: '0',
        width: 720,
        height: 1280,
        memoryLimit: 4096,
      },
    ]);
  });
});

describe('settings', () => {
  it('reach the phone', async () => {
    const { world, order } = openCloud();
    const { properties } = world.phone.system;
    await order(`${pad}/updateTimeZone`, { padCodes, timeZone: 'Europe/Paris' });
    await order(`${pad}/updateLanguage`, { padCodes, language: 'pt', country: 'BR' });
    await order(`${pad}/updateSIM`, { padCodes, imei: '1', operatorLongname: 'O2', mcc: '262' });
    await order(`${pad}/gpsInjectInfo`, { padCodes, longitude: 2.35, latitude: 48.85 });
    expect(properties.get('persist.sys.timezone')).toBe('Europe/Paris');
    expect(properties.get('persist.sys.locale')).toBe('pt-BR');
    expect(properties.get('gsm.sim.operator.alpha')).toBe('O2');
    expect(world.phone.applied).toEqual([
      { type: 'location', latitude: 48.85, longitude: 2.35, timeMs: 1_735_787_046_200 },
    ]);
    await order(`${pad}/updateLanguage`, { padCodes, language: 'fr', country: '' });
    expect(properties.get('persist.sys.locale')).toBe('fr');
  });

  it('of a proxy are told without the password', async () => {
    const { order, tasks } = openCloud();
    const proxy = { enable: true, ip: '192.0.2.1', port: 1080, account: 'a', password: 'secret' };
    await order('/openapi/open/network/proxy/set', { padCodes, ...proxy });
    const answer = await order('/openapi/open/network/proxy/info', { padCodes });
    const [row] = (await tasks(answer)) as [{ taskResult: string }];
    expect(JSON.parse(row.taskResult)).toEqual({
      enable: true,
      ip: '192.0.2.1',
      port: 1080,
      account: 'a',
      proxyType: 'proxy',
      proxyName: 'socks5',
    });
  });

  it('of ADB answer a line, in the time of the vendor', async () => {
    const { call } = openCloud();
    const answer = {
      padCode: first,
      command: 'adb connect 10.255.0.1:5555',
      expireTime: '2025-01-02 12:04:05',
      enable: true,
    };
    expect((await call(`${pad}/adb`, { padCode: first, enable: true })).data).toEqual(answer);
    expect((await call(`${pad}/adb`, { padCodes, enable: false })).data).toMatchObject({
      enable: false,
    });
    expect((await call(`${pad}/adb`, { enable: true })).code).toBe(100000);
  });

  const refused: readonly (readonly [string, object])[] = [
    ['gpsInjectInfo', { longitude: 181, latitude: 0 }],
    ['gpsInjectInfo', { longitude: '2.35', latitude: 0 }],
    ['setSpeed', { upBandwidth: -2, downBandwidth: 0 }],
    ['updateTimeZone', {}],
    ['updateLanguage', { country: 'FR' }],
    ['updatePadProperties', { oaidPropertiesList: [{ propertiesName: 'oaid' }] }],
    ['startApp', {}],
    ['asyncCmd', { scriptContent: '' }],
    ['screenshot', { rotation: 2 }],
  ];
  for (const [name, body] of refused) {
    it(`refuse ${name} with ${JSON.stringify(body)}`, async () => {
      expect((await openCloud().call(`${pad}/${name}`, { padCodes, ...body })).code).toBe(100000);
    });
  }
});

describe('commands', () => {
  it('of the synchronous kind answer at once with what they printed', async () => {
    const { world, call } = openCloud();
    const run = (scriptContent: string) =>
      call(`${pad}/syncCmd`, { padCode: first, scriptContent });
    expect((await run('ls')).data).toEqual([
      { taskId: 1, padCode: first, taskStatus: 3, taskResult: 'ran ls' },
    ]);
    expect((await run('fail')).data).toMatchObject([
      { taskStatus: -1, taskResult: 'fail: not found' },
    ]);
    world.faults.failTasks = true;
    expect((await run('ls')).code).toBe(110003);
    world.phone.isOnline = false;
    expect((await run('ls')).code).toBe(110031);
  });

  it('time out after five seconds when the phone does not answer', async () => {
    const { world, call } = openCloud();
    world.faults.withholdAnswers = true;
    const answer = call(`${pad}/syncCmd`, { padCode: first, scriptContent: 'ls' });
    await settle();
    world.advance(5000);
    expect((await answer).code).toBe(110012);
  });

  it('of the other kind are queried', async () => {
    const { order, tasks } = openCloud();
    const answer = await order(`${pad}/asyncCmd`, { padCodes, scriptContent: 'fail' });
    expect(await tasks(answer, 'executeScriptInfo')).toMatchObject([
      { taskStatus: -1, taskContent: 'fail', taskResult: 'fail: not found' },
    ]);
  });
});

describe('pictures', () => {
  it('are kept by the phone, or served at an address for ten minutes', async () => {
    const { world, cloud, call, order } = openCloud();
    await order(`${pad}/screenshot`, { padCodes, rotation: 1 });
    expect(world.phone.applied).toEqual([{ type: 'save-screenshot' }]);
    const { data } = await call(`${pad}/generatePreview`, { padCodes, rotation: 0 });
    const [{ accessUrl }] = data as [{ accessUrl: string }];
    expect(accessUrl).toMatch(/^http:\/\/192\.0\.2\.10:5000\/preview\/[0-9a-f]{32}\.png$/);
    const get = () =>
      cloud.handleRequest({
        method: 'GET',
        path: new URL(accessUrl).pathname,
        query: '',
        headers: {},
        body: '',
      });
    expect(await get()).toEqual({
      status: 200,
      headers: {
        'content-type': 'image/png',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      },
      body: new Uint8Array([0x89, 0x50, 0x4e, 0x47]),
    });
    world.advance(600_000);
    expect((await get()).status).toBe(404);
  });

  it('have long addresses too', async () => {
    const { world, call } = openCloud();
    const { data } = await call(`${pad}/getLongGenerateUrl`, {
      padCodes,
      format: 'png',
      quality: '100',
    });
    expect(data).toEqual([{ padCode: first, url: expect.stringMatching(/\.png$/) }]);
    expect((await call(`${pad}/getLongGenerateUrl`, { padCodes, format: 'jpg' })).code).toBe(
      100000,
    );
    world.phone.isOnline = false;
    expect((await call(`${pad}/generatePreview`, { padCodes, rotation: 0 })).code).toBe(110031);
  });
});

describe('apps', () => {
  it('are listed as JSON text in the result of the task', async () => {
    const { order, tasks } = openCloud();
    const [row] = (await tasks(await order(`${pad}/listApp`, { padCodes }))) as [
      { taskResult: string },
    ];
    expect(JSON.parse(row.taskResult)).toEqual([
      { appName: 'Notes', pkgName: 'com.telepad.notes', versionName: '1.0' },
    ]);
  });

  it('come from the store and go again', async () => {
    const { world, call, order, tasks } = openCloud();
    const { installed } = world.phone.system;
    const apps = [{ appId: 1, appName: 'x', pkgName: 'x.y', padCodes }];
    expect((await order(`${pad}/installApp`, { apps })).data).toEqual([
      { taskId: 1, padCode: first, vmStatus: 1 },
    ]);
    expect(installed.get('com.telepad.sample')).toEqual({
      packageName: 'com.telepad.sample',
      label: 'Sample',
      version: '1.0',
      isSystem: false,
    });
    expect((await call(`${pad}/infos`, { page: 1, rows: 1 })).data).toMatchObject({
      pageData: [{ apps: ['com.telepad.sample'] }],
    });
    await order(`${pad}/uninstallApp`, { apps: [{ pkgName: 'com.telepad.sample', padCodes }] });
    expect(installed.has('com.telepad.sample')).toBe(false);
    const again = await order(`${pad}/uninstallApp`, {
      apps: [{ pkgName: 'com.telepad.notes', padCodes }],
    });
    expect(await tasks(again)).toMatchObject([
      { taskStatus: -1, errorMsg: 'Failed to uninstall application' },
    ]);
    expect((await call(`${pad}/installApp`, { apps: [{ appId: 2, padCodes }] })).code).toBe(140005);
    expect((await call(`${pad}/installApp`, { apps: [] })).code).toBe(100000);
  });

  it('reach the store from an address on this machine', async () => {
    const { world, call, order, tasks } = openCloud();
    world.files.set('http://127.0.0.1:9/com.example.demo.apk?v=2', apk);
    world.files.set('http://127.0.0.1:9/page.apk', new Uint8Array([60, 33]));
    const answer = await order(`${files}/app/cache`, {
      parse: true,
      apps: [
        {
          appId: 7,
          appName: 'Demo',
          pkgName: 'com.example.demo',
          url: 'http://127.0.0.1:9/com.example.demo.apk?v=2',
        },
        { url: 'http://127.0.0.1:9/page.apk' },
        { url: 'https://example.test/a.apk' },
      ],
    });
    expect(answer.data).toEqual([
      { taskId: 1, appId: 7 },
      { taskId: 2, appId: 1000 },
      { taskId: 3, appId: 1001 },
    ]);
    expect(await tasks(answer, 'fileTaskDetail')).toMatchObject([
      { taskId: 1, appId: 7, fileName: 'com.example.demo.apk', taskStatus: 3 },
      { taskId: 2, taskStatus: -1 },
      { taskId: 3, taskStatus: -1 },
    ]);
    expect((await call(`${files}/app/detail`, { appId: 7 })).data).toMatchObject({
      packageName: 'com.example.demo',
      available: true,
    });
    expect(
      (await call(`${files}/app/list`, { page: 1, rows: 10, appIds: [7, 1000] })).data,
    ).toMatchObject({
      total: 2,
      pageData: [
        { appId: 7, available: true },
        { appId: 1000, available: false },
      ],
    });
    await order(`${pad}/installApp`, { apps: [{ appId: 7, padCodes }] });
    expect(world.phone.system.installed.has('com.example.demo')).toBe(true);
  });

  it('start, stop and restart', async () => {
    const { world, order, tasks } = openCloud();
    const operate = async (name: string, pkgName = 'com.telepad.notes') =>
      tasks(await order(`${pad}/${name}`, { padCodes, pkgName }), 'appOperateInfo');
    for (const name of ['startApp', 'stopApp', 'restartApp']) {
      expect(await operate(name)).toMatchObject([{ taskStatus: 3, taskResult: 'Success' }]);
    }
    expect(world.phone.system.log).toEqual([
      'start com.telepad.notes',
      'stop com.telepad.notes',
      'stop com.telepad.notes',
      'start com.telepad.notes',
    ]);
    for (const [name, message] of [
      ['startApp', 'Failed to start application'],
      ['stopApp', 'Failed to stop application'],
      ['restartApp', 'Failed to restart application'],
    ] as const) {
      expect(await operate(name, 'a.b')).toMatchObject([{ taskStatus: -1, errorMsg: message }]);
    }
  });
});

describe('files', () => {
  const url = 'http://127.0.0.1:9/com.example.demo.apk';

  it('are fetched by the file centre, then by phones, and installed', async () => {
    const { world, call, order, tasks } = openCloud();
    world.files.set(url, apk);
    const cached = await order(`${files}/file/cache`, {
      fileUrl: url,
      fileName: 'com.example.demo.apk',
    });
    const { fileUniqueId } = cached.data as { fileUniqueId: string };
    expect(cached.data).toEqual({
      taskId: 1,
      fileUniqueId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(await tasks(cached, 'cacheFileResult')).toEqual({
      fileList: [
        {
          taskId: 1,
          appId: null,
          fileUniqueId,
          fileName: 'com.example.demo.apk',
          taskStatus: 3,
          endTime: 1_735_787_045_300,
        },
      ],
    });
    expect((await call(`${files}/file/list`, { page: 1, rows: 10 })).data).toMatchObject({
      total: 1,
      pageData: [
        {
          fileUniqueId,
          fileMd5: '0f5f56a33d5f1eecc0510f76d33b497b',
          fileSize: 5,
          originUrl: url,
        },
      ],
    });
    const sent = await order(`${pad}/v2/uploadFile`, {
      padCodes,
      fileUniqueId,
      autoInstall: 1,
      customizeFilePath: '/Documents/',
    });
    expect(await tasks(sent)).toMatchObject([{ taskStatus: 3 }]);
    expect(world.phone.system.files.get('/sdcard/Documents/com.example.demo.apk')).toEqual(apk);
    expect(world.phone.system.installed.get('com.example.demo')).toMatchObject({ isSystem: false });
    await order(`${pad}/v2/uploadFile`, { padCodes: [second], fileUniqueId });
    expect([...world.otherPhone.system.files.keys()]).toEqual([
      '/sdcard/Download/com.example.demo.apk',
    ]);
    expect(world.otherPhone.system.installed.has('com.example.demo')).toBe(false);
  });

  it('must be what their MD5 says, and come from this machine', async () => {
    const { world, order, tasks } = openCloud();
    world.files.set(url, apk);
    const cache = async (changes: object) => {
      const body = { fileUrl: url, fileName: 'a.apk', ...changes };
      return tasks(await order(`${files}/file/cache`, body), 'fileTaskDetail');
    };
    expect(await cache({ fileMd5: '0F5F56A33D5F1EECC0510F76D33B497B' })).toMatchObject([
      { taskStatus: 3 },
    ]);
    expect(await cache({ fileMd5: '0'.repeat(32) })).toMatchObject([{ taskStatus: -1 }]);
    expect(await cache({ fileUrl: 'https://example.test/a.apk' })).toMatchObject([
      { taskStatus: -1 },
    ]);
  });

  it('are refused where the path, the file or the APK is none', async () => {
    const { world, call, order, tasks } = openCloud();
    world.files.set('http://127.0.0.1:9/note.txt', new Uint8Array([104, 105]));
    const cached = await order('/openapi/open/file/cache', {
      fileUrl: 'http://127.0.0.1:9/note.txt',
      fileName: 'note.txt',
    });
    const { fileUniqueId } = cached.data as { fileUniqueId: string };
    const path = `${pad}/v2/uploadFile`;
    const send = (changes: object) => call(path, { padCodes, fileUniqueId, ...changes });
    expect((await send({ customizeFilePath: 'Documents/' })).code).toBe(140006);
    expect((await send({ fileUniqueId: 'none' })).code).toBe(140005);
    expect((await send({ autoInstall: 2 })).code).toBe(100000);
    const answer = await order(path, { padCodes, fileUniqueId, autoInstall: 1 });
    expect(await tasks(answer)).toMatchObject([
      { taskStatus: -1, errorMsg: 'The file is no APK.' },
    ]);
  });

  it('take one call at the brands', async () => {
    const { world, order } = openCloud();
    world.files.set(url, apk);
    await order('/vcpcloud/api/padApi/uploadFileV3', { padCodes, url, autoInstall: 1 });
    expect(world.phone.system.installed.has('com.example.demo')).toBe(true);
  });
});

describe('the brands', () => {
  it('have the same operations under their own prefixes', async () => {
    const { call, get } = openCloud();
    for (const prefix of ['/vcpcloud/api/padApi', '/vsphone/api/padApi']) {
      expect((await get(`${prefix}/stsToken`)).code).toBe(200);
      expect((await call(`${prefix}/syncCmd`, { padCode: first, scriptContent: 'ls' })).code).toBe(
        200,
      );
      expect((await call(`${prefix}/padTaskDetail`, { taskIds: [1] })).data).toHaveLength(1);
      expect((await call(`${prefix}/setProxy`, { padCodes, enable: false })).code).toBe(200);
      expect((await call(`${prefix}/list`, {})).code).toBe(100002);
      expect((await call(`${prefix}/applyToken`, {})).code).toBe(100002);
      expect((await call(`${prefix}/toString`, {})).code).toBe(100002);
    }
  });
});
