import { createCipheriv, createHash } from 'node:crypto';

/** Seals a field as ArmCloud does, with another library than the one under test. */
export function sealField(
  plain: string | Buffer,
  padCode: string,
  iv = Buffer.alloc(12, 7),
): string {
  const key = createHash('sha256').update(padCode).digest();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([
    cipher.update(Buffer.from(plain)),
    cipher.final(),
    cipher.getAuthTag(),
  ]);
  return `${iv.toString('base64')}:${sealed.toString('base64')}`;
}

/** The same text with one bit of one byte flipped, in its IV or in its ciphertext and tag. */
export function flipBit(text: string, part: 'iv' | 'sealed', index: number): string {
  const [iv = '', sealed = ''] = text.split(':');
  const bytes = Buffer.from(part === 'iv' ? iv : sealed, 'base64');
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  const flipped = bytes.toString('base64');
  return part === 'iv' ? `${flipped}:${sealed}` : `${iv}:${flipped}`;
}
