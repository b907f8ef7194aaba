import type { PhoneStatus } from '../../../../core/device/operations.js';
import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../../core/json.js';

/** One phone in an answer of `padDetails` or `infos` (API reference; fact sheet 2.10). */
export interface PhoneRow {
  readonly padCode: string;
  readonly status: PhoneStatus;
  /** Undefined where the answer does not tell, as in `infos`. */
  readonly isOnline: boolean | undefined;
  readonly isStreaming: boolean;
  /** Bytes. */
  readonly dataSize: number | undefined;
  readonly dataSizeUsed: number | undefined;
  readonly imageId: string | undefined;
}

export interface PhoneRows {
  readonly rows: readonly PhoneRow[];
  /** Of all pages. */
  readonly total: number;
}

/** `undefined` when it is no page. Rows without a phone are left out. */
export function readPhoneRows(data: unknown): PhoneRows | undefined {
  const page = asObject(data);
  const rows = asArray(page?.pageData);
  if (!page || !rows) return undefined;
  const phones = rows.map(readPhoneRow).filter((row) => row !== undefined);
  return { rows: phones, total: asNumber(page.total) ?? phones.length };
}

function readPhoneRow(value: unknown): PhoneRow | undefined {
  const row = asObject(value);
  const padCode = asString(row?.padCode)?.trim();
  if (!row || !padCode) return undefined;
  return {
    padCode,
    status: readPadStatus(row.padStatus),
    isOnline: readFlag(row, 'online'),
    isStreaming: readFlag(row, 'streamStatus') ?? false,
    dataSize: asNumber(row.dataSize),
    dataSizeUsed: asNumber(row.dataSizeUsed),
    imageId: asString(row.imageId) || undefined,
  };
}

function readFlag(row: JsonObject, name: string): boolean | undefined {
  const value = asNumber(row[name]);
  return value === undefined ? undefined : value === 1;
}

const statusByNumber: ReadonlyMap<number | undefined, PhoneStatus> = new Map([
  [10, 'running'],
  [11, 'restarting'],
  [12, 'resetting'],
  [13, 'upgrading'],
  [14, 'faulty'],
  [15, 'not-ready'],
  [16, 'upgrading'],
]);

export function readPadStatus(value: unknown): PhoneStatus {
  return statusByNumber.get(asNumber(value)) ?? 'unknown';
}
