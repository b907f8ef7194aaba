import { createHash, createHmac } from 'node:crypto';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import {
  checkClock,
  checkKey,
  header,
  isSame,
  rejected,
  type SignatureCheck,
} from './signature-check.js';

const authorizationForm =
  /^HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/;
const signedHeaders = 'content-type;host;x-content-sha256;x-date';
const service = 'armcloud-paas';

/** Signature V1 (API reference; fact sheet 2.2). */
export function checkSignatureV1(check: SignatureCheck): void {
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
