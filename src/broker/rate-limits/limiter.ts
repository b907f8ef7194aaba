/// <reference path="./rate-limiter-flexible.d.ts" />
import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js';
import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js';
import TimeoutLimiter from 'rate-limiter-flexible/lib/RLWrapperTimeouts.js';
import type { RateLimit, RateLimitStore } from './rate-limit-options.js';

/** Counts what is done under each key. */
export interface Limiter {
  /** Ms to wait when the limit is reached; `undefined` when the call may go on. Never rejects. */
  consume(key: string, points?: number): Promise<number | undefined>;
}

export interface LimiterOptions {
  readonly limit: RateLimit;
  /** Keeps the counters of different limits apart. */
  readonly keyPrefix: string;
  /** Where to count; in memory without it. */
  readonly store: RateLimitStore | undefined;
  /** Hears of a store that fails, and whether that took its time. */
  readonly storeFailed: (isTimeout: boolean) => void;
  /** True while a store that hangs is not to be asked: each call would wait for it in vain. */
  readonly isStoreLeftAlone: () => boolean;
}

/** A store is on the way of every ticket: one that does not answer in this time is passed over. */
const storeTimeoutMs = 500;

/**
 * Counts in the store. While it fails, this broker counts for itself: the gate stays in place, only that several
 * brokers together let more through.
 */
export function createLimiter(options: LimiterOptions): Limiter {
  const { limit, keyPrefix, store, storeFailed, isStoreLeftAlone } = options;
  const limits = { keyPrefix, points: limit.points, duration: limit.durationSeconds };
  const windowMs = limit.durationSeconds * 1000;
  const wait = (verdict: Promise<FlexibleResult>) => readWait(verdict, windowMs);
  const memory = new RateLimiterMemory(limits);
  if (!store) return { consume: (key, points) => wait(memory.consume(key, points)) };
  const shared = new TimeoutLimiter({
    limiter: new RateLimiterRedis({
      ...limits,
      storeClient: store,
      // Only ioredis defines commands; the classes of node-redis have no name to be told by.
      useRedisPackage: !('defineCommand' in store),
      rejectIfRedisNotReady: true,
    }),
    timeoutMs: storeTimeoutMs,
  });
  return {
    async consume(key, points) {
      if (isStoreLeftAlone()) return wait(memory.consume(key, points));
      try {
        return await wait(shared.consume(key, points));
      } catch (error) {
        // The library has no other mark for it.
        storeFailed(error instanceof Error && error.message === 'Operation timed out');
        return wait(memory.consume(key, points));
      }
    },
  };
}

/** @throws what was rejected, when that is no verdict of a limiter */
async function readWait(
  verdict: Promise<FlexibleResult>,
  windowMs: number,
): Promise<number | undefined> {
  try {
    await verdict;
    return undefined;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    // A window that ends this very moment still wants a wait, else the caller is back too early. Nor is a wait longer
    // than a window, as it seems after the clock was set back.
    return Math.min(Math.max((refusal as FlexibleResult).msBeforeNext, 1), windowMs);
  }
}
