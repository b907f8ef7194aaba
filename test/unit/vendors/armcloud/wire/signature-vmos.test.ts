import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  formatVmosTimestamp,
  signatureVmosHeaders,
  signedTextVmos,
} from '../../../../../src/vendors/armcloud/wire/signature-vmos.js';
import { signatureAccount, signatureVmosVector } from '../../../../vectors/armcloud-signatures.js';

const { atMs, timestamp, path, payload, signature } = signatureVmosVector;

it('signs secret, seconds, path and payload, one right after the other', () => {
  expect(signedTextVmos({ secretKey: 's', timestamp: '12', path: '/a', payload: '{}' })).toBe(
    's12/a{}',
  );
});

it('counts whole seconds', () => {
  expect(formatVmosTimestamp(atMs)).toBe(timestamp);
});

it('has the signature of the fact sheet: a hash without a key', () => {
  const { secretKey } = signatureAccount;
  const text = signedTextVmos({ secretKey, timestamp, path, payload });
  expect(createHash('sha256').update(text, 'utf8').digest('hex')).toBe(signature);
});

it('sends three headers', () => {
  expect(signatureVmosHeaders({ accessKey: 'ak', timestamp, signature: 'abc' })).toEqual({
    'x-access-key': 'ak',
    'x-timestamp': '1735787045',
    'x-sign': 'abc',
  });
});
