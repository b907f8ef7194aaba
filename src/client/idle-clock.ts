import type { ClientVendor } from '../core/ports/client.js';
import {
  defaultSessionPolicy,
  isIdleTimeout,
  isPolicy,
  type SessionPolicy,
} from '../core/session-policy.js';
import { policyInvalid } from './session-errors.js';

/** Knows for how long a phone has not been used, and whether that matters. */
export class IdleClock {
  #policy: SessionPolicy;
  /** What the page has set by itself. */
  #given: Partial<SessionPolicy>;
  readonly #onRestart: () => void;
  /** On the clock of performance.now(). */
  #usedAt = 0;
  #holds = 0;

  /**
   * @param onRestart the timer has to begin anew
   * @throws TelepadError `configuration_invalid`
   */
  constructor(given: Partial<SessionPolicy>, onRestart: () => void) {
    const policy = { ...defaultSessionPolicy, ...given };
    if (!isPolicy(policy) || !isIdleTimeout(policy.idleTimeoutMs)) throw policyInvalid();
    this.#given = given;
    this.#policy = policy;
    this.#onRestart = onRestart;
  }

  /** The vendor has times of its own; those of the page go before them. */
  adopt(vendor: ClientVendor | undefined): void {
    this.#policy = { ...this.#policy, ...vendor?.policy, ...this.#given };
  }

  get timeoutMs(): number {
    return this.#policy.idleTimeoutMs;
  }

  /** @throws TelepadError `argument_invalid` */
  set timeoutMs(idleTimeoutMs: number) {
    if (!isIdleTimeout(idleTimeoutMs)) throw policyInvalid('argument_invalid');
    this.#given = { ...this.#given, idleTimeoutMs };
    this.#policy = { ...this.#policy, idleTimeoutMs };
    this.#restart();
  }

  /** Only notes the time: a timer that is started anew for each move of a finger would cost too much. */
  use(): void {
    this.#usedAt = performance.now();
  }

  get idleForMs(): number {
    return performance.now() - this.#usedAt;
  }

  /** The policy as it is at the moment: without an idle timeout while something holds the clock. */
  policy(isWatching: boolean): SessionPolicy {
    return isWatching || this.#holds > 0 ? { ...this.#policy, idleTimeoutMs: 0 } : this.#policy;
  }

  /** Stops the clock until the function that it returns is called, which may be done twice. */
  hold(): () => void {
    this.#holds += 1;
    this.#restart();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holds -= 1;
      this.#restart();
    };
  }

  #restart(): void {
    this.use();
    this.#onRestart();
  }
}
