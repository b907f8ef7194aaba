import { describe, expect, it, vi } from 'vitest';
import type { Grant } from '../../../../src/broker/grant.js';
import { deviceOperationNames } from '../../../../src/core/device/operation-names.js';
import type { DeviceOperationName } from '../../../../src/core/device/operations.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { BrokerVendor, VendorDeviceApi } from '../../../../src/core/ports/broker.js';
import { deviceInputs } from '../../core/device/device-inputs.js';
import { grant as plainGrant, post, read, setStage, ticket } from '../broker-stage.js';

const grant: Grant = { ...plainGrant, operations: 'all' };
const task = { taskId: '12818' };
const phone = { phoneId: 'phone-1', status: 'running', isOnline: true, isStreaming: false };

/** An answer of a vendor for each operation, and a field that it adds of its own. */
const answers: Partial<Record<DeviceOperationName, object>> = {
  listPhones: { phones: [phone], total: 1 },
  getPhone: phone,
  getModel: { brand: 'Xiaomi', width: 720, height: 1280 },
  getProperties: { modem: [{ name: 'IMEI', value: '1' }] },
  stopStream: {},
  createPreview: { url: 'https://pictures.test/1.png' },
  runCommand: { output: 'ok' },
  setAdb: { enable: true },
  getTask: { taskId: '12818', phoneId: 'phone-1', status: 'done' },
};

/** A vendor that has every operation. */
function setDeviceStage(options: Parameters<typeof setStage>[0] = {}) {
  const call = vi.fn(
    async (name: DeviceOperationName, _call: object): Promise<object> => ({
      ...(answers[name] ?? task),
      ofTheVendor: 'SECRETIVE',
    }),
  );
  const device = Object.fromEntries(
    deviceOperationNames.map((name) => [name, (order: object) => call(name, order)]),
  ) as VendorDeviceApi;
  return { call, ...setStage({ authorize: () => grant, abilities: { device }, ...options }) };
}

const failed = (code: string) => ({ error: expect.objectContaining({ code }) });

describe.each(deviceOperationNames)('POST …/device/%s', (name) => {
  const { good, bad } = deviceInputs[name];
  const subject =
    name === 'listPhones' ? { phoneIds: ['phone-1', 'phone-2'] } : { phoneId: 'phone-1' };

  it('gives the vendor each good input with its defaults, and its answer to the page', async () => {
    const { broker, call } = setDeviceStage();
    for (const [input, checked] of good) {
      call.mockClear();
      expect(
        await read(await broker(post(`device/${name}`, { phoneId: 'phone-1', input }))),
      ).toEqual({
        status: 200,
        headers: expect.objectContaining({ 'cache-control': 'no-store' }),
        body: answers[name] ?? task,
      });
      expect(call.mock.calls).toEqual([[name, { ...subject, userId: 'u7', input: checked }]]);
    }
  });

  it('gives the vendor no bad input, and repeats nothing of it', async () => {
    const { broker, call, log } = setDeviceStage();
    for (const [input, finding] of bad) {
      const answer = await read(
        await broker(post(`device/${name}`, { phoneId: 'phone-1', input })),
      );
      expect(answer).toMatchObject({ status: 400, body: failed('argument_invalid') });
      expect(JSON.stringify(answer).replaceAll('\\\\', '\\').replaceAll('\\"', '"')).toContain(
        finding,
      );
      expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
    }
    expect(call).not.toHaveBeenCalled();
  });

  it('is forbidden to all whose grant does not name it', async () => {
    const others = deviceOperationNames.filter((other) => other !== name);
    const grants: Grant[] = [
      plainGrant,
      { ...plainGrant, operations: [] },
      { ...plainGrant, phones: 'all' },
      { ...plainGrant, operations: others },
    ];
    for (const one of grants) {
      const { broker, call } = setDeviceStage({ authorize: () => one });
      expect(
        await read(await broker(post(`device/${name}`, { phoneId: 'phone-1', input: 7 }))),
      ).toMatchObject({ status: 403, body: failed('forbidden') });
      expect(call).not.toHaveBeenCalled();
    }
  });

  it('is allowed to a grant that names it alone, whatever its role', async () => {
    const { broker } = setDeviceStage({
      authorize: () => ({ ...plainGrant, role: 'watch', operations: [name] }),
    });
    const [[input] = []] = good;
    expect((await broker(post(`device/${name}`, { phoneId: 'phone-1', input }))).status).toBe(200);
  });

  it('is not supported where the vendor has not got it', async () => {
    for (const abilities of [{}, { device: {} }]) {
      const { broker } = setStage({ authorize: () => grant, abilities });
      expect(
        await read(await broker(post(`device/${name}`, { phoneId: 'phone-1' }))),
      ).toMatchObject({ status: 501, body: failed('not_supported') });
    }
  });
});

describe('a call of the device API', () => {
  it('is for one phone that is granted, else the vendor hears nothing', async () => {
    const { broker, call } = setDeviceStage();
    expect(await read(await broker(post('device/restart', { phoneId: 'phone-3' })))).toMatchObject({
      status: 403,
      body: failed('forbidden'),
    });
    for (const phoneId of [undefined, '', 'a b', 7]) {
      expect(await read(await broker(post('device/restart', { phoneId })))).toMatchObject({
        status: 400,
        body: failed('bad_request'),
      });
    }
    expect(call).not.toHaveBeenCalled();
  });

  it('may leave its input out', async () => {
    const { broker, call } = setDeviceStage();
    expect((await broker(post('device/restart', { phoneId: 'phone-1' }))).status).toBe(200);
    expect(call.mock.calls).toEqual([['restart', { phoneId: 'phone-1', userId: 'u7', input: {} }]]);
  });

  it('names the vendor where there are several', async () => {
    const vendor = (id: string): BrokerVendor => ({
      id,
      issueTicket: async () => ticket,
      device: { reset: async () => ({ taskId: id }) },
    });
    const { broker } = setStage({
      vendors: [vendor('one'), vendor('two')],
      authorize: () => grant,
    });
    const order = { phoneId: 'phone-1' };
    const answers = await Promise.all(
      [{ ...order, vendor: 'two' }, order, { ...order, vendor: 'three' }].map(async (body) =>
        read(await broker(post('device/reset', body))),
      ),
    );
    expect(answers).toMatchObject([
      { status: 200, body: { taskId: 'two' } },
      { status: 400, body: failed('bad_request') },
      { status: 400, body: failed('vendor_not_configured') },
    ]);
  });

  it('is for the phones that are granted at that vendor, and no others', async () => {
    const asked: unknown[] = [];
    const vendor = (id: string): BrokerVendor => ({
      id,
      issueTicket: async () => ({ ...ticket, vendor: id }),
      device: {
        reset: async () => ({ taskId: id }),
        async listPhones({ phoneIds }) {
          asked.push([id, phoneIds]);
          return { phones: [], total: 0 };
        },
      },
    });
    const { broker } = setStage({
      vendors: [vendor('one'), vendor('two')],
      authorize: () => ({
        ...grant,
        phones: [{ phoneId: 'phone-1', vendor: 'two' }, 'phone-2'],
        operations: 'all',
      }),
    });
    const order = async (route: string, phoneId: string, vendor: string) =>
      (await broker(post(route, { phoneId, vendor }))).status;
    for (const route of ['tickets', 'device/reset']) {
      expect(await order(route, 'phone-1', 'two')).toBe(200);
      expect(await order(route, 'phone-1', 'one')).toBe(403);
      expect(await order(route, 'phone-2', 'one')).toBe(200);
      expect(await order(route, 'phone-2', 'two')).toBe(200);
    }
    for (const id of ['one', 'two']) await broker(post('device/listPhones', { vendor: id }));
    expect(asked).toEqual([
      ['one', ['phone-2']],
      ['two', ['phone-1', 'phone-2']],
    ]);
  });

  it('with an answer that breaks the table is the vendor’s failure', async () => {
    const { broker, call, log } = setDeviceStage();
    call.mockResolvedValue({ taskId: 12818, msg: 'SECRETIVE' });
    const answer = await read(await broker(post('device/restart', { phoneId: 'phone-1' })));
    expect(answer).toMatchObject({
      status: 502,
      body: {
        error: {
          code: 'vendor_answer_invalid',
          message: 'The vendor was asked for restart and answered, but taskId is not string.',
        },
      },
    });
    expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
  });

  it('passes the vendor’s own errors on', async () => {
    const { broker, call } = setDeviceStage();
    call.mockRejectedValue(new TelepadError('phone_offline', 'It is away.'));
    expect(await read(await broker(post('device/restart', { phoneId: 'phone-1' })))).toMatchObject({
      status: 409,
      body: { error: { code: 'phone_offline', message: 'It is away.', retryable: true } },
    });
  });

  it('is in the log with its operation, its phone and nothing of its input', async () => {
    const { broker, log } = setDeviceStage();
    const input = { enable: true, host: 'h', port: 1, account: 'SECRETIVE', password: 'SECRETIVE' };
    await broker(post('device/setProxy', { phoneId: 'phone-1', input }));
    expect(log).toEqual([
      {
        level: 'info',
        event: 'answered',
        message: 'The request was answered.',
        route: 'device',
        operation: 'setProxy',
        userId: 'u7',
        phoneId: 'phone-1',
        vendor: 'fake',
        status: 200,
        durationMs: 0,
      },
    ]);
  });

  it('may be 65536 bytes long and not one more', async () => {
    const { broker } = setDeviceStage();
    const body = (length: number) => `{"phoneId":"phone-1","x":"${'x'.repeat(length - 28)}"}`;
    expect(body(65_536)).toHaveLength(65_536);
    expect((await broker(post('device/restart', body(65_536)))).status).toBe(200);
    expect((await broker(post('device/restart', body(65_537)))).status).toBe(413);
  });

  it('is POST, and of an operation that exists', async () => {
    const { broker } = setDeviceStage();
    const url = 'http://broker.example.test/telepad/device';
    expect(await read(await broker(new Request(`${url}/restart`)))).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    });
    for (const name of ['explode', 'toString', '__proto__', 'RESTART', '']) {
      expect((await broker(post(`device/${name}`, {}))).status, name).toBe(404);
    }
  });

  it('is nobody’s whom the application does not know, nor of pages elsewhere', async () => {
    const unknown = setDeviceStage({ authorize: () => null });
    expect((await unknown.broker(post('device/restart', {}))).status).toBe(401);
    const { broker, call } = setDeviceStage();
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.test' };
    expect((await broker(post('device/restart', { phoneId: 'phone-1' }, headers))).status).toBe(
      403,
    );
    expect(call).not.toHaveBeenCalled();
  });

  it('goes beside others: each gets its own answer', async () => {
    const { broker, call } = setDeviceStage();
    call.mockImplementation(async (_name, order) => {
      const { command } = (order as { input: { command: string } }).input;
      await new Promise((resolve) => setImmediate(resolve));
      return { output: command };
    });
    const commands = Array.from({ length: 50 }, (_, index) => `echo ${index}`);
    const outputs = await Promise.all(
      commands.map(async (command) => {
        const request = post('device/runCommand', { phoneId: 'phone-1', input: { command } });
        return (await read(await broker(request))).body;
      }),
    );
    expect(outputs).toEqual(commands.map((output) => ({ output })));
  });
});

describe('getTask', () => {
  it('does not tell of a task of another phone', async () => {
    const { broker, call } = setDeviceStage();
    call.mockResolvedValue({
      taskId: '9',
      phoneId: 'phone-2',
      status: 'done',
      output: 'SECRETIVE',
    });
    const ask = (phoneId: string) =>
      broker(post('device/getTask', { phoneId, input: { taskId: '9' } }));
    const refused = await read(await ask('phone-1'));
    expect(refused).toMatchObject({ status: 403, body: failed('forbidden') });
    expect(JSON.stringify(refused)).not.toContain('SECRETIVE');
    expect((await ask('phone-2')).status).toBe(200);
  });
});

describe('listPhones', () => {
  it('needs no phone, and gives the vendor those of the grant', async () => {
    const { broker, call } = setDeviceStage();
    expect((await broker(post('device/listPhones', {}))).status).toBe(200);
    const all = setDeviceStage({ authorize: () => ({ ...grant, phones: 'all' }) });
    await all.broker(post('device/listPhones', { input: { page: 2 } }));
    expect(call.mock.calls[0]?.[1]).toMatchObject({ phoneIds: ['phone-1', 'phone-2'] });
    expect(all.call.mock.calls[0]?.[1]).toMatchObject({ phoneIds: 'all', input: { page: 2 } });
  });

  it('tells of no phone that is not granted, whatever the vendor says', async () => {
    const { broker, call } = setDeviceStage();
    call.mockResolvedValue({ phones: [phone, { ...phone, phoneId: 'phone-3' }], total: 2 });
    expect((await read(await broker(post('device/listPhones', {})))).body).toEqual({
      phones: [phone],
      total: 2,
    });
  });
});
