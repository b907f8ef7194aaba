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
  /** Grows with each stay that ends other than by a refused ticket. */
  #partings = 0;
  /** The session's last user, where it was not ended because somebody waited for a ticket, who may get none. */
  #dueFor: string | undefined;
  readonly #ends = new Set<Promise<void>>();

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

  /** A ticket was refused. Ends what was not ended for its sake. */
  dropIfEmpty(stay: PhoneStay): void {
    if (!stay.isEmpty || !this.#remove(stay)) return;
    if (this.#dueFor !== undefined) void this.#endUnlessUsed(this.#dueFor);
    else this.#tellIfUnused();
  }

  /** Ends a user's time on this phone, and the vendor's session with it unless somebody else has it open. */
  async end(stay: PhoneStay): Promise<void> {
    if (!this.#remove(stay)) return;
    this.#partings += 1;
    await this.#endUnlessUsed(stay.userId);
  }

  async #endUnlessUsed(userId: string): Promise<void> {
    if (this.#stays.size > 0) {
      this.#dueFor = userId;
      return;
    }
    const end = this.#endSession(userId).finally(() => {
      this.#ends.delete(end);
      this.#tellIfUnused();
    });
    this.#ends.add(end);
    await end;
  }

  /** The broker stops. Resolves when each end that is under way is done. */
  async close(): Promise<void> {
    if (this.#parts.endLostSessions) {
      for (const stay of [...this.#stays.values()]) {
        if (stay.mayEndNow()) void this.end(stay);
      }
    }
    await Promise.all(this.#ends);
  }

  /** Without a word to the vendor: the user may have it open where this broker does not see it. */
  #forget(stay: PhoneStay): void {
    if (!this.#remove(stay)) return;
    this.#partings += 1;
    this.#dueFor = undefined;
    this.#tellIfUnused();
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
    if (this.#stays.size === 0 && this.#ends.size === 0) this.#events.onUnused();
  }

  /** Once, and a second time where that can help and nobody has come back meanwhile. */
  async #endSession(userId: string): Promise<void> {
    this.#dueFor = undefined;
    const partings = this.#partings;
    let failure = await this.#tryToEnd(userId);
    if (isTelepadError(failure) && failure.retryable) {
      const pauseMs = Math.min(failure.retryAfterMs ?? secondTryMs, longestPauseMs);
      await new Promise<void>((resolve) => startQuietTimer(resolve, pauseMs));
      if (this.#partings !== partings) return;
      if (this.#stays.size > 0) {
        this.#dueFor = userId;
        return;
      }
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
