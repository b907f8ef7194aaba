import type { BrokerVendor, RelayObserver } from '../../core/ports/broker.js';
import { createLeaveId } from './leave-id.js';
import { PhoneInUse, type SessionSurroundings } from './phone-in-use.js';
import type { PhoneStay } from './phone-stay.js';

/** How long the end of a broker waits for those of its sessions, in ms. */
const longestCloseMs = 10_000;

export type LeaveCause = 'user' | 'idle';

/** A ticket that is being made for somebody. One of the three has to be called at its end, once. */
export interface TicketOrder {
  /** Hears of the relay's connections. */
  readonly observer: RelayObserver;
  /**
   * @param expiresAt of a ticket for the relay; undefined where the browser connects to the vendor itself
   * @returns what the page leaves with
   */
  issued(expiresAt: number | undefined): string;
  /** The vendor has begun nothing. */
  refused(): void;
  /** The vendor has perhaps begun something, for a browser that will not use it. */
  abandoned(): void;
}

/**
 * Who has which phone open, of vendors that keep a phone for its user until they are told otherwise. In the memory of
 * this process: a broker that is started anew knows nothing of earlier sessions, and those are the vendor's to end.
 */
export class SessionBook {
  readonly #parts: SessionSurroundings;
  readonly #phones = new Map<string, PhoneInUse>();
  /**
   * An id is looked up as it is: whoever sends one has signed in, and it is good for nothing but what that user may do
   * in any case.
   */
  readonly #byLeaveId = new Map<string, readonly [PhoneInUse, PhoneStay]>();

  constructor(parts: SessionSurroundings) {
    this.#parts = parts;
  }

  /**
   * Before the vendor is asked for a ticket. Waits while an earlier session on that phone is just being ended, or that
   * end would be one of the new session.
   * @returns `undefined` for vendors that need no word of an end
   */
  async order(
    vendor: BrokerVendor,
    phoneId: string,
    userId: string,
  ): Promise<TicketOrder | undefined> {
    if (!vendor.endSession) return undefined;
    const phone = this.#phoneOf(vendor, phoneId);
    const stay = phone.stayOf(userId);
    stay.ordered();
    await phone.ending;
    return {
      observer: stay,
      issued: (expiresAt) => {
        const leaveId = createLeaveId();
        this.#forgetId(stay);
        this.#byLeaveId.set(leaveId, [phone, stay]);
        stay.issued(leaveId, expiresAt);
        return leaveId;
      },
      refused: () => {
        stay.refused();
        phone.dropIfEmpty(stay);
      },
      abandoned: () => stay.abandoned(),
    };
  }

  /**
   * A user has left. Nothing happens for an id that is unknown, superseded, or another user's.
   * @returns the phone, where there is one
   */
  async leave(
    userId: string,
    leaveId: string,
    cause: LeaveCause,
  ): Promise<{ readonly vendor: string; readonly phoneId: string } | undefined> {
    const [phone, stay] = this.#byLeaveId.get(leaveId) ?? [];
    if (!phone || stay?.userId !== userId) return undefined;
    if (cause === 'idle') stay.paused();
    else if (stay.mayEndNow()) await phone.end(stay);
    return { vendor: phone.vendor.id, phoneId: phone.phoneId };
  }

  /** Ends every session that is open, unless users may go on through another broker. Resolves in time. */
  async close(): Promise<void> {
    const ends = Promise.all([...this.#phones.values()].map((phone) => phone.close()));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeIsUp = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestCloseMs);
    });
    await Promise.race([ends, timeIsUp]);
    clearTimeout(timer);
  }

  #phoneOf(vendor: BrokerVendor, phoneId: string): PhoneInUse {
    const key = `${vendor.id}/${phoneId}`;
    const known = this.#phones.get(key);
    if (known) return known;
    const phone = new PhoneInUse(vendor, phoneId, this.#parts, {
      onEnded: (stay) => this.#forgetId(stay),
      onUnused: () => this.#phones.delete(key),
    });
    this.#phones.set(key, phone);
    return phone;
  }

  #forgetId({ leaveId }: PhoneStay): void {
    if (leaveId !== undefined) this.#byLeaveId.delete(leaveId);
  }
}
