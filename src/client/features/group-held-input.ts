import type { ControlMessage, KeyMessage, TouchMessage } from '../../core/control.js';

/**
 * What the followers of a group hold down. It keeps back what has no beginning there, such as the moves of a
 * finger that went down before they listened, and knows what lets everything go.
 */
export class HeldInput {
  /** The last message of the gesture that the followers are in. */
  #touch: TouchMessage | undefined;
  /** By Android key code. */
  readonly #keys = new Map<number, KeyMessage>();

  /** Notes a message for the followers; false when they must not be told it. */
  take(message: ControlMessage): boolean {
    if (message.type === 'touch') return this.#takeTouch(message);
    if (message.type === 'key') return this.#takeKey(message);
    return true;
  }

  #takeTouch(message: TouchMessage): boolean {
    if (message.action !== 'down' && !this.#touch) return false;
    this.#touch = message.action === 'up' || message.action === 'cancel' ? undefined : message;
    return true;
  }

  #takeKey(message: KeyMessage): boolean {
    const { action, keyCode, repeat } = message;
    if (action === 'up') return this.#keys.delete(keyCode);
    if (repeat) return this.#keys.has(keyCode);
    this.#keys.set(keyCode, message);
    return true;
  }

  /** The message that ends the gesture, if there is one; nothing of it is held afterwards. */
  releaseTouch(): readonly ControlMessage[] {
    const touch = this.#touch;
    if (!touch) return [];
    this.#touch = undefined;
    const pointers =
      touch.action === 'pointer-up'
        ? touch.pointers.filter((_, index) => index !== touch.actionIndex)
        : touch.pointers;
    return [{ ...touch, action: 'cancel', actionIndex: 0, pointers }];
  }

  /** The messages that let everything go; nothing is held afterwards. */
  release(): readonly ControlMessage[] {
    const ups = [...this.#keys.values()].map(
      (key): KeyMessage => ({ ...key, action: 'up', repeat: false }),
    );
    this.#keys.clear();
    return [...this.releaseTouch(), ...ups];
  }
}
