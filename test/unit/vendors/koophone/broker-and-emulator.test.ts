import { describe, expect, it } from 'vitest';
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
import { createKoophoneAccount } from '../../../../src/vendors/koophone/broker/koophone-account.js';
import { koophoneBroker } from '../../../../src/vendors/koophone/broker/koophone-broker.js';
import type { KoophoneSettings } from '../../../../src/vendors/koophone/broker/koophone-settings.js';
import { first, openCloud, second } from './emulator/node/open-cloud.js';

/**
 * The broker's part of KooPhone with the emulator's: they were written apart, from the same documents, and share no
 * more than the signalling's codecs, which neither uses here.
 */
function createStage(way: 'keys' | 'password', changes: Partial<KoophoneSettings> = {}) {
  const { world, cloud, credentials, join } = openCloud();
  world.time = Date.now();
  const { accessKey, secretKey, userName, password, domainName, region } = credentials;
  const warnings: string[] = [];
  const stages: string[] = [];
  const paths: string[] = [];
  const tools: BrokerTools = {
    now: () => world.now(),
    async wait(ms) {
      world.advance(ms);
    },
    report: ({ stage, hint }) => stages.push(hint === undefined ? stage : `${stage} ${hint}`),
    warn: (message) => warnings.push(message),
    async request({ method, url, headers, body = '' }) {
      const { pathname: path, search, host } = new URL(url);
      paths.push(path);
      const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      const answer = await cloud.handleRequest({
        ...{ method, path, query: search.slice(1), body },
        headers: { host, ...Object.fromEntries(own) },
      });
      return { status: answer.status, headers: answer.headers, text: String(answer.body) };
    },
  };
  const settings: KoophoneSettings = {
    region,
    baseUrl: 'http://127.0.0.1:5000',
    iamUrl: 'http://127.0.0.1:5000',
    credentials: way === 'keys' ? { accessKey, secretKey } : { userName, password, domainName },
    ...changes,
  };
  const vendor = koophoneBroker(settings);
  const account = createKoophoneAccount(settings, () => tools, { allowOrders: true });
  const issue = (phoneId = first) =>
    vendor.issueTicket(
      { phoneId, userId: 'u7', role: 'control', isSecurePage: false, isRelayed: true },
      tools,
    );
  async function run<Name extends DeviceOperationName>(
    name: Name,
    input: DeviceInput<Name>,
    subject: object = { phoneId: first },
  ): Promise<DeviceOutput<Name>> {
    const operation = vendor.device?.[name] as (c: object, t: BrokerTools) => Promise<unknown>;
    const call = { ...subject, userId: 'u7', input: checkDeviceInput(name, input) };
    return checkDeviceOutput(name, await operation(call, tools));
  }
  return { world, vendor, account, tools, warnings, stages, paths, issue, run, join };
}

describe.each(['keys', 'password'] as const)('a broker with its %s', (way) => {
  it('gets a ticket whose address the signalling server admits', async () => {
    const { issue, join, warnings, paths } = createStage(way);
    const { signalling, dialect, expiresAt } = await issue();
    expect(new URL(signalling.url).host).toBe('192.0.2.10:5000');
    const socket = join(signalling.url.replace(/^ws:\/\/[^/]+/, ''));
    expect(socket.sent[2]).toBe('42["authorize",{"authorized":true,"code":0}]');
    socket.receive(`42["start",{"room":"${dialect?.deviceId}","times":0}]`);
    expect(socket.sent[3]).toMatch(/^42\["start",\{"streamId":"/);
    expect(expiresAt).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
    expect(paths.filter((path) => path.startsWith('/v3/'))).toHaveLength(way === 'keys' ? 0 : 1);
  });

  it('waits for a phone that is queued and restored, and tells how far it is', async () => {
    const { issue, stages, world } = createStage(way);
    Object.assign(world.faults, { preparationMs: 8000, queueLength: 2, failPreparation: 'once' });
    await issue();
    expect(new Set(stages)).toEqual(new Set(['restoring', 'queued 2', 'queued 1']));
  });

  it('gives up on a phone that cannot be made ready', async () => {
    const { issue, world } = createStage(way);
    world.faults.failPreparation = 'always';
    await expect(issue()).rejects.toMatchObject({ code: 'phone_offline' });
    Object.assign(world.faults, { failPreparation: 'none', preparationStatus: 10 });
    await expect(issue()).rejects.toMatchObject({ code: 'phone_offline' });
    world.faults.preparationStatus = 2;
    await expect(issue()).rejects.toMatchObject({ code: 'vendor_rejected' });
  });

  it('ends a session, which frees the phone', async () => {
    const { issue, vendor, account, tools } = createStage(way);
    await issue();
    expect(await account.phoneStatus([first])).toMatchObject([{ raw: 2 }]);
    await vendor.endSession?.({ phoneId: first, userId: 'u7' }, tools);
    expect(await account.phoneStatus([first])).toMatchObject([{ raw: 0 }]);
  });

  it('lists phones, restarts them, and runs commands', async () => {
    const { run, world, account } = createStage(way);
    world.otherPhone.isOnline = false;
    const { phones } = await run('listPhones', {}, { phoneIds: 'all' });
    expect(phones.map(({ phoneId }) => phoneId)).toEqual([first, second]);
    expect(await run('runCommand', { command: 'id' })).toMatchObject({ output: 'ran id' });
    const { taskId } = await run('startCommand', { command: 'id' });
    world.advance(300);
    expect(await run('getTask', { taskId })).toMatchObject({ status: 'done' });
    await run('restart', {});
    await expect(run('restart', {})).rejects.toMatchObject({ name: 'TelepadError' });
    world.advance(300);
    expect(world.phone.system.log).toContain('restart');
    expect((await account.listPhones()).phones).toHaveLength(2);
  });

  it('does what an administrator may', async () => {
    const { account, world } = createStage(way);
    await account.assign([{ userId: 'u7', phoneId: first }]);
    const wiped = await account.unassign([{ userId: 'u7', phoneId: first }]);
    world.advance(300);
    expect(await account.task(wiped.taskId)).toMatchObject([{ status: 'done' }]);
    const url = 'http://127.0.0.1:1/app.apk';
    world.files.set(url, new Uint8Array(4));
    for (const isFast of [false, true]) {
      const version = isFast ? '2' : '1';
      const named = { packageName: 'com.example', fileName: 'app.apk', version, url };
      const task = await account.installApp({ ...named, sizeMegabytes: 1, isFast }, [first]);
      world.advance(300);
      expect(await account.task(task.taskId)).toMatchObject([{ status: 'done' }]);
    }
    expect(await account.listApps(first)).toMatchObject([{}, { version: '2' }]);
  });
});

describe('a broker with a password', () => {
  it('gets another token when the one it has is dead', async () => {
    const { issue, world, paths } = createStage('password');
    await issue();
    world.advance(25 * 3_600_000);
    await issue();
    expect(paths.filter((path) => path === '/v3/auth/tokens')).toHaveLength(2);
  });

  it('says that the credentials are wrong', async () => {
    const credentials = { userName: 'x', password: 'y', domainName: 'z' };
    const { issue } = createStage('password', { credentials });
    await expect(issue()).rejects.toMatchObject({ code: expect.stringMatching(/^vendor_|config/) });
  });
});

describe('a ticket for the assumed language', () => {
  it('has an address that the emulator knows', async () => {
    const { issue, join } = createStage('keys', { protocol: 'assumed-json-v0' });
    const { signalling, dialect } = await issue();
    const socket = join(signalling.url.replace(/^ws:\/\/[^/]+/, ''));
    socket.receive(JSON.stringify({ t: 'hello', v: 0, device_id: dialect?.deviceId }));
    expect(socket.sent[0]).toContain('"t":"welcome"');
  });
});
