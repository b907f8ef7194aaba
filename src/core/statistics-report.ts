import { asNumber, asObject, asString, type JsonObject } from './json.js';

/** An RTCStatsReport, as far as we need it. */
export type Report = Iterable<readonly [string, unknown]>;

/** The rows of a report. */
export interface ReportRows {
  /** By their ids. */
  readonly all: ReadonlyMap<string, JsonObject>;
  find(fits: (row: JsonObject) => boolean): JsonObject | undefined;
  /** The row that another one names, such as its codec. */
  named(id: unknown): JsonObject | undefined;
}

export function readReport(report: Report | undefined): ReportRows {
  const rows = new Map<string, JsonObject>();
  for (const [id, value] of report ?? []) {
    const row = asObject(value);
    if (row) rows.set(id, row);
  }
  return {
    all: rows,
    find(fits) {
      for (const row of rows.values()) if (fits(row)) return row;
      return undefined;
    },
    named: (id) => rows.get(asString(id) ?? ''),
  };
}

/** A row's counts, whole and since the last look. */
export interface RowCounts {
  readonly row: JsonObject;
  readonly intervalMs: number;
  total(name: string): number | undefined;
  /** Since the last look, or since the connection began where there was none. */
  window(name: string): number | undefined;
  /** Of the window: a sum of seconds divided by what it is the sum over, in ms. */
  meanMs(sum: string, count: string): number | undefined;
  /** Of the window, per second; undefined at the first look. */
  perSecond(name: string): number | undefined;
}

/** @param marker a count that every packet raises: when it has fallen, the connection is a new one */
export function compareRows(
  row: JsonObject,
  before: JsonObject | undefined,
  marker: string,
  intervalMs: number,
): RowCounts {
  const hasFallen = (asNumber(row[marker]) ?? 0) < (asNumber(before?.[marker]) ?? 0);
  const last = hasFallen || row.id !== before?.id ? undefined : before;
  const total = (name: string) => asNumber(row[name]);
  const window = (name: string) => {
    const now = total(name);
    return now === undefined ? undefined : now - (asNumber(last?.[name]) ?? 0);
  };
  return {
    row,
    intervalMs,
    total,
    window,
    meanMs(sum, count) {
      const seconds = window(sum);
      const parts = window(count);
      return seconds !== undefined && parts !== undefined && parts > 0
        ? (seconds * 1000) / parts
        : undefined;
    },
    perSecond(name) {
      const count = window(name);
      return count === undefined || intervalMs <= 0 ? undefined : (count * 1000) / intervalMs;
    },
  };
}

/** Reports count time in seconds. */
export function inMs(seconds: unknown): number | undefined {
  const value = asNumber(seconds);
  return value === undefined ? undefined : value * 1000;
}
