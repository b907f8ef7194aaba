import { TelepadError } from '../../core/errors.js';
import { createLimiter, type Limiter } from './limiter.js';
import { checkRateLimits, type RateLimit, type RateLimitOptions } from './rate-limit-options.js';

/** The gates of a broker. Each lets one call through, or throws `rate_limited` with the wait. */
export interface RateLimits {
  passTicket(userId: string): Promise<void>;
  passDeviceCall(userId: string): Promise<void>;
  passVendorCall(vendorId: string): Promise<void>;
}

/** At most one line a minute says that the store fails. */
const storeWarningMs = 60_000;

/**
 * @param warn hears that the store fails
 * @throws TelepadError `configuration_invalid`
 */
export function createRateLimits(
  options: RateLimitOptions | false,
  now: () => number,
  warn: (message: string) => void,
): RateLimits {
  if (options === false) return openGates;
  const checked = checkRateLimits(options);
  let warnedAt = Number.NEGATIVE_INFINITY;
  const storeFailed = () => {
    if (now() - warnedAt < storeWarningMs) return;
    warnedAt = now();
    warn(
      'The store of the rate limits does not answer; until it does, this broker counts for itself. Check the Redis server and the client’s connection.',
    );
  };
  const limiter = (name: string, limit: RateLimit): Limiter =>
    createLimiter({
      limit,
      keyPrefix: `${checked.storePrefix}:${name}:${limit.durationSeconds}s`,
      store: checked.store,
      storeFailed,
    });
  const tickets = limiter('tickets', checked.ticketsPerUser);
  const deviceCalls = limiter('device', checked.deviceCallsPerUser);
  const vendorCalls = checked.callsPerVendor.map((limit) => limiter('vendor', limit));
  return {
    passTicket: (userId) => pass([tickets], userId, 'this user asks for tickets'),
    passDeviceCall: (userId) => pass([deviceCalls], userId, 'this user calls the device API'),
    passVendorCall: (vendorId) =>
      pass(vendorCalls, vendorId, 'this broker’s users together ask the vendor'),
  };
}

async function pass(limiters: readonly Limiter[], key: string, who: string): Promise<void> {
  const waits = await Promise.all(limiters.map((limiter) => limiter.consume(key)));
  const waitMs = Math.max(0, ...waits.map((wait) => wait ?? 0));
  if (waitMs === 0) return;
  throw new TelepadError(
    'rate_limited',
    `The request was refused because ${who} more often than the broker's rateLimits permit. Try again after the time given.`,
    { retryAfterMs: waitMs },
  );
}

const openGates: RateLimits = {
  async passTicket() {},
  async passDeviceCall() {},
  async passVendorCall() {},
};
