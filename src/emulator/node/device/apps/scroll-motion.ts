/** Time constant of a fling's slowing down, as of Android's and iOS's lists. */
const decayMs = 325;
/** Only the finger's last moves count for the speed of a fling. */
const velocityWindowMs = 100;
const slowestPxPerMs = 0.02;
const fastestPxPerMs = 8;

interface Fling {
  readonly startedAt: number;
  readonly from: number;
  readonly velocity: number;
}

/** An offset that is dragged, flung and limited to 0..limit. All in px and ms; time is an argument. */
export class ScrollMotion {
  #offset = 0;
  #limit = 0;
  #fling: Fling | undefined;
  #track: { readonly time: number; readonly position: number }[] = [];

  get offset(): number {
    return this.#offset;
  }

  get limit(): number {
    return this.#limit;
  }

  get isMoving(): boolean {
    return this.#fling !== undefined;
  }

  setLimit(limit: number): void {
    this.#limit = Math.max(0, limit);
    this.moveTo(this.#offset);
  }

  moveTo(offset: number): void {
    this.#offset = Math.min(this.#limit, Math.max(0, offset));
  }

  stop(): void {
    this.#fling = undefined;
    this.#track = [];
  }

  /** Where the finger is. */
  track(time: number, position: number): void {
    this.#track.push({ time, position });
    while ((this.#track[0]?.time ?? time) < time - velocityWindowMs) this.#track.shift();
  }

  /** The finger left: go on with its speed. */
  fling(now: number): void {
    const recent = this.#track.filter(({ time }) => time >= now - velocityWindowMs);
    const first = recent[0];
    const last = recent.at(-1);
    this.#track = [];
    if (!first || !last || last.time === first.time) return;
    const raw = (first.position - last.position) / (last.time - first.time);
    const velocity = Math.min(fastestPxPerMs, Math.max(-fastestPxPerMs, raw));
    if (Math.abs(velocity) > slowestPxPerMs)
      this.#fling = { startedAt: now, from: this.#offset, velocity };
  }

  advance(now: number): void {
    if (!this.#fling) return;
    const { startedAt, from, velocity } = this.#fling;
    // It ends when it has become slow, at a place that does not depend on when it is looked at.
    const durationMs = decayMs * Math.log(Math.abs(velocity) / slowestPxPerMs);
    const elapsedMs = Math.min(durationMs, now - startedAt);
    const decay = Math.exp(-elapsedMs / decayMs);
    const wanted = from + velocity * decayMs * (1 - decay);
    this.moveTo(wanted);
    const isAtEdge = this.#offset !== wanted;
    if (isAtEdge || elapsedMs === durationMs) this.#fling = undefined;
  }
}
