import { TelepadError } from '../../../core/errors.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';
import { isRetryable, rateLimitWaitMs, vendorCodeMeaning } from '../wire/vendor-codes.js';

/**
 * The error for a code that is no success. Of the vendor's own words only the number is used: its texts may repeat
 * what was sent.
 * @param purpose completes "ArmCloud was asked …"
 */
export function vendorFailure(
  vendorCode: number,
  purpose: string,
  answer: Pick<VendorAnswer, 'status' | 'headers'> = { status: 200, headers: {} },
  now = 0,
): TelepadError {
  const meaning = vendorCodeMeaning(vendorCode, answer.status);
  const wait =
    meaning.code === 'vendor_rate_limited'
      ? rateLimitWaitMs(answer.headers['x-ratelimit-reset'], now)
      : meaning.waitMs;
  return new TelepadError(
    meaning.code,
    `ArmCloud was asked ${purpose} and answered with its code ${vendorCode}: ${meaning.text}.`,
    { retryable: isRetryable(meaning), ...(wait !== undefined && { retryAfterMs: wait }) },
  );
}

/** The error for a phone that the vendor names, but does not reach. */
export function phoneOffline(purpose: string): TelepadError {
  return new TelepadError(
    'phone_offline',
    `ArmCloud was asked ${purpose}, but it cannot reach the phone just now. Try again in a while, or restart the phone.`,
  );
}

export function phoneNotFound(purpose: string): TelepadError {
  return new TelepadError(
    'phone_not_found',
    `ArmCloud was asked ${purpose}, but it knows no such phone. Check the phone id, or refresh the list of phones.`,
  );
}

/** The error for an answer that is not what the documents describe. */
export function answerInvalid(purpose: string, finding: string): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    `ArmCloud was asked ${purpose} and its answer was read, but ${finding}.`,
  );
}
