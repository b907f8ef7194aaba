/**
 * ArmCloud's request signature V2.0 (API reference; fact sheet 2.3). Only its strings are here: the HMAC
 * itself needs a crypto library, which each side brings.
 */

/** What is signed, with the secret key, by HMAC-SHA-256. */
export interface SignedRequest {
  /** Ms since 1970, 13 digits. */
  readonly timestamp: string;
  /** Starts with `/`; no host, no query. */
  readonly path: string;
  /** The raw text that is sent: a POST's JSON, or the query of a GET without its `?` (assumed). */
  readonly payload: string;
}

/** The HMAC's message: plain concatenation, no separators. */
export function signedText({ timestamp, path, payload }: SignedRequest): string {
  return `${timestamp}${path}${payload}`;
}

/** Lower-case header names of the signature. */
export const signatureV2Header = {
  version: 'authver',
  accessKey: 'x-ak',
  timestamp: 'x-timestamp',
  /** Lower-case hex. */
  signature: 'x-sign',
} as const;

export const signatureV2Version = '2.0';

export function signatureV2Headers(parts: {
  readonly accessKey: string;
  readonly timestamp: string;
  readonly signature: string;
}): Record<string, string> {
  return {
    [signatureV2Header.version]: signatureV2Version,
    [signatureV2Header.accessKey]: parts.accessKey,
    [signatureV2Header.timestamp]: parts.timestamp,
    [signatureV2Header.signature]: parts.signature,
  };
}
