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

/** Signature V1 of the same account: the fact sheet's vectors. */
export const signatureV1Request = {
  host: 'openapi.armcloud.net',
  contentType: 'application/json',
  xDate: '20250102T030405Z',
  atMs: 1735787045000,
} as const;

export const signatureV1Keys = {
  k1: '2979debef75c64bd1939c8eaf82eca94b58ab6fe882bb90ee09f2546f44a58ef',
  k3: '16879ff0a1051dc7acca8437e563ff72753f2a8070b09e91ca367c6d942a6823',
} as const;

export const signatureV1Vectors = [
  {
    name: 'POST with a body',
    body: '{"padCode":"AC00000000001"}',
    bodySha256: 'e93cfba68f599e025237811a7ccbc5d9ba74a96c469d809a6c5df7e138519db4',
    canonicalLength: 217,
    canonicalSha256: '08f69dfb3075dbf83d938f6122f8fd1cf813da11f777f10bb1e651646c510605',
    signature: '55690d11d056c88a3edcd768c8f7fefd36ea6278eb443a80e828f3b460647acb',
  },
  {
    name: 'a request without a body',
    body: '',
    bodySha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    canonicalLength: 217,
    canonicalSha256: 'ef03fc465bb150bad2f5e3fd0012920a24e84d682cb7584d2bba19500a6ee0e7',
    signature: 'ead07ddfb91f038237328bba8f42b10628e5cee79a610e04e8a10e0d33cddf65',
  },
] as const;

/** The simplified signature of VMOS Cloud and VSPhone, same account: the fact sheet's vector. */
export const signatureVmosVector = {
  timestamp: '1735787045',
  atMs: 1735787045999,
  path: '/vcpcloud/api/padApi/stsTokenByPadCode',
  payload: '{"padCode":"AC00000000001"}',
  signature: '5ac29c7c3a72b9fb56eec591ec8abc90f0519fe53224dddaf1422071c2ba439f',
} as const;
