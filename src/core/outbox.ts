import type { ClipboardMessage, ControlMessage, KeyMessage, TextMessage } from './control.js';

/** What must never be lost silently. Fingers are not among it: a tap that comes late hits something else. */
export type TrackedMessage = TextMessage | ClipboardMessage | KeyMessage;

export interface OutboxLimits {
  /** How many messages are held while the connection is down. */
  readonly maxHeldMessages: number;
  /** How many characters (UTF-16 units) they may have together. */
  readonly maxHeldCharacters: number;
  /** What has waited longer than so many ms when the session is live again is not sent any more. */
  readonly maxHeldAgeMs: number;
}

/**
 * Enough for a minute of a key that repeats, some 30 times a second; text of a minute ago is not what anybody waits for
 * any more.
 */
export const outboxLimits: OutboxLimits = {
  maxHeldMessages: 4096,
  maxHeldCharacters: 65_536,
  maxHeldAgeMs: 60_000,
};

/** As much of a text as can be sent at once: 1000 UTF-16 units at most, and no half characters. */
const sendable = /.{1,500}/gsu;

interface Held {
  readonly message: TextMessage | ClipboardMessage;
  readonly sinceMs: number;
}

interface Sent {
  readonly number: number;
  readonly message: TrackedMessage;
}

export function isTracked(message: ControlMessage): message is TrackedMessage {
  return message.type === 'text' || message.type === 'clipboard' || message.type === 'key';
}

/**
 * The books of what a user typed: each text, clipboard and key message ends exactly once, as delivered, as lost, or, if
 * a newer clipboard took its place before it went out, as superseded.
 *
 * The control channel is reliable and ordered. So whatever was sent before a question that the phone answers has
 * arrived, and as long as the connection stands, everything does. Only when a connection is given up nobody knows of the
 * rest: it may have arrived, so it is not sent again, and it may not, so it is reported.
 */
export class Outbox {
  readonly #limits: OutboxLimits;
  #held: Held[] = [];
  #unproven: Sent[] = [];
  #lastNumber = 0;

  constructor(limits: OutboxLimits = outboxLimits) {
    this.#limits = limits;
  }

  /** True while something is on its way of which nobody knows whether it has arrived. */
  get hasUnproven(): boolean {
    return this.#unproven.length > 0;
  }

  /** Of the last message that was sent; everything with a number up to a proven one has arrived. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /**
   * Keeps a message for later, all of it or nothing; long text comes out in parts that can be sent. A clipboard takes the
   * place of the one that is held, which nobody could have pasted.
   * @returns false for what is not kept: keys and fingers, and what is beyond the limits
   */
  hold(message: ControlMessage, nowMs: number): boolean {
    if (message.type !== 'text' && message.type !== 'clipboard') return false;
    const others =
      message.type === 'clipboard'
        ? this.#held.filter(({ message: { type } }) => type !== 'clipboard')
        : this.#held;
    const characters = others.reduce((sum, held) => sum + held.message.text.length, 0);
    if (others.length >= this.#limits.maxHeldMessages) return false;
    if (characters + message.text.length > this.#limits.maxHeldCharacters) return false;
    const parts = (message.type === 'text' && message.text.match(sendable)) || [message.text];
    const held = parts.map((text) => ({ message: { ...message, text }, sinceMs: nowMs }));
    this.#held = [...others, ...held];
    return true;
  }

  /** What was held, in order; nothing is held afterwards. Whoever takes it sends what is due and reports the rest. */
  takeHeld(nowMs: number): {
    readonly due: readonly ControlMessage[];
    readonly tooOld: readonly ControlMessage[];
  } {
    const held = this.#held;
    this.#held = [];
    const isDue = ({ sinceMs }: Held) => nowMs - sinceMs <= this.#limits.maxHeldAgeMs;
    return {
      due: held.filter(isDue).map(({ message }) => message),
      tooOld: held.filter((each) => !isDue(each)).map(({ message }) => message),
    };
  }

  /** A message went out on the present connection. Returns its number. */
  sent(message: ControlMessage): number {
    this.#lastNumber += 1;
    if (isTracked(message)) this.#unproven.push({ number: this.#lastNumber, message });
    return this.#lastNumber;
  }

  /** Everything up to this number has arrived. */
  prove(number: number): void {
    this.#unproven = this.#unproven.filter((sent) => sent.number > number);
  }

  /**
   * The connection is given up. Returns what may not have arrived, in order. The release of a key that was pressed for
   * sure is not among it: it is sent again on the next connection, which does no harm when it comes twice.
   */
  giveUp(): readonly ControlMessage[] {
    const pressed = new Set<number>();
    const lost: ControlMessage[] = [];
    for (const { message } of this.#unproven) {
      if (message.type === 'key') {
        if (message.action === 'down') pressed.add(message.keyCode);
        else if (!pressed.delete(message.keyCode)) continue;
      }
      lost.push(message);
    }
    this.#unproven = [];
    return lost;
  }

  /** The session is over. Returns what may not have arrived, and what waited in vain. */
  end(): readonly ControlMessage[] {
    const held = this.#held.map(({ message }) => message);
    this.#held = [];
    return [...this.giveUp(), ...held];
  }
}
