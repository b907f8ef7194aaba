import type { TouchMessage } from '../../../../core/control.js';

export interface FollowedTouch {
  readonly touches: readonly TouchMessage[];
  /** What Android would object to, in words. */
  readonly violation: string | undefined;
}

/**
 * Makes a stream that Android understands of what the vendor's own client sends (fact sheet 6.3): 261, the second
 * finger's code, for the third and fourth finger as well, and for fingers that land together. A correct stream
 * passes unchanged.
 */
export class FingerStream {
  readonly #down = new Set<number>();

  follow(touch: TouchMessage): FollowedTouch {
    const { action, actionIndex, pointers } = touch;
    const followed = action === 'pointer-down' ? this.#landed(touch) : asItIs(touch);
    if (action === 'up' || action === 'cancel' || action === 'down') this.#down.clear();
    const acting = pointers[actionIndex];
    if (action === 'pointer-up' && acting) this.#down.delete(acting.id);
    if (action === 'down' || action === 'pointer-down') {
      for (const { id } of pointers) this.#down.add(id);
    }
    return followed;
  }

  #landed(touch: TouchMessage): FollowedTouch {
    const { actionIndex, pointers } = touch;
    if (this.#down.size === 0 && pointers.length > 1) return landedTogether(touch);
    const acting = pointers[actionIndex];
    const fresh = pointers.filter(({ id }) => !this.#down.has(id));
    const [newcomer] = fresh;
    if (!acting || !this.#down.has(acting.id) || !newcomer || fresh.length > 1) {
      return asItIs(touch);
    }
    return {
      touches: [{ ...touch, actionIndex: pointers.indexOf(newcomer) }],
      violation: `touch pointer-down: it names finger ${acting.id}, which is down already; finger ${newcomer.id} came down`,
    };
  }
}

function asItIs(touch: TouchMessage): FollowedTouch {
  return { touches: [touch], violation: undefined };
}

function landedTogether(touch: TouchMessage): FollowedTouch {
  const touches = touch.pointers.map((_pointer, index): TouchMessage => {
    const pointers = touch.pointers.slice(0, index + 1);
    return {
      ...touch,
      action: index === 0 ? 'down' : 'pointer-down',
      actionIndex: index,
      pointers,
    };
  });
  return { touches, violation: 'touch pointer-down: no first finger is down' };
}
