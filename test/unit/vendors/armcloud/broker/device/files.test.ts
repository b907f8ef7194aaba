import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CloudCall, otherPhoneId, phoneId, reply, useFakeClock } from '../fake-cloud.js';
import { createDevice } from './device-stage.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const paths = {
  cache: '/file-center/open/file/cache',
  look: '/task-center/open/task/fileTaskDetail',
  push: '/openapi/open/pad/v2/uploadFile',
  phoneTask: '/task-center/open/task/padTaskDetail',
};
const url = 'https://files.example.test/a.apk';
const input = { source: { type: 'url', url, name: 'a.apk' } } as const;
const fileId = '6865b417b7257d782afd5ac8bee4d311';

/** A cloud that has fetched the file at the look with this number; `push` answers the second step. */
function createStage({
  fetchedAt = 1,
  lastStatus = 3,
  push = () => [{ taskId: 39, padCode: phoneId, vmStatus: 1 }] as unknown,
} = {}) {
  let looks = 0;
  return createDevice((call: CloudCall) => {
    switch (call.path) {
      case paths.cache:
        return { taskId: 7, fileUniqueId: fileId };
      case paths.look:
        looks += 1;
        return [
          { taskId: 7, fileUniqueId: fileId, taskStatus: looks < fetchedAt ? 2 : lastStatus },
        ];
      case paths.push:
        return push();
      default:
        return [{ taskId: 39, padCode: phoneId, taskStatus: 3 }];
    }
  });
}

const steps = ({ calls }: { calls: readonly CloudCall[] }) =>
  calls.map(({ path }) => Object.entries(paths).find(([, known]) => known === path)?.[0]);

describe('a file from a web address', () => {
  it('that is fetched at once is put on the phone within the request', async () => {
    const stage = createStage();
    const md5 = '32E1F345F209A7DC1CC704913EA436D3';
    const task = await stage.run('uploadFile', {
      source: { ...input.source, md5 },
      path: '/Documents/',
      install: true,
    });
    expect(task).toEqual({ taskId: 'pad.39' });
    expect(stage.calls.map(({ path, body }) => [path, body])).toEqual([
      [
        paths.cache,
        { fileUrl: url, fileName: 'a.apk', fileMd5: '32e1f345f209a7dc1cc704913ea436d3' },
      ],
      [paths.look, { taskIds: [7] }],
      [
        paths.push,
        {
          padCodes: [phoneId],
          autoInstall: 1,
          fileUniqueId: fileId,
          customizeFilePath: '/Documents/',
        },
      ],
    ]);
  });

  it('that is fetched soon is waited for', async () => {
    const stage = createStage({ fetchedAt: 3 });
    expect(await stage.run('uploadFile', input)).toEqual({ taskId: 'pad.39' });
    expect(steps(stage)).toEqual(['cache', 'look', 'look', 'look', 'push']);
    expect(stage.calls.map(({ at }) => at)).toEqual([0, 0, 400, 1200, 1200]);
  });

  it('that takes longer goes on with the questions for its task', async () => {
    const stage = createStage({ fetchedAt: 5 });
    const path = `/sdcard/${'deep/'.repeat(80)}`;
    const { taskId } = await stage.run('uploadFile', { ...input, path });
    expect(taskId).toMatch(/^upload\.[\w.-]+$/);
    const ask = () => stage.run('getTask', { taskId });
    expect(await ask()).toEqual({ taskId, phoneId, status: 'running', progress: 0 });
    expect(await ask()).toEqual({ taskId: 'pad.39', phoneId, status: 'running', progress: 0.5 });
    expect(stage.calls.at(-1)?.body).toMatchObject({ customizeFilePath: path, autoInstall: 0 });
    // The file is put there once, however often the first id is asked for.
    expect(await ask()).toEqual({ taskId: 'pad.39', phoneId, status: 'done' });
    expect(steps(stage).slice(4)).toEqual(['look', 'look', 'push', 'phoneTask']);
  });

  it('is put there once by two questions at the same time', async () => {
    const stage = createStage({ fetchedAt: 4 });
    const { taskId } = await stage.run('uploadFile', input);
    const both = await Promise.all([1, 2].map(() => stage.run('getTask', { taskId })));
    expect(both.map((state) => state.taskId)).toEqual(['pad.39', 'pad.39']);
    expect(steps(stage).filter((step) => step === 'push')).toHaveLength(1);
  });

  it('goes on at another broker with the same keys', async () => {
    const { taskId } = await createStage({ fetchedAt: 9 }).run('uploadFile', input);
    const other = createStage();
    expect(await other.run('getTask', { taskId })).toMatchObject({ taskId: 'pad.39' });
    expect(steps(other)).toEqual(['look', 'push']);
  });

  it('may be put there later when the phone is offline at that moment', async () => {
    let isOnline = 0;
    const stage = createStage({
      fetchedAt: 4,
      push: () => [{ taskId: 39, padCode: phoneId, vmStatus: isOnline }],
    });
    const { taskId } = await stage.run('uploadFile', input);
    await expect(stage.run('getTask', { taskId })).rejects.toMatchObject({ code: 'phone_offline' });
    isOnline = 1;
    expect(await stage.run('getTask', { taskId })).toMatchObject({ taskId: 'pad.39' });
  });

  it.each([-1, -2, -3, -4])('that cannot be fetched fails: taskStatus %i', async (lastStatus) => {
    await expect(createStage({ lastStatus }).run('uploadFile', input)).rejects.toMatchObject({
      code: 'task_failed',
      message: expect.not.stringContaining('example.test'),
    });
    const later = createStage({ fetchedAt: 4, lastStatus });
    const { taskId } = await later.run('uploadFile', input);
    expect(await later.run('getTask', { taskId })).toMatchObject({
      taskId,
      status: 'failed',
      error: expect.stringContaining('fetch a file'),
    });
    expect(steps(later)).not.toContain('push');
  });

  it('whose task is not listed yet is being fetched', async () => {
    const stage = createDevice(({ path }) =>
      path === paths.cache ? [{ taskId: 7, fileUniqueId: fileId }] : [],
    );
    expect((await stage.run('uploadFile', input)).taskId).toMatch(/^upload\./);
  });

  it('passes on what the vendor says of the address', async () => {
    const stage = createDevice(() => reply(110006));
    await expect(stage.run('uploadFile', input)).rejects.toMatchObject({ code: 'vendor_rejected' });
    expect(stage.calls).toHaveLength(1);
  });
});

describe('the id of an upload', () => {
  it('is of no use for another phone', async () => {
    const stage = createStage({ fetchedAt: 4 });
    const { taskId } = await stage.run('uploadFile', input);
    const before = stage.calls.length;
    await expect(stage.run('getTask', { taskId }, { phoneId: otherPhoneId })).rejects.toMatchObject(
      { code: 'argument_invalid' },
    );
    expect(stage.calls).toHaveLength(before);
  });

  it('is of no use with other keys', async () => {
    const { taskId } = await createStage({ fetchedAt: 9 }).run('uploadFile', input);
    const other = createDevice(() => [], { secretKey: 'another' });
    await expect(other.run('getTask', { taskId })).rejects.toMatchObject({
      code: 'argument_invalid',
    });
    expect(other.calls).toEqual([]);
  });

  it('is of use for a day', async () => {
    const { taskId } = await createStage({ fetchedAt: 9 }).run('uploadFile', input);
    vi.advanceTimersByTime(86_399_000);
    const other = createStage();
    expect(await other.run('getTask', { taskId })).toMatchObject({ taskId: 'pad.39' });
    vi.advanceTimersByTime(2000);
    await expect(createStage().run('getTask', { taskId })).rejects.toMatchObject({
      code: 'argument_invalid',
    });
  });

  it('has one form only, so that no other text for it puts the file there again', async () => {
    const stage = createStage({ fetchedAt: 4 });
    const { taskId } = await stage.run('uploadFile', input);
    await stage.run('getTask', { taskId });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // The last two bits of 43 characters are no part of 32 bytes.
    const last = alphabet.indexOf(taskId.slice(-1));
    for (const bits of [1, 2, 3]) {
      const text = taskId.slice(0, -1) + alphabet[last ^ bits];
      await expect(stage.run('getTask', { taskId: text })).rejects.toMatchObject({
        code: 'argument_invalid',
      });
    }
    expect(steps(stage).filter((step) => step === 'push')).toHaveLength(1);
  });

  it('cannot be changed', async () => {
    const stage = createStage({ fetchedAt: 9 });
    const { taskId } = await stage.run('uploadFile', input);
    const [kind, payload = '', mac = ''] = taskId.split('.');
    const order = JSON.stringify(['7', 'another-file', true]);
    const forged = Buffer.from(order).toString('base64url');
    const before = stage.calls.length;
    for (const text of [
      `${kind}.${forged}.${mac}`,
      `${kind}.${payload}.${mac.slice(0, -1)}`,
      `${kind}.${payload}.${'A'.repeat(43)}`,
      `${kind}.${payload}`,
      `${kind}.x.${mac}`,
    ]) {
      await expect(stage.run('getTask', { taskId: text })).rejects.toMatchObject({
        code: 'argument_invalid',
      });
    }
    expect(stage.calls).toHaveLength(before);
  });
});
