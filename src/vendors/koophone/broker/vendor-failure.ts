import { TelepadError } from '../../../core/errors.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';
import { type Envelope, formatVendorCode } from '../wire/envelope.js';
import {
  explainVendorFailure,
  isRetryable,
  readRetryAfterMs,
  type VendorFailure,
} from '../wire/vendor-codes.js';

/** A failure that the vendor has told, with what to do about it. */
export interface ToldFailure {
  readonly failure: VendorFailure;
  readonly error: TelepadError;
  /** The service's own number. */
  readonly number: string | undefined;
}

/**
 * What an answer that is no success means. Of the vendor's own words only its number is repeated: its texts may hold
 * what was sent.
 * @param purpose completes "KooPhone was asked …"
 */
export function readFailure(
  { status, headers }: VendorAnswer,
  envelope: Envelope | undefined,
  purpose: string,
  now: number,
): ToldFailure {
  const code = envelope?.error;
  const failure = explainVendorFailure(status, code, envelope?.message);
  const told = code
    ? `its code ${formatVendorCode(code)} (HTTP status ${status})`
    : `HTTP status ${status}`;
  const waitMs =
    failure.class === 'retry' ? readRetryAfterMs(headers['retry-after'], now) : undefined;
  const retryAfterMs = waitMs ?? failure.waitMs;
  const error = new TelepadError(
    failure.code,
    `KooPhone was asked ${purpose} and answered with ${told}: ${failure.text}.`,
    { retryable: isRetryable(failure), ...(retryAfterMs !== undefined && { retryAfterMs }) },
  );
  return { failure, error, number: code?.family === 'KOOPHONE' ? code.number : undefined };
}

/** The error for an answer that is not what the documents describe. */
export function answerInvalid(purpose: string, finding: string): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    `KooPhone was asked ${purpose} and its answer was read, but ${finding}.`,
  );
}

export function phoneNotFound(purpose: string): TelepadError {
  return new TelepadError(
    'phone_not_found',
    `KooPhone was asked ${purpose}, but the account has no such phone. Check the phone id, or refresh the list of phones.`,
  );
}

/** For what was not sent. Values are not repeated. */
export function argumentInvalid(what: string): TelepadError {
  return new TelepadError(
    'argument_invalid',
    `KooPhone was not asked because ${what}. Correct the argument.`,
  );
}
