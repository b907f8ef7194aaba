import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../../core/json.js';

/** What the vendor answers to an order for one phone (API reference; fact sheet 2.10 "task row"). */
export interface TaskRow {
  /** Null where the order was not taken. Digits only. */
  readonly taskId: string | null;
  /** True when the vendor says so; the documents know 1 as well, and samples show 2. */
  readonly isOffline: boolean;
  /** True when the row carries the vendor's words about a failure. */
  readonly isRefused: boolean;
}

/** `undefined` when there is no row for this phone, or it is none. */
export function readTaskRow(data: unknown, padCode: string): TaskRow | undefined {
  const row = findRow(data, padCode);
  if (!row) return undefined;
  const taskId = readTaskNumber(row.taskId);
  const isOffline = asNumber(row.vmStatus) === 0;
  const isRefused = Boolean(asString(row.errorMsg)?.trim());
  if (taskId === undefined && !isOffline && !isRefused) return undefined;
  return { taskId: taskId ?? null, isOffline, isRefused };
}

/** The vendor's number of a task, as digits. Numbers beyond 2^53 come as text, if at all. */
export function readTaskNumber(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : asString(value)?.trim();
  return text !== undefined && /^\d{1,20}$/.test(text) ? text : undefined;
}

/**
 * The row of a phone. Some answers are one row instead of a list, and some rows do not repeat the phone; a row of
 * another phone is never taken.
 */
export function findRow(data: unknown, padCode: string): JsonObject | undefined {
  const rows = rowsOf(data);
  const own = rows.find((row) => asString(row.padCode)?.trim() === padCode);
  if (own) return own;
  const [only] = rows;
  return rows.length === 1 && only && asString(only.padCode) === undefined ? only : undefined;
}

export function rowsOf(data: unknown): readonly JsonObject[] {
  const list = asArray(data) ?? [data];
  return list.map(asObject).filter((row) => row !== undefined);
}
