import { gcm } from '@noble/ciphers/aes.js';

/**
 * Decrypts AES-GCM without additional data; the 16-byte tag ends `sealed`.
 * @throws Error when the tag, and so key, IV or ciphertext, is wrong. The tag is compared in there.
 */
export function decryptAesGcm(key: Uint8Array, iv: Uint8Array, sealed: Uint8Array): Uint8Array {
  return gcm(key, iv).decrypt(sealed);
}
