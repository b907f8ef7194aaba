import { createHash, createHmac } from 'node:crypto';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import { checkSignatureV1 } from './check-signature-v1.js';
import { ApiFailure } from './envelope.js';
import {
  type ArmcloudAccount,
  checkClock,
  checkKey,
  header,
  isSame,
  rejected,
  type SignatureCheck,
  signatureCheck,
} from './signature-check.js';

/**
 * Checks a request's signature, whichever of the vendor's three it bears: `authver` makes it V2.0 (fact sheet
 * 2.3), `x-access-key` the brands' simplified one (2.4), everything else V1 (2.2). Written apart from the
 * broker's signers and their texts, so that one mistake cannot hide on both sides.
 * @throws ApiFailure
 */
export function checkSignature(request: CloudRequest, account: ArmcloudAccount, now: number): void {
  const check = signatureCheck(request, account, now);
  const { headers } = request;
  if (headers.authver !== undefined || headers['x-ak'] !== undefined) checkV2(check);
  else if (headers['x-access-key'] !== undefined) checkSimplified(check);
  else if (headers.authorization !== undefined) checkSignatureV1(check);
  else {
    throw new ApiFailure(
      check.failures.headerMissing,
      'The headers of a signature are missing: authver, x-ak, x-timestamp and x-sign for V2.0; authorization, x-date and x-host for V1; x-access-key, x-timestamp and x-sign for the brands.',
    );
  }
}

function checkV2(check: SignatureCheck): void {
  const { request, account } = check;
  if (header(check, 'authver') !== '2.0') throw rejected(check, 'authver must be 2.0.');
  const accessKey = header(check, 'x-ak');
  const timestamp = header(check, 'x-timestamp');
  const signature = header(check, 'x-sign');
  checkKey(check, accessKey);
  if (!/^\d{13}$/.test(timestamp)) {
    throw rejected(check, 'x-timestamp must be ms since 1970, 13 digits.');
  }
  const payload = request.method === 'GET' ? request.query : request.body;
  const expected = createHmac('sha256', account.secretKey)
    .update(`${timestamp}${request.path}${payload}`, 'utf8')
    .digest('hex');
  if (!isSame(expected, signature)) throw rejected(check, 'The signature is wrong.');
  checkClock(check, Number(timestamp), 'x-timestamp');
}

function checkSimplified(check: SignatureCheck): void {
  const { request, account } = check;
  const accessKey = header(check, 'x-access-key');
  const timestamp = header(check, 'x-timestamp');
  const signature = header(check, 'x-sign');
  checkKey(check, accessKey);
  if (!/^\d{10}$/.test(timestamp)) {
    throw new ApiFailure(
      check.failures.clock,
      'x-timestamp must be seconds since 1970, 10 digits.',
    );
  }
  const payload = request.method === 'GET' ? request.query : request.body;
  const expected = createHash('sha256')
    .update(`${account.secretKey}${timestamp}${request.path}${payload}`, 'utf8')
    .digest('hex');
  if (!isSame(expected, signature)) throw rejected(check, 'The signature is wrong.');
  checkClock(check, Number(timestamp) * 1000, 'x-timestamp');
}
