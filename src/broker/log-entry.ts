import { asObject, asString } from '../core/json.js';

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
  for (let error = thrown, depth = 0; error !== undefined && depth < 4; depth++) {
    const details = asObject(error);
    const className = error instanceof Error ? error.constructor.name : typeof error;
    const code = asString(details?.code);
    words.push(
      code !== undefined && /^[A-Z][A-Z0-9_]{1,63}$/.test(code)
        ? `${className} ${code}`
        : className,
    );
    error = details?.cause;
  }
  return words.length > 0 ? words.join(' < ') : undefined;
}
