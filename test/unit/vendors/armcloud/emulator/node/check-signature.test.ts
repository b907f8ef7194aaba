import { describe, expect, it } from 'vitest';
import type { CloudRequest } from '../../../../../../src/core/ports/emulator.js';
import { checkSignature } from '../../../../../../src/vendors/armcloud/emulator/node/check-signature.js';
import {
  batchApplyTokenSignature,
  signatureAccount,
  signatureVectors,
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
