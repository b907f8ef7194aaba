import type { RelayObserver } from '../../core/ports/broker.js';
import { startQuietTimer } from '../quiet-timer.js';

/** When a stay ends by itself unless something happens before, and how. */
export interface Lapse {
  /** Ms since 1970. */
  readonly at: number;
  /** `forget`: nothing is known of the browser, so that the vendor's own time decides. */
  readonly by: 'ending' | 'forgetting';
}

export interface PhoneStayOptions {
  readonly userId: string;
  /** How long the phone is kept for a browser that was lost, in ms. */
  readonly keepMs: number;
  /** What becomes of one who was only lost, and may be back through another broker. */
  readonly lostBy: Lapse['by'];
  readonly now: () => number;
  /** Time is up. */
  readonly onLapsed: (by: Lapse['by']) => void;
}

/** How long nothing may be heard of a browser that connects to the vendor itself, in ms; then it is forgotten. */
const longestUnseenMs = 24 * 60 * 60 * 1000;

/** One user on one phone, from the order of a ticket to the end, through any number of tickets and connections. */
export class PhoneStay implements RelayObserver {
  readonly userId: string;
  /** Of the newest ticket; undefined until there is one. */
  leaveId: string | undefined;
  readonly #options: PhoneStayOptions;
  #lapse: Lapse | undefined;
  #orders = 0;
  #connections = 0;
  #stopTimer: (() => void) | undefined;
  #isOver = false;

  constructor(options: PhoneStayOptions) {
    this.#options = options;
    this.userId = options.userId;
  }

  /** A ticket is being made: until it is there, or will not be, the stay goes on. */
  ordered(): void {
    this.#orders += 1;
    this.#arm();
  }

  /** @param expiresAt when a relay would no longer admit; undefined where the browser connects to the vendor itself */
  issued(leaveId: string, expiresAt: number | undefined): void {
    const { now, keepMs, lostBy } = this.#options;
    this.leaveId = leaveId;
    this.#orders -= 1;
    this.#expect(
      expiresAt === undefined
        ? { at: now() + longestUnseenMs, by: 'forgetting' }
        : { at: expiresAt + keepMs, by: lostBy },
    );
  }

  /** No ticket was made. What the stay waited for before, it waits for again. */
  refused(): void {
    this.#orders -= 1;
    this.#arm();
  }

  /** The browser went while its ticket was made, or as good as that: the vendor may have prepared the phone. */
  abandoned(): void {
    this.#orders -= 1;
    if (this.#lapse) this.#arm();
    else this.#keep();
  }

  joined(): void {
    this.#connections += 1;
    this.#arm();
  }

  left(): void {
    this.#connections -= 1;
    this.#keep();
  }

  /** The user will perhaps come back, as after an idle end. */
  paused(): void {
    this.#keep();
  }

  /** True where nothing stands against the end. Else it comes as soon as no ticket is being made, if none is. */
  mayEndNow(): boolean {
    if (this.#orders === 0) return true;
    this.#expect({ at: this.#options.now(), by: 'ending' });
    return false;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** True where there is no reason to keep it. */
  get isEmpty(): boolean {
    return this.#orders === 0 && this.#connections === 0 && this.#lapse === undefined;
  }

  /** It has ended: whatever is heard of it later changes nothing. */
  end(): void {
    this.#isOver = true;
    this.#arm();
  }

  #keep(): void {
    const { now, keepMs, lostBy } = this.#options;
    this.#expect({ at: now() + keepMs, by: lostBy });
  }

  #expect(lapse: Lapse): void {
    this.#lapse = lapse;
    this.#arm();
  }

  #arm(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    const lapse = this.#lapse;
    if (this.#isOver || !lapse || this.#orders > 0 || this.#connections > 0) return;
    const { now, onLapsed } = this.#options;
    this.#stopTimer = startQuietTimer(() => onLapsed(lapse.by), Math.max(0, lapse.at - now()));
  }
}
