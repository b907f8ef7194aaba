import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudRequest } from '../../../../../../src/core/ports/emulator.js';
import {
  canonicalRequest,
  problemOfSignature,
} from '../../../../../../src/vendors/koophone/emulator/node/check-signature.js';
import { signatureVectors } from '../../../../../vectors/koophone-signatures.js';

type Vector = (typeof signatureVectors)[number];

const [post, get] = signatureVectors;
const keys = { accessKey: post.accessKey, secretKey: post.secretKey };
const signedAt = post.now;

/** The vector's request as it arrives at a server. */
function signed(vector: Vector, changes: Partial<CloudRequest> = {}): CloudRequest {
  const { request, signedHeaders, signature, date } = vector;
  const { method, path, body, host } = request;
  const query = request.query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const own = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...{ method, path, query: query.join('&'), body },
    ...changes,
    headers: {
      ...{ host, 'x-sdk-date': date },
      ...Object.fromEntries(own),
      authorization: `SDK-HMAC-SHA256 Access=${keys.accessKey}, SignedHeaders=${signedHeaders}, Signature=${signature}`,
      ...changes.headers,
    },
  };
}

const problem = (request: CloudRequest, now: number = signedAt) =>
  problemOfSignature(request, keys, now);

describe('the check of an SDK-HMAC-SHA256 signature', () => {
  for (const vector of signatureVectors) {
    it(`makes the canonical request of the fact sheet's vector: ${vector.name}`, () => {
      const canonical = canonicalRequest(signed(vector), vector.signedHeaders.split(';')) ?? '';
      const hash = createHash('sha256').update(canonical).digest('hex');
      expect(hash).toBe(vector.canonicalSha256);
    });

    it(`accepts the fact sheet's vector: ${vector.name}`, () => {
      expect(problem(signed(vector))).toBeUndefined();
    });
  }

  it('takes a clock that is 15 minutes off, either way, and no more', () => {
    const quarter = 15 * 60_000;
    expect(problem(signed(post), signedAt + quarter)).toBeUndefined();
    expect(problem(signed(post), signedAt - quarter)).toBeUndefined();
    for (const now of [signedAt + quarter + 1, signedAt - quarter - 1]) {
      expect(problem(signed(post), now)).toBe(
        'X-Sdk-Date is more than 15 minutes from the time here',
      );
    }
  });

  it('does not mind in which order a query goes out', () => {
    expect(problem(signed(get, { query: 'phone_name=a%20b&limit=20&offset=0' }))).toBeUndefined();
  });

  it('goes by a hash of the body that the request brings along', () => {
    const headers = { 'x-sdk-content-sha256': 'UNSIGNED-PAYLOAD' };
    const request = signed(post, { headers });
    expect(canonicalRequest(request, [])?.endsWith('\nUNSIGNED-PAYLOAD')).toBe(true);
  });

  const changed: readonly (readonly [string, Partial<CloudRequest>])[] = [
    ['another method', { method: 'PUT' }],
    ['another path', { path: '/v1/instances/prepare' }],
    ['another query', { query: 'a=1' }],
    ['another body', { body: `${post.request.body} ` }],
    ['another signed header', { headers: { 'x-project-id': 'fedcba9876543210' } }],
  ];
  for (const [name, changes] of changed) {
    it(`refuses ${name} than was signed`, () => {
      expect(problem(signed(post, changes))).toBe('the signature is wrong');
    });
  }

  const access = keys.accessKey;
  const authorizations: readonly (readonly [string, string])[] = [
    ['', 'the Authorization header is not of the documented shape'],
    ['SDK-HMAC-SHA256 Access=a', 'the Authorization header is not of the documented shape'],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=Host;X-Sdk-Date, Signature=00`,
      'the Authorization header is not of the documented shape',
    ],
    [
      'SDK-HMAC-SHA256 Access=other, SignedHeaders=host;x-sdk-date, Signature=00',
      'there is no such access key',
    ],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=x-sdk-date, Signature=00`,
      'host is not among the signed headers',
    ],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=host, Signature=00`,
      'x-sdk-date is not among the signed headers',
    ],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=x-sdk-date;host, Signature=00`,
      'SignedHeaders are not sorted',
    ],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=host;range;x-sdk-date, Signature=00`,
      'the signed header range is missing',
    ],
    [
      `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=host;x-sdk-date, Signature=00`,
      'the signature is wrong',
    ],
  ];
  for (const [authorization, sentence] of authorizations) {
    it(`refuses the header "${authorization}"`, () => {
      expect(problem(signed(post, { headers: { authorization } }))).toBe(sentence);
    });
  }

  for (const date of ['', '20260102', '2026-01-02T03:04:05Z', '20261302T030405Z']) {
    it(`refuses the date "${date}"`, () => {
      expect(problem(signed(post, { headers: { 'x-sdk-date': date } }))).toBe(
        'X-Sdk-Date is missing or is no YYYYMMDDTHHMMSSZ',
      );
    });
  }

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.string(),
        (path, query, body, header) => {
          const headers = { authorization: header };
          expect(problem(signed(post, { path, query, body, headers }))).toBeTypeOf('string');
          expect(problem(signed(post, { path: `/%${path}`, query, body }))).toBeTypeOf('string');
        },
      ),
    );
  });
});
