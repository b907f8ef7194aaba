import { ecb } from '@noble/ciphers/aes.js';
import { TelepadError } from '../../../core/errors.js';
import { ecbKeyTexts, readSdkSealedField } from '../wire/sdk-sealed-field.js';

/**
 * The plain text of a field that the browser's `applyToken` answers; `null` when the vendor sent none.
 * @param name for the message only
 * @throws TelepadError `decryption_failed`
 */
export async function openSdkField(
  name: string,
  value: unknown,
  padCode: string,
): Promise<string | null> {
  const field = readSdkSealedField(value);
  switch (field.form) {
    case 'missing':
      return null;
    case 'plain':
      return field.text;
    case 'aes-ecb':
      return decryptEcb(name, decodeBase64(field.sealed), padCode);
    case 'aes-gcm':
      try {
        return await decryptGcm(decodeBase64(field.iv), decodeBase64(field.sealed), padCode);
      } catch (cause) {
        throw failure(name, 'does not open with the key of this phone', cause);
      }
    case 'unknown':
      throw failure(name, 'is in none of the known forms');
  }
}

/** ECB proves nothing; only padding and UTF-8 tell a wrong key from the right one. */
function decryptEcb(name: string, sealed: Uint8Array, padCode: string): string {
  let cause: unknown;
  for (const key of ecbKeyTexts(padCode)) {
    try {
      return decodeText(ecb(new TextEncoder().encode(key)).decrypt(sealed));
    } catch (error) {
      cause = error;
    }
  }
  throw failure(name, 'does not open with the key of this phone', cause);
}

/** The key is the padCode's SHA-256 (fact sheet 3.1). Web Crypto is there in secure contexts only. */
async function decryptGcm(
  iv: Uint8Array<ArrayBuffer>,
  sealed: Uint8Array<ArrayBuffer>,
  padCode: string,
): Promise<string> {
  const { subtle } = crypto;
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(padCode));
  const key = await subtle.importKey('raw', digest, 'AES-GCM', false, ['decrypt']);
  return decodeText(new Uint8Array(await subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)));
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

function failure(name: string, finding: string, cause?: unknown): TelepadError {
  return new TelepadError(
    'decryption_failed',
    `ArmCloud's answer was read, but its ${name} ${finding}. Check that phoneId is the complete padCode, and that baseUrl is the vendor's own.`,
    { cause },
  );
}
