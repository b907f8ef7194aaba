import { describe, expect, it } from 'vitest';
import { first, openCloud } from './open-cloud.js';

const config = '/openapi/open/config';
const pad = '/openapi/open/pad';
const padCodes = [first];
const url = 'http://127.0.0.1:9/hook';

interface CallbackType {
  readonly id: number;
  readonly callbackType: string;
}

/** A cloud whose account wants every callback. */
async function open() {
  const opened = openCloud();
  const types = (await opened.get(`${config}/selectList`)).data as readonly CallbackType[];
  const callbackIdList = types.map(({ id }) => id);
  await opened.call(`${config}/insertCallback`, { callbackIdList, callbackUrl: url });
  return { ...opened, types, callbackIdList };
}

describe('the configuration of callbacks', () => {
  it('lists what there is, adds, tells, changes and deletes', async () => {
    const { call, get } = openCloud();
    expect((await get(`${config}/selectList`)).data).toContainEqual({
      id: 2,
      callbackType: '1000',
      callbackName: 'Instance restart',
    });
    expect((await get(`${config}/selectCallback`)).data).toBeNull();
    const add = { callbackIdList: [1, 2, 2, 99], callbackUrl: '127.0.0.1:9/hook' };
    expect((await call(`${config}/insertCallback`, add)).data).toBe(2);
    expect((await get(`${config}/selectCallback`)).data).toBe(url);
    const change = { callbackIdList: [3], callbackUrl: 'https://localhost/other' };
    expect((await call(`${config}/updateCallback`, change)).data).toBe(1);
    expect((await get(`${config}/selectCallback`)).data).toBe('https://localhost/other');
    expect((await call(`${config}/deleteCallback`)).data).toBe(1);
    expect((await get(`${config}/selectCallback`)).data).toBeNull();
  });

  it('refuses what is not documented', async () => {
    const { call } = openCloud();
    for (const body of [
      {},
      { callbackIdList: [1] },
      { callbackIdList: [], callbackUrl: url },
      { callbackIdList: ['x'], callbackUrl: url },
    ]) {
      expect((await call(`${config}/insertCallback`, body)).code).toBe(100000);
    }
  });

  it('sends only what is wanted', async () => {
    const { world, call, order, types } = await open();
    const commands = types.filter(({ callbackType }) => callbackType === '1002');
    await call(`${config}/updateCallback`, {
      callbackIdList: commands.map(({ id }) => id),
      callbackUrl: url,
    });
    await order(`${pad}/updateTimeZone`, { padCodes, timeZone: 'Asia/Tokyo' });
    expect(world.posts).toEqual([]);
    await order(`${pad}/asyncCmd`, { padCodes, scriptContent: 'ls' });
    expect(world.posts).toHaveLength(1);
  });
});

const endTime = 1_735_787_045_300;

describe('callbacks', () => {
  const single: readonly (readonly [string, string, object, object])[] = [
    [
      'of a command',
      `${pad}/asyncCmd`,
      { padCodes, scriptContent: 'ls' },
      {
        taskId: 1,
        padCode: first,
        taskStatus: 3,
        endTime,
        taskResult: 'Success',
        taskContent: null,
        cmd: 'ls',
        cmdResult: 'ran ls',
      },
    ],
    [
      'of a command that fails',
      `${pad}/asyncCmd`,
      { padCodes, scriptContent: 'fail' },
      {
        taskId: 1,
        padCode: first,
        taskStatus: -1,
        endTime,
        taskResult: 'Fail',
        taskContent: null,
        cmd: 'fail',
        cmdResult: 'fail: not found',
      },
    ],
    [
      'of an installation',
      `${pad}/installApp`,
      { apps: [{ appId: 1, padCodes }] },
      {
        taskId: 1,
        apps: [
          {
            appId: 1,
            appName: 'Sample',
            pkgName: 'com.telepad.sample',
            padCode: first,
            result: true,
          },
        ],
      },
    ],
    [
      'of a removal that fails',
      `${pad}/uninstallApp`,
      { apps: [{ appId: 1, appName: 'Sample', pkgName: 'com.telepad.sample', padCodes }] },
      {
        taskId: 1,
        apps: { appId: 1, appName: 'Sample', pkgName: 'com.telepad.sample', padCode: first },
        result: false,
      },
    ],
    ...(['startApp', 'stopApp', 'restartApp'] as const).map(
      (name) =>
        [
          `of ${name}`,
          `${pad}/${name}`,
          { padCodes, pkgName: 'com.telepad.notes' },
          { taskId: 1, taskStatus: 3, padCode: first, pkgName: 'com.telepad.notes' },
        ] as const,
    ),
    [
      'of a list of apps',
      `${pad}/listApp`,
      { padCodes },
      {
        taskId: 1,
        taskStatus: 3,
        padCode: first,
        apps: [{ appName: 'Notes', pkgName: 'com.telepad.notes', versionName: '1.0' }],
      },
    ],
    [
      'of a setting',
      `${pad}/updateTimeZone`,
      { padCodes, timeZone: 'Asia/Tokyo' },
      {
        taskBusinessType: 1010,
        taskId: 1,
        taskStatus: 3,
        padCode: first,
        taskResult: 'Success',
        taskContent: null,
        endTime,
      },
    ],
  ];
  for (const [name, path, body, posted] of single) {
    it(`${name} are posted when it is over`, async () => {
      const { world, order } = await open();
      await order(path, body);
      expect(world.posts).toEqual([{ url, body: posted }]);
    });
  }

  it('of a restart tell the state of the phone before and after', async () => {
    const { world, order } = await open();
    await order(`${pad}/restart`, { padCodes });
    expect(world.posts.map(({ body }) => body)).toEqual([
      { padStatus: 11, padCode: first },
      { padStatus: 10, padCode: first },
      {
        taskBusinessType: 1000,
        taskId: 1,
        taskStatus: 3,
        padCode: first,
        taskResult: 'Success',
        taskContent: null,
        endTime,
      },
    ]);
  });

  it('of files tell the fetching and the putting', async () => {
    const { world, order } = await open();
    world.files.set('http://127.0.0.1:9/a.txt', new Uint8Array([1]));
    const cached = await order('/file-center/open/file/cache', {
      fileUrl: 'http://127.0.0.1:9/a.txt',
      fileName: 'a.txt',
    });
    const { fileUniqueId } = cached.data as { fileUniqueId: string };
    await order(`${pad}/v2/uploadFile`, { padCodes, fileUniqueId });
    await order(`${pad}/v2/uploadFile`, { padCodes, fileUniqueId, autoInstall: 1 });
    expect(world.posts.map(({ body }) => body)).toEqual([
      { taskId: 1, taskStatus: 3, originFileUrl: 'http://127.0.0.1:9/a.txt', fileUniqueId },
      { taskId: 2, result: true, errorCode: null, padCode: first, fileId: fileUniqueId },
      { taskId: 3, result: false, errorCode: '100010', padCode: first, fileId: fileUniqueId },
    ]);
  });
});
