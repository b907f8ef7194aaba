import { describe, expect, it } from 'vitest';
import { first, openCloud, second } from './open-cloud.js';

interface Task {
  readonly task_id: string;
  readonly cmd_jobs: readonly { readonly instance_id: string; readonly job_id: string }[];
}

function open() {
  const stage = openCloud();
  const order = async (name: string, body: Readonly<Record<string, unknown>>) =>
    (await stage.call(name, body)).data as Task;
  const jobsOf = async ({ task_id }: Task) => {
    const { data } = await stage.get(`tasks/${task_id}`);
    return (data as { jobs: readonly Readonly<Record<string, unknown>>[] }).jobs;
  };
  return { ...stage, order, jobsOf };
}

const both = { instance_ids: [first, second] };

describe('tasks', () => {
  it('have a job for each phone, run for their time and tell what came of it', async () => {
    const { order, jobsOf, world } = open();
    const task = await order('async-command', { ...both, command: 'getprop a.b' });
    expect(task.task_id).toMatch(/^[0-9a-f]{32}$/);
    expect(task.cmd_jobs.map(({ instance_id }) => instance_id)).toEqual([first, second]);
    expect(await jobsOf(task)).toMatchObject([{ status: 1 }, { status: 1 }]);
    world.otherPhone.isOnline = false;
    world.advance(300);
    expect(await jobsOf(task)).toMatchObject([
      { status: 2, error_code: '', execute_msg: 'ran getprop a.b' },
      { status: -1, error_code: 'CPS.0191' },
    ]);
    expect((await jobsOf(task)).map(({ job_id }) => job_id)).toEqual(
      task.cmd_jobs.map(({ job_id }) => job_id),
    );
  });

  it('fail where a switch says so', async () => {
    const { order, jobsOf, world } = open();
    world.faults.failTasks = true;
    const task = await order('batch-reset', { instance_ids: [first] });
    world.advance(300);
    expect(await jobsOf(task)).toMatchObject([{ status: -1, error_code: 'CPS0005' }]);
    expect(world.phone.system.log).toEqual([]);
  });

  it('are unknown by other names', async () => {
    expect(await open().get('tasks/RM_0')).toMatchObject({
      status: 400,
      error_code: 'KOOPHONE.API.1323',
    });
  });
});

describe('commands', () => {
  it('answer at once with what was printed, cut to 1024 bytes', async () => {
    const { call, world } = open();
    world.phone.system.shell = () => ({ isSuccess: true, output: `x${'ü'.repeat(600)}` });
    world.otherPhone.system.shell = () => ({ isSuccess: false, output: 'no' });
    const { data } = await call('sync-command', { ...both, command: 'ls -l /sdcard' });
    expect(data).toEqual({
      cmd_results: [
        {
          instance_id: first,
          status: 2,
          error_code: '',
          error_msg: '',
          execute_msg: `x${'ü'.repeat(511)}`,
        },
        {
          instance_id: second,
          status: -1,
          error_code: 'CPS.0191',
          error_msg: 'Run command failed',
          execute_msg: 'no',
        },
      ],
    });
  });

  it('hold nothing that a shell would take for more than words', async () => {
    const { call } = open();
    const codeOf = async (command: unknown) =>
      (await call('sync-command', { ...both, command })).error_code;
    expect(await codeOf('x'.repeat(1024))).toBe('0');
    const wrong = ['', 'x'.repeat(1025), 'a;b', 'a|b', '$a', 'a&b', "'a'", '"a"', 'a\nb', 'ü', 1];
    for (const command of wrong) expect(await codeOf(command)).toBe('KOOPHONE.API.1000');
  });
});

describe('power', () => {
  it('restarts phones, which are away meanwhile', async () => {
    const { call, world, auth } = open();
    await auth();
    expect(await call('reboot', both)).toEqual({ status: 200, error_code: '0', error_msg: 'ok' });
    expect((await call('reboot', both)).error_code).toBe('KP.API.5005');
    expect((await call(`${first}/auth`)).error_code).toBe('KooPhone.API.2005');
    world.advance(300);
    expect(world.phone.system.log).toEqual(['restart']);
    expect((await call(`${first}/auth`)).error_code).toBe('0');
  });

  it('wipes phones, and backs them up so that the machine is free', async () => {
    const { order, call, world, auth } = open();
    await auth();
    expect((await order('batch-reset', { instance_ids: [first] })).task_id).toMatch(/^RM_/);
    world.advance(300);
    expect(world.phone.system.log).toEqual(['factory reset']);
    expect((await order('backup', { instance_ids: [first] })).task_id).toMatch(/^RM_/);
    expect((await call(`${first}/auth`)).error_code).toBe('KooPhone.API.2006');
    world.advance(300);
    expect((await call(`${first}/auth`)).error_code).toBe('KooPhone.API.2005');
  });
});

describe('assignment', () => {
  const rows = (user_id: string) => ({ user_instances: [{ user_id, instance_id: first }] });

  it('binds a phone to one user until it is taken back, which wipes it', async () => {
    const { call, order, world } = open();
    expect((await call('assign', rows('u1'))).error_code).toBe('0');
    expect((await call('assign', rows('u1'))).error_code).toBe('0');
    expect((await call('assign', rows('u2'))).error_code).toBe('KOOPHONE.API.2209');
    expect(await call('unassign', rows('u2'))).toMatchObject({
      status: 400,
      error_code: 'KPAPI.2210',
    });
    expect((await order('unassign', rows('u1'))).task_id).toMatch(/^RM_/);
    world.advance(300);
    expect(world.phone.system.log).toEqual(['factory reset']);
    expect((await call('assign', rows('u2'))).error_code).toBe('0');
  });

  it('refuses rows that are none', async () => {
    const { call } = open();
    for (const user_instances of [
      undefined,
      [],
      [1],
      [{ user_id: 'u' }],
      [{ instance_id: first }],
    ]) {
      expect((await call('assign', { user_instances })).error_code).toBe('KOOPHONE.API.1000');
    }
  });
});

describe('app/install', () => {
  const url = 'http://127.0.0.1:1/app.apk';
  const body = {
    fast_install: '0',
    object_name: 'com.example',
    file_name: 'app.apk',
    object_version: '2.0',
    object_size: '1.5',
    biz_type: 'apk',
    content_type: 'application/octet-stream',
    content_md5: '',
    install_package_url: url,
    instance_id_list: [first],
  };

  it('downloads and installs, with one data or two in its answer', async () => {
    const { call, jobsOf, world } = open();
    world.files.set(url, new Uint8Array(4));
    const twice = (await call('app/install', body)).data as { data: Task };
    expect(twice.data.task_id).toMatch(/^FULFILL/);
    world.advance(300);
    expect(await jobsOf(twice.data)).toMatchObject([{ status: 2 }]);
    expect(world.phone.system.installed.get('com.example')).toMatchObject({ version: '2.0' });
    const once = (await call('app/install', { ...body, fast_install: '1', object_version: '3' }))
      .data;
    expect((once as Task).task_id).toMatch(/^ZGCA/);
  });

  it('names what is wrong by the documented numbers', async () => {
    const { call, world } = open();
    const codeOf = async (changes: object) => {
      const { error_code } = await call('app/install', { ...body, ...changes });
      return error_code.replace('KP.API.', '');
    };
    expect(await codeOf({})).toBe('62017');
    world.files.set(url, new Uint8Array(4));
    expect(await codeOf({ fast_install: 1 })).toBe('3008');
    expect(await codeOf({ object_size: 1 })).toBe('62006');
    expect(await codeOf({ object_size: '2049' })).toBe('62015');
    expect(await codeOf({ object_name: 'com.telepad.notes', object_version: '1.0' })).toBe('62005');
    for (const name of ['object_name', 'file_name', 'biz_type', 'content_type', 'content_md5']) {
      expect(await codeOf({ [name]: undefined })).toBe('1000');
    }
    expect(await codeOf({ biz_type: 'zip' })).toBe('1000');
    expect(await codeOf({ instance_id_list: ['kp999999'] })).toBe('1001');
  });
});

describe('orders', () => {
  const paging = 'page_no=1&page_size=100&x-request-id=0123456789abcdef';

  async function openShop() {
    const stage = open();
    const { data } = await stage.get('sku', 'type=0');
    const { bandInfo, skuSpecResponseList } = data as {
      bandInfo: { cbcSkuId: string };
      skuSpecResponseList: { regionId: string; skuResponses: { cbcSkuId: string }[] }[];
    };
    const [region] = skuSpecResponseList;
    const wanted = {
      os: 'AOSP11',
      instanceSkuId: region?.skuResponses[0]?.cbcSkuId,
      bandSkuId: bandInfo.cbcSkuId,
      regionId: region?.regionId,
      instanceNamePrefix: 'shop',
      bandSize: 4,
      count: 2,
      chargeParam: { chargingMode: 1, periodType: 2, periodNum: 1, isAutoPay: 1 },
    };
    const total = async () => (await stage.get('batch-query', paging)).total_count;
    return { ...stage, wanted, total };
  }

  it('lengthen the list when they are paid, and deleting shortens it', async () => {
    const { call, wanted, total } = await openShop();
    const { chargeParam } = wanted;
    const unpaid = { ...wanted, chargeParam: { ...chargeParam, isAutoPay: 0 } };
    expect((await call('create', unpaid)).data).toMatchObject({ instanceInfos: [] });
    expect(await total()).toBe(2);
    const { instanceInfos } = (await call('create', wanted)).data as {
      instanceInfos: { instanceId: string; instanceName: string }[];
    };
    expect(instanceInfos.map(({ instanceName }) => instanceName)).toEqual([
      'shop-00001',
      'shop-00002',
    ]);
    expect(await total()).toBe(4);
    const [bought] = instanceInfos;
    const prepared = await call('prepare', { user_id: 'u', instance_ids: [bought?.instanceId] });
    expect(prepared.data).toMatchObject({ status_list: [{ status: 10 }] });
    const instanceIdList = [bought?.instanceId, first];
    expect(await call('delete', { instanceIdList })).toMatchObject({ error_code: '0', data: null });
    expect(await total()).toBe(2);
    expect((await call('delete', { instanceIdList })).error_code).toBe('KOOPHONE.API.1012');
  });

  it('are refused by the documented numbers', async () => {
    const { call, get, wanted } = await openShop();
    const codeOf = async (changes: object) =>
      Number(
        (await call('create', { ...wanted, ...changes })).error_code.slice(-5).replace('.', ''),
      );
    const { chargeParam } = wanted;
    const charged = (changes: object) => ({ chargeParam: { ...chargeParam, ...changes } });
    expect(await codeOf({ os: undefined })).toBe(3003);
    expect(await codeOf({ instanceSkuId: 'x' })).toBe(3002);
    expect(await codeOf({ regionId: 'x' })).toBe(3002);
    expect(await codeOf({ bandSkuId: 'x' })).toBe(3001);
    expect(await codeOf({ bandSize: 3 })).toBe(1000);
    expect(await codeOf({ count: 1501 })).toBe(1000);
    expect(await codeOf({ instanceNamePrefix: 'x'.repeat(15) })).toBe(1000);
    expect(await codeOf(charged({ periodNum: 10 }))).toBe(3007);
    expect(await codeOf(charged({ periodType: 3, periodNum: 4 }))).toBe(3007);
    expect(await codeOf(charged({ chargingMode: 2 }))).toBe(3006);
    await call('create', { ...wanted, count: 1500 });
    expect(await codeOf({ count: 600 })).toBe(40010);
    expect((await get('sku')).error_code).toBe('KOOPHONE.API.1000');
  });
});
