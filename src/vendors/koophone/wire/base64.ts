const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second, third] = bytes.subarray(at, at + 3);
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    for (const shift of [18, 12, 6, 0]) text += digits[(group >> shift) & 63];
    if (third === undefined) text = text.slice(0, second === undefined ? -2 : -1);
  }
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}

/** Padding may be missing. `undefined` for what is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  const [, body, padding] = /^([A-Za-z0-9+/]*)(={0,2})$/.exec(text.trim()) ?? [];
  if (body === undefined || padding === undefined || body.length % 4 === 1) return undefined;
  if (padding !== '' && (body.length + padding.length) % 4 !== 0) return undefined;
  const bytes: number[] = [];
  let group = 0;
  let bits = 0;
  for (const digit of body) {
    group = ((group << 6) | digits.indexOf(digit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((group >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
