import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceOperationName } from '../../../../../../src/core/device/operations.js';
import { otherPhoneId, phoneId, reply, thirdPhoneId, useFakeClock } from '../fake-cloud.js';
import { createDevice } from './device-stage.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const page = (pageData: readonly unknown[], total: number = pageData.length) => ({
  page: 1,
  rows: 50,
  total,
  pageData,
});

describe('the list of phones', () => {
  it('of a grant is its own, page by page, with those that the vendor does not know', async () => {
    const device = createDevice(() => page([{ padCode: thirdPhoneId, padStatus: 12, online: 0 }]));
    const phones = await device.run(
      'listPhones',
      { page: 2, pageSize: 2 },
      { phoneIds: [phoneId, otherPhoneId, thirdPhoneId, 'AC00000000004', 'AC00000000005'] },
    );
    expect(phones).toEqual({
      total: 5,
      phones: [
        { phoneId: thirdPhoneId, status: 'resetting', isOnline: false, isStreaming: false },
        { phoneId: 'AC00000000004', status: 'unknown', isOnline: false, isStreaming: false },
      ],
    });
    expect(device.calls.map(({ path, body }) => [path, body])).toEqual([
      [
        '/openapi/open/pad/padDetails',
        { page: 1, rows: 2, padCodes: [thirdPhoneId, 'AC00000000004'] },
      ],
    ]);
  });

  it.each([[[]], [[phoneId]]])('beyond the end asks for nothing: %j', async (phoneIds) => {
    const device = createDevice(() => page([]));
    const phones = await device.run('listPhones', { page: 2 }, { phoneIds });
    expect(phones).toEqual({ phones: [], total: phoneIds.length });
    expect(device.calls).toEqual([]);
  });

  it('of an account is the vendor’s, and its state is asked for by name', async () => {
    const device = createDevice(({ path }) =>
      path.endsWith('infos')
        ? page([{ padCode: phoneId }, { padCode: otherPhoneId }], 310)
        : page([{ padCode: otherPhoneId, padStatus: 10, streamStatus: 0 }]),
    );
    expect(await device.run('listPhones', { page: 3 }, { phoneIds: 'all' })).toEqual({
      total: 310,
      phones: [
        { phoneId, status: 'unknown', isOnline: false, isStreaming: false },
        { phoneId: otherPhoneId, status: 'running', isOnline: true, isStreaming: false },
      ],
    });
    expect(device.calls.map(({ path, body }) => [path, body])).toEqual([
      ['/openapi/open/pad/infos', { page: 3, rows: 50 }],
      ['/openapi/open/pad/padDetails', { page: 1, rows: 2, padCodes: [phoneId, otherPhoneId] }],
    ]);
  });
});

describe('a phone', () => {
  it.each([
    [10, 'running'],
    [11, 'restarting'],
    [12, 'resetting'],
    [13, 'upgrading'],
    [14, 'faulty'],
    [15, 'not-ready'],
    [16, 'upgrading'],
    ['10', 'running'],
    [99, 'unknown'],
    [null, 'unknown'],
  ])('with padStatus %j is %s', async (padStatus, status) => {
    const device = createDevice(() => page([{ padCode: phoneId, padStatus, online: 1 }]));
    expect(await device.run('getPhone', {})).toEqual({
      phoneId,
      status,
      isOnline: true,
      isStreaming: false,
    });
  });

  it('that has no row is phone_not_found', async () => {
    const device = createDevice(() => page([{ padCode: otherPhoneId }, 7, {}]));
    await expect(device.run('getPhone', {})).rejects.toMatchObject({ code: 'phone_not_found' });
  });

  it('without a model is phone_not_found', async () => {
    const device = createDevice(() => [{ padCode: otherPhoneId }]);
    await expect(device.run('getModel', {})).rejects.toMatchObject({ code: 'phone_not_found' });
  });

  it('whose model is half known tells that half', async () => {
    const device = createDevice(() => [{ padCode: phoneId, Brand: 'Xiaomi', model: '', imei: 7 }]);
    expect(await device.run('getModel', {})).toEqual({ brand: 'Xiaomi' });
  });
});

describe('an answer of another shape', () => {
  const invalid: readonly (readonly [DeviceOperationName, object, unknown])[] = [
    ['getPhone', {}, null],
    ['getPhone', {}, []],
    ['getPhone', {}, { pageData: {} }],
    ['getModel', {}, null],
    ['getModel', {}, 'SECRETIVE'],
    ['getProperties', {}, null],
    ['getProperties', {}, []],
    ['getProperties', {}, { padCode: otherPhoneId, modemPropertiesList: [] }],
    ['createPreview', {}, null],
    ['createPreview', {}, []],
    ['createPreview', {}, [{ padCode: otherPhoneId, accessUrl: 'https://x.test/1.png' }]],
    ['createPreview', {}, [{ padCode: phoneId, accessUrl: 'javascript:SECRETIVE' }]],
    ['createPreview', {}, [{ padCode: phoneId, accessUrl: '/SECRETIVE.png' }]],
    ['runCommand', { command: 'ls' }, null],
    ['runCommand', { command: 'ls' }, []],
    ['runCommand', { command: 'ls' }, [{ padCode: phoneId, taskResult: 'SECRETIVE' }]],
    ['runCommand', { command: 'ls' }, [{ padCode: otherPhoneId, taskStatus: 3 }]],
    ['runCommand', { command: 'ls' }, [{ padCode: phoneId, taskStatus: 7 }]],
    ['setAdb', { enable: true }, null],
    ['setAdb', { enable: true }, { padCode: otherPhoneId, command: 'SECRETIVE' }],
    ['uploadFile', { source: { type: 'url', url: 'https://x.test/a', name: 'a' } }, null],
    ['uploadFile', { source: { type: 'url', url: 'https://x.test/a', name: 'a' } }, { taskId: 1 }],
    [
      'uploadFile',
      { source: { type: 'url', url: 'https://x.test/a', name: 'a' } },
      { taskId: 1, fileUniqueId: 'a/b' },
    ],
  ];

  it.each(invalid)('of %s %j is vendor_answer_invalid: %j', async (name, input, answer) => {
    const device = createDevice(() => answer);
    await expect(device.run(name, input as never)).rejects.toMatchObject({
      code: 'vendor_answer_invalid',
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });
});

describe('a failure inside an answer of success', () => {
  it.each([
    [120005, 'phone_not_found', false],
    [120004, 'vendor_rejected', true],
    [120003, 'vendor_rejected', true],
    [undefined, 'vendor_rejected', false],
  ])('of stopStream with the code %j is %s', async (errorCode, code, retryable) => {
    const failList = [{ padCode: phoneId, errorCode, errorMsg: 'SECRETIVE' }];
    const device = createDevice(() => ({ successList: [], failList }));
    await expect(device.run('stopStream', {})).rejects.toMatchObject({
      code,
      retryable,
      message: expect.not.stringContaining('SECRETIVE'),
    });
    expect(device.calls).toHaveLength(1);
  });

  it('of stopStream for another phone is not this one’s', async () => {
    const failList = [{ padCode: otherPhoneId, errorCode: 120005 }];
    const device = createDevice(() => ({ successList: [{ padCode: phoneId }], failList }));
    expect(await device.run('stopStream', {})).toEqual({});
  });

  it.each([null, '', undefined])('of createPreview is a missing address: %j', async (accessUrl) => {
    const device = createDevice(() => [{ padCode: phoneId, accessUrl }]);
    await expect(device.run('createPreview', {})).rejects.toMatchObject({ code: 'phone_offline' });
  });

  it.each([
    [-1, 'task_failed'],
    [-2, 'task_failed'],
    [-3, 'task_failed'],
    [-4, 'phone_timeout'],
  ])('of runCommand with taskStatus %i is %s', async (taskStatus, code) => {
    const row = { taskId: 9, padCode: phoneId, taskStatus, taskResult: 'SECRETIVE' };
    const device = createDevice(() => [row]);
    await expect(device.run('runCommand', { command: 'ls' })).rejects.toMatchObject({
      code,
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });

  it('of runCommand says where its output is', async () => {
    const device = createDevice(() => [{ taskId: 9, padCode: phoneId, taskStatus: -1 }]);
    await expect(device.run('runCommand', { command: 'ls' })).rejects.toThrow(
      'getTask tells of cmd.9 what it printed.',
    );
  });

  it('keeps a proxy’s password out of its error', async () => {
    const device = createDevice(() => reply(110011));
    const input = { enable: true, host: 'p.test', port: 1, password: 'SECRETIVE' } as const;
    await expect(device.run('setProxy', input)).rejects.toMatchObject({
      code: 'phone_refused',
      message: expect.not.stringContaining('SECRETIVE'),
    });
  });
});
