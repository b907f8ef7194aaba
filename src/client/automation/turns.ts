import { orAborted } from '../features/or-aborted.js';
import { aborted, sessionClosed } from '../session-errors.js';
import type { AutomationHost } from './automation-host.js';
import type { OutgoingInput } from './outgoing-input.js';
import { Run } from './run.js';

/** Calls one after the other, so that two never mix their fingers. */
export class Turns {
  readonly #host: AutomationHost;
  readonly #output: OutgoingInput;
  #last: Promise<unknown> = Promise.resolve();

  constructor(host: AutomationHost, output: OutgoingInput) {
    this.#host = host;
    this.#output = output;
  }

  /**
   * Does `work` when all that was asked for before is over, however it ended. When it fails or is stopped in the
   * middle, everything that it holds on the phone is let go at once.
   */
  take<Value>(work: (run: Run) => Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
    const before = this.#last;
    const taken = (async () => {
      await orAborted(before, signal);
      return this.#run(work, signal);
    })();
    // One that is aborted while it waits does not let the next one go before those in front of it.
    this.#last = Promise.allSettled([before, taken]);
    return taken;
  }

  async #run<Value>(
    work: (run: Run) => Promise<Value>,
    signal: AbortSignal | undefined,
  ): Promise<Value> {
    const output = this.#output;
    if (signal?.aborted) throw aborted();
    if (this.#host.life.aborted) throw sessionClosed();
    const ended = new AbortController();
    const over = new AbortController();
    const stop = (error: unknown) => {
      output.letGo();
      ended.abort(error);
    };
    output.stop = stop;
    signal?.addEventListener('abort', () => stop(aborted()), { signal: over.signal });
    try {
      return await work(new Run(this.#host, output, ended.signal));
    } finally {
      over.abort();
      output.stop = undefined;
      output.letGo();
    }
  }
}
