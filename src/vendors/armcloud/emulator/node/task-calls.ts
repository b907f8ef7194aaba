import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { outcome } from './pad-tasks.js';
import { pageOf, readCount, readIds } from './request-fields.js';
import type { Task } from './task-board.js';
import { taskStatus } from './task-types.js';

function found(body: JsonObject, { tasks }: CloudParts): readonly Task[] {
  // Unknown ids have no row (assumed).
  return readIds(body, 'taskIds').flatMap((taskId) => tasks.find(taskId) ?? []);
}

/** `padTaskDetail`, and for their own kinds of task `executeScriptInfo`, `screenshotInfo`, `appOperateInfo` and `padExecuteTaskInfo`. */
export function padTasks(body: JsonObject, parts: CloudParts) {
  return found(body, parts).flatMap((task) => {
    const { pad, content } = task.order;
    if (!pad) return [];
    return {
      taskId: task.taskId,
      padCode: pad.padCode,
      taskStatus: task.status,
      endTime: task.endedAt ?? null,
      taskContent: content ?? null,
      taskResult: outcome(task),
      errorMsg: task.error?.message ?? null,
    };
  });
}

/** `fileTaskDetail`: tasks of the file centre, and files on their way to pads. */
export function fileTasks(body: JsonObject, parts: CloudParts) {
  return found(body, parts).flatMap((task) => {
    const { file, appId } = task.order;
    if (!file) return [];
    return {
      taskId: task.taskId,
      appId: appId ?? null,
      fileUniqueId: file.fileUniqueId ?? null,
      fileName: file.fileName,
      taskStatus: task.status,
      endTime: task.endedAt ?? null,
    };
  });
}

/** `cacheFileResult` */
export function cacheResult(body: JsonObject, parts: CloudParts) {
  return { fileList: fileTasks(body, parts) };
}

/** `task/list`: the batches of one type, the youngest first. */
export function listTasks(body: JsonObject, parts: CloudParts) {
  const type = readCount(body, 'type', 0);
  const batches = new Map<string, Task[]>();
  for (const task of parts.tasks.ofType(type)) {
    const batch = batches.get(task.batchId);
    if (batch) batch.unshift(task);
    else batches.set(task.batchId, [task]);
  }
  return pageOf(
    body,
    [...batches].map(([taskBatchId, tasks]) => ({
      taskBatchId,
      taskBatchStatus: batchStatus(tasks),
      type,
      createTimestamp: tasks[0]?.createdAt,
      subTasks: tasks.map(({ taskId, status, endedAt, order: { pad, file } }) => ({
        taskId,
        padCode: pad?.padCode ?? null,
        fileUniqueId: file?.fileUniqueId ?? null,
        taskStatus: status,
        endTime: endedAt ?? null,
      })),
    })),
  );
}

const partlyFailed = -2;

function batchStatus(tasks: readonly Task[]): number {
  const statuses = new Set(tasks.map(({ status }) => status));
  if (statuses.has(taskStatus.waiting)) return taskStatus.waiting;
  if (statuses.has(taskStatus.running)) return taskStatus.running;
  if (statuses.size === 1) return [...statuses][0] ?? taskStatus.done;
  return partlyFailed;
}
