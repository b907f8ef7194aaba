import type { RawData, WebSocket } from 'ws';
import type { RelayLimits } from './relay-limits.js';

/**
 * Passes frames from one socket to another, and reads no more of the one than the other takes: what waits stays with
 * the sender, whose own back-pressure it becomes.
 */
export class Pump {
  readonly #from: WebSocket;
  readonly #to: WebSocket;
  readonly #limits: RelayLimits;
  readonly #onStalled: () => void;
  #stallTimer: ReturnType<typeof setTimeout> | undefined;
  #frames = 0;

  /** @param onStalled `to` has taken nothing for too long, or too much waits for it */
  constructor(from: WebSocket, to: WebSocket, limits: RelayLimits, onStalled: () => void) {
    this.#from = from;
    this.#to = to;
    this.#limits = limits;
    this.#onStalled = onStalled;
  }

  /** How many frames it has passed on. */
  get frames(): number {
    return this.#frames;
  }

  pass(data: RawData, isBinary: boolean): void {
    if (this.#to.readyState !== this.#to.OPEN) return;
    this.#frames += 1;
    this.#to.send(data, { binary: isBinary }, this.#drained);
    const waiting = this.#to.bufferedAmount;
    if (waiting > this.#limits.maxBufferedBytes) this.#onStalled();
    else if (waiting > this.#limits.maxBufferedBytes / 4) this.#pause();
  }

  #pause(): void {
    this.#from.pause();
    this.#stallTimer ??= setTimeout(this.#onStalled, this.#limits.stallTimeoutMs);
  }

  /** After each frame that has left. */
  readonly #drained = (): void => {
    if (this.#stallTimer === undefined) return;
    if (this.#to.bufferedAmount > this.#limits.maxBufferedBytes / 4) {
      this.#stallTimer.refresh();
      return;
    }
    this.close();
    this.#from.resume();
  };

  /** Waits for nothing any more. */
  close(): void {
    clearTimeout(this.#stallTimer);
    this.#stallTimer = undefined;
  }
}
