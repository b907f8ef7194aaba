import { describe, expect, it } from 'vitest';
import {
  explainVendorFailure,
  isRetryable,
  knownVendorNumbers,
  readRetryAfterMs,
} from '../../../../../src/vendors/koophone/wire/vendor-codes.js';

const koophone = (number: string) => ({ family: 'KOOPHONE', number }) as const;

/** Fact sheet, chapter 5, row by row: HTTP status, numbers, class, and the code it becomes. */
const table: readonly (readonly [number, readonly string[], string, string])[] = [
  [200, ['0000', '0001', '0004'], 'operator', 'vendor_credentials_rejected'],
  [200, ['0002', '0005'], 'operator', 'vendor_rejected'],
  [400, ['0003'], 'operator', 'vendor_rejected'],
  [400, ['1000', '1002', '1005'], 'caller-or-operator', 'vendor_rejected'],
  [401, ['1001'], 'caller', 'phone_not_found'],
  [401, ['1003'], 'operator', 'vendor_unsupported'],
  [200, ['1004'], 'operator', 'vendor_unsupported'],
  [200, ['1012', '4001'], 'caller', 'phone_not_found'],
  [400, ['1323', '2210'], 'caller', 'vendor_rejected'],
  [200, ['2001', '2002', '2004'], 'caller', 'vendor_rejected'],
  [200, ['2003', '2005', '2006'], 'wait', 'phone_offline'],
  [400, ['2209'], 'caller', 'phone_offline'],
  [200, ['3001', '3002', '3003', '3006', '3007', '3008', '40010'], 'caller', 'vendor_rejected'],
  [200, ['3009'], 'retry', 'phone_not_found'],
  [400, ['5001', '5002', '5004', '6000'], 'caller', 'vendor_rejected'],
  [400, ['5005'], 'caller', 'phone_offline'],
  [401, ['6001'], 'renew', 'vendor_credentials_rejected'],
  [403, ['6002'], 'operator', 'vendor_unsupported'],
  [500, ['6002'], 'renew', 'vendor_credentials_rejected'],
  [
    200,
    ['62005', '62006', '62015', '62016', '62017', '62019', '62020', '62021'],
    'caller',
    'vendor_rejected',
  ],
  [200, ['62010'], 'retry', 'phone_offline'],
  [500, ['4999', '9000', '9001', '9002', '9003', '9999'], 'retry', 'vendor_unreachable'],
];

describe('a number of the service', () => {
  for (const [status, numbers, kind, code] of table) {
    for (const number of numbers) {
      it(`${number} with HTTP status ${status} is ${code}`, () => {
        const failure = explainVendorFailure(status, koophone(number));
        expect(kind.split('-or-')).toContain(failure.class);
        expect(failure.code).toBe(code);
      });
    }
  }

  it('is in the table above for each that the code knows', () => {
    const told = new Set(table.flatMap(([, numbers]) => numbers));
    expect(knownVendorNumbers.filter((number) => !told.has(number))).toEqual([]);
  });

  it('means the same with another HTTP status, except 6002', () => {
    for (const number of knownVendorNumbers.filter((known) => known !== '6002')) {
      const [first, second] = [200, 500].map((status) =>
        explainVendorFailure(status, koophone(number)),
      );
      expect(first).toEqual(second);
    }
  });

  it('is told from the same number of another family', () => {
    expect(explainVendorFailure(401, { family: 'APIG', number: '1001' }).class).toBe('renew');
    expect(explainVendorFailure(400, { family: 'CPS', number: '1001' }).code).toBe(
      'vendor_rejected',
    );
  });

  it('is repeated as often as the sheet says', () => {
    const repeatsOf = (number: string) => explainVendorFailure(500, koophone(number)).maxRepeats;
    expect(['9999', '3009', '62010', '9000'].map(repeatsOf)).toEqual([2, 1, 1, undefined]);
  });
});

describe('an answer without a known number', () => {
  const apig = { family: 'APIG', number: '0301' } as const;
  it.each([
    [401, apig, '', 'renew', 'vendor_credentials_rejected'],
    [401, undefined, '', 'renew', 'vendor_credentials_rejected'],
    [401, koophone('7777'), '', 'renew', 'vendor_credentials_rejected'],
    [400, apig, 'The token must be updated.', 'renew', 'vendor_credentials_rejected'],
    [403, apig, '', 'operator', 'vendor_credentials_rejected'],
    [403, undefined, '', 'operator', 'vendor_credentials_rejected'],
    [404, apig, '', 'operator', 'vendor_rejected'],
    [404, undefined, '', 'operator', 'vendor_rejected'],
    [429, apig, '', 'retry', 'vendor_rate_limited'],
    [429, undefined, '', 'retry', 'vendor_rate_limited'],
    [503, undefined, '', 'retry', 'vendor_rate_limited'],
    [502, undefined, '', 'retry', 'vendor_unreachable'],
    [500, koophone('7777'), '', 'retry', 'vendor_unreachable'],
    [400, undefined, '', 'caller', 'vendor_rejected'],
    [200, koophone('7777'), 'The token must be updated.', 'caller', 'vendor_rejected'],
  ] as const)('with HTTP status %i', (status, code, message, kind, meaning) => {
    expect(explainVendorFailure(status, code, message)).toMatchObject({
      class: kind,
      code: meaning,
    });
  });

  it('may be tried again when the service, not the asker, is to blame', () => {
    const retryable = (status: number) => isRetryable(explainVendorFailure(status, undefined));
    expect([429, 500, 503].map(retryable)).toEqual([true, true, true]);
    expect([400, 401, 403, 404].map(retryable)).toEqual([false, false, false, false]);
  });
});

describe('the header retry-after', () => {
  const now = Date.UTC(2026, 0, 2, 3, 4, 5);
  it.each([
    ['5', 5000],
    ['0', 1000],
    ['86400', 600_000],
    ['Fri, 02 Jan 2026 03:04:15 GMT', 10_000],
    ['Fri, 02 Jan 2026 03:00:00 GMT', 1000],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s', (header, waitMs) => {
    expect(readRetryAfterMs(header, now)).toBe(waitMs);
  });
});
