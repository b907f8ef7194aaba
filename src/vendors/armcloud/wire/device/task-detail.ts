import type { TaskStatus } from '../../../../core/device/operations.js';
import {
  asArray,
  asNumber,
  asObject,
  asString,
  type JsonObject,
  parseJson,
} from '../../../../core/json.js';
import { readTaskNumber, rowsOf } from './task-row.js';

/** One task in an answer of the task centre (API reference). */
export interface TaskDetail {
  /** Undefined in rows of the file centre, whose tasks are of no phone. */
  readonly padCode: string | undefined;
  readonly status: TaskStatus;
  readonly result: string | undefined;
  /** The vendor's words about a failure. */
  readonly error: string | undefined;
  readonly apps: readonly InstalledApp[] | undefined;
  /** Ms since 1970. */
  readonly endedAt: number | undefined;
}

export interface InstalledApp {
  readonly name: string;
  readonly packageName: string;
  readonly version?: string;
  readonly isRunning?: boolean;
}

/**
 * The row of one task; `undefined` when there is none with a status. `cacheFileResult` wraps its rows in `fileList`,
 * which is taken as well.
 */
export function readTaskDetail(data: unknown, taskNumber: string): TaskDetail | undefined {
  const rows = rowsOf(asObject(data)?.fileList ?? data);
  const row = rows.find(({ taskId }) => readTaskNumber(taskId) === taskNumber);
  const status = readTaskStatus(row?.taskStatus);
  if (!row || !status) return undefined;
  return {
    padCode: asString(row.padCode)?.trim() || undefined,
    status,
    result: readText(row.taskResult),
    error: readText(row.errorMsg),
    apps: readApps(row),
    endedAt: asNumber(row.endTime),
  };
}

const statusByNumber: ReadonlyMap<number | undefined, TaskStatus> = new Map([
  [-1, 'failed'],
  [-2, 'partly-failed'],
  [-3, 'cancelled'],
  [-4, 'timed-out'],
  [1, 'waiting'],
  [2, 'running'],
  [3, 'done'],
]);

/** Written as a number or as text: the reference says so itself. */
export function readTaskStatus(value: unknown): TaskStatus | undefined {
  return statusByNumber.get(asNumber(value));
}

/** Null and empty mean that there is nothing to tell. */
function readText(value: unknown): string | undefined {
  return asString(value) || undefined;
}

/**
 * The outcome of `listApp`. Its callback has a field `apps`; where a task query has the list is not documented, so
 * that the field and JSON in `taskResult` are both taken (assumed).
 */
function readApps(row: JsonObject): readonly InstalledApp[] | undefined {
  const result = asString(row.taskResult)?.trim() ?? '';
  const parsed = /^[[{]/.test(result) ? parseJson(result) : undefined;
  const list = asArray(row.apps) ?? asArray(parsed) ?? asArray(asObject(parsed)?.apps);
  const apps = list?.map(readApp).filter((app) => app !== undefined);
  // A command may print JSON too; only rows that are apps are a list of apps.
  return apps && apps.length === list?.length && (apps.length > 0 || row.apps) ? apps : undefined;
}

function readApp(value: unknown): InstalledApp | undefined {
  const app = asObject(value);
  const packageName = asString(app?.pkgName) || asString(app?.packageName);
  if (!app || !packageName) return undefined;
  const version = asString(app.versionName) || undefined;
  const state = asNumber(app.appState);
  return {
    name: asString(app.appName) || packageName,
    packageName,
    ...(version !== undefined && { version }),
    ...(state !== undefined && { isRunning: state === 1 }),
  };
}
