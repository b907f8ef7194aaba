import { describe, expect, it } from 'vitest';
import { usKeysOf } from '../../../src/core/us-keys.js';

const codes = (text: string) =>
  usKeysOf(text)
    ?.map(({ keyCode, isShifted }) => `${isShifted ? '+' : ''}${keyCode}`)
    .join(' ');

describe('the keys of a text', () => {
  it.each([
    ['', ''],
    ['az', '29 54'],
    ['AZ', '+29 +54'],
    ['09', '7 16'],
    [')(', '+7 +16'],
    [',.<>', '55 56 +55 +56'],
    ["`-=[]\\;'/", '68 69 70 71 72 73 74 75 76'],
    ['~_+{}|:"?', '+68 +69 +70 +71 +72 +73 +74 +75 +76'],
    [' \t\n', '62 61 66'],
    ['\r\n\r', '66 66'],
    ['@#$%^&*!', '+9 +10 +11 +12 +13 +14 +15 +8'],
  ])('%j', (text, keys) => {
    expect(codes(text)).toBe(keys);
  });

  it('has every printable character of ASCII', () => {
    for (let code = 32; code < 127; code++)
      expect(usKeysOf(String.fromCharCode(code)), String.fromCharCode(code)).toHaveLength(1);
  });

  it.each(['é', 'ſ', '\u212a', '€', '😀', '\u0000', 'abc→'])('is none for %j', (text) => {
    expect(usKeysOf(text)).toBeUndefined();
  });
});
