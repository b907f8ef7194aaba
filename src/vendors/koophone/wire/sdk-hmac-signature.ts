/**
 * Huawei Cloud's request signature `SDK-HMAC-SHA256` (its signature guide; fact sheet of CPH 2.2, the same for
 * KooPhone). Only its texts are here: hashes need a crypto library, which each side brings.
 */

export const signatureAlgorithm = 'SDK-HMAC-SHA256';

/** Names as a request carries them, in lower case. */
export const signatureHeader = {
  date: 'x-sdk-date',
  authorization: 'authorization',
  host: 'host',
} as const;

export type QueryParameter = readonly [name: string, value: string];

export interface RequestToSign {
  readonly method: string;
  /** Not encoded; starts with `/`. */
  readonly path: string;
  /** Not encoded, in any order; names may repeat. */
  readonly query: readonly QueryParameter[];
  /** All that are signed, `host` and `x-sdk-date` among them. Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Lower-case hex SHA-256 of exactly the bytes that are sent. */
  readonly bodySha256: string;
}

/** RFC 3986: all but letters, digits and `-_.~`, in upper-case hex. */
export function encodeComponent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Encoded as it is sent. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeComponent).join('/');
}

/** Encoded and sorted: what is signed, and may be sent as it is. */
export function canonicalQuery(query: readonly QueryParameter[]): string {
  return [...query]
    .sort(
      ([name, value], [otherName, otherValue]) =>
        order(name, otherName) || order(value, otherValue),
    )
    .map(([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`)
    .join('&');
}

/** By UTF-16 units, as the vendor's own signer for Node sorts. */
function order(text: string, other: string): number {
  if (text === other) return 0;
  return text < other ? -1 : 1;
}

/** The text whose hash is signed, and the list of header names that goes into the header `authorization`. */
export function canonicalRequest({ method, path, query, headers, bodySha256 }: RequestToSign): {
  readonly text: string;
  readonly signedHeaders: string;
} {
  const lines = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
    .sort(([name], [other]) => order(name, other));
  const signedHeaders = lines.map(([name]) => name).join(';');
  const encodedPath = encodePath(path);
  const text = [
    method.toUpperCase(),
    // For signing only: the request keeps its own path.
    encodedPath.endsWith('/') ? encodedPath : `${encodedPath}/`,
    canonicalQuery(query),
    ...lines.map(([name, value]) => `${name}:${value}`),
    // The block of headers ends with a line feed of its own.
    '',
    signedHeaders,
    bodySha256,
  ].join('\n');
  return { text, signedHeaders };
}

/** What is signed with the secret key. */
export function textToSign(sdkDate: string, canonicalSha256: string): string {
  return [signatureAlgorithm, sdkDate, canonicalSha256].join('\n');
}

/** @param now ms since 1970 */
export function formatSdkDate(now: number): string {
  return new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
}

export interface Authorization {
  readonly accessKey: string;
  readonly signedHeaders: string;
  /** Lower-case hex. */
  readonly signature: string;
}

export function formatAuthorization(parts: Authorization): string {
  return `${signatureAlgorithm} Access=${parts.accessKey}, SignedHeaders=${parts.signedHeaders}, Signature=${parts.signature}`;
}
