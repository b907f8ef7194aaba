import type { NetworkConditions } from './network-conditions.js';

export interface PacketPathOptions {
  /** Asked at each packet. */
  readonly conditions: () => NetworkConditions;
  /** 0 to 1, without 1. */
  readonly random: () => number;
  /** Does something later; returns what takes it back. */
  readonly after: (delayMs: number, action: () => void) => () => void;
}

/** A queue of this many packets is full, as in a router: what comes then is lost. */
const maxWaiting = 5_000;

/** Decides for each packet whether it arrives, and when. */
export class PacketPath {
  readonly #options: PacketPathOptions;
  readonly #waiting = new Set<() => void>();

  constructor(options: PacketPathOptions) {
    this.#options = options;
  }

  /** @param deliver is called once, at once or later, or never */
  pass(deliver: () => void): void {
    const { conditions, random, after } = this.#options;
    const { cut, lossRate, delayMs, jitterMs } = conditions();
    if (cut || (lossRate > 0 && random() < lossRate)) return;
    const waitMs = jitterMs > 0 ? delayMs + random() * jitterMs : delayMs;
    if (waitMs === 0) deliver();
    else if (this.#waiting.size < maxWaiting) {
      const takeBack = after(waitMs, () => {
        this.#waiting.delete(takeBack);
        // What was under way when the wire was cut does not arrive either.
        if (!conditions().cut) deliver();
      });
      this.#waiting.add(takeBack);
    }
  }

  /** Forgets what is under way. */
  close(): void {
    for (const takeBack of this.#waiting) takeBack();
    this.#waiting.clear();
  }
}
