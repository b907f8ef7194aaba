import { ecbKeyTexts, readSdkSealedField } from '../wire/sdk-sealed-field.js';
import { decryptAesEcb } from './aes-ecb.js';
import { decodeBase64, openSealedField, sealFailure } from './open-sealed-field.js';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * The plain text of a field, sealed as either `batchApplyToken` or the SDK's `applyToken` does it (fact sheet 3.1,
 * 3.2); `null` when the vendor sent none. Whether each brand keeps to the form of its call is not documented (Q3), so
 * the field's own looks count.
 * @param name for the message only
 * @param key that of the form of `batchApplyToken`
 * @throws TelepadError `decryption_failed`
 */
export function openField(
  name: string,
  value: unknown,
  padCode: string,
  key: Uint8Array,
): string | null {
  const field = readSdkSealedField(value);
  if (field.form === 'plain') return field.text;
  if (field.form !== 'aes-ecb') return openSealedField(name, value, key);
  const sealed = decodeBase64(field.sealed);
  let cause: unknown;
  for (const keyText of ecbKeyTexts(padCode)) {
    try {
      return decoder.decode(decryptAesEcb(new TextEncoder().encode(keyText), sealed));
    } catch (error) {
      cause = error;
    }
  }
  throw sealFailure(name, 'does not open with the key of this phone', cause);
}
