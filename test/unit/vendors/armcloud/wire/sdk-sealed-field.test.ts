import { describe, expect, it } from 'vitest';
import {
  ecbKeyTexts,
  readSdkSealedField,
} from '../../../../../src/vendors/armcloud/wire/sdk-sealed-field.js';
import {
  ecbSealedFields,
  syntheticSealedFields,
  uncutEcbSealedField,
} from '../../../../vectors/armcloud-sealed-fields.js';

describe('a field of the browser’s answer', () => {
  it.each([...ecbSealedFields, uncutEcbSealedField])('is AES-ECB: $text', ({ text }) => {
    expect(readSdkSealedField(` ${text}\n`)).toEqual({ form: 'aes-ecb', sealed: text });
  });

  it.each(syntheticSealedFields)('is AES-GCM where a colon is in it: $text', ({ text }) => {
    expect(readSdkSealedField(text)).toMatchObject({ form: 'aes-gcm' });
  });

  it.each([null, undefined, '', '  '])('is missing: %j', (value) => {
    expect(readSdkSealedField(value)).toEqual({ form: 'missing' });
  });

  it.each(['wss://signal.example.test/rtc', '[{"uri":"stun:192.0.2.10:3478"}]', '192.0.2.10:5000'])(
    'is plain already: %s',
    (text) => {
      expect(readSdkSealedField(text)).toEqual({ form: 'plain', text });
    },
  );

  it.each([
    ['a number', 7],
    ['half a block', 'AAAAAAAAAAA='],
    ['base64 that is cut', '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3m'],
    ['no base64', 'hello world'],
    ['base64 beyond 65536 characters', 'A'.repeat(65_600)],
    ['an address beyond 65536 characters', `192.0.2.10/${'a'.repeat(65_536)}`],
  ])('is unknown: %s', (_name, value) => {
    expect(readSdkSealedField(value)).toEqual({ form: 'unknown' });
  });
});

describe('the key of an ECB field', () => {
  it.each([...ecbSealedFields, uncutEcbSealedField])(
    'of $padCode is $keys',
    ({ padCode, keys }) => {
      expect(ecbKeyTexts(padCode)).toEqual(keys);
    },
  );

  it('may be uncut where AES has a key of that length', () => {
    expect(ecbKeyTexts('A'.repeat(32))).toEqual(['A'.repeat(16), 'A'.repeat(32)]);
    expect(ecbKeyTexts('A'.repeat(31))).toEqual(['A'.repeat(16)]);
    expect(ecbKeyTexts('A'.repeat(16))).toEqual(['A'.repeat(16)]);
  });
});
