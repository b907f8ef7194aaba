import { timingSafeEqual } from 'node:crypto';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import { isBrandPath } from './brand-paths.js';
import { ApiFailure, vendorCode } from './envelope.js';

export interface ArmcloudAccount {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** "A few minutes" either way; the true tolerance is not documented (assumed, fact sheet Q19). */
export const clockToleranceMs = 5 * 60_000;

interface Failures {
  readonly headerMissing: number;
  readonly keyUnknown: number;
  readonly rejected: number;
  readonly clock: number;
}

/** ArmCloud itself, and its brands under paths of their own, name the same failures by other numbers. */
const ownFailures: Failures = {
  headerMissing: vendorCode.headerMissing,
  keyUnknown: vendorCode.keyUnknown,
  rejected: vendorCode.signatureRejected,
  clock: vendorCode.signatureRejected,
};
const brandFailures: Failures = {
  headerMissing: vendorCode.brandHeaderMissing,
  keyUnknown: vendorCode.brandKeyUnknown,
  rejected: vendorCode.brandSignatureRejected,
  clock: vendorCode.brandClockRejected,
};

/** One request under examination. */
export interface SignatureCheck {
  readonly request: CloudRequest;
  readonly account: ArmcloudAccount;
  readonly now: number;
  readonly failures: Failures;
}

export function signatureCheck(
  request: CloudRequest,
  account: ArmcloudAccount,
  now: number,
): SignatureCheck {
  return {
    request,
    account,
    now,
    failures: isBrandPath(request.path) ? brandFailures : ownFailures,
  };
}

export function header({ request, failures }: SignatureCheck, name: string): string {
  const value = request.headers[name];
  if (value) return value;
  throw new ApiFailure(failures.headerMissing, `The header ${name} is missing.`);
}

export function checkKey({ account, failures }: SignatureCheck, accessKey: string): void {
  if (accessKey !== account.accessKey) {
    throw new ApiFailure(failures.keyUnknown, 'There is no such access key.');
  }
}

export function checkClock(
  { now, failures }: SignatureCheck,
  signedAt: number,
  name: string,
): void {
  if (Math.abs(now - signedAt) > clockToleranceMs) {
    throw new ApiFailure(failures.clock, `${name} is more than five minutes from the time here.`);
  }
}

export function rejected({ failures }: SignatureCheck, why: string): ApiFailure {
  return new ApiFailure(failures.rejected, why);
}

/** Takes the same time wherever the difference is. */
export function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
