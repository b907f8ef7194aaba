import type { ControlMessage } from '../../core/control.js';
import type { TelepadError } from '../../core/errors.js';
import { HeldInput } from '../features/group-held-input.js';
import { sessionClosed } from '../session-errors.js';
import { connectionReplaced, userTouched } from './automation-errors.js';
import type { AutomationHost } from './automation-host.js';

/**
 * The automation's share of what goes out to the phone. It knows what of that is still held down, so that it can be
 * let go at any moment, and whether somebody else has a finger on the glass: a phone has one touch stream only.
 */
export class OutgoingInput {
  readonly #session: AutomationHost['session'];
  readonly #held = new HeldInput();
  /** Of our own, with a finger down. */
  #isTouching = false;
  #areOthersTouching = false;
  #isSending = false;
  readonly #waiting = new Set<() => void>();
  /** Ends the call that runs; undefined while none does. */
  stop: ((error: TelepadError) => void) | undefined;

  constructor({ session, life, onSending, onSent }: AutomationHost) {
    this.#session = session;
    onSending((message) => {
      // The user's finger counts more than ours, and a phone cannot have both.
      if (message.type === 'touch' && !this.#isSending && this.#isTouching)
        this.#end(userTouched());
    });
    onSent((message) => {
      if (message.type === 'touch' && !this.#isSending)
        this.#setOthersTouching(message.action !== 'up' && message.action !== 'cancel');
    });
    session.on('release', () => {
      this.#end(session.state === 'closed' ? sessionClosed() : connectionReplaced());
      this.#setOthersTouching(false);
    });
    life.addEventListener('abort', () => this.#end(sessionClosed()));
  }

  /** True while a message of ours goes out: also for those who hear it go. */
  get isSending(): boolean {
    return this.#isSending;
  }

  /** @throws TelepadError as `PhoneSession.send` */
  send(message: ControlMessage): void {
    this.#isSending = true;
    try {
      this.#session.send(message);
    } finally {
      this.#isSending = false;
    }
    this.#held.take(message);
    if (message.type === 'touch')
      this.#isTouching = message.action !== 'up' && message.action !== 'cancel';
  }

  /** Cancels our gesture and releases our keys. */
  letGo(): void {
    for (const message of this.#held.release()) {
      try {
        this.send(message);
      } catch {
        // The connection is gone already; the phone lets go by itself.
      }
    }
    this.#isTouching = false;
  }

  /** A finger of ours is on the glass. */
  get isTouching(): boolean {
    return this.#isTouching;
  }

  /** Takes our fingers off the glass. @throws TelepadError as `PhoneSession.send` */
  cancelTouch(): void {
    for (const message of this.#held.releaseTouch()) this.send(message);
  }

  /** Nobody else has a finger on the glass. */
  get isFree(): boolean {
    return !this.#areOthersTouching;
  }

  /** Resolves when the glass becomes free; never, when that does not come. */
  whenFree(): Promise<void> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  #end(error: TelepadError): void {
    this.letGo();
    this.stop?.(error);
  }

  #setOthersTouching(areTouching: boolean): void {
    this.#areOthersTouching = areTouching;
    if (areTouching) return;
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
