import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import type { Pad } from './pads.js';
import { readPadCodes } from './request-fields.js';
import type { Task, TaskOrder } from './task-board.js';

/** The row that every order of a task answers for each pad (fact sheet 2.10). */
export interface TaskRow {
  readonly taskId: number;
  readonly padCode: string;
  /** 0 offline, 1 online. */
  readonly vmStatus: 0 | 1;
}

/** Orders the same of each pad in `padCodes`. */
export function orderEach(
  { pads, tasks }: CloudParts,
  body: JsonObject,
  orderOf: (pad: Pad) => Omit<TaskOrder, 'pad'>,
): readonly TaskRow[] {
  const all = readPadCodes(body).map((padCode) => pads.get(padCode));
  return taskRows(tasks.add(all.map((pad) => ({ ...orderOf(pad), pad }))));
}

export function taskRows(tasks: readonly Task[]): readonly TaskRow[] {
  return tasks.flatMap(({ taskId, order: { pad } }) =>
    pad ? [{ taskId, padCode: pad.padCode, vmStatus: pad.phone.isOnline ? 1 : 0 } as const] : [],
  );
}

/** What callbacks and queries say of the outcome: the result, or why there is none. */
export function outcome({ result, error }: Task): string | null {
  return error ? error.message : result;
}

/** The callback of tasks that change a pad's state (API reference, "Instance state task callbacks"). */
export function tellState(parts: CloudParts): (task: Task) => void {
  return (task) => {
    const { type, pad, content } = task.order;
    parts.callbacks.send(type, {
      taskBusinessType: type,
      taskId: task.taskId,
      taskStatus: task.status,
      padCode: pad?.padCode,
      taskResult: outcome(task),
      taskContent: content ?? null,
      endTime: task.endedAt,
    });
  };
}
