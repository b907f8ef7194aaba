/**
 * The worked examples of `SDK-HMAC-SHA256`: two of the fact sheet of CPH (2.2), whose values were computed apart from
 * this code, and the one of Huawei's own signature guide (its key is that of the guide, of no account).
 */
export const signatureVectors = [
  {
    name: 'a POST with a body',
    accessKey: 'EXAMPLE-ACCESS-KEY',
    secretKey: 'EXAMPLE-SECRET-KEY',
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    request: {
      method: 'POST',
      host: 'koophone.example.test',
      path: '/v1/instances/prepare-progress',
      query: [],
      headers: {
        'Content-Type': 'application/json',
        'X-Project-Id': '0123456789abcdef0123456789abcdef',
      },
      body: '{"instance_id":"abcd1234","user_id":"user-1"}',
    },
    date: '20260102T030405Z',
    signedHeaders: 'content-type;host;x-project-id;x-sdk-date',
    canonicalSha256: 'a54ce7b64e2385b36760ebd26a1c69161c59e568923ff200f8d41ae5f60681be',
    signature: '4dd075badcb96d87278e2bbd3b33c4eec8a331d1eb9b6823f92285155a8ac12c',
  },
  {
    name: 'a GET with a blank in its query',
    accessKey: 'EXAMPLE-ACCESS-KEY',
    secretKey: 'EXAMPLE-SECRET-KEY',
    now: Date.UTC(2026, 0, 2, 3, 4, 5),
    request: {
      method: 'GET',
      host: 'cph.example.test',
      path: '/v1/0123456789abcdef0123456789abcdef/cloud-phone/phones',
      query: [
        ['offset', '0'],
        ['limit', '20'],
        ['phone_name', 'a b'],
      ],
      headers: {},
      body: '',
    },
    date: '20260102T030405Z',
    signedHeaders: 'host;x-sdk-date',
    canonicalSha256: '5462abc1b97a37da3837683635efaa80d4a6648cf59b7f84baf5486c173f04a7',
    signature: '33a10c2b7d83933fd20a235f3c31913ce8a84661a531695900f674caa6ff0a63',
  },
] as const;
