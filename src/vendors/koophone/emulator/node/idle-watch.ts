import type { EmulatorWorld } from '../../../../core/ports/emulator.js';

/** The switches are live: they are looked at again at least this often, in ms. */
const lookEveryMs = 1000;

/**
 * Ends a stream that nobody uses: without input it counts down, and at the end of the countdown it is over (fact
 * sheet 6.4). What the vendor's page shows meanwhile it knows by a clock of its own: no message tells it.
 */
export class IdleWatch {
  readonly #world: EmulatorWorld;
  readonly #onIdle: () => void;
  #usedAt: number;
  #cancel: () => void = () => {};

  constructor(world: EmulatorWorld, onIdle: () => void) {
    this.#world = world;
    this.#onIdle = onIdle;
    this.#usedAt = world.now();
  }

  /** Begins anew. */
  start(): void {
    this.used();
    this.stop();
    this.#look();
  }

  /** There was input, which also ends a countdown. */
  used(): void {
    this.#usedAt = this.#world.now();
  }

  stop(): void {
    this.#cancel();
  }

  #look(): void {
    const { idleAfterMs, idleCountdownMs } = this.#world.faults;
    const leftMs = this.#usedAt + idleAfterMs + idleCountdownMs - this.#world.now();
    if (idleAfterMs > 0 && leftMs <= 0) {
      this.#onIdle();
      return;
    }
    const nextMs = idleAfterMs > 0 ? Math.min(leftMs, lookEveryMs) : lookEveryMs;
    this.#cancel = this.#world.after(nextMs, () => this.#look());
  }
}
