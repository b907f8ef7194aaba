import type { TaskState } from '../../../../core/device/operations.js';
import { TelepadError } from '../../../../core/errors.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { readTaskDetail, type TaskDetail } from '../../wire/device/task-detail.js';
import type { AccountClient } from '../account-client.js';
import type { DeviceContext } from './device-context.js';
import { formatTaskId, queryByKind, type TaskKind } from './task-id.js';

export interface TaskQuestion {
  readonly kind: TaskKind;
  readonly taskNumber: string;
}

/**
 * How far a task of a phone is.
 * @throws TelepadError `argument_invalid` for a task that this phone does not have: numbers of tasks can be guessed,
 * and only those of a phone that the asker may control are told
 */
export async function queryPhoneTask(
  { kind, taskNumber }: TaskQuestion,
  phoneId: string,
  { client, settings }: DeviceContext,
  tools: BrokerTools,
): Promise<TaskState> {
  // The other brands' documents know one query for all tasks of phones.
  const asked = settings.brand === 'armcloud' || kind === 'file' ? kind : 'pad';
  // Only the other brands' callers have ids of the file centre: of their own uploads.
  const mayLackPhone = settings.brand !== 'armcloud' && kind === 'file';
  const detail = await queryTask({ kind: asked, taskNumber }, client, tools);
  if (!detail || !isOfPhone(detail, phoneId, mayLackPhone)) throw noSuchTask();
  return describeTask(formatTaskId(kind, taskNumber), phoneId, detail);
}

/** `undefined` when the vendor knows no such task. */
export async function queryTask(
  { kind, taskNumber }: TaskQuestion,
  client: AccountClient,
  tools: BrokerTools,
): Promise<TaskDetail | undefined> {
  const number = Number(taskNumber);
  // Beyond 2^53 JSON's numbers would become another task's.
  const taskIds = [Number.isSafeInteger(number) ? number : taskNumber];
  const data = await client.call(queryByKind[kind], { taskIds }, tools);
  return readTaskDetail(data, taskNumber);
}

/** Rows of the file centre name no phone; they tell nothing but their state. */
function isOfPhone({ padCode }: TaskDetail, phoneId: string, mayLackPhone: boolean): boolean {
  return padCode === phoneId || (mayLackPhone && padCode === undefined);
}

export function describeTask(taskId: string, phoneId: string, detail: TaskDetail): TaskState {
  const { status, result, apps, endedAt } = detail;
  const isFailed = !['waiting', 'running', 'done'].includes(status);
  const error = isFailed ? (detail.error ?? result) : undefined;
  const isOwn = detail.padCode === phoneId;
  return {
    taskId,
    phoneId,
    status,
    ...(isOwn && result !== undefined && { output: result }),
    ...(isOwn && apps && { apps: apps.map((app) => ({ ...app })) }),
    ...(isOwn && error !== undefined && { error }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

export function noSuchTask(): TelepadError {
  return new TelepadError(
    'argument_invalid',
    'ArmCloud was asked for the state of a task, but this phone has no such task. Pass the taskId of an operation on the same phone, unchanged.',
  );
}
