/** Things to do later, all of which are forgotten at once when the emulator closes. */
export class Timers {
  readonly #pending = new Set<NodeJS.Timeout>();

  /** @returns takes it back */
  readonly after = (delayMs: number, action: () => void): (() => void) => {
    const timer = setTimeout(() => {
      this.#pending.delete(timer);
      action();
    }, delayMs);
    this.#pending.add(timer);
    return () => {
      this.#pending.delete(timer);
      clearTimeout(timer);
    };
  };

  clear(): void {
    for (const timer of this.#pending) clearTimeout(timer);
    this.#pending.clear();
  }
}
