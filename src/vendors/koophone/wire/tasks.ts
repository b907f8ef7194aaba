import type { TaskStatus } from '../../../core/device/operations.js';
import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';
import { formatVendorCode, readVendorCode, unwrapData } from './envelope.js';
import { instanceIdForm, taskIdForm } from './rest-calls.js';

/** What the vendor does in its own time (API reference; fact sheet 4.1). */

export interface KoophoneTask {
  readonly taskId: string;
  /** Which job is which phone's: the query of the task names only jobs. */
  readonly jobs: readonly { readonly phoneId: string; readonly jobId: string }[];
}

/** `undefined` when the answer names no task. */
export function readTask(data: unknown): KoophoneTask | undefined {
  const fields = unwrapData(data, 'task_id');
  const taskId = id(fields?.task_id, taskIdForm);
  if (taskId === undefined) return undefined;
  const jobs = (asArray(fields?.cmd_jobs) ?? []).flatMap((value) => {
    const row = asObject(value);
    const phoneId = id(row?.instance_id, instanceIdForm);
    const jobId = id(row?.job_id, taskIdForm);
    return phoneId === undefined || jobId === undefined ? [] : [{ phoneId, jobId }];
  });
  return { taskId, jobs };
}

/** How one phone's part of a task, or a command that was waited for, came out. */
export interface KoophoneOutcome {
  readonly status: Extract<TaskStatus, 'running' | 'done' | 'failed'> | undefined;
  /** What a command printed, at most 1024 bytes; given for failures as well. */
  readonly output: string;
  /** The vendor's number for a failure, such as `CPS.0005`. */
  readonly errorCode: string | undefined;
}

export interface KoophoneJob extends KoophoneOutcome {
  readonly jobId: string;
}

/** `undefined` when the answer is no list of jobs. */
export function readJobs(data: unknown): readonly KoophoneJob[] | undefined {
  return asArray(unwrapData(data, 'jobs')?.jobs)?.flatMap((value) => {
    const row = asObject(value);
    const jobId = id(row?.job_id, taskIdForm);
    return row && jobId !== undefined ? [{ jobId, ...readOutcome(row) }] : [];
  });
}

export interface KoophoneCommandResult extends KoophoneOutcome {
  readonly phoneId: string;
}

/** Of `sync-command`; `undefined` when the answer is no list of results. */
export function readCommandResults(data: unknown): readonly KoophoneCommandResult[] | undefined {
  return asArray(unwrapData(data, 'cmd_results')?.cmd_results)?.flatMap((value) => {
    const row = asObject(value);
    const phoneId = asString(row?.instance_id)?.trim();
    return row && phoneId ? [{ phoneId, ...readOutcome(row) }] : [];
  });
}

const statuses: ReadonlyMap<number | undefined, KoophoneOutcome['status']> = new Map([
  [1, 'running'],
  [2, 'done'],
  [-1, 'failed'],
]);

function readOutcome(row: JsonObject): KoophoneOutcome {
  const code = readVendorCode(String(row.error_code ?? ''));
  return {
    status: statuses.get(asNumber(row.status)),
    output: asString(row.execute_msg) ?? '',
    errorCode: code && Number(code.number) !== 0 ? formatVendorCode(code) : undefined,
  };
}

function id(value: unknown, form: RegExp): string | undefined {
  const text = String(asString(value) ?? asNumber(value) ?? '').trim();
  return form.test(text) ? text : undefined;
}
