/** The part of a runtime's clock that pacing needs; tests bring their own. */
export interface PaceTimers {
  /** Ms on a clock that never jumps. */
  now(): number;
  setTimeout(action: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

const realTimers: PaceTimers = {
  now: () => performance.now(),
  setTimeout: (action, delayMs) => setTimeout(action, delayMs),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

/**
 * Ticks at a steady rate. Each tick's time follows from the start, so delays do not add up: a late tick
 * comes at once, and ticks that were missed altogether are left out.
 */
export class FrameClock {
  readonly #onTick: (tick: number) => void;
  readonly #timers: PaceTimers;
  #rate: number;
  #startedAt = 0;
  #tick = 0;
  #timer: unknown;
  #isRunning = false;

  /** @param onTick gets the number of the tick since the start; 0 comes at the start itself */
  constructor(ratePerSecond: number, onTick: (tick: number) => void, timers = realTimers) {
    this.#rate = ratePerSecond;
    this.#onTick = onTick;
    this.#timers = timers;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Ticks per second. */
  get rate(): number {
    return this.#rate;
  }

  set rate(ratePerSecond: number) {
    this.#rate = ratePerSecond;
    if (!this.#isRunning) return;
    this.stop();
    this.start();
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#startedAt = this.#timers.now();
    this.#tick = 0;
    this.#run();
  }

  stop(): void {
    this.#isRunning = false;
    this.#timers.clearTimeout(this.#timer);
  }

  #run(): void {
    this.#tick = Math.max(this.#tick, this.#dueTick());
    this.#onTick(this.#tick);
    if (!this.#isRunning) return;
    this.#tick = Math.max(this.#tick + 1, this.#dueTick());
    const dueAt = this.#startedAt + (this.#tick * 1000) / this.#rate;
    // `onTick` may have restarted the clock.
    this.#timers.clearTimeout(this.#timer);
    this.#timer = this.#timers.setTimeout(
      () => this.#run(),
      Math.max(0, dueAt - this.#timers.now()),
    );
  }

  /** The last tick whose time has come. */
  #dueTick(): number {
    return Math.floor(((this.#timers.now() - this.#startedAt) * this.#rate) / 1000);
  }
}
