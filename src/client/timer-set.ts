/** The longest wait that setTimeout keeps, about 25 days; it takes a longer one for none at all. */
const maxDelayMs = 2 ** 31 - 1;

/** Named one-shot timers; starting one again replaces it. */
export class TimerSet {
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  start(name: string, delayMs: number, run: () => void): void {
    this.stop(name);
    const timer = setTimeout(
      () => {
        this.#timers.delete(name);
        run();
      },
      Math.min(delayMs, maxDelayMs),
    );
    this.#timers.set(name, timer);
  }

  stop(name: string): void {
    clearTimeout(this.#timers.get(name));
    this.#timers.delete(name);
  }

  stopAll(): void {
    for (const name of [...this.#timers.keys()]) this.stop(name);
  }
}
