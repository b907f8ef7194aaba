import { TelepadError } from '../../core/errors.js';

/** At most `points` within `durationSeconds`; a window begins with its first call. */
export interface RateLimit {
  /** A whole number from 1 on. */
  readonly points: number;
  /** Whole seconds, 1 to 86400. */
  readonly durationSeconds: number;
}

/**
 * A connected client of `redis` (node-redis 4 or newer) or `ioredis`. It stays yours: the broker does not close it.
 */
export interface RateLimitStore {
  eval(...args: never[]): unknown;
}

export interface RateLimitOptions {
  /**
   * Tickets and group tickets, of one user; a group counts one for each ten phones begun. Leaving a phone is counted
   * apart, by the same limit. Default 60 in 60 s.
   */
  readonly ticketsPerUser?: RateLimit;
  /** Calls of the device API, of one user; polling a task counts. Default 300 in 60 s. */
  readonly deviceCallsPerUser?: RateLimit;
  /**
   * Requests that the broker makes to one vendor; several limits hold at once. Default 180 in 1 s and 4500 in
   * 60 s: a tenth below what the smallest of the accounts that we know of may. Raise it for a larger account.
   */
  readonly callsPerVendor?: RateLimit | readonly RateLimit[];
  /** Counts for all brokers that share it. Default: each broker counts for itself, in memory. */
  readonly store?: RateLimitStore;
  /** Begins each key in the store: brokers with different accounts need different ones. Default `telepad`. */
  readonly storePrefix?: string;
}

export interface CheckedRateLimits {
  readonly ticketsPerUser: RateLimit;
  readonly deviceCallsPerUser: RateLimit;
  readonly callsPerVendor: readonly RateLimit[];
  readonly store: RateLimitStore | undefined;
  readonly storePrefix: string;
}

const defaults = {
  ticketsPerUser: { points: 60, durationSeconds: 60 },
  deviceCallsPerUser: { points: 300, durationSeconds: 60 },
  callsPerVendor: [
    { points: 180, durationSeconds: 1 },
    { points: 4500, durationSeconds: 60 },
  ],
} as const satisfies RateLimitOptions;

/** @throws TelepadError `configuration_invalid` */
export function checkRateLimits(options: RateLimitOptions): CheckedRateLimits {
  const {
    ticketsPerUser = defaults.ticketsPerUser,
    deviceCallsPerUser = defaults.deviceCallsPerUser,
    callsPerVendor = defaults.callsPerVendor,
    store,
    storePrefix = 'telepad',
  } = options;
  if (store !== undefined && typeof store?.eval !== 'function') {
    throw invalid('store must be a client of redis or ioredis');
  }
  if (typeof storePrefix !== 'string' || !/^[\w:.-]{1,64}$/.test(storePrefix)) {
    throw invalid('storePrefix must be 1 to 64 of A-Z, a-z, 0-9, _, :, . and -');
  }
  return {
    ticketsPerUser: checkLimit('ticketsPerUser', ticketsPerUser),
    deviceCallsPerUser: checkLimit('deviceCallsPerUser', deviceCallsPerUser),
    callsPerVendor: [callsPerVendor].flat().map((limit) => checkLimit('callsPerVendor', limit)),
    store,
    storePrefix,
  };
}

function checkLimit(name: string, limit: RateLimit): RateLimit {
  const { points, durationSeconds } = limit ?? {};
  if (!Number.isSafeInteger(points) || points < 1) {
    throw invalid(`the points of ${name} must be a whole number from 1 on`);
  }
  if (!Number.isInteger(durationSeconds) || durationSeconds < 1 || durationSeconds > 86_400) {
    throw invalid(`the durationSeconds of ${name} must be a whole number of 1 to 86400`);
  }
  return { points, durationSeconds };
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's rateLimits: ${what}.`);
}
