import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ArmcloudAccount,
  createArmcloudAccount,
} from '../../../../../src/vendors/armcloud/broker/armcloud-account.js';
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

function createStage(answer: unknown) {
  const cloud = createFakeCloud(() => answer);
  const signals: (AbortSignal | undefined)[] = [];
  const account = createArmcloudAccount(settings, (signal) => {
    signals.push(signal);
    return cloud.tools;
  });
  return { ...cloud, account, signals };
}

type Ask = (account: ArmcloudAccount) => Promise<unknown>;
const token = '11111111-2222-4333-8444-555555555555,Brand';
const url = 'https://app.example.test/telepad/callbacks';
const files = 'https://files.example.test';

const rows: readonly (readonly [string, Ask, string, string, unknown, unknown, unknown])[] = [
  [
    'stsToken',
    (a) => a.stsToken(),
    'GET',
    '/openapi/open/token/stsToken',
    undefined,
    { token },
    token,
  ],
  [
    'stsTokenByPadCode',
    (a) => a.stsTokenByPadCode(phoneId),
    'POST',
    '/openapi/open/token/stsTokenByPadCode',
    { padCode: phoneId },
    { token: ` ${token} ` },
    token,
  ],
  [
    'clearStsToken',
    (a) => a.clearStsToken(token),
    'POST',
    '/openapi/open/token/clearStsToken',
    { token },
    null,
    undefined,
  ],
  [
    'clearStsTokenByPadCode',
    (a) => a.clearStsTokenByPadCode(phoneId),
    'POST',
    '/openapi/open/token/clearStsTokenByPadCode',
    { padCode: phoneId },
    { traceId: 'x' },
    undefined,
  ],
  [
    'dissolveRoom',
    (a) => a.dissolveRoom([phoneId, otherPhoneId, phoneId]),
    'POST',
    '/rtc/open/room/dissolveRoom',
    { padCodes: [phoneId, otherPhoneId] },
    {
      successList: [{ padCode: phoneId }],
      failList: [{ padCode: otherPhoneId, errorCode: 120005, errorMsg: 'SECRETIVE' }],
    },
    {
      stopped: [phoneId],
      failures: [
        {
          padCode: otherPhoneId,
          error: expect.objectContaining({ code: 'phone_not_found', retryable: false }),
        },
      ],
    },
  ],
  [
    'selectList',
    (a) => a.selectList(),
    'GET',
    '/openapi/open/config/selectList',
    undefined,
    [
      { callbackName: 'File Upload Tasks', callbackType: '4', id: 14 },
      { id: 15, callbackType: 5 },
      {},
    ],
    [
      { id: 14, type: '4', name: 'File Upload Tasks' },
      { id: 15, type: '5', name: '' },
    ],
  ],
  [
    'selectCallback',
    (a) => a.selectCallback(),
    'GET',
    '/openapi/open/config/selectCallback',
    undefined,
    url,
    url,
  ],
  [
    'selectCallback without one',
    (a) => a.selectCallback(),
    'GET',
    '/openapi/open/config/selectCallback',
    undefined,
    null,
    null,
  ],
  ...(['insertCallback', 'updateCallback'] as const).map(
    (name) =>
      [
        name,
        (a: ArmcloudAccount) => a[name]({ ids: [21, 14], url }),
        'POST',
        `/openapi/open/config/${name}`,
        { callbackIdList: [21, 14], callbackUrl: url },
        2,
        2,
      ] as const,
  ),
  [
    'deleteCallback',
    (a) => a.deleteCallback(),
    'POST',
    '/openapi/open/config/deleteCallback',
    undefined,
    '22',
    22,
  ],
  [
    'cacheFile',
    (a) => a.cacheFile({ url: `${files}/a`, name: 'a', md5: 'A'.repeat(32) }),
    'POST',
    '/file-center/open/file/cache',
    { fileUrl: `${files}/a`, fileName: 'a', fileMd5: 'a'.repeat(32) },
    { taskId: 1, fileUniqueId: 'f0' },
    { taskId: '1', fileId: 'f0' },
  ],
  [
    'cacheApps',
    (a) =>
      a.cacheApps([
        {
          url: `${files}/a.apk`,
          appId: 1243,
          name: 'kuai',
          packageName: 'com.kuai',
          signatureMd5: 's',
          versionNumber: 36000,
          versionName: '12.3',
          description: 'd',
          md5: 'm',
        },
        { url: `${files}/b.apk` },
      ]),
    'POST',
    '/file-center/open/app/cache',
    {
      parse: true,
      apps: [
        {
          appId: 1243,
          url: `${files}/a.apk`,
          appName: 'kuai',
          pkgName: 'com.kuai',
          signMd5: 's',
          versionNo: 36000,
          versionName: '12.3',
          description: 'd',
          md5sum: 'm',
        },
        { url: `${files}/b.apk` },
      ],
    },
    [{ taskId: 12, appId: 1243 }, { taskId: '13', appId: 'own' }, { taskId: 14 }],
    [
      { taskId: '12', appId: '1243' },
      { taskId: '13', appId: 'own' },
    ],
  ],
  [
    'fileTask',
    (a) => a.fileTask('12'),
    'POST',
    '/task-center/open/task/fileTaskDetail',
    { taskIds: [12] },
    [{ taskId: 12, taskStatus: 3, endTime: 1713429401000 }],
    { status: 'done', endedAt: 1713429401000 },
  ],
];

describe('an account', () => {
  it.each(rows)(
    '%s is the documented request',
    async (_name, ask, method, path, body, answer, result) => {
      const { account, calls } = createStage(answer);
      expect(await settle(ask(account))).toEqual(result);
      expect(calls).toMatchObject([{ method, path }]);
      expect(calls[0]?.body).toEqual(body);
    },
  );

  it.each(rows)('%s passes the meaning of the vendor’s code on', async (_name, ask) => {
    expect(await failureOf(ask(createStage(reply(100004)).account))).toMatchObject({
      code: 'vendor_credentials_rejected',
      message: expect.stringMatching(
        /^(?!.*SECRETIVE)ArmCloud was asked .+ with its code 100004: /,
      ),
    });
  });

  it('gives its calls the signal that can end them', async () => {
    const { account, signals } = createStage({ token });
    const { signal } = new AbortController();
    await settle(account.stsToken({ signal }));
    await settle(account.stsTokenByPadCode(phoneId));
    expect(signals).toEqual([signal, undefined]);
  });
});

const bad: readonly (readonly [string, (account: ArmcloudAccount) => Promise<unknown>])[] = [
  ['a phone without a code', (a) => a.stsTokenByPadCode('')],
  ['a phone with a blank', (a) => a.clearStsTokenByPadCode('SECRETIVE x')],
  ['no token', (a) => a.clearStsToken(undefined as never)],
  ['a token with a line feed', (a) => a.clearStsToken('SECRETIVE\n')],
  ['no phones', (a) => a.dissolveRoom([])],
  ['phones that are no list', (a) => a.dissolveRoom('SECRETIVE' as never)],
  ['a phone of another type', (a) => a.dissolveRoom([7 as never])],
  ['no kinds of callbacks', (a) => a.insertCallback({ ids: [], url })],
  ['a kind that is no number', (a) => a.insertCallback({ ids: ['SECRETIVE' as never], url })],
  ['a callback to nowhere', (a) => a.updateCallback({ ids: [1], url: 'SECRETIVE' })],
  ['no callback', (a) => a.updateCallback(null as never)],
  ['a file that is local', (a) => a.cacheFile({ url: 'file:///SECRETIVE', name: 'a' })],
  ['a file without a name', (a) => a.cacheFile({ url: files, name: '' })],
  ['a file whose name has a line feed', (a) => a.cacheFile({ url: files, name: 'SECRETIVE\n' })],
  ['an MD5 that is none', (a) => a.cacheFile({ url: files, name: 'a', md5: 'SECRETIVE' })],
  ['no apps', (a) => a.cacheApps([])],
  ['an app without an address', (a) => a.cacheApps([{} as never])],
  ['a task that is no number', (a) => a.fileTask('cmd.7')],
];

describe('nothing is sent for', () => {
  it.each(bad)('%s', async (_name, ask) => {
    const { account, calls } = createStage(null);
    expect(await failureOf(ask(account))).toMatchObject({
      code: 'argument_invalid',
      message: expect.not.stringContaining('SECRETIVE'),
    });
    expect(calls).toEqual([]);
  });
});

const wrong: readonly (readonly [string, Ask, unknown, string])[] = [
  ['stsToken', (a) => a.stsToken(), null, 'vendor_answer_invalid'],
  ['stsToken', (a) => a.stsToken(), { token: 7 }, 'vendor_answer_invalid'],
  [
    'stsTokenByPadCode',
    (a) => a.stsTokenByPadCode(phoneId),
    { token: '' },
    'vendor_answer_invalid',
  ],
  ['cacheFile', (a) => a.cacheFile({ url: files, name: 'a' }), {}, 'vendor_answer_invalid'],
  ['cacheApps', (a) => a.cacheApps([{ url: files }]), [{ appId: 1 }], 'vendor_answer_invalid'],
  ['fileTask', (a) => a.fileTask('12'), [], 'argument_invalid'],
];

it.each(wrong)(
  '%s answered with another shape is an error: %#',
  async (_name, ask, answer, code) => {
    expect(await failureOf(ask(createStage(answer).account))).toMatchObject({ code });
  },
);

it('An answer without lists says that all streams ended', async () => {
  const { account } = createStage(null);
  expect(await settle(account.dissolveRoom([phoneId]))).toEqual({
    stopped: [phoneId],
    failures: [],
  });
});

it('Settings are checked when the account is made', () => {
  expect(() => createArmcloudAccount({ ...settings, baseUrl: '' }, () => ({}) as never)).toThrow(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});
