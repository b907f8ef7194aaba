import { describe, expect, it } from 'vitest';
import {
  isRetryable,
  knownVendorCodes,
  rateLimitWaitMs,
  vendorCodeMeaning,
} from '../../../../../src/vendors/armcloud/wire/vendor-codes.js';

/** The fact sheet's chapter 2.11 and the API reference's own tables, code by code. */
const table = [
  [[-1], 'vendor_unreachable', 'retry'],
  [[429, 1218, 110014], 'vendor_rate_limited', 'wait'],
  [[500, 1104, 100000, 100002, 100012, 100013], 'vendor_rejected', 'give-up'],
  [[2019, 100005, 2031, 100004, 2032, 100003], 'vendor_credentials_rejected', 'give-up'],
  [[2033, 100001, 100009, 110040], 'vendor_credentials_rejected', 'give-up'],
  [[401, 403], 'vendor_credentials_rejected', 'give-up'],
  [[100006], 'vendor_credentials_rejected', 'give-up'],
  [[100007, 100008, 120006, 120009], 'vendor_credentials_rejected', 're-auth'],
  [[100010], 'vendor_rejected', 'retry'],
  [[100011], 'vendor_rejected', 'wait'],
  [[2020, 110013, 110028, 120005], 'phone_not_found', 'give-up'],
  [[110031], 'phone_offline', 'wait'],
  [[110001, 110003, 110012, 110004, 110005, 110011], 'phone_refused', 'retry'],
  [[110007, 110008, 110009, 110010, 110052], 'phone_refused', 'retry'],
  [[10001, 10002, 110033, 110037, 110038], 'phone_refused', 'give-up'],
  [[110006, 140005, 140006], 'vendor_rejected', 'give-up'],
  [[110027, 110030, 110032, 110041, 110051], 'vendor_rejected', 'give-up'],
  [[120001, 120002], 'phone_offline', 'retry'],
  [[120003, 120004, 110039], 'vendor_rejected', 'retry'],
  [[120007], 'vendor_unsupported', 're-auth'],
  [[120008], 'vendor_rejected', 're-auth'],
] as const;

const rows = table.flatMap(([codes, code, advice]) =>
  codes.map((vendorCode) => [vendorCode, code, advice] as const),
);

describe('the vendor’s code', () => {
  it.each(rows)('%i means %s: %s', (vendorCode, code, advice) => {
    expect(vendorCodeMeaning(vendorCode)).toMatchObject({ code, advice });
  });

  it('has a row here for each that has a meaning', () => {
    const byNumber = (a: number, b: number) => a - b;
    expect(rows.map(([vendorCode]) => vendorCode).sort(byNumber)).toEqual(
      [...knownVendorCodes].sort(byNumber),
    );
  });

  it.each([0, 7, 201, 120010, 999999, Number.NaN])(
    '%d, which nobody knows, is a rejection',
    (code) => {
      expect(vendorCodeMeaning(code)).toMatchObject({ code: 'vendor_rejected', advice: 'give-up' });
    },
  );

  it('is believed over the HTTP status, unless it only repeats that', () => {
    expect(vendorCodeMeaning(120005, 500).code).toBe('phone_not_found');
    expect(vendorCodeMeaning(999999, 500).code).toBe('vendor_unreachable');
    expect(vendorCodeMeaning(500, 500).code).toBe('vendor_unreachable');
    expect(vendorCodeMeaning(500, 200).code).toBe('vendor_rejected');
    expect(vendorCodeMeaning(503, 503).code).toBe('vendor_unreachable');
  });

  it('says what to do next, with no full stop', () => {
    for (const vendorCode of knownVendorCodes) {
      expect(vendorCodeMeaning(vendorCode).text).toMatch(/^[^.]+\. [A-Z][^.]+[^.]$/);
    }
  });

  it('says how long to wait where the documents do', () => {
    expect(vendorCodeMeaning(100011).waitMs).toBe(1500);
    expect(vendorCodeMeaning(110031).waitMs).toBe(5000);
    expect(vendorCodeMeaning(100010).waitMs).toBeUndefined();
  });

  it('can be tried again only after a retry or a wait', () => {
    const retryable = [-1, 429, 100010, 100011, 110031, 120002].map(vendorCodeMeaning.bind(null));
    expect(retryable.map((meaning) => isRetryable(meaning))).toEqual(Array(6).fill(true));
    expect(isRetryable(vendorCodeMeaning(100007))).toBe(false);
    expect(isRetryable(vendorCodeMeaning(100005))).toBe(false);
  });
});

describe('the wait after too many requests', () => {
  const now = 1_735_787_045_000;

  it.each([
    ['seconds to wait', '7', 7000],
    ['seconds since 1970', '1735787050', 5000],
    ['ms since 1970', '1735787055000', 10_000],
    ['no time at all', '0', 1000],
    ['a time that has passed', '1735787000', 1000],
    ['an hour', '3600', 60_000],
  ])('in %s', (_name, header, waitMs) => {
    expect(rateLimitWaitMs(header, now)).toBe(waitMs);
  });

  it.each([undefined, null, '', 'soon', 'Infinity'])('is not told by %j', (header) => {
    expect(rateLimitWaitMs(header, now)).toBeUndefined();
  });
});
