/** Waiting times between attempts: exponential, capped, with jitter so that many pages do not return at once. */
export interface RetryPolicy {
  /** Attempts after the first one; 0 means never again. */
  readonly maxAttempts: number;
  /** Longest wait before the first repeat, in ms. Doubles with each attempt. */
  readonly baseDelayMs: number;
  /** Upper bound of any wait, in ms. */
  readonly maxDelayMs: number;
}

/**
 * The wait before repeat number `attempt` (1 is the first), or `undefined` when the policy gives up.
 * @param random a number in [0, 1); half of the delay is fixed, half of it is jitter
 */
export function retryDelayMs(
  policy: RetryPolicy,
  attempt: number,
  random: number,
): number | undefined {
  // The other way round, a count that is none would go on for ever.
  if (!(attempt <= policy.maxAttempts)) return undefined;
  const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
