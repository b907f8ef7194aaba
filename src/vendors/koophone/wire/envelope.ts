import { asObject, asString, type JsonObject } from '../../../core/json.js';

/** Whose code it is: the service's, that of the phones behind it, an older one, or the gateway's before it. */
export type CodeFamily = 'KOOPHONE' | 'CPS' | 'COMMON' | 'APIG';

export interface VendorCode {
  readonly family: CodeFamily;
  /** Digits as they are written: `0000` is no `0`. */
  readonly number: string;
}

/** Each answer of the service (KooPhone API reference; fact sheet 2.3). */
export interface Envelope {
  /** Undefined for success, which is the code `0`. */
  readonly error: VendorCode | undefined;
  /** May repeat what was sent: for judging only, never for people. */
  readonly message: string;
  /** `null` where there is none. */
  readonly data: unknown;
  /** The whole answer: some calls have paging beside `data`, some within. */
  readonly body: JsonObject;
}

/** `undefined` when it is no envelope, as when a proxy has answered. */
export function readEnvelope(value: unknown): Envelope | undefined {
  const body = asObject(value);
  if (!body) return undefined;
  const data = body.data ?? null;
  // One table nests the code, its sample does not.
  const holder = body.error_code === undefined ? asObject(data) : body;
  const code = readCodeText(holder?.error_code);
  if (!holder || code === undefined) return undefined;
  const message = asString(holder.error_msg) ?? asString(holder.error_info) ?? '';
  if (code === '0') return { error: undefined, message, data, body };
  const error = readVendorCode(code);
  return error && { error, message, data, body };
}

function readCodeText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : undefined;
}

const prefixes: readonly (readonly [RegExp, CodeFamily])[] = [
  [/^(?:KOOPHONE\.?API|KP\.?API|KOOPHONE)?\.?$/, 'KOOPHONE'],
  [/^CPS\.?$/, 'CPS'],
  [/^COMMON\.?$/, 'COMMON'],
  [/^APIGW?\.?$/, 'APIG'],
];

/** A code in any of its spellings: `KOOPHONE.API.1000`, `KPAPI.1000`, `CPS0005`, `APIGW.0301`, `1000`. */
export function readVendorCode(text: string): VendorCode | undefined {
  const [, prefix = '', number] = /^([A-Z.]*)(\d{1,12})$/.exec(text.trim().toUpperCase()) ?? [];
  if (number === undefined) return undefined;
  const family = prefixes.find(([form]) => form.test(prefix))?.[1];
  return family && { family, number };
}

/** As it goes into messages and logs: made anew from what was understood, so that it holds nothing else. */
export function formatVendorCode({ family, number }: VendorCode): string {
  return family === 'KOOPHONE' ? `KOOPHONE.API.${number}` : `${family}.${number}`;
}

/** What a call of the form `data.x` or, in some samples, `data.data.x` holds. */
export function unwrapData(data: unknown, field: string): JsonObject | undefined {
  const outer = asObject(data);
  if (!outer || outer[field] !== undefined) return outer;
  return asObject(outer.data) ?? outer;
}
