/**
 * The simplified request signature of the brands VMOS Cloud and VSPhone, whose documents call it V2 as well
 * (brand documents and clients; fact sheet 2.4). A plain SHA-256 with the secret in front: no HMAC. The hash
 * itself needs a crypto library, which each side brings.
 */
export interface VmosSignedParts {
  readonly secretKey: string;
  /** **Seconds** since 1970, 10 digits; milliseconds are refused, and so is a clock 5 minutes off. */
  readonly timestamp: string;
  /** Starts with `/`; no host, no query. */
  readonly path: string;
  /** The raw body of a POST, the raw query of a GET without its `?`, nothing for a multipart upload. */
  readonly payload: string;
}

/** The text whose SHA-256, in lower-case hex, is the signature. It holds the secret: never log it. */
export function signedTextVmos({ secretKey, timestamp, path, payload }: VmosSignedParts): string {
  return `${secretKey}${timestamp}${path}${payload}`;
}

/** The time of signing. */
export function formatVmosTimestamp(nowMs: number): string {
  return String(Math.floor(nowMs / 1000));
}

/** Lower-case names; the brands print them with capitals, which HTTP does not mind. */
export const signatureVmosHeader = {
  accessKey: 'x-access-key',
  timestamp: 'x-timestamp',
  signature: 'x-sign',
} as const;

export function signatureVmosHeaders(parts: {
  readonly accessKey: string;
  readonly timestamp: string;
  readonly signature: string;
}): Record<string, string> {
  return {
    [signatureVmosHeader.accessKey]: parts.accessKey,
    [signatureVmosHeader.timestamp]: parts.timestamp,
    [signatureVmosHeader.signature]: parts.signature,
  };
}
