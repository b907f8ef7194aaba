import { describe, expect, it } from 'vitest';
import {
  createKoophoneAccount,
  type KoophoneAccount,
  type KoophoneOrder,
  type KoophoneVideoSetting,
} from '../../../../../src/vendors/koophone/broker/koophone-account.js';
import {
  type CloudCall,
  createFakeCloud,
  failureOf,
  keySettings,
  otherPhoneId,
  phoneId,
  reply,
} from './fake-cloud.js';

function stage(
  answer: (call: CloudCall, count: number) => unknown = () => null,
  allowOrders = true,
) {
  const cloud = createFakeCloud(answer);
  const account = createKoophoneAccount(keySettings, () => cloud.tools, { allowOrders });
  return { ...cloud, account };
}

const video = { codeRate: 3000, fps: 30 } as const;
const definitions = {
  '540P': video,
  '720P': video,
  '1080P': { codeRate: 10_000, fps: 60 },
} as const;
const settings: readonly KoophoneVideoSetting[] = (
  ['MOBILE_NETWORK', 'WIFI', 'WIRED'] as const
).flatMap((network) =>
  (['H264', 'H265'] as const).map((encoding) => ({ network, encoding, definitions })),
);
const app = {
  packageName: 'com.example.app',
  fileName: 'app.apk',
  version: '1.0',
  sizeMegabytes: 12,
  url: 'https://obs.example.test/app.apk?sign=x',
};
const order: KoophoneOrder = {
  os: 'AOSP11',
  skuId: 'sku-1',
  bandSkuId: 'band-1',
  regionId: 'region-1',
  namePrefix: 'phone',
  bandSize: 2,
  count: 3,
  period: 'month',
  periods: 9,
};
const task = { task_id: 'RM_0a', cmd_jobs: [{ instance_id: phoneId, job_id: 'job1' }] };

describe('the account', () => {
  it.each<[string, (account: KoophoneAccount) => Promise<unknown>, string, unknown]>([
    [
      'assign',
      (account) => account.assign([{ userId: 'u1', phoneId }]),
      'POST /assign',
      { user_instances: [{ user_id: 'u1', instance_id: phoneId }] },
    ],
    [
      'unassign',
      (account) => account.unassign([{ userId: 'u1', phoneId }]),
      'POST /unassign',
      { user_instances: [{ user_id: 'u1', instance_id: phoneId }] },
    ],
    ['backup', (account) => account.backup([phoneId]), 'POST /backup', { instance_ids: [phoneId] }],
    [
      'reset',
      (account) => account.reset([phoneId]),
      'POST /batch-reset',
      { instance_ids: [phoneId] },
    ],
    [
      'restart',
      (account) => account.restart([phoneId]),
      'POST /reboot',
      { instance_ids: [phoneId] },
    ],
    [
      'startCommand',
      (account) => account.startCommand([phoneId, phoneId], 'ls'),
      'POST /async-command',
      { command: 'ls', instance_ids: [phoneId] },
    ],
    [
      'installApp',
      (account) => account.installApp({ ...app, isFast: true, md5: 'A'.repeat(32) }, [phoneId]),
      'POST /app/install',
      {
        fast_install: '1',
        object_name: 'com.example.app',
        file_name: 'app.apk',
        object_version: '1.0',
        object_size: '12',
        biz_type: 'apk',
        content_type: 'application/octet-stream',
        content_md5: 'a'.repeat(32),
        install_package_url: app.url,
        instance_id_list: [phoneId],
      },
    ],
    [
      'createPhones',
      (account) => account.createPhones(order),
      'POST /create',
      {
        os: 'AOSP11',
        instanceSkuId: 'sku-1',
        bandSkuId: 'band-1',
        regionId: 'region-1',
        instanceNamePrefix: 'phone',
        bandSize: 2,
        count: 3,
        chargeParam: { chargingMode: 1, periodType: 2, periodNum: 9, isAutoPay: 0, isAutoRenew: 0 },
      },
    ],
    [
      'deletePhones',
      (account) => account.deletePhones([phoneId]),
      'POST /delete',
      { instanceIdList: [phoneId] },
    ],
  ])('sends what the documents have, once: %s', async (_name, run, place, body) => {
    const { account, calls } = stage(({ path }) =>
      path.endsWith('/create') ? { orderId: 'o1', instanceInfos: [] } : task,
    );
    await run(account);
    const sent = calls.map((call) => ({
      place: `${call.method} ${call.path.replace('/v1/instances', '')}`,
      body: call.body,
    }));
    expect(sent).toEqual([{ place, body }]);
    // And never twice.
    const failing = stage(() => reply('9999', null, { status: 500 }));
    await failureOf(run(failing.account));
    expect(failing.calls).toHaveLength(1);
  });

  it('sets the video with all six combinations', async () => {
    const { account, calls } = stage();
    await account.setVideo([phoneId], settings);
    expect(calls[0]).toMatchObject({ method: 'PUT', path: '/v1/instances/video-setting' });
    const body = calls[0]?.body as { instance_settings: unknown[] };
    expect(body.instance_settings).toHaveLength(6);
    expect(body.instance_settings[1]).toEqual({
      network_type: 'MOBILE_NETWORK',
      encoding_type: 'H265',
      video_spec_groups: [
        {
          definition_540P: { code_rate: 3000, fps: 30 },
          definition_720P: { code_rate: 3000, fps: 30 },
          definition_1080P: { code_rate: 10_000, fps: 60 },
        },
      ],
    });
  });

  it('lists phones by what the vendor can filter by', async () => {
    const { account, calls } = stage(() => ({
      total_count: '1',
      result: [
        {
          instance_id: phoneId,
          instance_name: 'phone',
          region: 'r1',
          instance_sku: 's1',
          frozen_status: '1',
          running_status: '4',
          login_status: 1,
          assign_status: 1,
          assign_user: 'u1',
          phone_id: 'null',
          billing_mode: 'null',
          backup_status: 2,
          backup_time: '2026-01-02 03:04:05',
          restore_status: 9,
        },
        { instance_id: '' },
        'x',
      ],
    }));
    const page = await account.listPhones({
      page: 2,
      pageSize: 200,
      phoneId,
      name: 'a b',
      from: Date.UTC(2026, 0, 2, 3, 4, 5),
      until: Date.UTC(2026, 0, 3),
      scene: 'CLOUD_PHONE',
    });
    expect(calls[0]?.query).toMatchObject({
      page_no: '2',
      page_size: '200',
      instance_id: phoneId,
      instance_name: 'a b',
      query_start_time: '2026-01-02 03:04:05',
      query_end_time: '2026-01-03 00:00:00',
      pool_scene_tag: 'CLOUD_PHONE',
    });
    expect(page).toEqual({
      total: 1,
      phones: [
        {
          phoneId,
          name: 'phone',
          region: 'r1',
          sku: 's1',
          isFrozen: true,
          running: 'starting',
          isLoggedIn: true,
          assignedUserId: 'u1',
          isAssigned: true,
          backup: 'done',
          backupTime: '2026-01-02 03:04:05',
        },
      ],
    });
  });

  it('reads states, results, jobs, apps, skus and orders', async () => {
    const statuses = stage(() => ({
      status_results: [
        { instance_id: phoneId, status: 3 },
        { instance_id: otherPhoneId, status: '7' },
        { instance_id: 'x', status: 12 },
        {},
      ],
    }));
    expect(await statuses.account.phoneStatus([phoneId])).toEqual([
      { phoneId, raw: 3, state: 'streaming', isStreaming: true },
      { phoneId: otherPhoneId, raw: 7, state: 'loaded', isStreaming: false },
      { phoneId: 'x', raw: 12, state: 'unknown', isStreaming: false },
    ]);
    const results = stage(() => ({
      cmd_results: [{ instance_id: phoneId, status: -1, error_code: 'CPS0005', execute_msg: 'no' }],
    }));
    expect(await results.account.runCommand([phoneId], 'ls')).toEqual([
      { phoneId, status: 'failed', output: 'no', errorCode: 'CPS.0005' },
    ]);
    // Two levels of data, as one edition's sample has them.
    const nested = stage(() => ({ data: task }));
    expect(await nested.account.installApp(app, [phoneId])).toEqual({
      taskId: 'RM_0a',
      jobs: [{ phoneId, jobId: 'job1' }],
    });
    const jobs = stage(() => ({ jobs: [{ job_id: 'job1', status: 2, error_code: null }] }));
    expect(await jobs.account.task('RM_0a')).toEqual([
      { jobId: 'job1', status: 'done', output: '', errorCode: undefined },
    ]);
    expect(jobs.calls[0]?.path).toBe('/v1/instances/tasks/RM_0a');
    const apps = stage(() => ({ result: [{ app_pkg: 'com.example.app', app_version: '' }, {}] }));
    expect(await apps.account.listApps(phoneId)).toEqual([
      { name: 'com.example.app', packageName: 'com.example.app' },
    ]);
    const skus = stage(() => ({
      bandInfo: { cbcSkuId: 'band-1' },
      skuSpecResponseList: [
        {
          regionId: 'r1',
          skuResponses: [
            {
              type: 'ENTERPRISE',
              cbcSkuId: 'sku-1',
              name: 'x',
              specDesc: 'big',
              bandSize: '2,4,8',
              chargeMode: 2,
              poolInfo: {
                aosp: [
                  { version: 'AOSP11', id: 1 },
                  { version: 'AOSP11', id: '2' },
                ],
              },
              nestInfo: [],
            },
            {},
          ],
        },
      ],
    }));
    expect(await skus.account.skus()).toEqual({
      bandSkuId: 'band-1',
      skus: [
        {
          regionId: 'r1',
          skuId: 'sku-1',
          name: 'x',
          type: 'ENTERPRISE',
          description: 'big',
          bandSizes: [2, 4, 8],
          charging: 'both',
          androidVersions: ['AOSP11'],
        },
      ],
    });
    expect(skus.calls[0]).toMatchObject({ method: 'GET', query: { type: '0' } });
    const ordered = stage(() => ({ orderId: 'o1', instanceInfos: [{ instanceName: 'phone-1' }] }));
    expect(await ordered.account.createPhones(order)).toEqual({
      orderId: 'o1',
      phones: [{ name: 'phone-1' }],
    });
  });

  it('says so when an answer is none', async () => {
    for (const data of [null, 'x', [], {}]) {
      const { account } = stage(() => data);
      const failures = [
        account.listPhones(),
        account.phoneStatus([phoneId]),
        account.reset([phoneId]),
        account.task('x'),
        account.runCommand([phoneId], 'ls'),
        account.listApps(phoneId),
        account.skus(),
        account.createPhones(order),
      ].map(failureOf);
      for (const error of await Promise.all(failures)) {
        expect(error).toMatchObject({ code: 'vendor_answer_invalid' });
      }
    }
  });
});

describe('orders', () => {
  it('are refused unless they were allowed, and nothing is sent', async () => {
    const refused = stage(() => null, false);
    const never = createKoophoneAccount(keySettings, () => refused.tools);
    const misled = createKoophoneAccount(keySettings, () => refused.tools, {
      allowOrders: 'no' as never,
    });
    for (const account of [refused.account, never, misled]) {
      const failures = [
        account.skus(),
        account.createPhones(order),
        account.deletePhones([phoneId]),
      ].map(failureOf);
      for (const error of await Promise.all(failures)) {
        expect(error).toMatchObject({ code: 'not_supported' });
        expect(String(error)).toContain('allowOrders');
      }
    }
    expect(refused.calls).toEqual([]);
  });

  it('pay for nothing unless they say so', async () => {
    const { account, calls } = stage(() => ({ orderId: 'o1' }));
    await account.createPhones({ ...order, isAutoPay: 'yes' as never });
    await account.createPhones({
      ...order,
      isAutoPay: true,
      isAutoRenew: true,
      period: 'year',
      periods: 3,
    });
    expect(calls.map(({ body }) => (body as { chargeParam: unknown }).chargeParam)).toEqual([
      { chargingMode: 1, periodType: 2, periodNum: 9, isAutoPay: 0, isAutoRenew: 0 },
      { chargingMode: 1, periodType: 3, periodNum: 3, isAutoPay: 1, isAutoRenew: 1 },
    ]);
  });
});

describe('what cannot be', () => {
  const many = Array.from({ length: 101 }, (_, index) => `p${index}`);
  const withVideo = (changes: object) => [
    { ...settings[0], definitions: { ...definitions, '540P': { ...video, ...changes } } },
    ...settings.slice(1),
  ];
  it.each<[string, (account: KoophoneAccount) => Promise<unknown>]>([
    ['no phones', (account) => account.reset([])],
    ['too many phones', (account) => account.reset(many)],
    ['phones by a text', (account) => account.reset(phoneId as never)],
    ['a phone with a path', (account) => account.reset(['../x'])],
    ['a phone with too long an id', (account) => account.phoneStatus(['x'.repeat(33)])],
    ['a path in a list of apps', (account) => account.listApps('a/b')],
    ['a path in a task', (account) => account.task('../x')],
    ['a page below the first', (account) => account.listPhones({ page: 0 })],
    ['too long a page', (account) => account.listPhones({ pageSize: 201 })],
    ['a time that is none', (account) => account.listPhones({ from: Number.NaN })],
    ['a scene that is none', (account) => account.listPhones({ scene: 'X' as never })],
    ['a name with half a character', (account) => account.listPhones({ name: '\ud800' })],
    ['no pairs', (account) => account.assign([])],
    [
      'a user with too long an id',
      (account) => account.assign([{ userId: 'x'.repeat(33), phoneId }]),
    ],
    ['a pair without a user', (account) => account.unassign([{ phoneId } as never])],
    ['a command with a pipe', (account) => account.startCommand([phoneId], 'a|b')],
    ['a command that is none', (account) => account.runCommand([phoneId], '')],
    ['five combinations', (account) => account.setVideo([phoneId], settings.slice(1))],
    [
      'a combination twice',
      (account) =>
        account.setVideo([phoneId], [...settings.slice(1), settings[1] as KoophoneVideoSetting]),
    ],
    [
      'seven combinations',
      (account) => account.setVideo([phoneId], [...settings, settings[1] as KoophoneVideoSetting]),
    ],
    [
      'a rate below all',
      (account) => account.setVideo([phoneId], withVideo({ codeRate: 0 }) as never),
    ],
    [
      'a rate beyond all',
      (account) => account.setVideo([phoneId], withVideo({ codeRate: 10_100 }) as never),
    ],
    [
      'a rate between the steps',
      (account) => account.setVideo([phoneId], withVideo({ codeRate: 150 }) as never),
    ],
    [
      'a frame rate of 25',
      (account) => account.setVideo([phoneId], withVideo({ fps: 25 }) as never),
    ],
    [
      'a definition more',
      (account) =>
        account.setVideo([phoneId], [
          { ...settings[0], definitions: { ...definitions, '4K': video } },
          ...settings.slice(1),
        ] as never),
    ],
    [
      'a definition less',
      (account) =>
        account.setVideo([phoneId], [
          { ...settings[0], definitions: { '540P': video } },
          ...settings.slice(1),
        ] as never),
    ],
    [
      'an app of too much',
      (account) => account.installApp({ ...app, sizeMegabytes: 2049 }, [phoneId]),
    ],
    [
      'an app of no size',
      (account) => account.installApp({ ...app, sizeMegabytes: Number.NaN }, [phoneId]),
    ],
    [
      'a file with a path',
      (account) => account.installApp({ ...app, fileName: '../a.apk' }, [phoneId]),
    ],
    [
      'a file that is no APK',
      (account) => account.installApp({ ...app, fileName: 'a.zip' }, [phoneId]),
    ],
    [
      'an address beyond 2000',
      (account) => account.installApp({ ...app, url: `https://${'x'.repeat(2000)}` }, [phoneId]),
    ],
    [
      'a file of this machine',
      (account) => account.installApp({ ...app, url: 'file:///etc/passwd' }, [phoneId]),
    ],
    [
      'a package that is none',
      (account) => account.installApp({ ...app, packageName: 'x' }, [phoneId]),
    ],
    ['a sum that is none', (account) => account.installApp({ ...app, md5: 'x' }, [phoneId])],
    ['ten months', (account) => account.createPhones({ ...order, periods: 10 })],
    ['four years', (account) => account.createPhones({ ...order, period: 'year', periods: 4 })],
    ['a day', (account) => account.createPhones({ ...order, period: 'day' as never })],
    ['no phones in an order', (account) => account.createPhones({ ...order, count: 0 })],
    ['an army', (account) => account.createPhones({ ...order, count: 1501 })],
    ['a long prefix', (account) => account.createPhones({ ...order, namePrefix: 'x'.repeat(15) })],
    ['another system', (account) => account.createPhones({ ...order, os: 'IOS' as never })],
    ['no band', (account) => account.createPhones({ ...order, bandSize: 0 })],
    ['no order', (account) => account.createPhones(undefined as never)],
  ])('is not sent: %s', async (_name, run) => {
    const { account, calls } = stage();
    expect(await failureOf(run(account))).toMatchObject({ code: 'argument_invalid' });
    expect(calls).toEqual([]);
  });
});
