import { describe, expect, it } from 'vitest';
import { createRequestSigner } from '../../../../../src/vendors/armcloud/broker/request-signer.js';
import {
  batchApplyTokenSignature,
  signatureAccount,
  signatureVectors,
} from '../../../../vectors/armcloud-signatures.js';

describe('signature V2.0', () => {
  it.each([...signatureVectors, { name: 'batchApplyToken', ...batchApplyTokenSignature }])(
    'is as documented for $name',
    async ({ timestamp, path, payload, signature }) => {
      const sign = createRequestSigner(signatureAccount.accessKey, signatureAccount.secretKey);
      expect(await sign({ timestamp, path, payload })).toEqual({
        authver: '2.0',
        'x-ak': 'AKIDEXAMPLE0001',
        'x-timestamp': '1735787045000',
        'x-sign': signature,
      });
    },
  );

  it('differs with the secret', async () => {
    const { signature, ...request } = batchApplyTokenSignature;
    const headers = await createRequestSigner('AKIDEXAMPLE0001', 'another')(request);
    expect(headers['x-sign']).toMatch(/^[0-9a-f]{64}$/);
    expect(headers['x-sign']).not.toBe(signature);
  });
});
