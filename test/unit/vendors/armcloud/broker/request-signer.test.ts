import { describe, expect, it } from 'vitest';
import { createRequestSigner } from '../../../../../src/vendors/armcloud/broker/request-signer.js';
import {
  batchApplyTokenSignature,
  signatureAccount,
  signatureV1Request,
  signatureV1Vectors,
  signatureVectors,
  signatureVmosVector,
} from '../../../../vectors/armcloud-signatures.js';

const settings = {
  ...signatureAccount,
  signature: 'v2',
  credentialForm: 'full',
  contentType: 'application/json',
} as const;
const host = 'openapi.armcloud.net';

describe('signature V2.0', () => {
  it.each([...signatureVectors, { name: 'batchApplyToken', ...batchApplyTokenSignature }])(
    'is as documented for $name',
    async ({ timestamp, path, payload, signature }) => {
      const sign = createRequestSigner(settings);
      expect(await sign({ now: Number(timestamp), host, path, payload })).toEqual({
        authver: '2.0',
        'x-ak': 'AKIDEXAMPLE0001',
        'x-timestamp': '1735787045000',
        'x-sign': signature,
      });
    },
  );

  it('differs with the secret, and is the same again with the same one', async () => {
    const { path, payload, signature } = batchApplyTokenSignature;
    const request = { now: 1735787045000, host, path, payload };
    const sign = createRequestSigner({ ...settings, secretKey: 'another' });
    const first = await sign(request);
    expect(first['x-sign']).toMatch(/^[0-9a-f]{64}$/);
    expect(first['x-sign']).not.toBe(signature);
    expect(await sign(request)).toEqual(first);
  });
});

describe('signature V1', () => {
  const { atMs: now } = signatureV1Request;
  const scope = 'AKIDEXAMPLE0001/20250102/armcloud-paas/request';

  it.each([
    ['full', scope],
    ['bare', 'AKIDEXAMPLE0001'],
  ] as const)(
    'with the credential form %s is as documented',
    async (credentialForm, credential) => {
      const sign = createRequestSigner({ ...settings, signature: 'v1', credentialForm });
      for (const { body, signature } of signatureV1Vectors) {
        expect(await sign({ now, host, path: '/any', payload: body })).toEqual({
          'content-type': 'application/json',
          'x-date': '20250102T030405Z',
          'x-host': 'openapi.armcloud.net',
          authorization: `HMAC-SHA256 Credential=${credential}, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=${signature}`,
        });
      }
    },
  );

  it('has a key of its own for each day', async () => {
    const sign = createRequestSigner({ ...settings, signature: 'v1' });
    const request = { host, path: '/any', payload: signatureV1Vectors[0].body };
    await sign({ ...request, now: now + 86_400_000 });
    const { authorization } = await sign({ ...request, now });
    expect(authorization).toContain(`Signature=${signatureV1Vectors[0].signature}`);
  });

  it('signs the content type of the brand', async () => {
    const contentType = 'application/json;charset=UTF-8';
    const sign = createRequestSigner({ ...settings, signature: 'v1', contentType });
    const { body, signature } = signatureV1Vectors[0];
    const headers = await sign({ now, host, path: '/any', payload: body });
    expect(headers['content-type']).toBe(contentType);
    expect(headers.authorization).not.toContain(signature);
  });
});

describe("the brands' simple signature", () => {
  it('is as documented, with a time in seconds', async () => {
    const sign = createRequestSigner({ ...settings, signature: 'simple' });
    const { atMs: now, path, payload, signature } = signatureVmosVector;
    expect(await sign({ now, host: 'api.vmoscloud.com', path, payload })).toEqual({
      'x-access-key': 'AKIDEXAMPLE0001',
      'x-timestamp': '1735787045',
      'x-sign': signature,
    });
  });
});
