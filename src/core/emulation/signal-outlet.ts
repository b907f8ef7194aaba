import type { CloudSocket, EmulatorWorld } from '../ports/emulator.js';

/** With the fault `reorderSignals` a message that nothing follows waits this long for something to overtake it, in ms. */
export const overtakeWithinMs = 100;

/** What the signalling server sends to one viewer, with the faults that a network or a server may have in it. */
export class SignalOutlet {
  readonly #world: EmulatorWorld;
  /** Sends the message that waits to be overtaken. */
  #release: (() => void) | undefined;

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  send(socket: CloudSocket, frame: string): void {
    const { signalDelayMs } = this.#world.faults;
    if (signalDelayMs === 0) this.#leave(socket, frame);
    else this.#world.after(signalDelayMs, () => this.#leave(socket, frame));
  }

  #leave(socket: CloudSocket, frame: string): void {
    if (this.#release) {
      this.#deliver(socket, frame);
      this.#release();
    } else if (this.#world.faults.reorderSignals) {
      const release = () => {
        takeBack();
        this.#release = undefined;
        this.#deliver(socket, frame);
      };
      const takeBack = this.#world.after(overtakeWithinMs, release);
      this.#release = release;
    } else this.#deliver(socket, frame);
  }

  #deliver(socket: CloudSocket, frame: string): void {
    socket.send(frame);
    if (this.#world.faults.duplicateSignals) socket.send(frame);
  }
}
