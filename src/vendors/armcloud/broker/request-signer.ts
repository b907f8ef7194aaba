import { type SignedRequest, signatureV2Headers, signedText } from '../wire/signature-v2.js';

/** Gives a request the headers of signature V2.0. */
export type RequestSigner = (request: SignedRequest) => Promise<Record<string, string>>;

/** The secret becomes an unexportable key at the first request and is imported only once. */
export function createRequestSigner(accessKey: string, secretKey: string): RequestSigner {
  const encoder = new TextEncoder();
  let imported: Promise<CryptoKey> | undefined;
  return async (request) => {
    imported ??= crypto.subtle.importKey(
      'raw',
      encoder.encode(secretKey),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    );
    const message = encoder.encode(signedText(request));
    const mac = new Uint8Array(await crypto.subtle.sign('HMAC', await imported, message));
    const signature = Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return signatureV2Headers({ accessKey, timestamp: request.timestamp, signature });
  };
}
