import type { TouchMessage } from '../../core/control.js';

/** Says of each message whether it can follow those before it in a valid Android touch stream. */
export class TouchStream {
  /** Ids of the fingers on the glass. */
  #down = new Set<number>();

  /** False for a message that does not fit; nothing is noted of it then. */
  take({ action, actionIndex, pointers }: TouchMessage): boolean {
    const ids = new Set(pointers.map(({ id }) => id));
    const actor = pointers[actionIndex]?.id;
    if (actor === undefined || ids.size !== pointers.length) return false;
    const isLanding = action === 'down' || action === 'pointer-down';
    const before = new Set(ids);
    if (isLanding) before.delete(actor);
    const fits =
      before.size === this.#down.size &&
      [...before].every((id) => this.#down.has(id)) &&
      // `down` and `up` are of a single finger, the others of one beside others.
      (action === 'move' || action === 'cancel' || action.startsWith('pointer') === ids.size > 1);
    if (!fits) return false;
    if (action === 'cancel') ids.clear();
    else if (!isLanding && action !== 'move') ids.delete(actor);
    this.#down = ids;
    return true;
  }
}
