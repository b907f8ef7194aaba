import type { ErrorCode } from '../../../core/errors.js';

/**
 * What to do about one of the vendor's codes:
 * `give-up`: the same call fails again; `retry`: it may succeed after a backoff; `wait`: it may succeed after
 * a stated or a longer wait; `re-auth`: it may succeed once, with a fresh STS token.
 */
export type VendorAdvice = 'give-up' | 'retry' | 'wait' | 're-auth';

export interface VendorCodeMeaning {
  readonly code: ErrorCode;
  /** What to say between "answered with its code N: " and the full stop: what it means, what to do next. */
  readonly text: string;
  readonly advice: VendorAdvice;
  /** How long to wait before the next try, in ms, where the documents say so. */
  readonly waitMs?: number;
}

const noSuchPhone: VendorCodeMeaning = {
  code: 'phone_not_found',
  text: 'it knows no such phone. Check the phone id, or refresh the list of phones',
  advice: 'give-up',
};
const unreachable: VendorCodeMeaning = {
  code: 'phone_offline',
  text: 'the phone cannot be reached just now. Try again in a while, or restart the phone',
  advice: 'retry',
};
const badCredentials: VendorCodeMeaning = {
  code: 'vendor_credentials_rejected',
  text: "it does not accept this broker's credentials. Check accessKey, secretKey and baseUrl, and the clock of the broker's machine",
  advice: 'give-up',
};
const staleToken: VendorCodeMeaning = {
  code: 'vendor_credentials_rejected',
  text: 'the STS token is not valid, or not valid any more. Get a fresh STS token from the server that holds the account keys',
  advice: 're-auth',
};
const foreignToken: VendorCodeMeaning = {
  code: 'vendor_rejected',
  text: 'the token is not of this user, or one batch mixes phones of different stream types. Get a token of this user, or ask for such phones apart',
  advice: 're-auth',
};
const rateLimited: VendorCodeMeaning = {
  code: 'vendor_rate_limited',
  text: 'the account makes too many requests. Try again in a while',
  advice: 'wait',
};
const busy: VendorCodeMeaning = {
  code: 'vendor_rejected',
  text: 'it could not carry the request out just now. Try again in a moment',
  advice: 'retry',
};
const orderFailed: VendorCodeMeaning = {
  code: 'phone_refused',
  text: 'the phone did not carry the order out. Try again later, or restart the phone',
  advice: 'retry',
};
const brokenPhone: VendorCodeMeaning = {
  code: 'phone_refused',
  text: 'the phone did not carry the order out. Ask the vendor to look at this phone',
  advice: 'give-up',
};
const badFile: VendorCodeMeaning = {
  code: 'vendor_rejected',
  text: 'the file cannot be used. Check its address or id, and that its place on the phone begins with /',
  advice: 'give-up',
};
const rejected: VendorCodeMeaning = {
  code: 'vendor_rejected',
  text: "it rejects the request. Look the code up in the vendor's API reference",
  advice: 'give-up',
};
const failing: VendorCodeMeaning = {
  code: 'vendor_unreachable',
  text: 'its service has a failure of its own. Try again in a moment',
  advice: 'retry',
};

/** The vendor's codes (API reference; fact sheet 2.11; where the two add to each other, both). */
const groups: readonly (readonly [readonly number[], VendorCodeMeaning])[] = [
  [[2020, 110013, 110028, 120005], noSuchPhone],
  // 120001, no room: asking again makes one.
  [[120001, 120002], unreachable],
  [
    [110031],
    {
      code: 'phone_offline',
      text: 'the phone is not ready yet. Try again when it runs',
      advice: 'wait',
      waitMs: 5000,
    },
  ],
  // 401 and 403 are HTTP's own, for gateways that use them as codes (assumed).
  [[401, 403, 2019, 2031, 2032, 2033, 100001, 100003, 100004, 100005], badCredentials],
  [[100009, 110040], { ...badCredentials, text: 'it does not find the account. Check accessKey' }],
  [
    [100006],
    {
      ...staleToken,
      text: 'the STS token is missing. Pass the token that the server with the account keys got',
      advice: 'give-up',
    },
  ],
  [[100007, 100008], staleToken],
  [
    [120006],
    {
      ...staleToken,
      text: 'the STS token belongs to another installation. Keep the uuid in storage, or get a fresh STS token',
    },
  ],
  [
    [120009],
    {
      ...staleToken,
      text: 'the STS token belongs to another phone. Get a token for this phone',
    },
  ],
  [
    [120007],
    {
      code: 'vendor_unsupported',
      text: 'the account is not enabled for this kind of streaming. Ask the vendor to enable stream type 2',
      advice: 're-auth',
    },
  ],
  [[120008], foreignToken],
  [[429, 1218, 110014], rateLimited],
  [[-1], failing],
  [[100010], busy],
  [[100011], { ...busy, advice: 'wait', waitMs: 1500 }],
  [[120003, 120004, 110039], busy],
  [
    [110001, 110003, 110004, 110005, 110007, 110008, 110009, 110010, 110011, 110012, 110052],
    orderFailed,
  ],
  [[10001, 10002, 110033, 110037, 110038], brokenPhone],
  [[110006, 140005, 140006], badFile],
  // 500 as a code means wrong parameters (API reference); 110027 duplicates, 110030 and 110032 power reset.
  [[500, 1104, 100000, 100002, 100012, 100013, 110027, 110030, 110032, 110041, 110051], rejected],
];

const meanings: ReadonlyMap<number, VendorCodeMeaning> = new Map(
  groups.flatMap(([codes, meaning]) => codes.map((code) => [code, meaning] as const)),
);

/** Every code that has a meaning of its own here. */
export const knownVendorCodes: readonly number[] = [...meanings.keys()];

/**
 * What one of the vendor's codes means; never for 200. An unknown code means a rejection, or a failure of
 * the service where the HTTP status says so too.
 */
export function vendorCodeMeaning(vendorCode: number, httpStatus = 200): VendorCodeMeaning {
  // A server in trouble fills the envelope with its HTTP status.
  if (httpStatus >= 500 && vendorCode >= 500 && vendorCode < 600) return failing;
  return meanings.get(vendorCode) ?? (httpStatus >= 500 ? failing : rejected);
}

/** True when the same call may succeed later without a change by the caller. */
export function isRetryable({ advice }: VendorCodeMeaning): boolean {
  return advice === 'retry' || advice === 'wait';
}

/**
 * The wait that the header `X-RateLimit-Reset` asks for, in ms. Its unit is not documented, so it is told by
 * its size (assumed): ms or seconds since 1970, or seconds to wait. Kept within 1 to 60 seconds; `undefined`
 * without the header.
 */
export function rateLimitWaitMs(reset: string | null | undefined, now: number): number | undefined {
  const value = Number(reset || Number.NaN);
  if (!Number.isFinite(value)) return undefined;
  const waitMs = value > 1e12 ? value - now : value > 1e9 ? value * 1000 - now : value * 1000;
  return Math.min(Math.max(waitMs, 1000), 60_000);
}
