/** Counts what happens within a time, or how much of it, and then anew. */
export class WindowCount {
  readonly #most: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #count = 0;
  #beganAt: number;

  /** @param now ms since any moment */
  constructor(most: number, windowMs: number, now: () => number) {
    this.#most = most;
    this.#windowMs = windowMs;
    this.#now = now;
    this.#beganAt = now();
  }

  /** Counts so much more; false when that is too much. */
  allows(more = 1): boolean {
    const at = this.#now();
    // Either way: a clock that was set back must not count for ever.
    if (Math.abs(at - this.#beganAt) >= this.#windowMs) {
      this.#beganAt = at;
      this.#count = 0;
    }
    this.#count += more;
    return this.#count <= this.#most;
  }
}
