import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  signatureV2Headers,
  signedText,
} from '../../../../../src/vendors/armcloud/wire/signature-v2.js';
import { signatureAccount, signatureVectors } from '../../../../vectors/armcloud-signatures.js';

it('signs timestamp, path and payload, one right after the other', () => {
  expect(signedText({ timestamp: '1735787045000', path: '/a/b', payload: '{"c":1}' })).toBe(
    '1735787045000/a/b{"c":1}',
  );
  expect(signedText({ timestamp: '1735787045000', path: '/a', payload: '' })).toBe(
    '1735787045000/a',
  );
});

it('names the four headers as the API reference does', () => {
  expect(
    signatureV2Headers({ accessKey: 'ak', timestamp: '1735787045000', signature: 'abc' }),
  ).toEqual({ authver: '2.0', 'x-ak': 'ak', 'x-timestamp': '1735787045000', 'x-sign': 'abc' });
});

it.each(signatureVectors)('$name has the signature of the fact sheet', (vector) => {
  const hmac = createHmac('sha256', signatureAccount.secretKey);
  expect(hmac.update(signedText(vector), 'utf8').digest('hex')).toBe(vector.signature);
});
