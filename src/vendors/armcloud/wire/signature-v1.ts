/**
 * ArmCloud's older request signature V1, which some brands' documents call "V4" (API reference; fact sheet
 * 2.2). Only its texts and the order of its steps are here: the hashes need a crypto library, which each
 * side brings.
 *
 *   canonical = canonicalTextV1({ ..., bodySha256: hex(SHA-256(body)) })
 *   text      = signedTextV1(xDate, hex(SHA-256(canonical)))
 *   key       = keyStepsV1(xDate) folded with HMAC-SHA-256, from the secret key on, bytes between the steps
 *   signature = hex(HMAC-SHA-256(key, text))
 *
 * Every text is UTF-8, every hex lower case.
 */

const service = 'armcloud-paas';
const signedHeaders = 'content-type;host;x-content-sha256;x-date';

/** Lower-case names of the headers that travel. `x-content-sha256` is signed, but not sent. */
export const signatureV1Header = {
  contentType: 'content-type',
  date: 'x-date',
  host: 'x-host',
  authorization: 'authorization',
} as const;

/** The time of signing as `x-date`: UTC with second precision, such as `20250102T030405Z`. */
export function formatXDate(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/\.\d+|[-:]/g, '');
}

/** The day of an `x-date`, `YYYYMMDD`: that of the scope and of the first key step. */
function dayOf(xDate: string): string {
  return xDate.slice(0, 8);
}

function scopeOf(xDate: string): string {
  return `${dayOf(xDate)}/${service}/request`;
}

export interface CanonicalPartsV1 {
  /** The API host without scheme and port, as in the header `x-host`. */
  readonly host: string;
  readonly xDate: string;
  /** Exactly as sent; brands differ (`application/json`, `application/json;charset=UTF-8`). */
  readonly contentType: string;
  /** Hex SHA-256 of the body's bytes; of no bytes where there is no body. */
  readonly bodySha256: string;
}

/**
 * Five lines in this fixed order: no method, path or query. The blanks that the printed English reference
 * has after colons and line feeds are typesetting damage (fact sheet 2.2).
 */
export function canonicalTextV1(parts: CanonicalPartsV1): string {
  return [
    `host:${parts.host}`,
    `x-date:${parts.xDate}`,
    `content-type:${parts.contentType}`,
    `signedHeaders:${signedHeaders}`,
    `x-content-sha256:${parts.bodySha256}`,
  ].join('\n');
}

/** What the last HMAC signs. */
export function signedTextV1(xDate: string, canonicalSha256: string): string {
  return ['HMAC-SHA256', xDate, scopeOf(xDate), canonicalSha256].join('\n');
}

/**
 * The messages of the key chain, in order: each step is HMAC-SHA-256 of the message under the result of the
 * step before; the first is under the secret key. Three steps: the reference prints one HMAC too many.
 */
export function keyStepsV1(xDate: string): readonly [string, string, string] {
  return [dayOf(xDate), service, 'request'];
}

/**
 * What follows `Credential=`: the account's key with the scope, as ArmCloud has it, or the bare key, as some
 * VMOS documents do. Both are in use against the same back end (fact sheet Q5).
 */
export type CredentialFormV1 = 'full' | 'bare';

export interface AuthorizationPartsV1 {
  readonly accessKey: string;
  readonly xDate: string;
  readonly signature: string;
  readonly credentialForm: CredentialFormV1;
}

export function authorizationV1(parts: AuthorizationPartsV1): string {
  const scope = parts.credentialForm === 'full' ? `/${scopeOf(parts.xDate)}` : '';
  return `HMAC-SHA256 Credential=${parts.accessKey}${scope}, SignedHeaders=${signedHeaders}, Signature=${parts.signature}`;
}

export function signatureV1Headers(
  parts: AuthorizationPartsV1 & Pick<CanonicalPartsV1, 'host' | 'contentType'>,
): Record<string, string> {
  return {
    [signatureV1Header.contentType]: parts.contentType,
    [signatureV1Header.date]: parts.xDate,
    [signatureV1Header.host]: parts.host,
    [signatureV1Header.authorization]: authorizationV1(parts),
  };
}

export interface AuthorizationV1 {
  readonly accessKey: string;
  readonly credentialForm: CredentialFormV1;
  readonly signature: string;
}

const authorizationForm =
  /^HMAC-SHA256 +Credential=([^\s,/]+)(?:\/([^\s,]+))?, *SignedHeaders=([^\s,]+), *Signature=([0-9a-f]{64})$/;

/** Reads an `authorization` header at the server's end; `undefined` when it is none of V1 for this `x-date`. */
export function readAuthorizationV1(header: string, xDate: string): AuthorizationV1 | undefined {
  const [, accessKey, scope, headers, signature] = authorizationForm.exec(header) ?? [];
  if (accessKey === undefined || signature === undefined || headers !== signedHeaders) {
    return undefined;
  }
  if (scope !== undefined && scope !== scopeOf(xDate)) return undefined;
  return { accessKey, credentialForm: scope === undefined ? 'bare' : 'full', signature };
}
