import { TelepadError } from '../../../core/errors.js';
import { retryDelayMs } from '../../../core/retry.js';

/**
 * Keeps an account quiet after the vendor has said that it asks too often: until then further calls fail at once
 * instead of making it worse (fact sheet 2.11).
 */
export interface RateGate {
  /**
   * Lets a call pass.
   * @throws TelepadError `vendor_rate_limited`, with the rest of the wait
   */
  pass(now: number): void;
  /**
   * The vendor refused a call.
   * @param waitMs what the vendor asks for; without it the wait doubles from one refusal to the next
   * @returns the wait, in ms
   */
  close(now: number, waitMs: number | undefined): number;
  /** The vendor took a call. */
  open(): void;
}

/** No wait is longer, in ms. One that seems twice as long is that of a clock which was set back since. */
const longestWaitMs = 60_000;

/** Waits where the vendor names none. Beyond the last attempt the longest one stays. */
const policy = { maxAttempts: 6, baseDelayMs: 1000, maxDelayMs: 30_000 } as const;

export function createRateGate(random: () => number = Math.random): RateGate {
  let closedUntil = 0;
  let refusals = 0;
  return {
    pass(now) {
      if (closedUntil - now > 2 * longestWaitMs) closedUntil = 0;
      if (now >= closedUntil) return;
      throw new TelepadError(
        'vendor_rate_limited',
        'ArmCloud was not asked, because it has just said that the account makes too many requests. Try again in a while.',
        { retryAfterMs: closedUntil - now },
      );
    },
    close(now, waitMs) {
      refusals = Math.min(refusals + 1, policy.maxAttempts);
      const asked = waitMs ?? retryDelayMs(policy, refusals, random()) ?? policy.maxDelayMs;
      const wait = Math.min(asked, longestWaitMs);
      closedUntil = Math.max(closedUntil, now + wait);
      return wait;
    },
    open() {
      refusals = 0;
    },
  };
}
