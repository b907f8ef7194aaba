/** Signature V2.0 of ArmCloud, made-up account. The first two are the fact sheet's. */
export const signatureAccount = {
  accessKey: 'AKIDEXAMPLE0001',
  secretKey: 'sk-example-0000000000000001',
} as const;

export const signatureVectors = [
  {
    name: 'POST with a body',
    timestamp: '1735787045000',
    path: '/openapi/open/token/stsTokenByPadCode',
    payload: '{"padCode":"AC00000000001"}',
    signature: '20143dbe7426b6cbef68e056eaa29a6d11a602e6821750df9e8899972257f32a',
  },
  {
    name: 'GET without a query',
    timestamp: '1735787045000',
    path: '/openapi/open/token/stsToken',
    payload: '',
    signature: 'ae839cbd4d26bdfe438c8fb742b1e3e23a208cef4816a3abad9834e39420ba5e',
  },
] as const;

/** Computed with openssl: `printf %s "$timestamp$path$payload" | openssl dgst -sha256 -hmac "$secretKey"`. */
export const batchApplyTokenSignature = {
  timestamp: '1735787045000',
  path: '/rtc/open/room/batchApplyToken',
  payload: '{"userId":"u7","expire":3600,"pads":[{"padCode":"AC00000000001"}]}',
  signature: '14b98e70a8b646149ff62837855a78f1a6f4ae2c73cd3216ec71ad499cfb5b34',
} as const;
