/** Documented ciphertexts of ArmCloud's API reference: plaintexts as hashes, for they are somebody's servers. */
export const documentedSealedFields = [
  {
    name: 'G1, the example of the decryption guide',
    padCode: 'AC22030010001',
    text: 'iMzQUI7SwzSD0kGJ:4FZ1fn1Jdd5Z4j2ehn/F3VSUVWBwLFQZH/HOCjLAI95r',
    plainLength: 17,
    plainSha256: '1ec4100077c32dcc496a990e69a31c76a8a7848963f9021206900906e40e0ff1',
  },
  {
    name: 'G2, signalServer of batchApplyToken',
    padCode: 'AC22030010181',
    text: 'LnBbVX44uyoN1kXp:P8H01PaGZDHEFDsnU6nRCbOFzvL2smbG9HxKh+XP5WHC',
    plainLength: 17,
    plainSha256: '1ec4100077c32dcc496a990e69a31c76a8a7848963f9021206900906e40e0ff1',
  },
  {
    name: 'G3, stuns of batchApplyToken',
    padCode: 'AC22030010181',
    text: 'pL25iYgaRNmdCYR/:SUJBz4S6HE88GzVN8rANlfL9925iaHW+ilJAaWldPpoBKqwoEq0Ggon0HhDc4a6v0pg=',
    plainLength: 34,
    plainSha256: '15e0f1aeb4439689bf0b3d792247b611028cb53a274e40443d01acf842b40b84',
  },
  {
    // Printed with three stray characters in it, which are left out here.
    name: 'G4, turns of batchApplyToken',
    padCode: 'AC22030010181',
    text: 'do2k7Z6OiVP1br29:rR4d6Vyk9efIFX6qPPMyKs7OhmxFA7xBr65P8NA/Rxb31Js6VOaO3Zrtd3h9uM/mNYUy5mJOQ4j8TJ8DjfBFaEHVNOAcF5tzgbg8iksGhNONfv8hHw==',
    plainLength: 69,
    plainSha256: '626af6d4199368ac57ce947ba5b1e3e5386c5c95d157f5200d169ce63145a3df',
  },
] as const;

/** Made up, with IV 00 01 … 0b. */
export const syntheticPadCode = 'AC00000000001';
export const syntheticKeyHex = 'dc8baa83d519a06cb3e265997a19c6b0aaa5412b4da1e69ccbc2560b809f5ebb';
export const syntheticSealedFields = [
  {
    plain: '192.0.2.10:5000',
    text: 'AAECAwQFBgcICQoL:mz4p/P1aok8t/JrIm5bUT/EvhT76tgH1CjBUxnZ7BQ==',
  },
  {
    plain: '[{"uri":"turn:192.0.2.10:3478","username":"u1","pwd":"p1"}]',
    text: 'AAECAwQFBgcICQoL:8Xw5p78dsls+uNWPxZzVWhv6N7zq0nuezClZW3Pq3nTL/+oKw3N69eXlPbUl5PhmEQXVNjbNjWUONNWAnhiIOe8jN9yaK2jowVBY',
  },
] as const;

/** The browser SDK's form, AES-128-ECB: the fact sheet's made-up vectors (3.2), and one for a padCode of 24. */
export const ecbSealedFields = [
  {
    padCode: 'AC00000000001',
    keys: ['AC00000000001000'],
    plain: 'wss://signal.example.test/rtc',
    text: '32O7mA//nCxDbDYQU/4bg1ksRNJw68IZQiHwjW1G3mI=',
  },
  {
    padCode: 'AC00000000001',
    keys: ['AC00000000001000'],
    plain: '[{"uri":"stun:192.0.2.10:3478"}]',
    text: 'nOs3nWvMIl0qYdRSmvTmSmUkPe4zPX7GcHWfwDrmx9bU2a21WsVyk30FDw+yfo/I',
  },
  {
    padCode: 'AC00000000001',
    keys: ['AC00000000001000'],
    plain: '[{"uri":"turn:192.0.2.10:3478","username":"u1","pwd":"p1"}]',
    text: 'FD/JESZ7S/IpvAEW0yt/n1qJLGNBgZ6a1B/u26Tzha1n9fPIBSQZrI2vK8UaOLNg4/ywtEBtazDkdpq5R/FhWw==',
  },
  {
    padCode: 'AC0000000000000099',
    keys: ['AC00000000000000'],
    plain: 'wss://signal.example.test/rtc',
    text: '1c73wllO0soLOVYGCxzAAaFqI35hBSNnPRFFZsqLcWU=',
  },
] as const;

/**
 * As H5 SDK 1.3 has it, whose key is the uncut padCode. Computed with openssl: `printf %s "$plain" | openssl enc
 * -aes-192-ecb -base64 -A -K "$(printf %s "$padCode" | xxd -p)"`.
 */
export const uncutEcbSealedField = {
  padCode: 'AC0000000000000000000024',
  keys: ['AC00000000000000', 'AC0000000000000000000024'],
  plain: 'ws://192.0.2.10:5000',
  text: 'h4j2NcSAh8gmbukv5o9ji49Si2o+xuRtYY/g3pC6g2s=',
} as const;
