import {
  canonicalRequest,
  formatAuthorization,
  formatSdkDate,
  type QueryParameter,
  signatureHeader,
  textToSign,
} from '../wire/sdk-hmac-signature.js';
import { hmacHex, importHmacKey, sha256Hex } from './hex.js';
import type { KoophoneKeyCredentials } from './koophone-settings.js';

export interface UnsignedRequest {
  /** Ms since 1970. */
  readonly now: number;
  readonly method: string;
  /** With its port, where that is not the usual one. */
  readonly host: string;
  /** Not encoded. */
  readonly path: string;
  /** Not encoded. */
  readonly query: readonly QueryParameter[];
  /** Of the request; all of them are signed, so none that something on the way rewrites. */
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly what is sent; empty for none. */
  readonly body: string;
}

/** Gives a request the headers of its signature; `host` is signed, but left to whoever sends it. */
export type RequestSigner = (request: UnsignedRequest) => Promise<Record<string, string>>;

/** Signs with `SDK-HMAC-SHA256`. The secret becomes a key at the first request; its text is let go then. */
export function createRequestSigner({
  accessKey,
  secretKey,
}: KoophoneKeyCredentials): RequestSigner {
  let secret: string | undefined = secretKey;
  let key: Promise<CryptoKey> | undefined;
  return async ({ now, method, host, path, query, headers, body }) => {
    key ??= importHmacKey(secret ?? '');
    secret = undefined;
    const date = formatSdkDate(now);
    const { text, signedHeaders } = canonicalRequest({
      method,
      path,
      query,
      headers: { ...headers, [signatureHeader.host]: host, [signatureHeader.date]: date },
      bodySha256: await sha256Hex(body),
    });
    const signature = await hmacHex(await key, textToSign(date, await sha256Hex(text)));
    return {
      [signatureHeader.date]: date,
      [signatureHeader.authorization]: formatAuthorization({
        accessKey,
        signedHeaders,
        signature,
      }),
    };
  };
}
