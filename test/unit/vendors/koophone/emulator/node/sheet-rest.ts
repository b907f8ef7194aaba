import { createHash, createHmac } from 'node:crypto';
import type { KoophoneCredentials } from '../../../../../../src/vendors/koophone/emulator/node/koophone-account.js';

export interface SheetAnswer {
  readonly status: number;
  readonly error_code: string;
  readonly error_msg?: string;
  readonly error_info?: string;
  readonly data: unknown;
  readonly [name: string]: unknown;
}

/** The headers of a request that is signed with AK and SK, by hand from section 2.2 of the CPH fact sheet. */
export function signedHeaders(
  keys: { readonly accessKey: string; readonly secretKey: string },
  request: {
    readonly method: string;
    readonly host: string;
    readonly path: string;
    /** As it goes out, sorted and encoded. */
    readonly query?: string;
    readonly body: string;
    readonly now: number;
  },
): Record<string, string> {
  const { method, host, path, query = '', body, now } = request;
  const date = new Date(now).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const canonical = `${method}\n${path}/\n${query}\nhost:${host}\nx-sdk-date:${date}\n\nhost;x-sdk-date\n${hash(body)}`;
  const signature = createHmac('sha256', keys.secretKey)
    .update(`SDK-HMAC-SHA256\n${date}\n${hash(canonical)}`)
    .digest('hex');
  return {
    'x-sdk-date': date,
    authorization: `SDK-HMAC-SHA256 Access=${keys.accessKey}, SignedHeaders=host;x-sdk-date, Signature=${signature}`,
  };
}

/** A signed call over a real connection. */
export async function callSigned(
  baseUrl: string,
  credentials: KoophoneCredentials,
  method: string,
  path: string,
  body?: object,
): Promise<SheetAnswer> {
  const text = body ? JSON.stringify(body) : '';
  const { host } = new URL(baseUrl);
  const response = await fetch(baseUrl + path, {
    method,
    headers: {
      'content-type': 'application/json',
      'x-request-id': '0123456789abcdef0123456789abcdef',
      ...signedHeaders(credentials, { method, host, path, body: text, now: Date.now() }),
    },
    ...(text !== '' && { body: text }),
  });
  return { ...((await response.json()) as SheetAnswer), status: response.status };
}
