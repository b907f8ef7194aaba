import { createHash, randomBytes } from 'node:crypto';
import type { RelayObserver, RelayRules } from '../../../core/ports/broker.js';
import type { RelayLimits } from './relay-limits.js';
import { WindowCount } from './window-count.js';

/** What one ticket leads to. The browser never sees any of it. */
export interface RelayedTicket {
  readonly vendor: string;
  readonly phoneId: string;
  readonly userId: string;
  /** Of the vendor's token, in ms since 1970. */
  readonly expiresAt: number;
  /** The vendor's server, with the room's token. */
  readonly upstreamUrl: string;
  readonly rules: () => RelayRules;
  /** The relay's own address without the id. */
  readonly publicUrl: string;
  readonly observer: RelayObserver | undefined;
}

/** A ticket's place in the relay. At any time one id at most admits to it. Only `RelaySeats` writes to it. */
export interface Seat {
  readonly ticket: RelayedTicket;
  /** The ticket's end no longer matters. */
  isLasting: boolean;
  /** Of the id that admits next; the id itself is kept nowhere. */
  digest: string | undefined;
  /** Runs while the seat waits for a browser. */
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the vendor's server. */
  readonly calls: WindowCount;
}

/** 43 characters that need no encoding in an address: 256 bits. */
export const idForm = /^[\w-]{43}$/;

const digestOf = (id: string) => createHash('sha256').update(id).digest('base64');

/**
 * Who may come in. An id is looked up by its digest, so that neither a glance into memory nor the time of an answer
 * tells anything of the ids there are.
 */
export class RelaySeats {
  readonly #limits: RelayLimits;
  readonly #now: () => number;
  readonly #byDigest = new Map<string, Seat>();
  /** Seats without a browser, by user; in each, those that began to wait first are first. */
  readonly #waiting = new Map<string, Set<Seat>>();
  /** The same of all users. */
  readonly #allWaiting = new Set<Seat>();

  constructor(limits: RelayLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** @returns the id that admits to the new seat */
  add(ticket: RelayedTicket): string {
    const calls = new WindowCount(this.#limits.maxCallsPerMinute, 60_000, this.#now);
    const seat: Seat = { ticket, isLasting: false, digest: undefined, timer: undefined, calls };
    const id = this.nextId(seat);
    this.#wait(seat, this.#limits.unusedTicketMs);
    return id;
  }

  /** A new id for the seat; the one before admits no more. */
  nextId(seat: Seat): string {
    const id = randomBytes(32).toString('base64url');
    this.#setDigest(seat, digestOf(id));
    return id;
  }

  /** Uses an id up. `undefined` for one that is unknown, expired or used. */
  take(id: string): Seat | undefined {
    const seat = this.#byDigest.get(digestOf(id));
    if (!seat) return undefined;
    this.#setDigest(seat, undefined);
    // The timer's end may be late; a ticket's is exact.
    if (this.#endOf(seat) <= this.#now()) {
      this.forget(seat);
      return undefined;
    }
    this.#stopWaiting(seat);
    return seat;
  }

  /** The browser that got in may come back whatever the ticket's end. */
  makeLast(seat: Seat): void {
    seat.isLasting = true;
  }

  /** Nobody would end the session of one who came in now. */
  isOver({ ticket }: Seat): boolean {
    return ticket.observer?.isOver === true;
  }

  #endOf(seat: Seat): number {
    if (this.isOver(seat)) return Number.NEGATIVE_INFINITY;
    return seat.isLasting ? Number.POSITIVE_INFINITY : seat.ticket.expiresAt;
  }

  /** The browser did not get in, through no fault of its own: its id admits again. */
  giveBack(seat: Seat, id: string): void {
    this.#setDigest(seat, digestOf(id));
    this.leave(seat);
  }

  /** The browser's connection has ended; the seat's id may be used for a while. */
  leave(seat: Seat): void {
    if (seat.digest !== undefined) this.#wait(seat, this.#limits.graceMs);
  }

  /** Nothing admits to this seat any more. */
  forget(seat: Seat): void {
    this.#stopWaiting(seat);
    this.#setDigest(seat, undefined);
  }

  /** How many seats there are that somebody could come to. */
  get size(): number {
    return this.#byDigest.size;
  }

  #setDigest(seat: Seat, digest: string | undefined): void {
    if (seat.digest !== undefined) this.#byDigest.delete(seat.digest);
    seat.digest = digest;
    if (digest !== undefined) this.#byDigest.set(digest, seat);
  }

  #wait(seat: Seat, longestMs: number): void {
    this.#stopWaiting(seat);
    const { userId } = seat.ticket;
    const waitMs = Math.min(longestMs, this.#endOf(seat) - this.#now());
    if (waitMs <= 0) {
      this.forget(seat);
      return;
    }
    // Nobody who waits keeps a process alive.
    seat.timer = setTimeout(() => this.forget(seat), waitMs).unref();
    const ofUser = this.#waiting.get(userId) ?? new Set();
    this.#waiting.set(userId, ofUser.add(seat));
    this.#allWaiting.add(seat);
    // Their own first: nobody can push others out with tickets of theirs.
    this.#keep(ofUser, this.#limits.maxTicketsPerUser);
    this.#keep(this.#allWaiting, this.#limits.maxTickets);
  }

  #keep(waiting: Set<Seat>, most: number): void {
    for (const oldest of waiting) {
      if (waiting.size <= most) return;
      this.forget(oldest);
    }
  }

  #stopWaiting(seat: Seat): void {
    clearTimeout(seat.timer);
    seat.timer = undefined;
    this.#allWaiting.delete(seat);
    const { userId } = seat.ticket;
    const ofUser = this.#waiting.get(userId);
    ofUser?.delete(seat);
    if (ofUser?.size === 0) this.#waiting.delete(userId);
  }

  /** Forgets all. */
  clear(): void {
    for (const seat of [...this.#byDigest.values()]) this.forget(seat);
  }
}
