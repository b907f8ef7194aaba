import { describe, expect, it } from 'vitest';
import { openField } from '../../../../../src/vendors/armcloud/broker/open-field.js';
import { deriveFieldKey } from '../../../../../src/vendors/armcloud/broker/open-sealed-field.js';
import { uncutEcbSealedField } from '../../../../vectors/armcloud-sealed-fields.js';
import { sealField } from '../seal-field.js';

const phone = 'AC00000000001';
const open = async (value: unknown, padCode: string = phone) =>
  openField('turns', value, padCode, await deriveFieldKey(padCode));

describe('a field', () => {
  it.each([
    // The fact sheet's vectors (3.2).
    ['32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3mI=', 'wss://signal.example.test/rtc', phone],
    [
      '1c73wllO0soLOVYGCxzAAaFqI35hBSNnPRFFZsqLcWU=',
      'wss://signal.example.test/rtc',
      'AC0000000000000099',
    ],
    [uncutEcbSealedField.text, uncutEcbSealedField.plain, uncutEcbSealedField.padCode],
    [sealField('192.0.2.10:5000', phone), '192.0.2.10:5000', phone],
    ['signal.example.test:5000', 'signal.example.test:5000', phone],
    ['wss://signal.example.test', 'wss://signal.example.test', phone],
    [null, null, phone],
    ['', null, phone],
  ])('%j holds %j', async (value, plain, padCode) => {
    expect(await open(value, padCode)).toBe(plain);
  });

  it.each([
    '1c73wllO0soLOVYGCxzAAaFqI35hBSNnPRFFZsqLcWU=',
    'AAAAAAAAAAAAAAAAAAAAAA==',
    sealField('x', 'AC00000000002'),
    'AAAA',
    '***',
    7,
  ])('%j does not open, and nothing of it is told', async (value) => {
    await expect(open(value)).rejects.toMatchObject({
      code: 'decryption_failed',
      message: expect.stringMatching(/^ArmCloud's answer was read, but its turns /),
    });
  });
});
