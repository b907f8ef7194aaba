/** Lets so many frames per second through, evenly, out of more that come. */
export class FrameGate {
  #intervalMs: number | undefined;
  #dueAt = 0;

  /** Frames per second; undefined lets all through. */
  set rate(framesPerSecond: number | undefined) {
    this.#intervalMs = framesPerSecond === undefined ? undefined : 1000 / framesPerSecond;
    this.#dueAt = 0;
  }

  /** @param now ms on a clock that never jumps */
  lets(now: number): boolean {
    if (this.#intervalMs === undefined) return true;
    // Frames come a little early or late; one that is early by less than this is on time.
    const toleranceMs = 4;
    if (now < this.#dueAt - toleranceMs) return false;
    // After a pause the beat begins anew: nothing is made up for.
    const next = this.#dueAt + this.#intervalMs;
    this.#dueAt = next > now ? next : now + this.#intervalMs;
    return true;
  }
}
