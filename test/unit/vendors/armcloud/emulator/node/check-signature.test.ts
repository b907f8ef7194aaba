import { describe, expect, it } from 'vitest';
import type { CloudRequest } from '../../../../../../src/core/ports/emulator.js';
import { checkSignature } from '../../../../../../src/vendors/armcloud/emulator/node/check-signature.js';
import {
  batchApplyTokenSignature,
  signatureAccount,
  signatureV1Request,
  signatureV1Vectors,
  signatureVectors,
  signatureVmosVector,
} from '../../../../../vectors/armcloud-signatures.js';

const now = 1_735_787_045_000;

function signed(changes: {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly body?: string;
}): CloudRequest {
  const { path, payload, timestamp, signature } = batchApplyTokenSignature;
  return {
    method: 'POST',
    path: changes.path ?? path,
    query: '',
    headers: {
      authver: '2.0',
      'x-ak': signatureAccount.accessKey,
      'x-timestamp': timestamp,
      'x-sign': signature,
      ...changes.headers,
    },
    body: changes.body ?? payload,
  };
}

/** The vendor's code, or `accepted`. */
function verdict(request: CloudRequest, time = now): unknown {
  try {
    checkSignature(request, signatureAccount, time);
    return 'accepted';
  } catch (error) {
    return (error as { code: number }).code;
  }
}

describe('the signature check', () => {
  for (const { name, timestamp, path, payload, signature } of signatureVectors) {
    it(`accepts the fact sheet's vector: ${name}`, () => {
      const isGet = name.startsWith('GET');
      const request = signed({ path, headers: { 'x-timestamp': timestamp, 'x-sign': signature } });
      const method = isGet ? 'GET' : 'POST';
      expect(
        verdict({ ...request, method, query: isGet ? payload : '', body: isGet ? '' : payload }),
      ).toBe('accepted');
    });
  }

  it('accepts a signed batchApplyToken', () => {
    expect(verdict(signed({}))).toBe('accepted');
  });

  it('accepts a clock that is five minutes off, and no more', () => {
    expect(verdict(signed({}), now + 300_000)).toBe('accepted');
    expect(verdict(signed({}), now - 300_000)).toBe('accepted');
    expect(verdict(signed({}), now + 300_001)).toBe(100005);
    expect(verdict(signed({}), now - 300_001)).toBe(100005);
  });

  const { signature } = batchApplyTokenSignature;
  const rejected: readonly (readonly [string, Parameters<typeof signed>[0], number])[] = [
    ['no authver', { headers: { authver: '' } }, 100003],
    ['no x-ak', { headers: { 'x-ak': '' } }, 100003],
    ['no x-timestamp', { headers: { 'x-timestamp': '' } }, 100003],
    ['no x-sign', { headers: { 'x-sign': '' } }, 100003],
    ['another version', { headers: { authver: '1.0' } }, 100005],
    ['an unknown key', { headers: { 'x-ak': 'AKIDEXAMPLE0002' } }, 100004],
    ['seconds for ms', { headers: { 'x-timestamp': '1735787045' } }, 100005],
    ['a timestamp with a sign', { headers: { 'x-timestamp': '+735787045000' } }, 100005],
    ['another timestamp', { headers: { 'x-timestamp': '1735787045001' } }, 100005],
    ['another path', { path: '/rtc/open/room/dissolveRoom' }, 100005],
    ['another body', { body: '{}' }, 100005],
    [
      'a body with one blank more',
      { body: '{"userId":"u7","expire":3600,"pads":[{"padCode": "AC00000000001"}]}' },
      100005,
    ],
    ['an upper-case signature', { headers: { 'x-sign': signature.toUpperCase() } }, 100005],
    ['a shorter signature', { headers: { 'x-sign': signature.slice(0, -2) } }, 100005],
    ['a wrong last digit', { headers: { 'x-sign': `${signature.slice(0, -1)}5` } }, 100005],
  ];
  for (const [name, changes, code] of rejected) {
    it(`rejects ${name} with ${code}`, () => {
      expect(verdict(signed(changes))).toBe(code);
    });
  }
});

const brandPath = '/vcpcloud/api/padApi/stsTokenByPadCode';
const scope = '20250102/armcloud-paas/request';
const names = 'content-type;host;x-content-sha256;x-date';

interface V1Changes {
  readonly path?: string;
  readonly body?: string;
  readonly method?: string;
  readonly query?: string;
  readonly credential?: string;
  readonly signedHeaders?: string;
  readonly signature?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function signedV1(changes: V1Changes = {}): CloudRequest {
  const [{ body, signature }] = signatureV1Vectors;
  const { credential = `AKIDEXAMPLE0001/${scope}`, signedHeaders = names } = changes;
  return {
    method: changes.method ?? 'POST',
    path: changes.path ?? '/openapi/open/token/stsTokenByPadCode',
    query: changes.query ?? '',
    headers: {
      'content-type': signatureV1Request.contentType,
      'x-date': signatureV1Request.xDate,
      'x-host': signatureV1Request.host,
      authorization: `HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${changes.signature ?? signature}`,
      ...changes.headers,
    },
    body: changes.body ?? body,
  };
}

describe('signature V1', () => {
  it("accepts the fact sheet's vectors", () => {
    expect(verdict(signedV1())).toBe('accepted');
    const { signature } = signatureV1Vectors[1];
    expect(verdict(signedV1({ body: '', signature }))).toBe('accepted');
    expect(verdict(signedV1({ method: 'GET', body: '', signature }))).toBe('accepted');
  });

  it('accepts a bare access key for a credential', () => {
    expect(verdict(signedV1({ credential: 'AKIDEXAMPLE0001' }))).toBe('accepted');
  });

  it('accepts a body whose compact form was hashed, as the service seems to write it anew', () => {
    expect(verdict(signedV1({ body: '{ "padCode": "AC00000000001" }' }))).toBe('accepted');
  });

  it('accepts no blank after the commas, and a header with the hash', () => {
    const { authorization = '' } = signedV1().headers;
    const packed = authorization.replaceAll(', ', ',');
    expect(verdict(signedV1({ headers: { authorization: packed } }))).toBe('accepted');
    const [{ bodySha256 }] = signatureV1Vectors;
    expect(verdict(signedV1({ headers: { 'x-content-sha256': bodySha256 } }))).toBe('accepted');
  });

  it('accepts a clock that is five minutes off, and no more', () => {
    const { atMs } = signatureV1Request;
    expect(verdict(signedV1(), atMs + 300_000)).toBe('accepted');
    expect(verdict(signedV1(), atMs + 300_001)).toBe(100005);
  });

  // Computed with Python's hashlib and hmac from the rules of the fact sheet.
  it('accepts the brands: another content type, another host', () => {
    const headers = {
      'content-type': 'application/json;charset=UTF-8',
      'x-host': 'api.vmoscloud.com',
    };
    const signature = 'f20d506e766596f01e16669cbe8b9a9cc2bcb860e677c6b7d6a4005683200145';
    expect(verdict(signedV1({ path: brandPath, headers, signature }))).toBe('accepted');
    expect(
      verdict(signedV1({ path: brandPath, headers: { 'x-host': 'api.vmoscloud.com' }, signature })),
    ).toBe(2019);
  });

  it('accepts the two documented ways to hash the query of a GET', () => {
    const get = { method: 'GET', body: '', query: 'publicIP=192.0.2.1&b=2' };
    expect(
      verdict(
        signedV1({
          ...get,
          signature: 'eb1d85372cb4485714b43d5fa66dd550a8e801d7ca0bafbf7e089f9445c76b14',
        }),
      ),
    ).toBe('accepted');
    expect(
      verdict(
        signedV1({
          ...get,
          signature: '7556041f9333e81c58c278189fb1b0d7133a8a0beed6aaef6d8fff465ffdab94',
        }),
      ),
    ).toBe('accepted');
    expect(verdict(signedV1({ ...get, signature: signatureV1Vectors[1].signature }))).toBe(100005);
  });

  const rejected: readonly (readonly [string, V1Changes, number])[] = [
    ['no x-date', { headers: { 'x-date': '' } }, 100003],
    ['no x-host', { headers: { 'x-host': '' } }, 100003],
    ['no authorization', { headers: { authorization: '' } }, 100003],
    ['an authorization of another kind', { headers: { authorization: 'Bearer x' } }, 100005],
    ['an unknown key', { credential: `AKIDEXAMPLE0002/${scope}` }, 100004],
    [
      'the long date in the scope',
      { credential: `AKIDEXAMPLE0001/20250102T030405Z/armcloud-paas/request` },
      100005,
    ],
    [
      'a stray blank in the signed headers',
      { signedHeaders: 'content-type;host;x- content-sha256;x-date' },
      100005,
    ],
    [
      'another order of the signed headers',
      { signedHeaders: 'host;content-type;x-content-sha256;x-date' },
      100005,
    ],
    ['another date', { headers: { 'x-date': '20250102T030406Z' } }, 100005],
    ['a date that is none', { headers: { 'x-date': '2025-01-02' } }, 100005],
    ['another host', { headers: { 'x-host': 'openapi-hk.armcloud.net' } }, 100005],
    [
      'another content type',
      { headers: { 'content-type': 'application/json; charset=utf-8' } },
      100005,
    ],
    ['another body', { body: '{"padCode":"AC00000000002"}' }, 100005],
    ["a hash that is not the body's", { headers: { 'x-content-sha256': '0'.repeat(64) } }, 100005],
  ];
  for (const [name, changes, code] of rejected) {
    it(`rejects ${name} with ${code}`, () => {
      expect(verdict(signedV1(changes))).toBe(code);
    });
  }
});

function signedSimply(changes: {
  readonly headers?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly body?: string;
}): CloudRequest {
  const { path, payload, timestamp, signature } = signatureVmosVector;
  return {
    method: 'POST',
    path: changes.path ?? path,
    query: '',
    headers: {
      'x-access-key': signatureAccount.accessKey,
      'x-timestamp': timestamp,
      'x-sign': signature,
      ...changes.headers,
    },
    body: changes.body ?? payload,
  };
}

describe("the brands' simplified signature", () => {
  it("accepts the fact sheet's vector, up to five minutes off", () => {
    expect(verdict(signedSimply({}))).toBe('accepted');
    expect(verdict(signedSimply({}), now + 300_000)).toBe('accepted');
    expect(verdict(signedSimply({}), now + 300_001)).toBe(2033);
  });

  const rejected: readonly (readonly [string, Parameters<typeof signedSimply>[0], number])[] = [
    ['milliseconds', { headers: { 'x-timestamp': '1735787045000' } }, 2033],
    ['no x-sign', { headers: { 'x-sign': '' } }, 2032],
    ['an unknown key', { headers: { 'x-access-key': 'AKIDEXAMPLE0002' } }, 2031],
    ['another body', { body: '{}' }, 2019],
    ['the path of the other brand', { path: '/vsphone/api/padApi/stsTokenByPadCode' }, 2019],
    [
      'a path of ArmCloud itself, in its own words',
      { path: '/openapi/open/token/stsTokenByPadCode' },
      100005,
    ],
  ];
  for (const [name, changes, code] of rejected) {
    it(`rejects ${name} with ${code}`, () => {
      expect(verdict(signedSimply(changes))).toBe(code);
    });
  }

  it('asks for a signature, in the words of whom was called', () => {
    const bare = { ...signedSimply({}), headers: {} };
    expect(verdict(bare)).toBe(2032);
    expect(verdict({ ...bare, path: '/openapi/open/pad/infos' })).toBe(100003);
  });
});
