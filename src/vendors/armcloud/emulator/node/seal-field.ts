import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import type { EmulatorFaults } from '../../../../core/ports/emulator.js';
import { formatSealedField } from '../../wire/sealed-field.js';

/**
 * Encrypts an address as `batchApplyToken` does (fact sheet 3.1): AES-256-GCM, the key is SHA-256 of the
 * padCode. The encryption is written apart from the broker's, so that one mistake cannot hide on both sides.
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

function damage(sealed: Buffer, fault: EmulatorFaults['ciphertext']): Buffer {
  if (fault === 'truncated') return sealed.subarray(0, -4);
  if (fault === 'tampered') sealed.writeUInt8(sealed.readUInt8(0) ^ 1, 0);
  return sealed;
}
