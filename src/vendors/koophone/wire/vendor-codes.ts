import type { ErrorCode } from '../../../core/errors.js';
import type { VendorCode } from './envelope.js';

/**
 * What to do about a failure (classes of the fact sheet, chapter 5):
 * `renew` (T): once more with a fresh credential; `wait` (W): the phone is not ready yet, ask again; `retry` (R): again
 * after a backoff; `caller` (C): what was asked cannot be; `operator` (F): somebody has to change the set-up.
 */
export type FailureClass = 'renew' | 'wait' | 'retry' | 'caller' | 'operator';

export interface VendorFailure {
  readonly class: FailureClass;
  readonly code: ErrorCode;
  /** Between "answered with … : " and the full stop: what it means, what to do next. */
  readonly text: string;
  /** Most repeats of class `retry`. Default 3. */
  readonly maxRepeats?: number;
  /** How long to wait before the next try, in ms (assumed: nothing is documented). */
  readonly waitMs?: number;
}

const unknownTenant: VendorFailure = {
  class: 'operator',
  code: 'vendor_credentials_rejected',
  text: 'it does not find the account or the project. Check region, projectName, projectId and tenantId of the settings',
};
const badHeader: VendorFailure = {
  class: 'operator',
  code: 'vendor_rejected',
  text: 'it misses a header, or does not take one. Report this to those who make Telepad',
};
const notEntitled: VendorFailure = {
  class: 'operator',
  code: 'vendor_unsupported',
  text: 'the account may not use this service. Subscribe to it, or ask the vendor to enable the account',
};
const badParameter: VendorFailure = {
  class: 'caller',
  code: 'vendor_rejected',
  text: "it rejects the request. Look the code up in the vendor's API reference",
};
const noSuchPhone: VendorFailure = {
  class: 'caller',
  code: 'phone_not_found',
  text: 'the account has no such phone, or no permission for it. Check the phone id',
};
const noMachine: VendorFailure = {
  class: 'wait',
  code: 'phone_offline',
  text: 'no machine is free for the phone just now. Try again in a while',
  waitMs: 30_000,
};
const staleCredential: VendorFailure = {
  class: 'renew',
  code: 'vendor_credentials_rejected',
  text: "it does not accept this broker's credentials. Check them, region and project, and the clock of the broker's machine",
};
const failing: VendorFailure = {
  class: 'retry',
  code: 'vendor_unreachable',
  text: 'its service has a failure of its own. Try again in a moment',
};
const rateLimited: VendorFailure = {
  class: 'retry',
  code: 'vendor_rate_limited',
  text: 'the account makes too many requests. Try again in a while',
};
const badPackage: VendorFailure = {
  class: 'caller',
  code: 'vendor_rejected',
  text: 'the app could not be installed. Check its address, size and version, and the room on the phone',
};
const notPermitted: VendorFailure = {
  class: 'operator',
  code: 'vendor_credentials_rejected',
  text: 'this account may not make this call. Give its IAM user the permission',
};
const wrongPlace: VendorFailure = {
  class: 'operator',
  code: 'vendor_rejected',
  text: 'it has no such call there. Check baseUrl and basePath of the settings',
};

/** By number alone (KooPhone API reference, error codes and the pages of the calls; fact sheet 5). */
const groups: readonly (readonly [readonly string[], VendorFailure])[] = [
  [['0000', '0001', '0004'], unknownTenant],
  [['0002', '0003', '0005'], badHeader],
  [['1000', '1002', '1005', '6000'], badParameter],
  [['1001', '1012', '4001'], noSuchPhone],
  [['1003', '1004'], notEntitled],
  [['1323'], { ...badParameter, text: 'it knows no such task. Check the task id' }],
  [
    ['2001', '2002'],
    { ...badParameter, text: 'the cloud app is missing, or not for this account. Check the phone' },
  ],
  [['2003'], noMachine],
  [
    ['2004'],
    { ...badParameter, text: 'the phone is frozen. See its payment in the vendor’s console' },
  ],
  [
    ['2005'],
    {
      class: 'wait',
      code: 'phone_offline',
      text: 'the phone is being restored. Try again in a while',
      waitMs: 5000,
    },
  ],
  [
    ['2006'],
    {
      class: 'wait',
      code: 'phone_offline',
      text: 'the phone is being backed up. Try again in a while',
      waitMs: 5000,
    },
  ],
  [['2209'], { ...noMachine, class: 'caller' }],
  [
    ['2210'],
    {
      ...badParameter,
      text: 'the phone is not assigned to this user. Assign it, or check the user id',
    },
  ],
  [
    ['3001', '3002', '3003', '3006', '3007', '3008', '5001', '5002', '5004'],
    {
      ...badParameter,
      text: 'it does not take these values. Compare them with the API reference',
    },
  ],
  [['3009'], { ...noSuchPhone, class: 'retry', maxRepeats: 1 }],
  [['40010'], { ...badParameter, text: 'this kind of phone is sold out. Order another, or later' }],
  [['4999', '9000', '9001', '9002', '9003'], failing],
  [
    ['5005'],
    {
      class: 'caller',
      code: 'phone_offline',
      text: 'the phone does not run. Try again when it does',
    },
  ],
  [['6001'], staleCredential],
  [['62005', '62006', '62015', '62016', '62017', '62019', '62020', '62021'], badPackage],
  [
    ['62010'],
    {
      class: 'retry',
      code: 'phone_offline',
      text: 'the phone is in an abnormal state. Restart it, or ask the vendor',
      maxRepeats: 1,
    },
  ],
  [['9999'], { ...failing, maxRepeats: 2 }],
];

const byNumber: ReadonlyMap<string, VendorFailure> = new Map(
  groups.flatMap(([numbers, failure]) => numbers.map((number) => [number, failure] as const)),
);

/** Every number of the service that has a meaning of its own here; 6002 needs the HTTP status besides. */
export const knownVendorNumbers: readonly string[] = [...byNumber.keys(), '6002'];

/** A gateway's way to say that a token is too old (fact sheet 5). */
const asksForFreshToken = (message: string): boolean =>
  /token/i.test(message) && /updat|expir|renew/i.test(message);

/**
 * What a failure means, by HTTP status and code: the same number can be two things (6002).
 * @param code undefined when the answer had none, as a proxy's
 * @param message the vendor's own words, for judging only
 */
export function explainVendorFailure(
  httpStatus: number,
  code: VendorCode | undefined,
  message = '',
): VendorFailure {
  if (httpStatus === 429 || httpStatus === 503) return rateLimited;
  if (code?.family === 'KOOPHONE') {
    if (code.number === '6002') return httpStatus === 403 ? notEntitled : staleCredential;
    const known = byNumber.get(code.number);
    if (known) return known;
  }
  if (httpStatus === 401 || (httpStatus >= 400 && asksForFreshToken(message))) {
    return staleCredential;
  }
  if (httpStatus >= 500) return failing;
  if (httpStatus === 403) return notPermitted;
  if (httpStatus === 404 || httpStatus === 405) return wrongPlace;
  return badParameter;
}

/** True when the same call may succeed later without a change by the caller. */
export function isRetryable(failure: VendorFailure): boolean {
  return failure.class === 'retry' || failure.class === 'wait' || failure.code === 'phone_offline';
}

/**
 * The wait that the header `retry-after` asks for, in ms: seconds, or a date. Kept within 1 second to 10 minutes;
 * `undefined` without a usable header.
 */
export function readRetryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 1000), 600_000) : undefined;
}
