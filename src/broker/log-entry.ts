import { asString } from '../core/json.js';

/** What the broker tells its operator: one entry for each answer, and one for each warning before it. */
export interface BrokerLogEntry {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: 'answered' | 'warned';
  readonly message: string;
  readonly route: 'tickets' | 'phones' | null;
  /** HTTP status; only of `answered`. */
  readonly status?: number;
  /** Code of the error that was answered. */
  readonly code?: string;
  /** From the request to the answer, in ms. */
  readonly durationMs?: number;
  readonly vendor?: string;
  readonly phoneId?: string;
  readonly userId?: string;
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
