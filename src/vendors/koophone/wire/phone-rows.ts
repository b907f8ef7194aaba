import type { PhoneStatus } from '../../../core/device/operations.js';
import { asArray, asNumber, asObject, asString, asWholeNumber } from '../../../core/json.js';
import type { Envelope } from './envelope.js';

/** What `batch-query` and `batch-query-status` tell of phones (API reference; fact sheet 3.6, 3.8). */

const runningStates = [
  'unknown',
  'stopped',
  'running',
  'going-offline',
  'starting',
  'shut-down',
] as const;
export type RunningState = (typeof runningStates)[number];

const copyStates = ['preparing', 'running', 'done', 'failed', 'other'] as const;
/** How far a backup or a restore is. */
export type CopyState = (typeof copyStates)[number];

/** A phone of the account. What the vendor does not tell is absent. */
export interface KoophonePhone {
  readonly phoneId: string;
  readonly name?: string;
  readonly region?: string;
  /** What was bought, by the vendor's name. */
  readonly sku?: string;
  readonly isFrozen: boolean;
  readonly running: RunningState;
  readonly isLoggedIn: boolean;
  /** Undefined when the phone is assigned to nobody. */
  readonly assignedUserId?: string;
  readonly isAssigned: boolean;
  readonly billingMode?: string;
  readonly projectId?: string;
  readonly backup?: CopyState;
  /** In the vendor's own form, `YYYY-MM-DD HH:mm:ss`. */
  readonly backupTime?: string;
  readonly restore?: CopyState;
  readonly restoreTime?: string;
}

export interface KoophonePhonePage {
  readonly phones: readonly KoophonePhone[];
  /** Of all pages. */
  readonly total: number;
}

/** The table nests the page in `data`, the sample has it beside. `undefined` when there is none. */
export function readPhonePage({ body, data }: Envelope): KoophonePhonePage | undefined {
  const outer = asArray(body.result);
  const page = outer ? body : asObject(data);
  const rows = outer ?? asArray(page?.result);
  if (!rows) return undefined;
  const phones = rows.map(readPhone).filter((phone) => phone !== undefined);
  return { phones, total: asWholeNumber(page?.total_count, 1e9) ?? phones.length };
}

function readPhone(value: unknown): KoophonePhone | undefined {
  const row = asObject(value);
  const phoneId = text(row?.instance_id);
  if (!row || phoneId === undefined) return undefined;
  const assignedUserId = text(row.assign_user);
  return {
    phoneId,
    ...optional('name', text(row.instance_name)),
    ...optional('region', text(row.region)),
    ...optional('sku', text(row.instance_sku)),
    isFrozen: asNumber(row.frozen_status) === 1,
    running: runningStates[asNumber(row.running_status) ?? 0] ?? 'unknown',
    isLoggedIn: asNumber(row.login_status) === 1,
    ...optional('assignedUserId', assignedUserId),
    isAssigned: asNumber(row.assign_status) === 1 || assignedUserId !== undefined,
    ...optional('billingMode', text(row.billing_mode)),
    ...optional('projectId', text(row.project_id)),
    ...optional('backup', copyStates[asNumber(row.backup_status) ?? -1]),
    ...optional('backupTime', text(row.backup_time)),
    ...optional('restore', copyStates[asNumber(row.restore_status) ?? -1]),
    ...optional('restoreTime', text(row.restore_time)),
  };
}

const streamStates = [
  'idle',
  'restoring',
  'loaded',
  'streaming',
  'backing-up',
  'backup-failed',
  'restore-failed',
  'loaded',
] as const;

/** One row of `batch-query-status`, by the enum of its field table: its introduction has another (fact sheet 3.6). */
export interface KoophonePhoneStatus {
  readonly phoneId: string;
  /** The vendor's number, because two tables of it exist. */
  readonly raw: number;
  readonly state: (typeof streamStates)[number] | 'unknown';
  /** A hint, for the same reason. */
  readonly isStreaming: boolean;
}

/** Rows by phone; `undefined` when the answer is no list. */
export function readStatusRows(data: unknown): readonly KoophonePhoneStatus[] | undefined {
  return asArray(asObject(data)?.status_results)?.flatMap((value) => {
    const row = asObject(value);
    const phoneId = text(row?.instance_id);
    const raw = asNumber(row?.status);
    if (phoneId === undefined || raw === undefined) return [];
    return [{ phoneId, raw, state: streamStates[raw] ?? 'unknown', isStreaming: raw === 3 }];
  });
}

/** What both calls together say, in the device API's words. */
export function describePhone(
  phoneId: string,
  phone: KoophonePhone | undefined,
  status: KoophonePhoneStatus | undefined,
): { phoneId: string; status: PhoneStatus; isOnline: boolean; isStreaming: boolean } {
  const known = phone && statusOfPhone(phone);
  const described = known ?? statusOfStream(status);
  const isStreaming = status?.isStreaming ?? false;
  return { phoneId, status: described, isOnline: described === 'running', isStreaming };
}

function statusOfPhone({ isFrozen, running }: KoophonePhone): PhoneStatus | undefined {
  if (isFrozen) return 'not-ready';
  if (running === 'unknown') return undefined;
  return running === 'running' ? 'running' : 'not-ready';
}

function statusOfStream(status: KoophonePhoneStatus | undefined): PhoneStatus {
  switch (status?.state) {
    case 'loaded':
    case 'streaming':
      return 'running';
    case 'restoring':
    case 'backing-up':
    case 'idle':
      return 'not-ready';
    case 'backup-failed':
    case 'restore-failed':
      return 'faulty';
    default:
      return 'unknown';
  }
}

/** Some fields hold the text `null`. */
function text(value: unknown): string | undefined {
  const found = asString(value)?.trim();
  return found && found !== 'null' ? found : undefined;
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
