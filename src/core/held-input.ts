import type { ControlMessage, KeyMessage, TouchMessage } from './control.js';

/** The number of the message that let go; undefined while nothing has. */
type ReleasedBy = number | undefined;

/**
 * What a phone may believe to be held, from the messages that went out: the gesture, and keys. A release ends it only
 * when it is known to have arrived; until then a connection may die with it.
 */
export class HeldInput {
  /** The last message of the gesture but its end: moves are many, so nothing is made of them before it is needed. */
  #touch: TouchMessage | undefined;
  #touchReleasedBy: ReleasedBy;
  /** By Android key code. */
  readonly #keys = new Map<number, { readonly press: KeyMessage; releasedBy: ReleasedBy }>();

  /** Notes a message that went out, with a number that grows from message to message. */
  take(message: ControlMessage, number: number): void {
    if (message.type === 'touch') this.#takeTouch(message, number);
    else if (message.type === 'key') this.#takeKey(message, number);
  }

  #takeTouch(message: TouchMessage, number: number): void {
    const isEnd = message.action === 'up' || message.action === 'cancel';
    if (isEnd) {
      if (this.#touch) this.#touchReleasedBy = number;
      return;
    }
    this.#touch = message;
    this.#touchReleasedBy = undefined;
  }

  #takeKey(message: KeyMessage, number: number): void {
    const { action, keyCode } = message;
    const key = this.#keys.get(keyCode);
    if (action === 'down') this.#keys.set(keyCode, { press: message, releasedBy: undefined });
    else if (key) key.releasedBy = number;
  }

  /** Everything up to this number has arrived. */
  prove(number: number): void {
    const isOver = (releasedBy: ReleasedBy) => releasedBy !== undefined && releasedBy <= number;
    if (isOver(this.#touchReleasedBy)) {
      this.#touch = undefined;
      this.#touchReleasedBy = undefined;
    }
    for (const [keyCode, { releasedBy }] of this.#keys)
      if (isOver(releasedBy)) this.#keys.delete(keyCode);
  }

  /** True while a release is on its way of which nobody knows whether it has arrived. */
  get hasUnproven(): boolean {
    if (this.#touchReleasedBy !== undefined) return true;
    for (const { releasedBy } of this.#keys.values()) if (releasedBy !== undefined) return true;
    return false;
  }

  /** What lets go of everything that nothing has let go of yet. */
  get held(): readonly ControlMessage[] {
    return this.#releases((releasedBy) => releasedBy === undefined);
  }

  /** The same and, for another connection, what was let go of on one that may not have carried it. */
  get unsettled(): readonly ControlMessage[] {
    return this.#releases(() => true);
  }

  #releases(isWanted: (releasedBy: ReleasedBy) => boolean): readonly ControlMessage[] {
    const releases: ControlMessage[] = [];
    if (this.#touch && isWanted(this.#touchReleasedBy)) releases.push(cancelOf(this.#touch));
    for (const { press, releasedBy } of this.#keys.values())
      if (isWanted(releasedBy)) releases.push({ ...press, action: 'up', repeat: false });
    return releases;
  }
}

function cancelOf(message: TouchMessage): TouchMessage {
  const { action, actionIndex, pointers } = message;
  return {
    ...message,
    action: 'cancel',
    actionIndex: 0,
    pointers:
      action === 'pointer-up' ? pointers.filter((_, index) => index !== actionIndex) : pointers,
  };
}
