import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import {
  createFakeCloud,
  failureOf,
  otherPhoneId,
  phoneId,
  reply,
  settings,
  settle,
  useFakeClock,
} from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

function receive(
  body: unknown,
  answer: unknown = [{ taskId: 2, padCode: phoneId, taskStatus: 3, taskResult: 'confirmed' }],
) {
  const cloud = createFakeCloud(() => answer);
  const news = armcloudBroker(settings).readCallback?.(body, cloud.tools);
  if (!news) throw new Error('there are no callbacks');
  return { ...cloud, news };
}

const task = { taskId: 2, padCode: phoneId, taskStatus: -1, taskResult: 'FORGED' };

describe('a callback of a task', () => {
  it.each([
    ['of a command', { ...task, cmd: 'ls', cmdResult: 'FORGED' }, 'executeScriptInfo', 'cmd.2'],
    [
      'of a file on a phone',
      { taskId: 2, result: true, errorCode: null, padCode: phoneId, fileId: 'f' },
      'padTaskDetail',
      'pad.2',
    ],
    [
      'of installed apps',
      { taskId: 2, apps: [{ appId: 1, pkgName: 'com.demo', padCode: phoneId, result: true }] },
      'padTaskDetail',
      'pad.2',
    ],
    [
      'of an uninstalled app',
      { taskId: 2, apps: { appId: 1, pkgName: 'com.demo', padCode: phoneId }, result: true },
      'padTaskDetail',
      'pad.2',
    ],
    ['of a started app', { ...task, pkgName: 'com.demo' }, 'appOperateInfo', 'app.2'],
    [
      'of a list of apps',
      { ...task, apps: [{ appName: 'Demo', pkgName: 'com.demo' }] },
      'padTaskDetail',
      'pad.2',
    ],
    ['of a restart', { ...task, taskBusinessType: 1000 }, 'padExecuteTaskInfo', 'power.2'],
    ['of a reset', { ...task, taskBusinessType: '1001' }, 'padExecuteTaskInfo', 'power.2'],
    ['of a command, by number', { ...task, taskBusinessType: 1002 }, 'executeScriptInfo', 'cmd.2'],
    ['of a screenshot', { ...task, taskBusinessType: 1008 }, 'screenshotInfo', 'shot.2'],
    ['of a stopped app, by number', { ...task, taskBusinessType: 1005 }, 'appOperateInfo', 'app.2'],
    ['of another image', { ...task, taskBusinessType: 1012 }, 'padTaskDetail', 'pad.2'],
  ])('%s is news only as the vendor confirms it', async (_name, body, query, taskId) => {
    const { calls, news } = receive(body);
    expect(await settle(news)).toEqual({
      type: 'task',
      task: { taskId, phoneId, status: 'done', output: 'confirmed' },
    });
    expect(calls).toMatchObject([
      { path: `/task-center/open/task/${query}`, body: { taskIds: [2] } },
    ]);
  });

  it.each([
    ['does not know the task', []],
    ['knows it of another phone', [{ taskId: 2, padCode: otherPhoneId, taskStatus: 3 }]],
  ])('is no news when the vendor %s', async (_name, answer) => {
    expect(await settle(receive(task, answer).news)).toBeUndefined();
  });

  it('fails when the vendor cannot be asked', async () => {
    expect(await failureOf(receive(task, reply(100005)).news)).toMatchObject({
      code: 'vendor_credentials_rejected',
    });
  });
});

describe('a callback of a phone’s state', () => {
  const row = { padCode: phoneId, padStatus: 12, online: 0 };

  it('is news as the vendor confirms it', async () => {
    const { calls, news } = receive({ padCode: phoneId, padStatus: 10 }, { pageData: [row] });
    expect(await settle(news)).toEqual({ type: 'phone-status', phoneId, status: 'resetting' });
    expect(calls).toMatchObject([
      { path: '/openapi/open/pad/padDetails', body: { page: 1, rows: 1, padCodes: [phoneId] } },
    ]);
  });

  it('is no news when the vendor does not know the phone', async () => {
    const { news } = receive({ padCode: phoneId, padStatus: 10 }, { pageData: [] });
    expect(await settle(news)).toBeUndefined();
  });
});

describe('no news, and no question, is', () => {
  it.each([
    [undefined],
    [null],
    ['text'],
    [7],
    [[]],
    [[task]],
    [{}],
    [{ padCode: phoneId }],
    [{ taskId: 2 }],
    [{ taskId: 2, padCode: 7 }],
    [{ taskId: 2, padCode: 'a b' }],
    [{ taskId: 2, padCode: '' }],
    [{ taskId: 'x', padCode: phoneId }],
    [{ taskId: {}, padCode: phoneId }],
    [{ padStatus: 'x', padCode: phoneId }],
    [{ taskId: 2, apps: [null, 7] }],
    // The file centre's tasks are of no phone.
    [{ taskId: 2, taskStatus: 3, originFileUrl: 'x', fileUniqueId: 'f' }],
    // The machine that phones run on.
    [{ deviceStatus: 1, deviceCode: 'd' }],
  ])('%j', async (body) => {
    const { calls, news } = receive(body);
    expect(await settle(news)).toBeUndefined();
    expect(calls).toEqual([]);
  });
});
