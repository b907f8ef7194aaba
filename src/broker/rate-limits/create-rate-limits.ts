import { TelepadError } from '../../core/errors.js';
import { createLimiter, type Limiter } from './limiter.js';
import { checkRateLimits, type RateLimit, type RateLimitOptions } from './rate-limit-options.js';

/** The gates of a broker. Each lets one call through, or throws `rate_limited` with the wait. */
export interface RateLimits {
  passTicket(userId: string): Promise<void>;
  /**
   * What a group ticket counts beyond a ticket: in all one for each ten phones begun, as each can be a call to the
   * vendor. A limit below that does not forbid it altogether.
   */
  passGroup(userId: string, phoneCount: number): Promise<void>;
  /** Counts as tickets do, and apart from them: who has used those up can still leave. */
  passLeave(userId: string): Promise<void>;
  passDeviceCall(userId: string): Promise<void>;
  passVendorCall(vendorId: string): Promise<void>;
}

const asksForTickets = 'this user asks for tickets';

/** At most one line a minute says that the store fails. */
const storeWarningMs = 60_000;

/** How long a store that hangs is left alone, in ms. */
const storePauseMs = 5000;

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
  let hungAt = Number.NEGATIVE_INFINITY;
  const isStoreLeftAlone = () => Math.abs(now() - hungAt) < storePauseMs;
  const storeFailed = (isTimeout: boolean) => {
    if (isTimeout) hungAt = now();
    if (Math.abs(now() - warnedAt) < storeWarningMs) return;
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
      isStoreLeftAlone,
    });
  const tickets = limiter('tickets', checked.ticketsPerUser);
  const leaves = limiter('leave', checked.ticketsPerUser);
  const deviceCalls = limiter('device', checked.deviceCallsPerUser);
  // The shortest first: what that one refuses is never made, and must not cost anything of the longer ones.
  const vendorCalls = [...checked.callsPerVendor]
    .sort((left, right) => left.durationSeconds - right.durationSeconds)
    .map((limit) => limiter('vendor', limit));
  return {
    passTicket: (userId) => pass([tickets], userId, asksForTickets),
    async passGroup(userId, phoneCount) {
      const price = Math.min(Math.ceil(phoneCount / 10), checked.ticketsPerUser.points) - 1;
      if (price > 0) await pass([tickets], userId, asksForTickets, price);
    },
    passLeave: (userId) => pass([leaves], userId, 'this user leaves phones'),
    passDeviceCall: (userId) => pass([deviceCalls], userId, 'this user calls the device API'),
    passVendorCall: (vendorId) =>
      pass(vendorCalls, vendorId, 'this broker’s users together ask the vendor'),
  };
}

async function pass(
  limiters: readonly Limiter[],
  key: string,
  who: string,
  price = 1,
): Promise<void> {
  for (const limiter of limiters) {
    const retryAfterMs = await limiter.consume(key, price);
    if (retryAfterMs === undefined) continue;
    throw new TelepadError(
      'rate_limited',
      `The request was refused because ${who} more often than the broker's rateLimits permit. Try again after the time given.`,
      { retryAfterMs },
    );
  }
}

const openGates: RateLimits = {
  async passTicket() {},
  async passGroup() {},
  async passLeave() {},
  async passDeviceCall() {},
  async passVendorCall() {},
};
