import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { otherPhoneId, phoneId, useFakeClock } from '../fake-cloud.js';
import { createDevice } from './device-stage.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const row = { taskId: 14, padCode: phoneId, taskStatus: 3, endTime: 1756021166163 };

async function stateOf(changes: object, taskId = 'pad.14') {
  return createDevice(() => [
    { taskId: 13, padCode: phoneId },
    { ...row, ...changes },
  ]).run('getTask', { taskId });
}

describe('a task', () => {
  it.each([
    ['pad.14', 'padTaskDetail'],
    ['14', 'padTaskDetail'],
    ['power.14', 'padExecuteTaskInfo'],
    ['cmd.14', 'executeScriptInfo'],
    ['shot.14', 'screenshotInfo'],
    ['app.14', 'appOperateInfo'],
    ['file.14', 'fileTaskDetail'],
  ])('%s is asked of %s', async (taskId, query) => {
    const device = createDevice(() => [row]);
    expect(await device.run('getTask', { taskId })).toMatchObject({
      taskId: taskId === '14' ? 'pad.14' : taskId,
      phoneId,
      status: 'done',
      endedAt: 1756021166163,
    });
    expect(device.calls).toMatchObject([
      { path: `/task-center/open/task/${query}`, body: { taskIds: [14] } },
    ]);
  });

  it('of the other brands is asked of the one query that they have for phones', async () => {
    const device = createDevice(() => [row], { brand: 'vmos' });
    expect(await device.run('getTask', { taskId: 'cmd.14' })).toMatchObject({ taskId: 'cmd.14' });
    await device.run('getTask', { taskId: 'file.14' });
    expect(device.calls.map(({ path }) => path)).toEqual([
      '/vcpcloud/api/padApi/padTaskDetail',
      '/vcpcloud/api/padApi/fileTaskDetail',
    ]);
  });

  it.each([
    [-1, 'failed'],
    [-2, 'partly-failed'],
    [-3, 'cancelled'],
    [-4, 'timed-out'],
    [1, 'waiting'],
    [2, 'running'],
    [3, 'done'],
    ['2', 'running'],
  ])('with taskStatus %j is %s', async (taskStatus, status) => {
    expect(await stateOf({ taskStatus, endTime: '1756021166163' })).toEqual({
      taskId: 'pad.14',
      phoneId,
      status,
      endedAt: 1756021166163,
    });
  });

  it('tells what a command printed', async () => {
    expect(await stateOf({ taskResult: '/ws', errorMsg: '' }, 'cmd.14')).toMatchObject({
      status: 'done',
      output: '/ws',
    });
  });

  it('tells why it failed', async () => {
    const failed = { taskStatus: -1, taskResult: 'partial', errorMsg: 'no space' };
    expect(await stateOf(failed)).toMatchObject({ output: 'partial', error: 'no space' });
    expect(await stateOf({ taskStatus: -1, taskResult: 'no space' })).toMatchObject({
      error: 'no space',
    });
    expect(await stateOf({ taskStatus: 3, errorMsg: 'left over' })).not.toHaveProperty('error');
  });

  const apps = [
    { appName: 'Demo', pkgName: 'com.demo', versionName: '1.2', appState: 1 },
    { appName: '', pkgName: 'com.other' },
  ];
  const read = [
    { name: 'Demo', packageName: 'com.demo', version: '1.2', isRunning: true },
    { name: 'com.other', packageName: 'com.other' },
  ];

  it.each([
    ['in a field of their own', { apps }],
    ['as JSON in the result', { taskResult: JSON.stringify(apps) }],
    ['as JSON with a field apps', { taskResult: JSON.stringify({ apps }) }],
  ])('tells the apps %s', async (_name, changes) => {
    expect((await stateOf(changes)).apps).toEqual(read);
  });

  it.each([
    { taskResult: '[1,2]' },
    { taskResult: '[]' },
    { taskResult: '{"apps":[{"no":"app"}]}' },
    { taskResult: '[not json' },
    { apps: [{ appName: 'no package' }] },
  ])('does not take other output for apps: %j', async (changes) => {
    expect(await stateOf(changes)).not.toHaveProperty('apps');
  });

  it('without any app says so', async () => {
    expect((await stateOf({ apps: [] })).apps).toEqual([]);
  });

  it('with a number beyond 2^53 is asked for as text', async () => {
    const taskId = '9007199254740993';
    const device = createDevice(() => [{ ...row, taskId }]);
    expect(await device.run('getTask', { taskId: `cmd.${taskId}` })).toMatchObject({
      taskId: `cmd.${taskId}`,
    });
    expect(device.calls[0]?.text).toBe(`{"taskIds":["${taskId}"]}`);
  });

  it('of the file centre tells its state and nothing that belongs to no phone', async () => {
    const fileRow = { ...row, padCode: undefined, taskResult: 'SECRETIVE', errorMsg: 'SECRETIVE' };
    const answer = () => ({ fileList: [{ ...fileRow, taskStatus: -1 }] });
    const device = createDevice(answer, { brand: 'vmos' });
    expect(await device.run('getTask', { taskId: 'file.14' })).toEqual({
      taskId: 'file.14',
      phoneId,
      status: 'failed',
      endedAt: 1756021166163,
    });
  });
});

describe('a task that this phone does not have', () => {
  it.each([
    ['is none of the account', []],
    ['is no list', null],
    ['has no status', [{ ...row, taskStatus: null }]],
    ['has another number', [{ ...row, taskId: 15 }]],
    ['is of another phone', [{ ...row, padCode: otherPhoneId }]],
    ['is of no phone', [{ ...row, padCode: null }]],
  ])('since it %s is argument_invalid', async (_name, answer) => {
    const device = createDevice(() => answer);
    await expect(device.run('getTask', { taskId: 'pad.14' })).rejects.toMatchObject({
      code: 'argument_invalid',
    });
  });

  it('is not told where no caller has ever got the id of such a task', async () => {
    const device = createDevice(() => [{ ...row, padCode: undefined }]);
    await expect(device.run('getTask', { taskId: 'file.14' })).rejects.toMatchObject({
      code: 'argument_invalid',
    });
  });

  it('is not told even where rows may lack the phone, when another one is named', async () => {
    const device = createDevice(() => [{ ...row, padCode: otherPhoneId }], { brand: 'vmos' });
    await expect(device.run('getTask', { taskId: 'file.14' })).rejects.toMatchObject({
      code: 'argument_invalid',
    });
  });

  it.each(['x', 'pad.', 'pad.x', 'pad.1.2', 'toString.14', 'PAD.14', 'cmd.123456789012345678901'])(
    'since its id is none, %s, asks for nothing',
    async (taskId) => {
      const device = createDevice(() => [row]);
      await expect(device.run('getTask', { taskId })).rejects.toMatchObject({
        code: 'argument_invalid',
      });
      expect(device.calls).toEqual([]);
    },
  );
});
