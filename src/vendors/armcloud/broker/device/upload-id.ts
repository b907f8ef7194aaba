import { asArray, asNumber, asString, parseJson } from '../../../../core/json.js';

/** A file that the vendor is still fetching, and where it goes then. */
export interface PendingUpload {
  readonly phoneId: string;
  /** Of the file centre. */
  readonly taskNumber: string;
  readonly fileId: string;
  readonly path: string | undefined;
  readonly install: boolean;
}

/** An id is of use for a day: whoever keeps it must not be able to put the file there again for ever. */
const lifetimeMs = 86_400_000;

/**
 * An upload's id holds all that is left to do, so that any broker behind a load balancer can go on with it. It is
 * sealed for its phone: whoever may ask how far a task is need not be allowed to put files on a phone.
 */
export interface UploadIds {
  /** @param now ms since 1970 */
  format(upload: PendingUpload, now: number): Promise<string>;
  /** `undefined` for what no broker with these keys has made for this phone, within the last day. */
  read(text: string, phoneId: string, now: number): Promise<PendingUpload | undefined>;
}

const hmac = { name: 'HMAC', hash: 'SHA-256' } as const;
const encoder = new TextEncoder();

export function createUploadIds(secretKey: string): UploadIds {
  let secretText: string | undefined = secretKey;
  let derived: Promise<CryptoKey> | undefined;

  /** A key of its own, so that nothing which leaves the broker is signed with the account's. */
  async function derive(): Promise<CryptoKey> {
    const bytesOfSecret = encoder.encode(secretText);
    secretText = undefined;
    const secret = await importKey(bytesOfSecret, ['sign']);
    const bytes = await crypto.subtle.sign('HMAC', secret, encoder.encode('telepad upload id'));
    return importKey(new Uint8Array(bytes), ['sign', 'verify']);
  }
  const key = () => {
    derived ??= derive();
    return derived;
  };

  return {
    async format({ phoneId, taskNumber, fileId, path, install }, now) {
      const order = JSON.stringify([
        taskNumber,
        fileId,
        install,
        now + lifetimeMs,
        ...(path === undefined ? [] : [path]),
      ]);
      const payload = encodeBase64Url(encoder.encode(order));
      const mac = await crypto.subtle.sign('HMAC', await key(), message(phoneId, payload));
      return `upload.${payload}.${encodeBase64Url(new Uint8Array(mac))}`;
    },

    async read(text, phoneId, now) {
      const [, payload, mac] = /^upload\.([\w-]+)\.([\w-]{43})$/.exec(text) ?? [];
      const macBytes = decodeBase64Url(mac);
      const orderBytes = decodeBase64Url(payload);
      if (payload === undefined || !macBytes || !orderBytes) return undefined;
      // 43 characters have two bits to spare: an upload has one id, by which it is remembered.
      if (encodeBase64Url(macBytes) !== mac) return undefined;
      const isOurs = await crypto.subtle.verify(
        'HMAC',
        await key(),
        macBytes,
        message(phoneId, payload),
      );
      if (!isOurs) return undefined;
      const order = asArray(parseJson(new TextDecoder().decode(orderBytes))) ?? [];
      if (now > (asNumber(order[3]) ?? 0)) return undefined;
      return {
        phoneId,
        taskNumber: asString(order[0]) ?? '',
        fileId: asString(order[1]) ?? '',
        path: asString(order[4]),
        install: order[2] === true,
      };
    },
  };
}

function importKey(bytes: Uint8Array<ArrayBuffer>, usages: readonly KeyUsage[]) {
  return crypto.subtle.importKey('raw', bytes, hmac, false, usages);
}

function message(phoneId: string, payload: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${phoneId} ${payload}`);
}

function encodeBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decodeBase64Url(text = ''): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
