import { expect, it } from 'vitest';
import { createRateGate } from '../../../../../src/vendors/armcloud/broker/rate-gate.js';

it('keeps the account quiet for the time that the vendor names, and no longer', () => {
  const gate = createRateGate();
  gate.close(1000, 30_000);
  expect(() => gate.pass(30_999)).toThrow(
    expect.objectContaining({ code: 'vendor_rate_limited', retryAfterMs: 1 }),
  );
  gate.pass(31_000);
});

it('opens when the clock is set back: no wait is longer than a minute', () => {
  const gate = createRateGate();
  gate.close(86_400_000, 60_000);
  expect(() => gate.pass(86_400_000)).toThrow(expect.objectContaining({ retryAfterMs: 60_000 }));
  gate.pass(0);
  gate.close(0, 1000);
  expect(() => gate.pass(0)).toThrow(expect.objectContaining({ retryAfterMs: 1000 }));
  gate.pass(1000);
});
