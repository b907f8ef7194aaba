import { isTelepadError, TelepadError } from '../../../core/errors.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import type { PreparationProgress } from '../../../core/preparation.js';
import type { PreparedPhone } from './make-ready.js';

/** Makes one phone ready for one user; rejects with what ended it. */
export type PreparePhone = (phone: PreparedPhone, tools: BrokerTools) => Promise<void>;

/** Most phones that one user waits for at once; a phone that is ready at once is not one. docs/koophone.md names it. */
const maxAwaitedPerUser = 20;
/** When to come back, in ms: a phone takes seconds to minutes. */
const retryAfterMs = 10_000;

interface Waiter {
  readonly tools: BrokerTools;
  leave(reason: unknown): void;
}

/**
 * One preparation for each phone and user, however many tickets wait for it: each would ask the vendor for minutes.
 * @param prepare gets tools that go on when a browser leaves, until the last one has left
 */
export function sharePreparations(prepare: PreparePhone): PreparePhone {
  const running = new Map<string, SharedPreparation>();
  return (phone, tools) => {
    const key = `${phone.userId}\n${phone.phoneId}`;
    const present = running.get(key);
    if (present) return present.join(tools);
    const preparation = new SharedPreparation({
      hasRoom: () => {
        const ofUser = [...running.values()].filter(
          ({ userId, isAwaited }) => isAwaited && userId === phone.userId,
        );
        return ofUser.length < maxAwaitedPerUser;
      },
      onEnd: () => {
        if (running.get(key) === preparation) running.delete(key);
      },
      userId: phone.userId,
    });
    running.set(key, preparation);
    const ready = preparation.join(tools);
    preparation.start((shared) => prepare(phone, shared));
    return ready;
  };
}

interface SharedPreparationOptions {
  readonly userId: string;
  /** Whether the user may wait for one more phone. */
  readonly hasRoom: () => boolean;
  /** Nobody may join any more. May be called twice. */
  readonly onEnd: () => void;
}

class SharedPreparation {
  /** It has had to wait. */
  isAwaited = false;
  readonly #options: SharedPreparationOptions;
  readonly #waiters = new Map<Waiter, () => void>();
  #lastProgress: PreparationProgress | undefined;

  constructor(options: SharedPreparationOptions) {
    this.#options = options;
  }

  get userId(): string {
    return this.#options.userId;
  }

  join(tools: BrokerTools): Promise<void> {
    // Its page waits from now on, too.
    if (this.#lastProgress) tools.report(this.#lastProgress);
    return new Promise((resolve, leave) => this.#waiters.set({ tools, leave }, resolve));
  }

  /** The first one has joined. */
  start(run: (tools: BrokerTools) => Promise<void>): void {
    const { now, request, warn } = this.#first().tools;
    const tools: BrokerTools = {
      request: (call) => request(call, { isShared: true }),
      now,
      wait: (delayMs) => this.#wait(delayMs, now),
      report: (progress) => {
        this.#lastProgress = progress;
        for (const waiter of this.#waiters.keys()) waiter.tools.report(progress);
      },
      warn,
    };
    run(tools).then(
      () => {
        this.#options.onEnd();
        for (const resolve of this.#waiters.values()) resolve();
      },
      (error: unknown) => {
        this.#options.onEnd();
        for (const waiter of this.#waiters.keys()) waiter.leave(error);
      },
    );
  }

  /**
   * Waits on behalf of whoever came first of those who are still there. Those behind are not looked at until it is their
   * turn: they are the same user, for the same phone.
   */
  async #wait(delayMs: number, now: () => number): Promise<void> {
    if (!this.isAwaited && !this.#options.hasRoom()) throw tooManyAwaited();
    this.isAwaited = true;
    const end = now() + delayMs;
    for (;;) {
      const waiter = this.#first();
      try {
        return await waiter.tools.wait(Math.max(0, end - now()));
      } catch (error) {
        if (!isTelepadError(error) || error.code !== 'aborted') throw error;
        this.#waiters.delete(waiter);
        waiter.leave(error);
        if (this.#waiters.size > 0) continue;
        // Before anybody could join what is not going on.
        this.#options.onEnd();
        throw error;
      }
    }
  }

  #first(): Waiter {
    const [waiter] = this.#waiters.keys();
    if (!waiter) throw new Error('Nobody waits.');
    return waiter;
  }
}

function tooManyAwaited(): TelepadError {
  return new TelepadError(
    'rate_limited',
    `The phone is not waited for because this user waits for ${maxAwaitedPerUser} others already that are being made ready. Try again in a while.`,
    { retryAfterMs },
  );
}
