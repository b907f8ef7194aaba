import type { ControlMessage } from '../../core/control.js';
import type { Size } from '../../core/geometry.js';
import { phoneTimeout } from '../features/feature-errors.js';
import { screenTurned, screenUnknown } from './automation-errors.js';
import type { AutomationHost } from './automation-host.js';
import type { OutgoingInput } from './outgoing-input.js';

/** As in a view: while more than this waits in the control channel, moves are merged instead of queued, in bytes. */
const maxBufferedBytes = 4096;

/** How often a full channel is looked at again, in ms. */
const drainEveryMs = 16;

/** One call while it runs. Everything it does ends with `signal`, whose reason is the error that the call ends with. */
export class Run {
  readonly host: AutomationHost;
  readonly signal: AbortSignal;
  readonly #output: OutgoingInput;

  constructor(host: AutomationHost, output: OutgoingInput, signal: AbortSignal) {
    this.host = host;
    this.#output = output;
    this.signal = signal;
  }

  /** @throws TelepadError as `PhoneSession.send`, or what ended the call */
  send(message: ControlMessage): void {
    this.signal.throwIfAborted();
    this.#output.send(message);
  }

  /** The phone's screen at present. @throws TelepadError `not_connected` */
  get screen(): Size {
    const { display } = this.host.session;
    if (!display) throw screenUnknown();
    return { width: display.width, height: display.height };
  }

  /** @throws TelepadError `aborted` when the screen has been turned since it had this size */
  checkTurned({ width, height }: Size): void {
    const now = this.screen;
    if (now.width > now.height !== width > height) throw screenTurned();
  }

  get isChannelFull(): boolean {
    return this.host.session.bufferedAmount > maxBufferedBytes;
  }

  async untilDrained(): Promise<void> {
    while (this.isChannelFull) await this.sleep(drainEveryMs);
  }

  /** A finger of ours is on the glass. */
  get isTouching(): boolean {
    return this.#output.isTouching;
  }

  /** Waits until no finger but ours is on the glass, and takes ours off. */
  async untilFree(): Promise<void> {
    while (!this.#output.isFree) await this.until(this.#output.whenFree());
    this.#output.cancelTouch();
  }

  /**
   * Waits until the phone has a screen that `isWanted`.
   * @param order what makes it turn; where that fails, so does this
   * @throws TelepadError `phone_timeout`
   */
  async untilDisplay(
    isWanted: () => boolean,
    timeoutMs: number,
    order?: Promise<unknown>,
  ): Promise<void> {
    let off = () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const shown = new Promise<void>((resolve, reject) => {
      const look = () => {
        if (isWanted()) resolve();
      };
      off = this.host.session.on('display', look);
      look();
      order?.catch(reject);
      timer = setTimeout(() => reject(phoneTimeout('to turn its screen', timeoutMs)), timeoutMs);
    });
    try {
      await this.until(shown);
    } finally {
      off();
      clearTimeout(timer);
    }
  }

  sleep(durationMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const slept = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, durationMs);
    });
    return this.until(slept).finally(() => clearTimeout(timer));
  }

  /** Waits for `work` as long as the call runs. Leaves no listener behind. */
  async until<Value>(work: Promise<Value>): Promise<Value> {
    const { signal } = this;
    let abort = () => {};
    try {
      return await new Promise<Value>((resolve, reject) => {
        abort = () => reject(signal.reason);
        if (signal.aborted) abort();
        signal.addEventListener('abort', abort);
        work.then(resolve, reject);
      });
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

/** What a call does when its turn has come. */
export type Action = (run: Run) => Promise<void>;
