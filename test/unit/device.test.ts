import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type BrokerNews,
  createArmcloudAccount,
  createBroker,
  createServerTools,
} from '../../src/broker.js';
import { type BrokerServer, serveBroker } from '../../src/broker-node.js';
import { createDeviceApi } from '../../src/device.js';
import { type Emulator, startEmulator } from '../../src/emulator.js';

/** From the page's side through a broker's HTTP to the emulator's cloud and its phone, and back as a callback. */
let emulator: Emulator;
let server: BrokerServer;
let phoneId: string;
const secret = 'a-secret-of-this-test';
const news: BrokerNews[] = [];
let heard = (_news: BrokerNews) => {};

beforeAll(async () => {
  emulator = await startEmulator();
  const { baseUrl, credentials, phoneIds } = emulator.clouds.armcloud;
  [phoneId = ''] = phoneIds;
  const settings = { baseUrl, ...credentials };
  server = await serveBroker({
    broker: createBroker({
      vendors: { armcloud: settings },
      authorize: () => ({
        userId: 'u7',
        phones: [phoneId],
        role: 'watch',
        operations: ['getPhone', 'runCommand', 'startCommand', 'getTask'],
      }),
      callbacks: {
        secret,
        onNews: (one) => {
          news.push(one);
          heard(one);
        },
      },
    }),
  });
  const account = createArmcloudAccount(settings, createServerTools());
  const kinds = await account.selectList();
  await account.insertCallback({
    ids: kinds.map(({ id }) => id),
    url: `${server.url}/telepad/callbacks/armcloud/${secret}`,
  });
}, 30_000);
afterAll(async () => {
  await server?.close();
  await emulator?.close();
});

const deviceOf = (id: string) => createDeviceApi({ url: `${server.url}/telepad`, phoneId: id });

it('tells how the phone is, and runs a command on it', async () => {
  expect(await deviceOf(phoneId).getPhone()).toMatchObject({
    phoneId,
    status: 'running',
    isOnline: true,
    isStreaming: false,
  });
  expect(await deviceOf(phoneId).runCommand({ command: 'echo hello' })).toMatchObject({
    output: 'hello',
  });
});

it('follows a task to its end, and the callback tells the server of it', async () => {
  const told = new Promise<BrokerNews>((resolve) => {
    heard = (one) => {
      if (one.type === 'task' && one.task.status === 'done') resolve(one);
    };
  });
  const device = deviceOf(phoneId);
  const { taskId } = await device.startCommand({ command: 'getprop ro.product.brand' });
  const states: string[] = [];
  const end = await device.waitForTask(taskId, {
    pollIntervalMs: 250,
    onProgress: ({ status }) => states.push(status),
  });
  expect(end).toMatchObject({ taskId, phoneId, status: 'done', output: 'telepad' });
  expect(states.at(-1)).toBe('done');
  expect(await told).toMatchObject({
    type: 'task',
    vendor: 'armcloud',
    task: { taskId, phoneId, status: 'done', output: 'telepad' },
  });
});

it('is held to the grant', async () => {
  await expect(deviceOf(phoneId).reset()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deviceOf('AC00000000002').getPhone()).rejects.toMatchObject({ code: 'forbidden' });
  await expect(deviceOf(phoneId).runCommand({ command: '' })).rejects.toMatchObject({
    code: 'argument_invalid',
    message:
      'The operation runCommand was not sent because command is not of a length >=1. Correct the input.',
  });
});
