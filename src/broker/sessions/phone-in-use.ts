import { isTelepadError } from '../../core/errors.js';
import type { BrokerTools, BrokerVendor } from '../../core/ports/broker.js';
import { type BrokerLogEntry, describeCause } from '../log-entry.js';
import { startQuietTimer } from '../quiet-timer.js';
import { type Lapse, PhoneStay } from './phone-stay.js';

/** Before an end that failed is tried again, in ms, where the vendor does not tell. */
const secondTryMs = 2000;
/** However long a vendor asks to wait; a serverless runtime would not live to see it. */
const longestPauseMs = 30_000;

/** What ending a session takes of the broker. */
export interface SessionSurroundings {
  /** False: a user who was only lost is forgotten, since the phone may be open through another broker. */
  readonly endLostSessions: boolean;
  readonly now: () => number;
  readonly write: (entry: BrokerLogEntry) => void;
  toolsFor(
    vendor: BrokerVendor,
    facts: Required<Pick<BrokerLogEntry, 'vendor' | 'phoneId' | 'userId'>>,
  ): BrokerTools;
}

export interface PhoneInUseEvents {
  readonly onEnded: (stay: PhoneStay) => void;
  /** Nobody has it open, and no end of a session is under way. */
  readonly onUnused: () => void;
}

/** One phone of a vendor with `endSession`, and who has it open. */
export class PhoneInUse {
  readonly vendor: BrokerVendor;
  readonly phoneId: string;
  /** The call of the vendor that ends a session, while one runs. Never rejects. */
  ending: Promise<void> | undefined;
  readonly #parts: SessionSurroundings;
  readonly #events: PhoneInUseEvents;
  readonly #stays = new Map<string, PhoneStay>();
  /** Grows with each new stay: an end that waits for its second try is then no longer wanted. */
  #stayCount = 0;
  #runningEnds = 0;

  constructor(
    vendor: BrokerVendor,
    phoneId: string,
    parts: SessionSurroundings,
    events: PhoneInUseEvents,
  ) {
    this.vendor = vendor;
    this.phoneId = phoneId;
    this.#parts = parts;
    this.#events = events;
  }

  /** The user's present one, or a new one. */
  stayOf(userId: string): PhoneStay {
    const present = this.#stays.get(userId);
    if (present) return present;
    this.#stayCount += 1;
    const stay = new PhoneStay({
      userId,
      keepMs: this.vendor.keepMs ?? 0,
      lostBy: this.#parts.endLostSessions ? 'ending' : 'forgetting',
      now: this.#parts.now,
      onLapsed: (by) => void this.#lapsed(stay, by),
    });
    this.#stays.set(userId, stay);
    return stay;
  }

  dropIfEmpty(stay: PhoneStay): void {
    if (stay.isEmpty) this.#forget(stay);
  }

  /** Ends a user's time on this phone, and the vendor's session with it unless somebody else has it open. */
  async end(stay: PhoneStay): Promise<void> {
    if (!this.#remove(stay) || this.#stays.size > 0) return;
    this.#runningEnds += 1;
    try {
      await this.#endSession(stay.userId);
    } finally {
      this.#runningEnds -= 1;
      this.#tellIfUnused();
    }
  }

  /** Without a word to the vendor. */
  #forget(stay: PhoneStay): void {
    if (this.#remove(stay)) this.#tellIfUnused();
  }

  async #lapsed(stay: PhoneStay, by: Lapse['by']): Promise<void> {
    if (by === 'forgetting') this.#forget(stay);
    else await this.end(stay);
  }

  /** False when it had been removed before. */
  #remove(stay: PhoneStay): boolean {
    if (this.#stays.get(stay.userId) !== stay) return false;
    this.#stays.delete(stay.userId);
    stay.end();
    this.#events.onEnded(stay);
    return true;
  }

  #tellIfUnused(): void {
    if (this.#stays.size === 0 && this.#runningEnds === 0) this.#events.onUnused();
  }

  /** Once, and a second time where that can help and nobody has come back meanwhile. */
  async #endSession(userId: string): Promise<void> {
    const count = this.#stayCount;
    let failure = await this.#tryToEnd(userId);
    if (isTelepadError(failure) && failure.retryable) {
      const pauseMs = Math.min(failure.retryAfterMs ?? secondTryMs, longestPauseMs);
      await new Promise<void>((resolve) => startQuietTimer(resolve, pauseMs));
      if (this.#stayCount !== count) return;
      failure = await this.#tryToEnd(userId);
    }
    if (failure !== undefined) this.#warn(userId, failure);
  }

  /** @returns what failed */
  async #tryToEnd(userId: string): Promise<unknown> {
    const { vendor, phoneId } = this;
    const facts = { vendor: vendor.id, phoneId, userId };
    const tools = this.#parts.toolsFor(vendor, facts);
    const call = (async () => vendor.endSession?.({ phoneId, userId }, tools))().then(
      () => undefined,
      (thrown: unknown) => thrown ?? new Error('Nothing was thrown.'),
    );
    const ending = call.then(() => {
      if (this.ending === ending) this.ending = undefined;
    });
    this.ending = ending;
    return call;
  }

  #warn(userId: string, failure: unknown): void {
    // A foreign error's words could hold anything.
    const why = isTelepadError(failure) ? ` ${failure.message}` : '';
    const cause = describeCause(isTelepadError(failure) ? failure.cause : failure);
    this.#parts.write({
      level: 'warn',
      event: 'warned',
      message: `The vendor could not be told that a user has left a phone; it may keep it for a while.${why}`,
      route: null,
      vendor: this.vendor.id,
      phoneId: this.phoneId,
      userId,
      ...(isTelepadError(failure) && { code: failure.code }),
      ...(cause !== undefined && { cause }),
    });
  }
}
