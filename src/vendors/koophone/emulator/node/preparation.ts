import type { EmulatorWorld } from '../../../../core/ports/emulator.js';

/** Of `prepare-progress` (fact sheet 3.2). */
export const progressStatus = {
  ready: 0,
  queued: 1,
  restoring: 2,
  backingUp: 3,
  failed: -1,
} as const;

export interface Progress {
  readonly status: number;
  readonly waitingCount: number;
}

/** What makes one phone ready for its users: it takes a time of its own once, then the phone stays so until it is freed. */
export class Preparation {
  readonly #world: EmulatorWorld;
  #begun: { readonly at: number; readonly ms: number } | undefined;
  /** Users for whom it has failed since the fault was switched on. */
  readonly #failedFor = new Set<string>();
  readonly #failing = new Set<string>();

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** Begins where it has not begun. */
  begin(userId: string): void {
    const { failPreparation, preparationMs } = this.#world.faults;
    if (failPreparation === 'none') this.#failedFor.clear();
    const fails =
      failPreparation === 'always' || (failPreparation === 'once' && !this.#failedFor.has(userId));
    if (fails) {
      this.#failedFor.add(userId);
      this.#failing.add(userId);
    } else this.#failing.delete(userId);
    this.#begun ??= { at: this.#world.now(), ms: preparationMs };
  }

  /** `undefined` when nobody asked for it. */
  progress(userId: string): Progress | undefined {
    if (!this.#begun) return undefined;
    const { at, ms } = this.#begun;
    const left = at + ms - this.#world.now();
    const { queueLength } = this.#world.faults;
    if (left > ms / 2 && queueLength > 0) {
      const waitingCount = Math.max(1, Math.ceil((queueLength * (left - ms / 2)) / (ms / 2)));
      return { status: progressStatus.queued, waitingCount };
    }
    if (left > 0) return { status: progressStatus.restoring, waitingCount: 0 };
    return {
      status: this.#failing.has(userId) ? progressStatus.failed : progressStatus.ready,
      waitingCount: 0,
    };
  }

  get isLoaded(): boolean {
    return this.#begun !== undefined && this.#begun.at + this.#begun.ms <= this.#world.now();
  }

  /** The machine is given to others: the next user waits again. */
  free(): void {
    this.#begun = undefined;
  }
}
