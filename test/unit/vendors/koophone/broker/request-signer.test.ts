import { createHash } from 'node:crypto';
import { AKSKSigner } from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRequestSigner,
  type UnsignedRequest,
} from '../../../../../src/vendors/koophone/broker/request-signer.js';
import {
  canonicalRequest,
  type QueryParameter,
} from '../../../../../src/vendors/koophone/wire/sdk-hmac-signature.js';
import { signatureVectors } from '../../../../vectors/koophone-signatures.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the worked examples', () => {
  it.each(signatureVectors)('are signed as they are printed: $name', async (vector) => {
    const { accessKey, secretKey, now, request, date } = vector;
    const { host, headers, body } = request;
    const { text, signedHeaders } = canonicalRequest({
      ...request,
      headers: { ...headers, host, 'x-sdk-date': date },
      bodySha256: sha256(body),
    });
    expect(sha256(text)).toBe(vector.canonicalSha256);
    expect(signedHeaders).toBe(vector.signedHeaders);
    const sign = createRequestSigner({ accessKey, secretKey });
    expect(await sign({ now, ...request })).toEqual({
      'x-sdk-date': date,
      authorization: `SDK-HMAC-SHA256 Access=${accessKey}, SignedHeaders=${vector.signedHeaders}, Signature=${vector.signature}`,
    });
  });
});

/** What the vendor's signer for Node makes of the same request. */
function signOfficially(request: UnsignedRequest, data: object | undefined, keys: Keys) {
  const { method, host, path, query, headers, now } = request;
  const queryParams: Record<string, string[]> = {};
  for (const [name, value] of query) {
    queryParams[name] = [...(queryParams[name] ?? []), value];
  }
  const date = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '');
  const signed: Record<string, string> = AKSKSigner.sign(
    {
      method,
      endpoint: `https://${host}${path}`,
      queryParams,
      headers: { ...headers, 'X-Sdk-Date': date },
      ...(data && { data }),
    } as never,
    { getAk: () => keys.accessKey, getSk: () => keys.secretKey } as never,
  );
  return signed.Authorization;
}

interface Keys {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Characters of all kinds, many of which have to be encoded. */
const wild = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'abcXYZ019-_.~ !"#$%&\'()*+,/:;<=>?@[]^`{|}\\'),
    fc.constantFrom('é', 'ß', '云', '手', '機', '😀', '𝒳', '\t', '\u00a0'),
  ),
  minLength: 1,
  maxLength: 12,
});

/** Of a path: without what ends one, and without what `url.parse` of the official signer encodes itself, so twice. */
const segment = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...'abcXYZ019-_.~!$%&()*+,:=@[]'),
    fc.constantFrom('é', '云', '手', '😀'),
  ),
  minLength: 1,
  maxLength: 10,
});

const keys = fc.record({
  accessKey: fc.stringMatching(/^[A-Z0-9]{20}$/),
  secretKey: fc.stringMatching(/^[A-Za-z0-9+/]{40}$/),
});

const generated = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
  host: fc.constantFrom('koophone.myhuaweicloud.com', 'gateway.example.test:8443', '127.0.0.1:80'),
  path: fc
    .tuple(fc.array(segment, { maxLength: 5 }), fc.boolean())
    .map(([segments, hasSlash]) => `/v1/${segments.join('/')}${hasSlash ? '/' : ''}`),
  query: fc
    .array(
      fc.tuple(
        fc.oneof(wild, fc.constantFrom('a', 'A', 'page_no')),
        fc.oneof(wild, fc.constant('')),
      ),
      {
        maxLength: 8,
      },
    )
    // As an object, the official signer cannot tell this name.
    .map((pairs) => pairs.filter(([name]) => name !== '__proto__')),
  headers: fc.record(
    {
      'content-type': fc.constantFrom('application/json', 'application/json;charset=utf8'),
      'X-Project-Id': fc.stringMatching(/^[0-9a-f]{32}$/),
      'x-request-id': fc.uuid(),
      'X-Security-Token': fc.stringMatching(/^[!-~]{1,60}$/),
    },
    { requiredKeys: [] },
  ),
  data: fc.option(
    fc.dictionary(wild, fc.oneof(wild, fc.integer(), fc.boolean(), fc.constant(null))),
    {
      nil: undefined,
    },
  ),
  now: fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 0) }),
  keys,
});

describe('the signer', () => {
  it('signs 1,200 generated requests as the vendor’s own signer for Node does', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(generated, async ({ keys: pair, data, query, ...rest }) => {
        const request: UnsignedRequest = {
          ...rest,
          query: query as readonly QueryParameter[],
          body: data ? JSON.stringify(data) : '',
        };
        const { authorization } = await createRequestSigner(pair)(request);
        expect(authorization).toBe(signOfficially(request, data, pair));
        compared += 1;
      }),
      { numRuns: 1200 },
    );
    expect(compared).toBe(1200);
  });

  it('encodes a blank in a path once, and adds the slash for signing only', () => {
    const { text } = canonicalRequest({
      method: 'get',
      path: "/v1/a b/c'd",
      query: [],
      headers: { Host: ' h ' },
      bodySha256: 'hash',
    });
    expect(text).toBe('GET\n/v1/a%20b/c%27d/\n\nhost:h\n\nhost\nhash');
  });

  it('sorts repeated names by their values', () => {
    const { text } = canonicalRequest({
      method: 'GET',
      path: '/',
      query: [
        ['b', '2'],
        ['a', ''],
        ['b', '1'],
      ],
      headers: {},
      bodySha256: 'hash',
    });
    expect(text.split('\n')[2]).toBe('a=&b=1&b=2');
  });
});
