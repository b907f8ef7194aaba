/** The longest wait that setTimeout keeps, about 25 days; it takes a longer one for none at all. */
const maxDelayMs = 2 ** 31 - 1;

/** Named one-shot timers; starting one again replaces it. */
export class TimerSet {
  /** Each with its end, on the clock of performance.now(). */
  readonly #timers = new Map<string, readonly [ReturnType<typeof setTimeout>, number]>();

  start(name: string, delayMs: number, run: () => void): void {
    this.stop(name);
    const timer = setTimeout(
      () => {
        this.stop(name);
        run();
      },
      Math.min(delayMs, maxDelayMs),
    );
    this.#timers.set(name, [timer, performance.now() + delayMs]);
  }

  /** When it runs out, on the clock of performance.now(); undefined while it does not run. */
  endOf(name: string): number | undefined {
    return this.#timers.get(name)?.[1];
  }

  stop(name: string): void {
    clearTimeout(this.#timers.get(name)?.[0]);
    this.#timers.delete(name);
  }

  stopAll(): void {
    for (const name of [...this.#timers.keys()]) this.stop(name);
  }
}
