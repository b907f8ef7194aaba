import { expect, it } from 'vitest';
import { readTaskDetail } from '../../../../../../src/vendors/armcloud/wire/device/task-detail.js';

const row = { taskId: 1, padCode: 'AC00000000001', taskStatus: 3 };
const none = { result: undefined, error: undefined, apps: undefined, endedAt: undefined };

it('The row of a task is found by its number, written as a number or as text', () => {
  const data = [
    { taskId: 2, taskStatus: 1 },
    { ...row, taskId: '1', endTime: '1756021166163' },
  ];
  expect(readTaskDetail(data, '1')).toEqual({
    ...none,
    padCode: 'AC00000000001',
    status: 'done',
    endedAt: 1756021166163,
  });
  expect(readTaskDetail({ fileList: [row] }, '1')?.status).toBe('done');
  expect(readTaskDetail(row, '1')?.status).toBe('done');
});

it.each([[null], [[]], [[{ ...row, taskStatus: 0 }]], [[{ ...row, taskStatus: null }]], [7]])(
  'there is no task in %j',
  (data) => {
    expect(readTaskDetail(data, '1')).toBeUndefined();
  },
);

it('Empty texts say nothing', () => {
  const empty = { ...row, padCode: ' ', taskResult: '', errorMsg: null, endTime: null };
  expect(readTaskDetail([empty], '1')).toEqual({ ...none, padCode: undefined, status: 'done' });
});
