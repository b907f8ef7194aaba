import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import { ApiFailure, vendorCode } from './envelope.js';

export interface ArmcloudAccount {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** "A few minutes" either way; the true tolerance is not documented (assumed, fact sheet Q19). */
export const clockToleranceMs = 5 * 60_000;

/**
 * Checks signature V2.0 (API reference; fact sheet 2.3). Written apart from the broker's signer, so that one
 * mistake cannot hide on both sides.
 * @throws ApiFailure
 */
export function checkSignature(request: CloudRequest, account: ArmcloudAccount, now: number): void {
  const header = (name: string): string => {
    const value = request.headers[name];
    if (value) return value;
    throw new ApiFailure(vendorCode.headerMissing, `The header ${name} is missing.`);
  };
  if (header('authver') !== '2.0') {
    throw new ApiFailure(vendorCode.signatureRejected, 'authver must be 2.0.');
  }
  const accessKey = header('x-ak');
  const timestamp = header('x-timestamp');
  const signature = header('x-sign');
  if (accessKey !== account.accessKey) {
    throw new ApiFailure(vendorCode.keyUnknown, 'There is no such access key.');
  }
  if (!/^\d{13}$/.test(timestamp)) {
    throw new ApiFailure(
      vendorCode.signatureRejected,
      'x-timestamp must be ms since 1970, 13 digits.',
    );
  }
  const payload = request.method === 'GET' ? request.query : request.body;
  const expected = createHmac('sha256', account.secretKey)
    .update(`${timestamp}${request.path}${payload}`, 'utf8')
    .digest('hex');
  if (!isSame(expected, signature)) {
    throw new ApiFailure(vendorCode.signatureRejected, 'The signature is wrong.');
  }
  if (Math.abs(now - Number(timestamp)) > clockToleranceMs) {
    throw new ApiFailure(
      vendorCode.signatureRejected,
      'x-timestamp is more than five minutes from the time here.',
    );
  }
}

/** Takes the same time wherever the difference is. */
function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
