import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  deriveFieldKey,
  openSealedField,
} from '../../../../../src/vendors/armcloud/broker/open-sealed-field.js';
import {
  documentedSealedFields,
  syntheticKeyHex,
  syntheticPadCode,
  syntheticSealedFields,
} from '../../../../vectors/armcloud-sealed-fields.js';
import { flipBit, sealField } from '../seal-field.js';

const decryptionFailed = expect.objectContaining({
  name: 'TelepadError',
  code: 'decryption_failed',
  retryable: false,
});

describe.each(documentedSealedFields)('the documented ciphertext $name', (vector) => {
  it('opens to the documented plaintext', async () => {
    const key = await deriveFieldKey(vector.padCode);
    const plain = openSealedField('field', vector.text, key) ?? '';
    expect(plain).toHaveLength(vector.plainLength);
    expect(createHash('sha256').update(plain).digest('hex')).toBe(vector.plainSha256);
  });

  it('does not open with the key of another phone', async () => {
    const key = await deriveFieldKey('AC22030010182');
    expect(() => openSealedField('field', vector.text, key)).toThrow(decryptionFailed);
  });

  it('does not open when any bit of a byte of IV, ciphertext or tag is flipped', async () => {
    const key = await deriveFieldKey(vector.padCode);
    const [iv = '', sealed = ''] = vector.text.split(':');
    const lengths = {
      iv: Buffer.from(iv, 'base64').length,
      sealed: Buffer.from(sealed, 'base64').length,
    };
    expect(lengths).toEqual({ iv: 12, sealed: vector.plainLength + 16 });
    for (const part of ['iv', 'sealed'] as const) {
      for (let index = 0; index < lengths[part]; index++) {
        const tampered = flipBit(vector.text, part, index);
        expect(() => openSealedField('field', tampered, key), `${part} ${index}`).toThrow(
          decryptionFailed,
        );
      }
    }
  });

  it('does not open when it is cut anywhere', async () => {
    const key = await deriveFieldKey(vector.padCode);
    // The two padding characters at the end carry no bits: without them it is the same ciphertext.
    const end = vector.text.replace(/=+$/, '').length;
    for (let length = 1; length < end; length++) {
      const cut = vector.text.slice(0, length);
      expect(() => openSealedField('field', cut, key), `${length} characters`).toThrow(
        decryptionFailed,
      );
    }
  });
});

describe('the synthetic ciphertexts', () => {
  let key: Uint8Array;
  beforeAll(async () => {
    key = await deriveFieldKey(syntheticPadCode);
  });

  it('have the SHA-256 of the padCode as key', () => {
    expect(Buffer.from(key).toString('hex')).toBe(syntheticKeyHex);
  });

  it.each(syntheticSealedFields)('open to $plain', ({ plain, text }) => {
    expect(openSealedField('field', text, key)).toBe(plain);
  });

  it('are what another library makes of the plaintext', () => {
    const iv = Buffer.from('000102030405060708090a0b', 'hex');
    for (const { plain, text } of syntheticSealedFields) {
      expect(sealField(plain, syntheticPadCode, iv)).toBe(text);
    }
  });

  it('do not open when bytes that are no UTF-8 come out', () => {
    const sealed = sealField(Buffer.from([0xff]), syntheticPadCode);
    expect(() => openSealedField('field', sealed, key)).toThrow(decryptionFailed);
  });
});

it('takes plain text as it is and nothing as null', async () => {
  const key = await deriveFieldKey(syntheticPadCode);
  expect(openSealedField('field', 'wss://signal.example.test/rtc', key)).toBe(
    'wss://signal.example.test/rtc',
  );
  expect(openSealedField('field', null, key)).toBeNull();
});

it('names the field in its message, and nothing of its text', async () => {
  const key = await deriveFieldKey(syntheticPadCode);
  const tampered = flipBit(syntheticSealedFields[0].text, 'sealed', 3);
  expect(() => openSealedField('signalServer', tampered, key)).toThrow(
    "ArmCloud's answer was read, but its signalServer does not open with the key of this phone. Check that the phone id is the complete padCode and that nothing between broker and vendor changes answers.",
  );
});
