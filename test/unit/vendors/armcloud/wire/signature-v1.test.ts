import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  authorizationV1,
  canonicalTextV1,
  formatXDate,
  keyStepsV1,
  readAuthorizationV1,
  signatureV1Headers,
  signedTextV1,
} from '../../../../../src/vendors/armcloud/wire/signature-v1.js';
import {
  signatureAccount,
  signatureV1Keys,
  signatureV1Request,
  signatureV1Vectors,
} from '../../../../vectors/armcloud-signatures.js';

const { accessKey, secretKey } = signatureAccount;
const { host, contentType, xDate, atMs } = signatureV1Request;

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const hmac = (key: string | Buffer, text: string) =>
  createHmac('sha256', key).update(text, 'utf8').digest();

function keyChain(): readonly Buffer[] {
  const keys: Buffer[] = [];
  for (const step of keyStepsV1(xDate)) keys.push(hmac(keys.at(-1) ?? secretKey, step));
  return keys;
}

describe('signature V1', () => {
  it('writes the time of signing in UTC, to the second', () => {
    expect(formatXDate(atMs)).toBe(xDate);
    expect(formatXDate(atMs + 999)).toBe(xDate);
  });

  it('puts five lines in a fixed order, without a blank and without an end', () => {
    expect(canonicalTextV1({ host, xDate, contentType, bodySha256: 'ab' })).toBe(
      'host:openapi.armcloud.net\nx-date:20250102T030405Z\ncontent-type:application/json\nsignedHeaders:content-type;host;x-content-sha256;x-date\nx-content-sha256:ab',
    );
  });

  it('signs four lines', () => {
    expect(signedTextV1(xDate, 'cd')).toBe(
      'HMAC-SHA256\n20250102T030405Z\n20250102/armcloud-paas/request\ncd',
    );
  });

  it('derives its key in three steps, from the day to the word request', () => {
    expect(keyStepsV1(xDate)).toEqual(['20250102', 'armcloud-paas', 'request']);
    const keys = keyChain().map((key) => key.toString('hex'));
    expect([keys[0], keys[2]]).toEqual([signatureV1Keys.k1, signatureV1Keys.k3]);
  });

  it.each(signatureV1Vectors)('$name has the signature of the fact sheet', (vector) => {
    const bodySha256 = sha256(vector.body);
    expect(bodySha256).toBe(vector.bodySha256);
    const canonical = canonicalTextV1({ host, xDate, contentType, bodySha256 });
    expect(Buffer.byteLength(canonical)).toBe(vector.canonicalLength);
    expect(sha256(canonical)).toBe(vector.canonicalSha256);
    const key = keyChain().at(-1) ?? '';
    const signature = hmac(key, signedTextV1(xDate, vector.canonicalSha256)).toString('hex');
    expect(signature).toBe(vector.signature);
  });

  it('sends four headers, the full scope in the credential', () => {
    expect(
      signatureV1Headers({
        accessKey,
        xDate,
        signature: 'ef',
        credentialForm: 'full',
        host,
        contentType: 'application/json;charset=UTF-8',
      }),
    ).toEqual({
      'content-type': 'application/json;charset=UTF-8',
      'x-date': '20250102T030405Z',
      'x-host': 'openapi.armcloud.net',
      authorization:
        'HMAC-SHA256 Credential=AKIDEXAMPLE0001/20250102/armcloud-paas/request, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=ef',
    });
  });

  it('sends the bare key where a brand wants that', () => {
    expect(authorizationV1({ accessKey, xDate, signature: 'ef', credentialForm: 'bare' })).toBe(
      'HMAC-SHA256 Credential=AKIDEXAMPLE0001, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=ef',
    );
  });
});

describe('an authorization header, read at the server’s end', () => {
  const signature = signatureV1Vectors[0].signature;

  it.each(['full', 'bare'] as const)('with a %s credential is what was written', (form) => {
    const header = authorizationV1({ accessKey, xDate, signature, credentialForm: form });
    expect(readAuthorizationV1(header, xDate)).toEqual({
      accessKey,
      credentialForm: form,
      signature,
    });
  });

  it.each([
    ['another day', '/20250103/armcloud-paas/request', 'content-type;host;x-content-sha256;x-date'],
    ['another service', '/20250102/other/request', 'content-type;host;x-content-sha256;x-date'],
    [
      'the long date',
      `/${xDate}/armcloud-paas/request`,
      'content-type;host;x-content-sha256;x-date',
    ],
    ['fewer signed headers', '/20250102/armcloud-paas/request', 'host;x-date'],
  ])('with %s is refused', (_name, scope, headers) => {
    const header = `HMAC-SHA256 Credential=${accessKey}${scope}, SignedHeaders=${headers}, Signature=${signature}`;
    expect(readAuthorizationV1(header, xDate)).toBeUndefined();
  });

  it('with no signature is refused', () => {
    const header = authorizationV1({ accessKey, xDate, signature: 'EF', credentialForm: 'full' });
    expect(readAuthorizationV1(header, xDate)).toBeUndefined();
    expect(readAuthorizationV1('', xDate)).toBeUndefined();
  });
});
