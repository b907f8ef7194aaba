import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { EmulatorFaults } from '../../../../core/ports/emulator.js';
import { formatSealedField } from '../../wire/sealed-field.js';

/** Both encryptions are written apart from the broker's and the client's, so that one mistake cannot hide on both sides. */

/**
 * Encrypts an address as `batchApplyToken` does (fact sheet 3.1): AES-256-GCM, the key is SHA-256 of the
 * padCode.
 */
export function sealField(
  plaintext: string,
  padCode: string,
  fault: EmulatorFaults['ciphertext'],
): string {
  const secret = fault === 'wrong-key' ? `${padCode}0` : padCode;
  const key = createHash('sha256').update(secret, 'utf8').digest();
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const body = [cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
  const sealed = damage(Buffer.concat(body), fault);
  return formatSealedField(iv.toString('base64'), sealed.toString('base64'));
}

/**
 * Encrypts an address as the browser's `applyToken` does (fact sheet 3.2): AES-128-ECB, the key is the padCode,
 * filled up with the character 0 to 16, or cut. It proves nothing: a tampered text opens to something else.
 */
export function sealForBrowser(
  plaintext: string,
  padCode: string,
  fault: EmulatorFaults['ciphertext'],
): string {
  const secret = fault === 'wrong-key' ? `x${padCode}` : padCode;
  const key = Buffer.from(secret.padEnd(16, '0').slice(0, 16), 'ascii');
  const cipher = createCipheriv('aes-128-ecb', key, null);
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return damage(sealed, fault).toString('base64');
}

function damage(sealed: Buffer, fault: EmulatorFaults['ciphertext']): Buffer {
  if (fault === 'truncated') return sealed.subarray(0, -4);
  if (fault === 'tampered') sealed.writeUInt8(sealed.readUInt8(0) ^ 1, 0);
  return sealed;
}
