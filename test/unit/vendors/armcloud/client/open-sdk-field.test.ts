import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openSdkField } from '../../../../../src/vendors/armcloud/client/open-sdk-field.js';
import {
  documentedSealedFields,
  ecbSealedFields,
  syntheticPadCode,
  syntheticSealedFields,
  uncutEcbSealedField,
} from '../../../../vectors/armcloud-sealed-fields.js';

describe('a sealed field, opened in the browser', () => {
  it.each([...ecbSealedFields, uncutEcbSealedField])(
    'gives $plain for $padCode',
    async ({ padCode, plain, text }) => {
      expect(await openSdkField('stuns', text, padCode)).toBe(plain);
    },
  );

  it.each(syntheticSealedFields)('may be GCM: $plain', async ({ plain, text }) => {
    expect(await openSdkField('turns', text, syntheticPadCode)).toBe(plain);
  });

  it.each(documentedSealedFields)('may be GCM: $name', async (field) => {
    const plain = await openSdkField('signalServer', field.text, field.padCode);
    expect(
      createHash('sha256')
        .update(plain ?? '')
        .digest('hex'),
    ).toBe(field.plainSha256);
  });

  it('may be plain, or missing', async () => {
    expect(await openSdkField('signalServer', '192.0.2.1:5000', 'AC1')).toBe('192.0.2.1:5000');
    expect(await openSdkField('signalServer', null, 'AC1')).toBeNull();
  });
});

describe('a field that does not open', () => {
  const [ecbField] = ecbSealedFields;
  const [gcmField] = syntheticSealedFields;

  it.each([
    ['the ECB key of another phone', ecbField.text, 'AC00000000002', 'does not open with the key'],
    ['the GCM key of another phone', gcmField.text, 'AC00000000002', 'does not open with the key'],
    ['a block too few', `${ecbField.text.slice(0, 20)}==`, ecbField.padCode, 'none of the known'],
    ['a block changed', `A${ecbField.text.slice(1, 40)}AAA=`, ecbField.padCode, 'does not open'],
    ['no known form', { a: 1 }, 'AC1', 'is in none of the known forms'],
  ])('because of %s says so without quoting it', async (_name, value, padCode, finding) => {
    const error = await openSdkField('turns', value, padCode).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      code: 'decryption_failed',
      message: expect.stringMatching(
        new RegExp(`^ArmCloud's answer was read, but its turns .*${finding}`),
      ),
    });
    expect(String(error)).not.toContain(padCode);
  });
});
