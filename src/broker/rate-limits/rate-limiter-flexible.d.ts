/**
 * Three files of rate-limiter-flexible, by path: its main file also loads the limiters that need `cluster` and
 * `crypto` of Node, and the broker runs without Node too. Only what limiter.ts uses is declared.
 */

interface FlexibleLimiter {
  /** Rejects with a FlexibleResult over the limit, and with an Error when the store fails. */
  consume(key: string, points?: number): Promise<FlexibleResult>;
}

interface FlexibleResult {
  /** Ms until the window ends. */
  readonly msBeforeNext: number;
}

interface FlexibleLimits {
  readonly keyPrefix: string;
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  class RateLimiterMemory implements FlexibleLimiter {
    constructor(options: FlexibleLimits);
    consume: FlexibleLimiter['consume'];
  }
  export = RateLimiterMemory;
}

declare module 'rate-limiter-flexible/lib/RateLimiterRedis.js' {
  class RateLimiterRedis implements FlexibleLimiter {
    constructor(
      options: FlexibleLimits & {
        readonly storeClient: object;
        /** True for node-redis, whose calls differ from ioredis'. */
        readonly useRedisPackage: boolean;
        /** Fails at once, instead of waiting for the connection to come back. */
        readonly rejectIfRedisNotReady: boolean;
      },
    );
    consume: FlexibleLimiter['consume'];
  }
  export = RateLimiterRedis;
}

declare module 'rate-limiter-flexible/lib/RLWrapperTimeouts.js' {
  class TimeoutLimiter implements FlexibleLimiter {
    constructor(options: { readonly limiter: FlexibleLimiter; readonly timeoutMs: number });
    consume: FlexibleLimiter['consume'];
  }
  export = TimeoutLimiter;
}
