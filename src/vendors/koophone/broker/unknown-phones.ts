import { forgetOldest } from '../../../core/forget-oldest.js';

/** How long a phone that the vendor did not know is not asked for again, in ms. */
const rememberedMs = 60_000;
const capacity = 10_000;

/** Ids that the vendor does not know: one of them spoils the question for all. */
export class UnknownPhones {
  /** Until when, in ms since 1970. */
  readonly #until = new Map<string, number>();

  add(phoneId: string, now: number): void {
    this.#until.delete(phoneId);
    this.#until.set(phoneId, now + rememberedMs);
    forgetOldest(this.#until, capacity);
  }

  has(phoneId: string, now: number): boolean {
    return (this.#until.get(phoneId) ?? 0) > now;
  }
}
