import { describe, expect, it } from 'vitest';
import {
  findRow,
  readTaskNumber,
  readTaskRow,
} from '../../../../../../src/vendors/armcloud/wire/device/task-row.js';

const phone = 'AC00000000001';
const row = { taskId: 14, padCode: phone, vmStatus: 1 };

describe('the row of a task', () => {
  it.each([
    ['one of a list', [{ ...row, padCode: 'AC00000000002', taskId: 13 }, row]],
    ['the only one, without its phone', [{ taskId: 14 }]],
    ['no list', row],
    ['no list, without its phone', { taskId: '14' }],
    ['with blanks around the phone', [{ ...row, padCode: ` ${phone} ` }]],
    ['with the status that samples have for a phone that is busy', [{ ...row, vmStatus: 2 }]],
    ['with an empty message', [{ ...row, errorMsg: ' ' }]],
  ])('is %s', (_name, data) => {
    expect(readTaskRow(data, phone)).toEqual({ taskId: '14', isOffline: false, isRefused: false });
  });

  it('tells of a phone that is offline, and of one that refuses, with or without a task', () => {
    expect(readTaskRow([{ ...row, vmStatus: '0' }], phone)).toMatchObject({
      taskId: '14',
      isOffline: true,
    });
    expect(readTaskRow([{ padCode: phone, errorMsg: 'no' }], phone)).toEqual({
      taskId: null,
      isOffline: false,
      isRefused: true,
    });
  });

  it.each([
    [undefined],
    [null],
    [7],
    [[]],
    [[7, null]],
    [{ padCode: phone }],
    [[{ ...row, padCode: 'AC00000000002' }]],
    [[{ taskId: 1 }, { taskId: 2 }]],
  ])('is not read from %j', (data) => {
    expect(readTaskRow(data, phone)).toBeUndefined();
  });
});

it.each([
  [7, '7'],
  ['007', '007'],
  [' 12 ', '12'],
  ['12345678901234567890', '12345678901234567890'],
  ['123456789012345678901', undefined],
  [-1, undefined],
  [1.5, undefined],
  [1e21, undefined],
  ['x', undefined],
  ['', undefined],
  [null, undefined],
])('the number of a task in %j is %j', (value, number) => {
  expect(readTaskNumber(value)).toBe(number);
});

it('A row of another phone is never taken, also when it is the only one', () => {
  expect(findRow([{ padCode: 'AC00000000002', secret: 1 }], phone)).toBeUndefined();
  expect(findRow({ padCode: '' }, phone)).toBeUndefined();
});
