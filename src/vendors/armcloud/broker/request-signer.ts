import {
  canonicalTextV1,
  formatXDate,
  keyStepsV1,
  signatureV1Headers,
  signedTextV1,
} from '../wire/signature-v1.js';
import { signatureV2Headers, signedText } from '../wire/signature-v2.js';
import {
  formatVmosTimestamp,
  signatureVmosHeaders,
  signedTextVmos,
} from '../wire/signature-vmos.js';
import type { CheckedArmcloudSettings } from './armcloud-settings.js';

/** What is signed. */
export interface UnsignedRequest {
  /** Ms since 1970. */
  readonly now: number;
  /** Without its port. */
  readonly host: string;
  readonly path: string;
  /** Exactly what is sent. */
  readonly payload: string;
}

/** Gives a request the headers of its signature. */
export type RequestSigner = (request: UnsignedRequest) => Promise<Record<string, string>>;

type SignerSettings = Pick<
  CheckedArmcloudSettings,
  'accessKey' | 'secretKey' | 'signature' | 'credentialForm' | 'contentType'
>;

const encoder = new TextEncoder();

export function createRequestSigner(settings: SignerSettings): RequestSigner {
  switch (settings.signature) {
    case 'v2':
      return createSignerV2(settings);
    case 'v1':
      return createSignerV1(settings);
    case 'simple':
      return createSimpleSigner(settings);
  }
}

/** Fact sheet 2.3. */
function createSignerV2({ accessKey, secretKey }: SignerSettings): RequestSigner {
  const importKey = createLazyKey(secretKey);
  return async ({ now, path, payload }) => {
    const timestamp = String(now);
    const message = encoder.encode(signedText({ timestamp, path, payload }));
    const signature = hex(await hmac(await importKey(), message));
    return signatureV2Headers({ accessKey, timestamp, signature });
  };
}

/** Fact sheet 2.2. */
function createSignerV1(settings: SignerSettings): RequestSigner {
  const { accessKey, credentialForm, contentType } = settings;
  const importKey = createLazyKey(settings.secretKey);
  let dayKey: { readonly day: string; readonly key: Promise<CryptoKey> } | undefined;

  /** The key of a day, at the end of a chain that begins with the secret. */
  async function derive(steps: readonly string[]): Promise<CryptoKey> {
    let key = await importKey();
    for (const step of steps) key = await importHmacKey(await hmac(key, encoder.encode(step)));
    return key;
  }

  return async ({ now, host, payload }) => {
    const xDate = formatXDate(now);
    const steps = keyStepsV1(xDate);
    if (dayKey?.day !== steps[0]) dayKey = { day: steps[0], key: derive(steps) };
    const { key } = dayKey;
    const bodySha256 = await sha256Hex(payload);
    const canonical = canonicalTextV1({ host, xDate, contentType, bodySha256 });
    const message = encoder.encode(signedTextV1(xDate, await sha256Hex(canonical)));
    const signature = hex(await hmac(await key, message));
    return signatureV1Headers({ accessKey, xDate, signature, credentialForm, host, contentType });
  };
}

/** Fact sheet 2.4. The secret is part of the hashed text, so that it cannot be an unexportable key. */
function createSimpleSigner({ accessKey, secretKey }: SignerSettings): RequestSigner {
  return async ({ now, path, payload }) => {
    const timestamp = formatVmosTimestamp(now);
    const signature = await sha256Hex(signedTextVmos({ secretKey, timestamp, path, payload }));
    return signatureVmosHeaders({ accessKey, timestamp, signature });
  };
}

/** The secret becomes an unexportable key at the first request; the text of it is let go then. */
function createLazyKey(secretKey: string): () => Promise<CryptoKey> {
  let secret: string | undefined = secretKey;
  let imported: Promise<CryptoKey> | undefined;
  return () => {
    imported ??= importHmacKey(encoder.encode(secret));
    secret = undefined;
    return imported;
  };
}

function importHmacKey(bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

async function hmac(
  key: CryptoKey,
  message: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, message));
}

async function sha256Hex(text: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text))));
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
