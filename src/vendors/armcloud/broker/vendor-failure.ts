import { TelepadError } from '../../../core/errors.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';
import { isRetryable, rateLimitWaitMs, vendorCodeMeaning } from '../wire/vendor-codes.js';

/**
 * The error for an answer that is no success. Of the vendor's own words only the number is used: its texts
 * may repeat what was sent.
 */
export function vendorFailure(vendorCode: number, answer: VendorAnswer, now: number): TelepadError {
  const meaning = vendorCodeMeaning(vendorCode, answer.status);
  const wait =
    meaning.code === 'vendor_rate_limited'
      ? rateLimitWaitMs(answer.headers['x-ratelimit-reset'], now)
      : meaning.waitMs;
  return new TelepadError(
    meaning.code,
    `ArmCloud was asked for a ticket and answered with its code ${vendorCode}: ${meaning.text}.`,
    { retryable: isRetryable(meaning), ...(wait !== undefined && { retryAfterMs: wait }) },
  );
}
