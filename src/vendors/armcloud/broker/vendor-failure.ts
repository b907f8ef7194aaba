import { type ErrorCode, TelepadError } from '../../../core/errors.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';

interface Meaning {
  readonly code: ErrorCode;
  /** What to say between "ArmCloud answered with its code N" and the end. */
  readonly text: string;
  readonly retryable?: boolean;
}

const noSuchPhone: Meaning = {
  code: 'phone_not_found',
  text: 'it knows no such phone. Check the phone id, or refresh the list of phones',
};
const offline: Meaning = {
  code: 'phone_offline',
  text: 'the phone cannot be reached just now. Try again in a while, or restart the phone',
};
const badCredentials: Meaning = {
  code: 'vendor_credentials_rejected',
  text: "it does not accept this broker's credentials. Check accessKey, secretKey and baseUrl, and the clock of the broker's machine",
};
const rateLimited: Meaning = {
  code: 'vendor_rate_limited',
  text: 'the account makes too many requests. Try again in a while',
};
const busy: Meaning = {
  code: 'vendor_rejected',
  text: 'it could not carry the request out just now. Try again in a moment',
  retryable: true,
};
const rejected: Meaning = {
  code: 'vendor_rejected',
  text: "it rejects the request. Look the code up in the vendor's API reference",
};

const failing: Meaning = {
  code: 'vendor_unreachable',
  text: 'its service has a failure of its own. Try again in a moment',
};

/** The vendor's codes (API reference; fact sheet 2.11). */
const meaningByVendorCode: ReadonlyMap<number, Meaning> = new Map([
  ...[2020, 110013, 110028, 120005].map((code) => [code, noSuchPhone] as const),
  ...[110031, 120001, 120002].map((code) => [code, offline] as const),
  ...[
    401, 403, 2019, 2031, 2032, 2033, 100001, 100003, 100004, 100005, 100006, 100007, 100008,
    100009,
  ].map((code) => [code, badCredentials] as const),
  ...[429, 1218, 110014].map((code) => [code, rateLimited] as const),
  ...[100010, 100011].map((code) => [code, busy] as const),
  [
    120007,
    {
      code: 'vendor_unsupported',
      text: 'the account is not enabled for this kind of streaming. Ask the vendor to enable stream type 2',
    },
  ],
]);

/**
 * The error for an answer that is no success. Of the vendor's own words only the number is used: its texts
 * may repeat what was sent.
 */
export function vendorFailure(vendorCode: number, answer: VendorAnswer, now: number): TelepadError {
  const { code, text, retryable } =
    meaningByVendorCode.get(vendorCode) ?? (answer.status >= 500 ? failing : rejected);
  const wait = code === 'vendor_rate_limited' ? rateLimitWaitMs(answer, now) : undefined;
  return new TelepadError(
    code,
    `ArmCloud was asked for a ticket and answered with its code ${vendorCode}: ${text}.`,
    {
      ...(retryable !== undefined && { retryable }),
      ...(wait !== undefined && { retryAfterMs: wait }),
    },
  );
}

/**
 * The wait that `X-RateLimit-Reset` asks for. Its unit is not documented, so it is told by its size
 * (assumed): ms or seconds since 1970, or seconds to wait. Kept within 1 to 60 seconds.
 */
function rateLimitWaitMs({ headers }: VendorAnswer, now: number): number | undefined {
  const reset = Number(headers['x-ratelimit-reset'] || Number.NaN);
  if (!Number.isFinite(reset)) return undefined;
  const waitMs = reset > 1e12 ? reset - now : reset > 1e9 ? reset * 1000 - now : reset * 1000;
  return Math.min(Math.max(waitMs, 1000), 60_000);
}
