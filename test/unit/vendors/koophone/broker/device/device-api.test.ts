import { describe, expect, it } from 'vitest';
import { checkDeviceOutput } from '../../../../../../src/core/device/check-device-call.js';
import { deviceOperationNames } from '../../../../../../src/core/device/operation-names.js';
import {
  type CheckedDeviceInput,
  type DeviceOperationName,
  deviceOperations,
} from '../../../../../../src/core/device/operations.js';
import { TelepadError } from '../../../../../../src/core/errors.js';
import { koophoneBroker } from '../../../../../../src/vendors/koophone/broker/koophone-broker.js';
import {
  type CloudCall,
  createFakeCloud,
  failureOf,
  keySettings,
  otherPhoneId,
  passwordSettings,
  phoneId,
  rawReply,
  reply,
} from '../fake-cloud.js';

function stage(answer: (call: CloudCall, count: number) => unknown = () => null) {
  const cloud = createFakeCloud(answer);
  const device = koophoneBroker(keySettings).device ?? {};
  const run = async <Name extends DeviceOperationName>(
    name: Name,
    input: CheckedDeviceInput<Name>,
    subject: object = { phoneId },
  ) => {
    const operation = device[name] as
      | ((call: object, tools: typeof cloud.tools) => Promise<unknown>)
      | undefined;
    if (!operation) throw new TelepadError('not_supported', name);
    const output = await operation({ ...subject, userId: 'user-1', input }, cloud.tools);
    return checkDeviceOutput(name, output);
  };
  return { ...cloud, device, run };
}

const pathOf = ({ method, path }: CloudCall) => `${method} ${path.replace('/v1/instances', '')}`;
const row = (id: string, changes: object = {}) => ({
  instance_id: id,
  instance_name: 'phone',
  frozen_status: 0,
  running_status: 2,
  ...changes,
});
const list = (...rows: object[]) =>
  rawReply({
    status: 200,
    text: JSON.stringify({ error_code: '0', error_msg: 'ok', result: rows, total_count: 7 }),
  });
const states = (...rows: (readonly [string, number])[]) => ({
  status_results: rows.map(([instance_id, status]) => ({ instance_id, status })),
});
const isList = ({ path }: CloudCall) => path.endsWith('/batch-query');

it('has what KooPhone has, and nothing that it lacks', () => {
  expect(Object.keys(stage().device).sort()).toEqual(
    [
      'getPhone',
      'getTask',
      'listApps',
      'listPhones',
      'reset',
      'restart',
      'runCommand',
      'startCommand',
      'stopStream',
    ].sort(),
  );
  expect(deviceOperationNames).toEqual(Object.keys(deviceOperations));
});

describe('the phones', () => {
  it('of the account are a page of the list, with who is watched', async () => {
    const { run, calls } = stage((call) =>
      isList(call)
        ? list(row(phoneId), row(otherPhoneId, { running_status: 5 }))
        : states([phoneId, 3], [otherPhoneId, 0]),
    );
    expect(await run('listPhones', { page: 2, pageSize: 50 }, { phoneIds: 'all' })).toEqual({
      phones: [
        { phoneId, status: 'running', isOnline: true, isStreaming: true },
        { phoneId: otherPhoneId, status: 'not-ready', isOnline: false, isStreaming: false },
      ],
      total: 7,
    });
    expect(calls.map(pathOf)).toEqual(['GET /batch-query', 'POST /batch-query-status']);
    expect(calls[0]?.query).toMatchObject({ page_no: '2', page_size: '50' });
  });

  it('of the account are listed also where nobody tells who is watched', async () => {
    const { run, warnings } = stage((call) =>
      isList(call) ? list(row(phoneId)) : rawReply({ status: 403 }),
    );
    const { phones } = await run('listPhones', { page: 1, pageSize: 50 }, { phoneIds: 'all' });
    expect(phones).toEqual([{ phoneId, status: 'running', isOnline: true, isStreaming: false }]);
    expect(warnings).not.toEqual([]);
  });

  it('of a grant are asked for with one call, a page of them', async () => {
    const { run, calls } = stage(() => states([otherPhoneId, 2]));
    const phoneIds = ['AC:1', phoneId, otherPhoneId];
    expect(await run('listPhones', { page: 1, pageSize: 100 }, { phoneIds })).toEqual({
      phones: [
        // Another vendor's, and one that the vendor does not know.
        { phoneId: 'AC:1', status: 'unknown', isOnline: false, isStreaming: false },
        { phoneId, status: 'unknown', isOnline: false, isStreaming: false },
        { phoneId: otherPhoneId, status: 'running', isOnline: true, isStreaming: false },
      ],
      total: 3,
    });
    expect(calls.map(({ body }) => body)).toEqual([{ instance_ids: [phoneId, otherPhoneId] }]);
  });

  it('of a grant are halved where some of them make the vendor refuse all, once a minute', async () => {
    const phoneIds = Array.from({ length: 100 }, (_none, index) => `phone${index}`);
    const stale = ['phone17', 'phone80'];
    const { run, calls, pass } = stage(({ body }) => {
      const ids = (body as { instance_ids: string[] }).instance_ids;
      return ids.some((id) => stale.includes(id))
        ? reply('1001', null, { status: 401 })
        : states(...ids.map((id) => [id, 3] as const));
    });
    const list = async () => {
      const before = calls.length;
      const { phones } = await run('listPhones', { page: 1, pageSize: 100 }, { phoneIds });
      expect(phones.filter(({ status }) => status === 'unknown')).toMatchObject(
        stale.map((id) => ({ phoneId: id })),
      );
      return calls.length - before;
    };
    const asked = await list();
    expect(asked).toBeLessThan(30);
    expect(await list()).toBe(1);
    pass(60_000);
    expect(await list()).toBe(asked);
  });

  it('of a grant are not asked for at all when none is known', async () => {
    const { run, calls } = stage(() => reply('1001', null, { status: 401 }));
    const list = () => run('listPhones', { page: 1, pageSize: 100 }, { phoneIds: [phoneId] });
    expect(await list()).toEqual(await list());
    expect(calls).toHaveLength(1);
  });

  it.each([
    [{ running_status: 2 }, 0, 'running', true],
    [{ running_status: 3 }, 2, 'not-ready', false],
    [{ running_status: 4 }, 2, 'not-ready', false],
    [{ running_status: 2, frozen_status: 1 }, 2, 'not-ready', false],
    // The list does not know; the other call's number does, by the table of its field.
    [{ running_status: 0 }, 7, 'running', true],
    [{ running_status: 0 }, 3, 'running', true],
    [{ running_status: 0 }, 6, 'faulty', false],
    [{ running_status: 0 }, 1, 'not-ready', false],
    [{ running_status: 0 }, 99, 'unknown', false],
    [{ running_status: 'x' }, 99, 'unknown', false],
  ])(
    'one by one are what both calls say: %j and %i',
    async (changes, status, expected, isOnline) => {
      const { run, calls } = stage((call) =>
        isList(call) ? list(row('other'), row(phoneId, changes)) : states([phoneId, status]),
      );
      expect(await run('getPhone', {})).toEqual({
        phoneId,
        status: expected,
        isOnline,
        isStreaming: status === 3,
      });
      expect(calls[0]?.query).toMatchObject({ instance_id: phoneId });
    },
  );

  it('one by one are not found where the list has not got them', async () => {
    const { run } = stage(() => list(row(otherPhoneId)));
    expect(await failureOf(run('getPhone', {}))).toMatchObject({ code: 'phone_not_found' });
  });
});

describe('an order', () => {
  const task = (jobs: object[] = [{ instance_id: phoneId, job_id: 'job1' }]) => ({
    task_id: 'RM_0a',
    cmd_jobs: jobs,
  });

  it.each([
    ['restart', {}, 'POST /reboot', { instance_ids: [phoneId] }],
    ['reset', {}, 'POST /batch-reset', { instance_ids: [phoneId] }],
    ['stopStream', {}, 'POST /streaming/stop', { instance_id: phoneId }],
    [
      'startCommand',
      { command: 'ls -l /sdcard' },
      'POST /async-command',
      { command: 'ls -l /sdcard', instance_ids: [phoneId] },
    ],
  ] as const)('is one call: %s', async (name, input, path, body) => {
    const { run, calls } = stage(() => task());
    await run(name, input as never);
    expect(calls.map(pathOf)).toEqual([path]);
    expect(calls[0]?.body).toEqual(body);
  });

  it('that is a command gives what it printed', async () => {
    const { run } = stage(() => ({
      cmd_results: [{ instance_id: phoneId, status: 2, error_code: '', execute_msg: 'hello\n' }],
    }));
    expect(await run('runCommand', { command: 'echo hello' })).toEqual({ output: 'hello\n' });
  });

  it.each([
    [{ status: -1, error_code: 'CPS.0191', execute_msg: 'SECRETIVE' }, 'task_failed'],
    [{ status: 2, error_code: 'CPS0005' }, 'task_failed'],
    [{ instance_id: otherPhoneId, status: 2 }, 'vendor_answer_invalid'],
  ])('that is a command fails as the vendor says: %j', async (result, code) => {
    const { run } = stage(() => ({ cmd_results: [{ instance_id: phoneId, ...result }] }));
    const error = await failureOf(run('runCommand', { command: 'x' }));
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain('SECRETIVE');
  });

  it.each([
    'a;b',
    'a|b',
    'a&b',
    '$a',
    '`a`',
    '"a"',
    "'a'",
    'a>b',
    'a\nb',
    'ä',
    ' ',
    'x'.repeat(1025),
  ])('with what the vendor does not take is not sent: %s', async (command) => {
    const { run, calls } = stage();
    for (const name of ['runCommand', 'startCommand'] as const) {
      expect(await failureOf(run(name, { command }))).toMatchObject({ code: 'argument_invalid' });
    }
    expect(calls).toEqual([]);
  });

  it('with 1024 characters is sent', async () => {
    const { run, calls } = stage(() => task());
    await run('startCommand', { command: `/system/bin/x_1.2:3 ${'-'.repeat(1004)}` });
    expect(calls).toHaveLength(1);
  });

  it.each([null, {}, { task_id: 'a/b' }, { task_id: '' }])(
    'without a task is an answer that cannot be: %j',
    async (data) => {
      const { run } = stage(() => data);
      expect(await failureOf(run('reset', {}))).toMatchObject({ code: 'vendor_answer_invalid' });
    },
  );

  it('is never given twice', async () => {
    for (const name of ['restart', 'reset'] as const) {
      const { run, calls } = stage(() => reply('9999', null, { status: 500 }));
      await failureOf(run(name, {}));
      expect(calls).toHaveLength(1);
    }
  });

  it('for a phone that could be none is not sent', async () => {
    const { run, calls } = stage();
    const strange = { phoneId: '../../x' };
    for (const name of ['restart', 'reset', 'stopStream', 'getPhone', 'listApps'] as const) {
      expect(await failureOf(run(name, {} as never, strange))).toMatchObject({
        code: 'phone_not_found',
      });
    }
    expect(calls).toEqual([]);
  });
});

describe('a task', () => {
  const ordered = { task_id: 'RM_0a', cmd_jobs: [{ instance_id: phoneId, job_id: 'job1' }] };
  const jobs = (changes: object) => ({
    jobs: [
      { job_id: 'job0', status: 1 },
      { job_id: 'job1', ...changes },
    ],
  });

  /** The state of a task that `order` has made. */
  async function follow(
    name: 'reset' | 'startCommand' | 'restart' | 'listApps',
    answer: (call: CloudCall) => unknown,
    afterMs = 0,
  ) {
    let isOrdered = false;
    const cloud = stage((call) => {
      if (isOrdered || name === 'listApps') return answer(call);
      isOrdered = true;
      return ordered;
    });
    const input = name === 'startCommand' ? { command: 'ls' } : {};
    const { taskId } = (await cloud.run(name, input as never)) as { taskId: string };
    cloud.pass(afterMs);
    return { ...cloud, taskId, state: () => cloud.run('getTask', { taskId }) };
  }

  it.each([
    [{ status: 1 }, { status: 'running' }],
    [
      { status: 2, execute_msg: 'done' },
      { status: 'done', output: 'done' },
    ],
    [
      { status: -1, error_code: 'CPS.0191', execute_msg: 'oh' },
      { status: 'failed', output: 'oh', error: 'CPS.0191' },
    ],
    [{ status: 5 }, { status: 'running' }],
  ])('is found by the job of its phone: %j', async (job, expected) => {
    const { state, calls, taskId } = await follow('startCommand', () => jobs(job));
    expect(await state()).toEqual({ taskId, phoneId, ...expected });
    expect(pathOf(calls[1] as CloudCall)).toBe('GET /tasks/RM_0a');
  });

  it('is waiting while the vendor has no job for it', async () => {
    const { state } = await follow('startCommand', () => ({ jobs: [] }));
    expect(await state()).toMatchObject({ status: 'waiting' });
  });

  it('that the vendor does not know is none', async () => {
    const { state } = await follow('startCommand', () => reply('1323', null, { status: 400 }));
    expect(await failureOf(state())).toMatchObject({ code: 'argument_invalid' });
  });

  it('of a reset is known by its job where the vendor tells of it', async () => {
    const { state, calls } = await follow('reset', () => jobs({ status: 2 }));
    expect(await state()).toMatchObject({ status: 'done' });
    expect(pathOf(calls[1] as CloudCall)).toBe('GET /tasks/RM_0a');
  });

  it.each([
    [4999, 2, 'running'],
    [5000, 2, 'done'],
    [60_000, 4, 'running'],
  ])(
    'of a reset that the vendor does not tell of is known by the phone, after a while: %i ms',
    async (afterMs, running, status) => {
      const { state } = await follow(
        'reset',
        (call) => (isList(call) ? list(row(phoneId, { running_status: running })) : reply('1323')),
        afterMs,
      );
      expect(await state()).toMatchObject({ status });
    },
  );

  it.each([
    [0, 2, 'running'],
    [4999, 2, 'running'],
    [5000, 2, 'done'],
    [60_000, 4, 'running'],
  ])(
    'of a restart is known by the phone, after a while: %i ms',
    async (afterMs, running, status) => {
      const { state } = await follow(
        'restart',
        () => list(row(phoneId, { running_status: running })),
        afterMs,
      );
      expect(await state()).toMatchObject({ status });
    },
  );

  it('of the list of apps has them, from all pages', async () => {
    const app = (index: number) => ({
      app_name: `App ${index}`,
      app_pkg: `com.example.a${index}`,
      app_version: '1',
    });
    const { state, calls } = await follow('listApps', ({ query }) => {
      const count = query.page_no === '1' ? 100 : 1;
      return { result: Array.from({ length: count }, (_, index) => app(index)) };
    });
    const found = await state();
    expect(found).toMatchObject({ status: 'done' });
    expect(found.apps).toHaveLength(101);
    expect(found.apps?.[0]).toEqual({ name: 'App 0', packageName: 'com.example.a0', version: '1' });
    expect(calls.map(pathOf)).toEqual([`GET /${phoneId}/app-list`, `GET /${phoneId}/app-list`]);
  });

  it('is told to nobody but those of its phone, and to nobody who makes ids up', async () => {
    const { taskId, run, calls } = await follow('startCommand', () => jobs({ status: 2 }));
    const asked = calls.length;
    const other = { phoneId: otherPhoneId };
    const madeUp = [
      'RM_0a',
      'command.RM_0a.job1',
      `command.RM_0a.job1.${'0'.repeat(32)}`,
      taskId.replace('job1', 'job0'),
      taskId.replace('command', 'reset'),
      taskId.slice(0, -1),
      `${taskId}0`,
    ];
    for (const id of madeUp) {
      expect(await failureOf(run('getTask', { taskId: id }))).toMatchObject({
        code: 'argument_invalid',
      });
    }
    expect(await failureOf(run('getTask', { taskId }, other))).toMatchObject({
      code: 'argument_invalid',
    });
    expect(calls).toHaveLength(asked);
  });

  it('can be asked of another broker of the same account, and of none of another', async () => {
    const { taskId } = await follow('startCommand', () => jobs({ status: 2 }));
    const cloud = createFakeCloud(() => jobs({ status: 2 }));
    const ask = (settings: typeof keySettings) =>
      koophoneBroker(settings).device?.getTask?.(
        { phoneId, userId: 'user-1', input: { taskId } },
        cloud.tools,
      ) ?? Promise.reject(new Error('no getTask'));
    expect(await ask(keySettings)).toMatchObject({ status: 'done' });
    expect(await failureOf(ask(passwordSettings))).toMatchObject({ code: 'argument_invalid' });
  });
});
