import { createHash, createHmac } from 'node:crypto';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import { isSameSecret } from './same-secret.js';

/** How far the clock of a request may be off, in ms (CPH fact sheet 2.2). */
export const clockToleranceMs = 15 * 60_000;

const algorithm = 'SDK-HMAC-SHA256';

/**
 * Whether a request carries a good `SDK-HMAC-SHA256` signature. Written from the description in the CPH fact sheet
 * 2.2 and from nothing of the broker's, so that the two can disagree.
 * @returns what is wrong; undefined when nothing is
 */
export function problemOfSignature(
  request: CloudRequest,
  keys: { readonly accessKey: string; readonly secretKey: string },
  now: number,
): string | undefined {
  const authorization = readAuthorization(request.headers.authorization ?? '');
  if (!authorization) return 'the Authorization header is not of the documented shape';
  const { access, signedHeaders, signature } = authorization;
  if (!isSameSecret(keys.accessKey, access)) return 'there is no such access key';
  const date = request.headers['x-sdk-date'] ?? '';
  const signedAt = readDate(date);
  if (signedAt === undefined) return 'X-Sdk-Date is missing or is no YYYYMMDDTHHMMSSZ';
  if (Math.abs(now - signedAt) > clockToleranceMs) {
    return 'X-Sdk-Date is more than 15 minutes from the time here';
  }
  for (const name of ['host', 'x-sdk-date']) {
    if (!signedHeaders.includes(name)) return `${name} is not among the signed headers`;
  }
  if (signedHeaders.join(';') !== signedHeaders.toSorted().join(';')) {
    return 'SignedHeaders are not sorted';
  }
  const missing = signedHeaders.find((name) => request.headers[name] === undefined);
  if (missing !== undefined) return `the signed header ${missing} is missing`;
  const canonical = canonicalRequest(request, signedHeaders);
  if (canonical === undefined) return 'path or query cannot be percent-decoded';
  const toSign = [algorithm, date, sha256(canonical)].join('\n');
  const expected = createHmac('sha256', keys.secretKey).update(toSign).digest('hex');
  return isSameSecret(expected, signature) ? undefined : 'the signature is wrong';
}

function readAuthorization(text: string) {
  const match = /^SDK-HMAC-SHA256 Access=([^,\s]+), SignedHeaders=([^,\s]+), Signature=(\S+)$/.exec(
    text,
  );
  if (!match) return undefined;
  const [, access = '', names = '', signature = ''] = match;
  const signedHeaders = names.split(';');
  return signedHeaders.every((name) => /^[a-z0-9-]+$/.test(name))
    ? { access, signedHeaders, signature }
    : undefined;
}

/** Ms since 1970. */
function readDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hours, minutes, seconds] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** The six parts; `undefined` when the address is not percent-encoded text. */
export function canonicalRequest(
  { method, path, query, headers, body }: CloudRequest,
  signedHeaders: readonly string[],
): string | undefined {
  try {
    const segments = path.split('/').map((segment) => encode(decodeURIComponent(segment)));
    const encodedPath = segments.join('/');
    return [
      method.toUpperCase(),
      encodedPath.endsWith('/') ? encodedPath : `${encodedPath}/`,
      canonicalQuery(query),
      signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join(''),
      signedHeaders.join(';'),
      headers['x-sdk-content-sha256'] ?? sha256(body),
    ].join('\n');
  } catch {
    return undefined;
  }
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [encode(decodeURIComponent(name)), encode(decodeURIComponent(value.join('=')))];
    })
    .toSorted(([name = '', value = ''], [otherName = '', otherValue = '']) =>
      name === otherName ? compare(value, otherValue) : compare(name, otherName),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** By code units, not by the rules of a language. */
function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/** Everything but letters, digits, `-`, `_`, `.` and `~`; JavaScript leaves five more alone. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
