import type { AccountCallName } from '../../wire/account-calls.js';

/**
 * The vendor has a query for each kind of task, and its numbers do not tell which. So a caller gets the kind with
 * the number: `cmd.123`.
 */
export const queryByKind = {
  pad: 'padTaskDetail',
  power: 'padExecuteTaskInfo',
  cmd: 'executeScriptInfo',
  shot: 'screenshotInfo',
  app: 'appOperateInfo',
  file: 'fileTaskDetail',
} as const satisfies Record<string, AccountCallName>;

export type TaskKind = keyof typeof queryByKind;

export function formatTaskId(kind: TaskKind, taskNumber: string): string {
  return `${kind}.${taskNumber}`;
}

/** A bare number, from the vendor's console or its callbacks, is that of a task of a phone. */
export function readTaskId(
  text: string,
): { readonly kind: TaskKind; readonly taskNumber: string } | undefined {
  const [, kind = 'pad', taskNumber] = /^(?:([a-z]+)\.)?(\d{1,20})$/.exec(text) ?? [];
  if (taskNumber === undefined || !Object.hasOwn(queryByKind, kind)) return undefined;
  return { kind: kind as TaskKind, taskNumber };
}
