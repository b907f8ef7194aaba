import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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

interface Check {
  readonly request: CloudRequest;
  readonly account: ArmcloudAccount;
  readonly now: number;
  readonly failures: Failures;
}

/**
 * Checks a request's signature, whichever of the vendor's three it bears: `authver` makes it V2.0 (fact sheet
 * 2.3), `x-access-key` the brands' simplified one (2.4), everything else V1 (2.2). Written apart from the
 * broker's signers and their texts, so that one mistake cannot hide on both sides.
 * @throws ApiFailure
 */
export function checkSignature(request: CloudRequest, account: ArmcloudAccount, now: number): void {
  const failures = isBrandPath(request.path) ? brandFailures : ownFailures;
  const check: Check = { request, account, now, failures };
  const { headers } = request;
  if (headers.authver !== undefined || headers['x-ak'] !== undefined) checkV2(check);
  else if (headers['x-access-key'] !== undefined) checkSimplified(check);
  else if (headers.authorization !== undefined) checkV1(check);
  else {
    throw new ApiFailure(
      failures.headerMissing,
      'The headers of a signature are missing: authver, x-ak, x-timestamp and x-sign for V2.0; authorization, x-date and x-host for V1; x-access-key, x-timestamp and x-sign for the brands.',
    );
  }
}

function header({ request, failures }: Check, name: string): string {
  const value = request.headers[name];
  if (value) return value;
  throw new ApiFailure(failures.headerMissing, `The header ${name} is missing.`);
}

function checkKey({ account, failures }: Check, accessKey: string): void {
  if (accessKey !== account.accessKey) {
    throw new ApiFailure(failures.keyUnknown, 'There is no such access key.');
  }
}

function checkClock({ now, failures }: Check, signedAt: number, name: string): void {
  if (Math.abs(now - signedAt) > clockToleranceMs) {
    throw new ApiFailure(failures.clock, `${name} is more than five minutes from the time here.`);
  }
}

function rejected({ failures }: Check, why: string): ApiFailure {
  return new ApiFailure(failures.rejected, why);
}

function checkV2(check: Check): void {
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

function checkSimplified(check: Check): void {
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

const authorizationForm =
  /^HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
const signedHeaders = 'content-type;host;x-content-sha256;x-date';
const service = 'armcloud-paas';

function checkV1(check: Check): void {
  const { request, account } = check;
  const [, credential = '', names, signature] =
    authorizationForm.exec(header(check, 'authorization')) ?? [];
  if (signature === undefined) {
    throw rejected(
      check,
      'authorization must be "HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…".',
    );
  }
  const date = header(check, 'x-date');
  const host = header(check, 'x-host');
  const contentType = request.headers['content-type'] ?? '';
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  if (year === undefined) throw rejected(check, 'x-date must look like 20250102T030405Z.');
  if (names !== signedHeaders) throw rejected(check, `SignedHeaders must be ${signedHeaders}.`);
  const shortDate = date.slice(0, 8);
  const scope = `${shortDate}/${service}/request`;
  // Both forms are in use against the same back end (fact sheet 2.2).
  const accessKey = credential.endsWith(`/${scope}`)
    ? credential.slice(0, -scope.length - 1)
    : credential;
  if (accessKey.includes('/')) {
    throw rejected(check, `Credential must be the access key, alone or with /${scope}.`);
  }
  checkKey(check, accessKey);
  const announced = request.headers['x-content-sha256'];
  const isRight = contentHashes(request).some((contentHash) => {
    if (announced !== undefined && announced !== contentHash) return false;
    const canonical = [
      `host:${host}`,
      `x-date:${date}`,
      `content-type:${contentType}`,
      `signedHeaders:${signedHeaders}`,
      `x-content-sha256:${contentHash}`,
    ].join('\n');
    const text = ['HMAC-SHA256', date, scope, sha256(canonical)].join('\n');
    const key = hmac(hmac(hmac(account.secretKey, shortDate), service), 'request');
    return isSame(hmac(key, text).toString('hex'), signature);
  });
  if (!isRight) throw rejected(check, 'The signature is wrong.');
  checkClock(check, Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`), 'x-date');
}

/**
 * What may have been hashed: the bytes that came; of a JSON body also its compact form (assumed, fact sheet
 * 2.2: the service seems to write it anew). Of a GET with a query the documents give two ways: the query
 * itself, and its parameters as JSON.
 */
function contentHashes({ method, query, body }: CloudRequest): readonly string[] {
  if (method === 'GET') {
    const parameters = Object.fromEntries(new URLSearchParams(query));
    return query === '' ? [sha256('')] : [sha256(query), sha256(JSON.stringify(parameters))];
  }
  try {
    return [sha256(body), sha256(JSON.stringify(JSON.parse(body)))];
  } catch {
    return [sha256(body)];
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** Takes the same time wherever the difference is. */
function isSame(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
