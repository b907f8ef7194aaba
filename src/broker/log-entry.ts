import type { DeviceOperationName } from '../core/device/operation-names.js';
import { asString } from '../core/json.js';
import type { VendorNews } from '../core/ports/broker.js';
import type { RouteName } from './request-route.js';

/**
 * What the broker tells its operator: one entry for each answer, one for each warning, and one for each piece of
 * news that a vendor's callback brought.
 */
export interface BrokerLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: 'answered' | 'warned' | 'news';
  readonly message: string;
  readonly route: RouteName | null;
  /** HTTP status, for a ticket with progress that of its end; only of `answered`. */
  readonly status?: number;
  /** Code of the error that was answered. */
  readonly code?: string;
  /** From the request to the end of the answer, in ms. */
  readonly durationMs?: number;
  readonly vendor?: string;
  readonly phoneId?: string;
  /** The phones that a group ticket was asked for. */
  readonly phoneIds?: readonly string[];
  readonly userId?: string;
  /** Of the device API. */
  readonly operation?: DeviceOperationName;
  /** What kind of news; only of `news`. */
  readonly news?: VendorNews['type'];
  /** Class and system code of what made it fail, such as `TypeError ECONNREFUSED`. Never its text. */
  readonly cause?: string;
}

/**
 * Names what was thrown, and what made that fail, without quoting it: texts of foreign errors hold
 * addresses, and those of an application perhaps tokens.
 */
export function describeCause(thrown: unknown): string | undefined {
  const words: string[] = [];
  for (let error = thrown; error !== undefined && words.length < 4; ) {
    if (!(error instanceof Error)) {
      words.push(typeof error);
      break;
    }
    const code = 'code' in error ? asString(error.code) : undefined;
    const isSystemCode = code !== undefined && /^[A-Z_]{2,48}$/.test(code);
    words.push(isSystemCode ? `${error.constructor.name} ${code}` : error.constructor.name);
    error = error.cause;
  }
  return words.length > 0 ? words.join(' < ') : undefined;
}
