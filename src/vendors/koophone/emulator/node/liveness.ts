import type { EmulatorWorld } from '../../../../core/ports/emulator.js';

/** Engine.IO's `pingTimeout`: how much longer a client may be silent, in ms; no longer than the interval itself. */
const longestTimeoutMs = 20_000;

export interface LivenessEvents {
  /** Time to ask the client for a sign of life: once in each interval. */
  readonly ping: () => void;
  /** The client has not been heard for an interval and a timeout. */
  readonly silent: () => void;
}

/** Whether a WebSocket's client still lives. */
export class Liveness {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly #world: EmulatorWorld;
  readonly #events: LivenessEvents;
  #heardAt: number;
  #cancel: () => void = () => {};

  constructor(world: EmulatorWorld, events: LivenessEvents) {
    this.#world = world;
    this.#events = events;
    this.#heardAt = world.now();
    this.intervalMs = world.faults.pingIntervalMs;
    this.timeoutMs = Math.min(longestTimeoutMs, this.intervalMs);
    this.#wait(this.intervalMs);
  }

  heard(): void {
    this.#heardAt = this.#world.now();
  }

  stop(): void {
    this.#cancel();
  }

  #wait(delayMs: number): void {
    this.#cancel = this.#world.after(delayMs, () => this.#look());
  }

  #look(): void {
    const silentMs = this.#world.now() - this.#heardAt;
    const allowedMs = this.intervalMs + this.timeoutMs;
    if (silentMs >= allowedMs) this.#events.silent();
    else {
      this.#events.ping();
      this.#wait(Math.min(this.intervalMs, allowedMs - silentMs));
    }
  }
}
