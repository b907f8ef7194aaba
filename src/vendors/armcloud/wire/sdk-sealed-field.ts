import { maxSealedFieldLength, readSealedField, type SealedField } from './sealed-field.js';

/**
 * The text form of `signalServer`, `stuns` and `turns` where the vendor's browser SDK asks (fact sheet 3.2 and
 * 3.3). As brands may differ, every known form is told by its looks.
 */
export type SdkSealedField =
  | SealedField
  /** AES-ECB with PKCS#7 padding, base64; no IV, no authentication. */
  | { readonly form: 'aes-ecb'; readonly sealed: string };

const base64Form = /^[A-Za-z0-9+/]+={0,2}$/;

export function readSdkSealedField(value: unknown): SdkSealedField {
  const field = readSealedField(value);
  if (field.form !== 'unknown' || typeof value !== 'string') return field;
  if (value.length > maxSealedFieldLength) return field;
  const text = value.trim();
  if (base64Form.test(text) && text.length % 4 === 0) {
    const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
    const bytes = (text.length / 4) * 3 - padding;
    return bytes % 16 === 0 ? { form: 'aes-ecb', sealed: text } : field;
  }
  // No base64 has a dot: an address without a scheme.
  return text.includes('.') ? { form: 'plain', text } : field;
}

const keyLength = 16;

/**
 * The keys that may open an ECB field, most likely first, as ASCII text. H5 SDK 1.5 fills the padCode up with
 * `0` to 16 characters and cuts it there; 1.3 did not cut, which only gave a key where AES has that length.
 */
export function ecbKeyTexts(padCode: string): readonly string[] {
  const cut = padCode.padEnd(keyLength, '0').slice(0, keyLength);
  return padCode.length === 24 || padCode.length === 32 ? [cut, padCode] : [cut];
}
