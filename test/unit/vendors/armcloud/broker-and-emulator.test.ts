import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  checkDeviceInput,
  checkDeviceOutput,
} from '../../../../src/core/device/check-device-call.js';
import type {
  DeviceInput,
  DeviceOperationName,
  DeviceOutput,
} from '../../../../src/core/device/operations.js';
import type { BrokerTools } from '../../../../src/core/ports/broker.js';
import { createArmcloudAccount } from '../../../../src/vendors/armcloud/broker/armcloud-account.js';
import { armcloudBroker } from '../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { settle, useFakeClock } from './broker/fake-cloud.js';
import { first, openCloud, second } from './emulator/node/open-cloud.js';

/**
 * The broker's part of ArmCloud with the emulator's: they were written apart, from the same documents, and share no
 * more than the wire's tables.
 */
beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

function createStage(changes: Partial<ArmcloudSettings> = {}) {
  const { world, cloud, finish } = openCloud();
  world.time = Date.now();
  const warnings: string[] = [];
  const tools: BrokerTools = {
    now: () => world.now(),
    wait: async () => {},
    report: () => {},
    warn: (message) => warnings.push(message),
    async request({ method, url, headers, body = '' }) {
      const { pathname: path } = new URL(url);
      const answer = await cloud.handleRequest({ method, path, query: '', headers, body });
      return { status: answer.status, headers: answer.headers, text: String(answer.body) };
    },
  };
  const settings = {
    ...(cloud.credentials as { accessKey: string; secretKey: string }),
    baseUrl: 'https://emulator.example.test',
    sdkBaseUrl: 'https://emulator.example.test',
    ...changes,
  };
  const vendor = armcloudBroker(settings);
  const account = createArmcloudAccount(settings, () => tools);

  async function run<Name extends DeviceOperationName>(
    name: Name,
    input: DeviceInput<Name>,
    subject: object = { phoneId: first },
  ): Promise<DeviceOutput<Name>> {
    const operation = vendor.device?.[name] as (c: object, t: BrokerTools) => Promise<unknown>;
    const call = { ...subject, userId: 'u7', input: checkDeviceInput(name, input) };
    return checkDeviceOutput(name, await settle(operation(call, tools)));
  }
  const outcomeOf = async ({ taskId }: { taskId: string }) => {
    await finish();
    return run('getTask', { taskId });
  };
  return { world, vendor, account, tools, warnings, run, outcomeOf, finish };
}

const accounts: readonly (readonly [string, Partial<ArmcloudSettings>])[] = [
  ['ArmCloud', {}],
  ['ArmCloud with signature V1', { signature: 'v1' }],
  ['ArmCloud with signature V1 and the bare key', { signature: 'v1', credentialForm: 'bare' }],
  ['VMOS', { brand: 'vmos' }],
  ['VMOS with signature V1', { brand: 'vmos', signature: 'v1' }],
  ['VMOS with tickets like ArmCloud’s', { brand: 'vmos', ticketCall: 'batchApplyToken' }],
  ['VSPhone', { brand: 'vsphone' }],
];

describe.each(accounts)('an account of %s', (_name, settings) => {
  const issue = { userId: 'u7', role: 'control', isSecurePage: false, isRelayed: false } as const;

  it('opens phones, one and several', async () => {
    const { vendor, tools, warnings } = createStage(settings);
    const tickets = await settle(
      Promise.all(
        [first, second].map((phoneId) => vendor.issueTicket({ ...issue, phoneId }, tools)),
      ),
    );
    expect(tickets.map(({ phoneId }) => phoneId)).toEqual([first, second]);
    for (const { signalling } of tickets)
      expect(signalling.url).toMatch(/^ws:\/\/192\.0\.2\.10:5000\/./);
    expect(warnings).toEqual([]);
  });

  it('opens a group without the phone that is offline', async () => {
    const { world, vendor, tools } = createStage(settings);
    world.otherPhone.isOnline = false;
    const phoneIds = [first, second, 'AC00000000009'];
    const ticket = vendor.issueGroupTicket?.({ ...issue, phoneIds }, tools);
    expect(await settle(ticket as NonNullable<typeof ticket>)).toMatchObject({
      phoneIds: [first],
      failures: [
        { phoneId: second, error: { code: 'phone_offline' } },
        { phoneId: 'AC00000000009', error: { code: 'phone_not_found' } },
      ],
    });
  });

  it('lists its phones', async () => {
    const { run } = createStage(settings);
    const { phones, total } = await run('listPhones', {}, { phoneIds: 'all' });
    expect(total).toBe(2);
    expect(phones).toMatchObject([
      { phoneId: first, status: 'running', isOnline: true, isStreaming: false },
      { phoneId: second, status: 'running', isOnline: true, isStreaming: false },
    ]);
    await expect(run('getPhone', {}, { phoneId: 'AC00000000009' })).rejects.toMatchObject({
      code: 'phone_not_found',
    });
  });

  const orders: readonly (readonly [DeviceOperationName, object])[] = [
    ['setProperties', { properties: { modem: [{ name: 'IMEI', value: '1' }] } }],
    ['setAndroidProperties', { properties: { 'ro.product.model': 'P1' } }],
    ['restart', {}],
    ['reset', {}],
    ['takeScreenshot', {}],
    ['startCommand', { command: 'ls' }],
    ['listApps', {}],
    ['startApp', { packageName: 'com.telepad.notes' }],
    ['stopApp', { packageName: 'com.telepad.notes' }],
    ['restartApp', { packageName: 'com.telepad.notes' }],
    ['setTimeZone', { timeZone: 'Europe/Paris' }],
    ['setLanguage', { language: 'en', country: 'US' }],
    ['setLocation', { latitude: 48.8, longitude: 2.3 }],
    ['setSim', { country: 'US', properties: { imei: '868034031518269' } }],
    ['setProxy', { enable: true, host: '203.0.113.5', port: 1080 }],
    ['getProxy', {}],
    ['setBandwidth', { up: 0, down: 10 }],
  ];

  it.each(orders)('carries out %s', async (name, input) => {
    const { run, outcomeOf } = createStage(settings);
    const task = (await run(name, input as never)) as { taskId: string };
    expect(await outcomeOf(task)).toMatchObject({
      taskId: task.taskId,
      phoneId: first,
      status: 'done',
    });
  });

  it('tells model, properties, preview, command and ADB at once', async () => {
    const { run } = createStage(settings);
    expect(await run('getModel', {})).toMatchObject({ width: 720, height: 1280 });
    expect((await run('getProperties', {})).system).toContainEqual({
      name: 'ro.product.model',
      value: 'Telepad Virtual',
    });
    expect((await run('createPreview', {})).url).toMatch(/^http:\/\/192\.0\.2\.10:5000\//);
    expect(await run('runCommand', { command: 'ls' })).toMatchObject({ output: 'ran ls' });
    expect(await run('setAdb', { enable: true })).toMatchObject({ enable: true });
    expect(await run('stopStream', {})).toEqual({});
  });

  it('tells what a command printed, and which apps there are', async () => {
    const { run, outcomeOf } = createStage(settings);
    expect(await outcomeOf(await run('startCommand', { command: 'ls' }))).toMatchObject({
      output: 'ran ls',
    });
    expect((await outcomeOf(await run('listApps', {}))).apps).toEqual([
      { name: 'Notes', packageName: 'com.telepad.notes', version: '1.0' },
    ]);
    expect(await outcomeOf(await run('startCommand', { command: 'fail' }))).toMatchObject({
      status: 'failed',
      error: 'fail: not found',
    });
  });

  it('gives, takes back and refuses STS tokens', async () => {
    const { account } = createStage(settings);
    const token = await settle(account.stsToken());
    expect(token).toMatch(/^[\w-]{36}/);
    await settle(account.clearStsToken(token));
    expect(await settle(account.stsTokenByPadCode(first))).toMatch(/^[\w-]{36}/);
    await settle(account.clearStsTokenByPadCode(first));
    await expect(settle(account.stsTokenByPadCode('AC00000000009'))).rejects.toMatchObject({
      code: 'phone_not_found',
    });
  });

  it('ends streams, one by one', async () => {
    const { account } = createStage(settings);
    expect(await settle(account.dissolveRoom([first, 'AC00000000009']))).toMatchObject({
      stopped: [first],
      failures: [{ padCode: 'AC00000000009', error: { code: 'phone_not_found' } }],
    });
  });

  it('calls back, and what it calls is news', async () => {
    const { world, vendor, account, tools, run, finish } = createStage(settings);
    const kinds = await settle(account.selectList());
    const url = 'http://192.0.2.20/callbacks';
    const ids = kinds.map(({ id }) => id);
    expect(await settle(account.insertCallback({ ids, url }))).toBe(ids.length);
    expect(await settle(account.selectCallback())).toBe(url);
    const { taskId } = await run('startCommand', { command: 'ls' });
    const app = await run('stopApp', { packageName: 'com.telepad.notes' });
    const power = await run('restart', {});
    await finish();
    const news = await settle(
      Promise.all(world.posts.map(({ body }) => vendor.readCallback?.(body, tools))),
    );
    const told = news.map((item) => (item?.type === 'task' ? item.task.taskId : item?.status));
    expect(told).toEqual(expect.arrayContaining([taskId, app.taskId, power.taskId, 'running']));
    expect(told).not.toContain(undefined);
    await settle(account.deleteCallback());
    expect(await settle(account.selectCallback())).toBeNull();
  });
});

describe('a file from a web address', () => {
  const url = 'https://files.example.test/a.txt';

  it('arrives on the phone', async () => {
    const { world, run, outcomeOf, finish } = createStage();
    const bytes = new Uint8Array([1, 2, 3]);
    world.files.set(url, bytes);
    const source = { type: 'url', url, name: 'a.txt' } as const;
    const upload = await run('uploadFile', { source, path: '/sdcard/Documents/' });
    expect(upload.taskId).toMatch(/^upload\./);
    await finish();
    const pushed = await run('getTask', upload);
    expect(pushed.taskId).toMatch(/^pad\.\d+$/);
    expect(await outcomeOf(pushed)).toMatchObject({ status: 'done' });
    expect(world.phone.system.files.get('/sdcard/Documents/a.txt')).toEqual(bytes);
  });

  it('that is not there fails', async () => {
    const { run, outcomeOf } = createStage();
    const source = { type: 'url', url, name: 'a.txt' } as const;
    expect(await outcomeOf(await run('uploadFile', { source }))).toMatchObject({
      status: 'failed',
    });
  });
});

it('An app of the store is installed and uninstalled', async () => {
  const { world, account, run, outcomeOf, finish } = createStage();
  const url = 'https://files.example.test/demo.apk';
  world.files.set(url, new Uint8Array([0x50, 0x4b, 3, 4, 7]));
  const [app] = await settle(account.cacheApps([{ url, name: 'Demo', packageName: 'com.demo' }]));
  await finish();
  expect(await settle(account.fileTask(app?.taskId ?? ''))).toMatchObject({ status: 'done' });
  const input = { appId: app?.appId ?? '', name: 'Demo', packageName: 'com.demo' };
  expect(await outcomeOf(await run('installApp', input))).toMatchObject({ status: 'done' });
  expect(world.phone.system.installed.has('com.demo')).toBe(true);
  await outcomeOf(await run('uninstallApp', { packageName: 'com.demo' }));
  expect(world.phone.system.installed.has('com.demo')).toBe(false);
});

it('A file of the store is put on the phone', async () => {
  const { world, account, run, outcomeOf, finish } = createStage();
  const url = 'https://files.example.test/a.txt';
  world.files.set(url, new Uint8Array([7]));
  const { fileId } = await settle(account.cacheFile({ url, name: 'a.txt' }));
  await finish();
  const task = await run('uploadFile', { source: { type: 'file', fileId } });
  expect(await outcomeOf(task)).toMatchObject({ status: 'done' });
  expect([...world.phone.system.files.values()]).toEqual([new Uint8Array([7])]);
});

it('An account with another secret is refused', async () => {
  const { account } = createStage({ secretKey: 'another' });
  await expect(settle(account.stsToken())).rejects.toMatchObject({
    code: 'vendor_credentials_rejected',
  });
});

it('A rate limit is passed on with its wait', async () => {
  const { world, run } = createStage();
  world.faults.rateLimited = true;
  await expect(run('getPhone', {})).rejects.toMatchObject({
    code: 'vendor_rate_limited',
    retryAfterMs: expect.any(Number),
  });
});
