/**
 * The text form of `signalServer`, `stuns` and `turns` in ArmCloud's answers (fact sheet 3). The form is
 * recognised by its looks (3.3), because brands may differ in which they send.
 *
 * A field that comes as plain text is taken as it is. That gives nothing away: the key of a sealed field is
 * the hash of a phone id, so the seal keeps addresses from a casual eye but proves no sender. TLS does that.
 */
export type SealedField =
  /** Null, empty or not there: the phone cannot be reached, or there is no such server. */
  | { readonly form: 'missing' }
  | { readonly form: 'plain'; readonly text: string }
  /** AES-256-GCM, key SHA-256 of the padCode. Both parts are base64; the 16-byte tag ends `sealed`. */
  | { readonly form: 'aes-gcm'; readonly iv: string; readonly sealed: string }
  /** Anything else, such as the AES-ECB form of the vendor's browser SDK, which these answers never had. */
  | { readonly form: 'unknown' };

/** A 12-byte IV is 16 base64 characters without padding; the shortest ciphertext is a tag of 16 bytes. */
const aesGcmForm = /^([A-Za-z0-9+/]{16}):([A-Za-z0-9+/]{22,}={0,2})$/;

/** Far beyond any list of servers. What is longer would only keep the reader busy. */
export const maxSealedFieldLength = 65_536;

export function readSealedField(value: unknown): SealedField {
  if (value === null || value === undefined) return { form: 'missing' };
  if (typeof value !== 'string' || value.length > maxSealedFieldLength) return { form: 'unknown' };
  const text = value.trim();
  if (text === '') return { form: 'missing' };
  if (/^(wss?:\/\/|\[)/i.test(text)) return { form: 'plain', text };
  const [, iv, sealed] = aesGcmForm.exec(text) ?? [];
  return iv !== undefined && sealed !== undefined
    ? { form: 'aes-gcm', iv, sealed }
    : { form: 'unknown' };
}

/** Both parts in base64. */
export function formatSealedField(iv: string, sealed: string): string {
  return `${iv}:${sealed}`;
}
