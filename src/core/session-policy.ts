import type { RetryPolicy } from './retry.js';

/** Time limits and retries of a session. Each number is 0 or more; `Infinity` is for ever. */
export interface SessionPolicy {
  /**
   * From asking for a ticket to having the vendor's code, in ms. Begins anew with each word of how far the phone is, so
   * that a queue may take longer.
   */
  readonly preparationTimeoutMs: number;
  /** From the first call of the signalling server to the phone's offer, in ms. */
  readonly offerTimeoutMs: number;
  /** From the offer to a connected peer connection, in ms. */
  readonly connectionTimeoutMs: number;
  /** From a connected peer connection to a picture and an open control channel, in ms. */
  readonly firstFrameTimeoutMs: number;
  /** How long a picture waits for the phone to tell its size before the picture's own size is taken, in ms. */
  readonly displayTimeoutMs: number;
  /**
   * How long a peer connection may be `disconnected` before it is repaired, in ms. Browsers say so after some seconds
   * of silence, and many such gaps close by themselves.
   */
  readonly disconnectGraceMs: number;
  /**
   * How long the phone may take to answer an ICE restart, and from its answer to the picture, in ms. Then a new
   * connection is made.
   */
  readonly restartTimeoutMs: number;
  /**
   * How long a connection is kept for repair in all, in ms: while the browser is offline or signalling cannot be
   * reached no restart can be offered, but packets may flow again by themselves.
   */
  readonly repairTimeoutMs: number;
  /** How long the phone may take to offer a second connection on the same ticket, in ms; then a fresh one is got. */
  readonly rejoinTimeoutMs: number;
  /**
   * How long a session must stay live before `recoveryRetry` counts anew, in ms. A phone that hangs up three times
   * without a session of thrice that length in between has been opened elsewhere by the same user, and the session
   * ends. One that falls silent while its signalling server admits us no more has hung up, too.
   */
  readonly steadyAfterMs: number;
  /**
   * After how many ms without use a live session ends with `idle_timeout`: 1000 to 7,200,000, or 0 for never. Use is
   * what the user sends (touches, keys, text, clipboard, most features) and `keepAwake`; a camera or microphone that
   * the phone is given stops the clock. Where the page sets none, vendors that end sessions themselves have one of their
   * own (`ClientVendor.policy`), and so for `idleWarningMs`. Sessions with the role `watch` cannot use the phone and never end so.
   */
  readonly idleTimeoutMs: number;
  /** How long before that end the warning comes, in ms: half of `idleTimeoutMs` at most; 0 for no warning. */
  readonly idleWarningMs: number;
  /**
   * Re-opening the signalling socket on the same ticket. While the peer connection stands it is done without
   * end, at half to the whole of `maxDelayMs`, because the picture does not depend on it.
   */
  readonly signallingRetry: RetryPolicy;
  /** New attempts, each with a fresh ticket, before the session was ever live. */
  readonly connectRetry: RetryPolicy;
  /**
   * New connections once the session has been live and could not be repaired: one on the same ticket where that can
   * be, then each with a fresh ticket. While the browser is offline they wait and are not counted.
   */
  readonly recoveryRetry: RetryPolicy;
}

export const defaultSessionPolicy: SessionPolicy = {
  preparationTimeoutMs: 30_000,
  offerTimeoutMs: 10_000,
  connectionTimeoutMs: 15_000,
  firstFrameTimeoutMs: 10_000,
  displayTimeoutMs: 1000,
  disconnectGraceMs: 1000,
  restartTimeoutMs: 4000,
  repairTimeoutMs: 30_000,
  rejoinTimeoutMs: 3000,
  steadyAfterMs: 10_000,
  idleTimeoutMs: 0,
  idleWarningMs: 30_000,
  signallingRetry: { maxAttempts: 2, baseDelayMs: 300, maxDelayMs: 5000 },
  connectRetry: { maxAttempts: 1, baseDelayMs: 500, maxDelayMs: 5000 },
  recoveryRetry: { maxAttempts: 10, baseDelayMs: 300, maxDelayMs: 8000 },
};

/** Whether its waits and counts are such: 0 and more, `Infinity` included. */
export function isPolicy(policy: object): boolean {
  return Object.values(policy).every((value) =>
    typeof value === 'object' ? isPolicy(value) : value >= 0,
  );
}

/** What `SessionPolicy.idleTimeoutMs` may be. */
export function isIdleTimeout(timeoutMs: number): boolean {
  return timeoutMs === 0 || (timeoutMs >= 1000 && timeoutMs <= 7_200_000);
}
