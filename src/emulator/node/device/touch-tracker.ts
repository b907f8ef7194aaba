import type { TouchMessage, TouchPointer } from '../../../core/control.js';

/** One finger's part of a touch message, in px of the present screen. */
export interface Contact {
  readonly phase: 'down' | 'move' | 'up' | 'cancel';
  readonly id: number;
  readonly x: number;
  readonly y: number;
  /** 0..1 */
  readonly pressure: number;
}

export interface TrackedTouch {
  readonly contacts: readonly Contact[];
  /** What a real Android phone would not have accepted, in words. */
  readonly violations: readonly string[];
}

type Finger = Omit<Contact, 'phase'>;

const maxPointerId = 9;

/**
 * Follows the fingers and checks a touch stream the way Android's input dispatcher does. A wrong message
 * is reported, then obeyed as far as it makes sense, because a vendor's clients are not all tidy.
 */
export class TouchTracker {
  readonly #fingers = new Map<number, Finger>();

  /** Ids of the fingers on the glass, in the order they came down. */
  get fingersDown(): readonly number[] {
    return [...this.#fingers.keys()];
  }

  /** @param message with positions already in px of the screen that `message.width` × `message.height` is */
  track(message: TouchMessage): TrackedTouch {
    const violations: string[] = [];
    const report = (text: string): void => {
      violations.push(`touch ${message.action}: ${text}`);
    };
    const pointers = this.#usablePointers(message, report);
    return { contacts: this.#apply(message, pointers, report), violations };
  }

  /** Lifts every finger, as a phone does when its input source goes away. */
  cancelAll(): readonly Contact[] {
    const contacts = [...this.#fingers.values()].map(
      (finger): Contact => ({ ...finger, phase: 'cancel' }),
    );
    this.#fingers.clear();
    return contacts;
  }

  #usablePointers(message: TouchMessage, report: (text: string) => void): readonly TouchPointer[] {
    const usable: TouchPointer[] = [];
    for (const pointer of message.pointers) {
      const { id, x, y, pressure } = pointer;
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        report(`pointer ${id} has no position`);
      } else if (usable.some((other) => other.id === id)) {
        report(`pointer ${id} is listed twice`);
      } else {
        if (!Number.isInteger(id) || id < 0 || id > maxPointerId)
          report(`pointer id ${id} is not an integer from 0 to ${maxPointerId}`);
        if (x < 0 || y < 0 || x > message.width || y > message.height)
          report(`pointer ${id} is at ${x}, ${y}, outside of ${message.width} × ${message.height}`);
        if (!(pressure >= 0 && pressure <= 1))
          report(`pointer ${id} has pressure ${pressure}, not 0 to 1`);
        usable.push(pointer);
      }
    }
    return usable;
  }

  #apply(
    message: TouchMessage,
    pointers: readonly TouchPointer[],
    report: (text: string) => void,
  ): readonly Contact[] {
    const { action, actionIndex } = message;
    if (action === 'cancel') {
      if (this.#fingers.size === 0) report('no finger is down');
      return this.cancelAll();
    }
    if (pointers.length === 0) {
      report('it lists no pointer');
      return action === 'up' ? this.#liftAll() : [];
    }
    const acting = message.pointers[actionIndex];
    const actor = pointers.find((pointer) => pointer === acting);
    if (!actor) report(`action index ${actionIndex} points at no pointer of its list`);

    if (action === 'move') return this.#move(pointers, report, new Set());
    const subject = actor ?? (pointers[0] as TouchPointer);
    return action === 'down' || action === 'pointer-down'
      ? this.#press(action, subject, pointers, report)
      : this.#lift(action, subject, pointers, report);
  }

  #press(
    action: 'down' | 'pointer-down',
    subject: TouchPointer,
    pointers: readonly TouchPointer[],
    report: (text: string) => void,
  ): readonly Contact[] {
    const contacts: Contact[] = [];
    if (action === 'down' && this.#fingers.size > 0)
      report(`fingers ${this.fingersDown.join(', ')} are down already`);
    if (action === 'pointer-down' && this.#fingers.size === 0) report('no first finger is down');
    const known = this.#fingers.get(subject.id);
    if (known) {
      report(`pointer ${subject.id} is down already`);
      contacts.push({ ...known, phase: 'cancel' });
      this.#fingers.delete(subject.id);
    }
    contacts.push(...this.#move(pointers, report, new Set([subject.id])));
    this.#fingers.set(subject.id, finger(subject));
    contacts.push({ ...finger(subject), phase: 'down' });
    return contacts;
  }

  #lift(
    action: 'up' | 'pointer-up',
    subject: TouchPointer,
    pointers: readonly TouchPointer[],
    report: (text: string) => void,
  ): readonly Contact[] {
    const contacts = [...this.#move(pointers, report, new Set())];
    if (!this.#fingers.has(subject.id)) return action === 'up' ? this.#liftAll() : contacts;
    if (action === 'pointer-up' && this.#fingers.size === 1)
      report('the last finger goes with up, not with pointer-up');
    if (action === 'up' && this.#fingers.size > 1) {
      report(`fingers ${this.fingersDown.join(', ')} were down, and up ends them all`);
      return [...contacts, ...this.#liftAll()];
    }
    this.#fingers.delete(subject.id);
    return [...contacts, { ...finger(subject), phase: 'up' }];
  }

  /** New positions of known fingers. `fresh` ones are on their way down and need not be known. */
  #move(
    pointers: readonly TouchPointer[],
    report: (text: string) => void,
    fresh: ReadonlySet<number>,
  ): readonly Contact[] {
    const contacts: Contact[] = [];
    for (const pointer of pointers) {
      if (fresh.has(pointer.id)) continue;
      const known = this.#fingers.get(pointer.id);
      if (!known) {
        report(`pointer ${pointer.id} is not down`);
      } else if (
        known.x !== pointer.x ||
        known.y !== pointer.y ||
        known.pressure !== pointer.pressure
      ) {
        this.#fingers.set(pointer.id, finger(pointer));
        contacts.push({ ...finger(pointer), phase: 'move' });
      }
    }
    for (const id of this.#fingers.keys()) {
      if (!pointers.some((pointer) => pointer.id === id))
        report(`pointer ${id} is down, but not listed`);
    }
    return contacts;
  }

  #liftAll(): readonly Contact[] {
    return this.cancelAll().map((contact): Contact => ({ ...contact, phase: 'up' }));
  }
}

function finger({ id, x, y, pressure }: TouchPointer): Finger {
  return { id, x, y, pressure: Math.min(1, Math.max(0, pressure || 0)) };
}
