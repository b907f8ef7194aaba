import { ecb } from '@noble/ciphers/aes.js';

/**
 * Decrypts AES-ECB with PKCS#7 padding. Nothing proves that the result is what was sealed.
 * @throws Error when length or padding is wrong
 */
export function decryptAesEcb(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  return ecb(key).decrypt(sealed);
}
