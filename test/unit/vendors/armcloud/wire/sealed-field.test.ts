import { describe, expect, it } from 'vitest';
import {
  formatSealedField,
  readSealedField,
} from '../../../../../src/vendors/armcloud/wire/sealed-field.js';

describe('the form of a field', () => {
  it.each([
    ['null', null],
    ['undefined', undefined],
    ['an empty text', ''],
    ['blanks', ' \n'],
  ])('is missing for %s', (_name, value) => {
    expect(readSealedField(value)).toEqual({ form: 'missing' });
  });

  it.each(['ws://192.0.2.10:5000', 'wss://signal.example.test/rtc', 'WSS://signal.example.test'])(
    'is plain for the address %s',
    (text) => {
      expect(readSealedField(text)).toEqual({ form: 'plain', text });
    },
  );

  it('is plain for JSON, without the blanks around it', () => {
    expect(readSealedField(' [{"uri":"stun:192.0.2.10:3478"}]\n')).toEqual({
      form: 'plain',
      text: '[{"uri":"stun:192.0.2.10:3478"}]',
    });
  });

  it('is AES-GCM for a 12-byte IV, a colon and at least a tag', () => {
    expect(
      readSealedField('AAECAwQFBgcICQoL:mz4p/P1aok8t/JrIm5bUT/EvhT76tgH1CjBUxnZ7BQ=='),
    ).toEqual({
      form: 'aes-gcm',
      iv: 'AAECAwQFBgcICQoL',
      sealed: 'mz4p/P1aok8t/JrIm5bUT/EvhT76tgH1CjBUxnZ7BQ==',
    });
  });

  it.each([
    ['an IV alone', 'AAECAwQFBgcICQoL'],
    ['an IV and a colon', 'AAECAwQFBgcICQoL:'],
    ['a ciphertext shorter than its tag', 'AAECAwQFBgcICQoL:mz4p/P1a'],
    ['a short IV', 'AAECAwQFBgcI:mz4p/P1aok8t/JrIm5bUT/EvhT76tgH1CjBUxnZ7BQ=='],
    ['a long IV', 'AAECAwQFBgcICQoLDA0O:mz4p/P1aok8t/JrIm5bUT/EvhT76tgH1CjBUxnZ7BQ=='],
    ['another alphabet', 'AAECAwQFBgcICQoL:mz4p_P1aok8t_JrIm5bUT_EvhT76tgH1CjBUxnZ7BQ=='],
    ['the AES-ECB form of the browser SDK', '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3mI='],
    ['a bare host and port', '192.0.2.10:5000'],
    ['a number', 5000],
    ['an object', {}],
  ])('is unknown for %s', (_name, value) => {
    expect(readSealedField(value)).toEqual({ form: 'unknown' });
  });
});

it.each([
  ['sealed', (length: number) => `AAECAwQFBgcICQoL:${'A'.repeat(length - 17)}`],
  ['plain', (length: number) => `wss://signal.example.test/${'a'.repeat(length - 26)}`],
])('takes a field that is %s and 65536 characters long, and not one more', (_name, ofLength) => {
  expect(readSealedField(ofLength(65_536)).form).not.toBe('unknown');
  expect(readSealedField(ofLength(65_537))).toEqual({ form: 'unknown' });
});

it('writes what it reads', () => {
  expect(formatSealedField('AAECAwQFBgcICQoL', 'mz4p/P1aok8t/JrIm5bUTw==')).toBe(
    'AAECAwQFBgcICQoL:mz4p/P1aok8t/JrIm5bUTw==',
  );
});
