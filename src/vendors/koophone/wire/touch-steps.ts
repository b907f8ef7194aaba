import type { TouchMessage, TouchPointer } from '../../../core/control.js';

/**
 * KooPhone has three words for fingers (fact sheet 6.5): down, up and move. How several fingers are said with them
 * is assumed here: each finger that lands or lifts gets a frame of its own with nothing but itself in it; a move names
 * all fingers on the glass; there is no cancel, so it is told as an up of each finger where it was last, and of those
 * that it names itself: a phone may still hold them from a connection that broke.
 */
export interface TouchStep {
  readonly action: 'down' | 'up' | 'move';
  readonly pointers: readonly TouchPosition[];
}

/** x and y: 0..1 of the picture. */
export interface TouchPosition {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** The fingers that the phone believes down, by id. */
export type HeldFingers = Map<number, TouchPosition>;

const shareOf = (value: number, whole: number): number =>
  // What is no number goes to the edge rather than onto the wire.
  Math.min(1, Math.max(0, value / whole || 0));

/** Keeps the phone's fingers balanced whatever comes: each down gets one up, and each up but a cancel's has had its down. */
export function touchSteps(message: TouchMessage, held: HeldFingers): readonly TouchStep[] {
  const { action, actionIndex, pointers, width, height } = message;
  const position = ({ id, x, y }: TouchPointer): TouchPosition => ({
    id,
    x: shareOf(x, width),
    y: shareOf(y, height),
  });
  const lift = (fingers: readonly TouchPosition[]): TouchStep[] =>
    fingers.map((finger) => {
      held.delete(finger.id);
      return { action: 'up', pointers: [finger] };
    });
  const named = pointers[actionIndex];
  const changed = named && position(named);
  const isHeld = changed !== undefined && held.has(changed.id);
  switch (action) {
    case 'down':
    case 'pointer-down': {
      if (!changed) return [];
      // A gesture that begins has no fingers of an older one in it, and a finger lands once.
      const stale = [...held.values()].filter(({ id }) => action === 'down' || id === changed.id);
      const lifted = lift(stale);
      held.set(changed.id, changed);
      return [...lifted, { action: 'down', pointers: [changed] }];
    }
    case 'move': {
      const moved = pointers.map(position).filter(({ id }) => held.has(id));
      for (const finger of moved) held.set(finger.id, finger);
      return moved.length > 0 ? [{ action: 'move', pointers: moved }] : [];
    }
    case 'pointer-up':
      return isHeld ? lift([changed]) : [];
    case 'up':
      if (isHeld) held.set(changed.id, changed);
      return lift([...held.values()]);
    case 'cancel': {
      const unknown = pointers.map(position).filter(({ id }) => !held.has(id));
      return lift([...held.values(), ...unknown]);
    }
  }
}

/** Android has no more. */
const maxFingers = 10;

/** The other end: turns steps back into a valid Android touch stream, whoever sent them. */
export class TouchReader {
  /** Index = Android pointer id. */
  readonly #fingers: (TouchPosition | undefined)[] = [];

  /** @param size the space of the messages, in px */
  read(step: TouchStep, size: { readonly width: number; readonly height: number }): TouchMessage[] {
    const messages: TouchMessage[] = [];
    let isMoved = false;
    for (const finger of step.pointers.slice(0, maxFingers)) {
      const slot = this.#slotOf(finger.id);
      if (slot >= 0) this.#fingers[slot] = finger;
      if (slot >= 0 && step.action !== 'up') isMoved = true;
      else if (slot >= 0) {
        messages.push(this.#message(this.#count > 1 ? 'pointer-up' : 'up', slot, size));
        this.#fingers[slot] = undefined;
      } else if (step.action === 'down' && this.#count < maxFingers) {
        let free = 0;
        while (this.#fingers[free]) free++;
        this.#fingers[free] = finger;
        messages.push(this.#message(this.#count > 1 ? 'pointer-down' : 'down', free, size));
      }
    }
    if (isMoved) messages.push(this.#message('move', -1, size));
    return messages;
  }

  /** What ends the gesture of a client that has gone. */
  cancel(size: { readonly width: number; readonly height: number }): TouchMessage[] {
    if (this.#count === 0) return [];
    const message = this.#message('cancel', -1, size);
    this.#fingers.length = 0;
    return [message];
  }

  get #count(): number {
    return this.#fingers.filter((finger) => finger !== undefined).length;
  }

  #slotOf(id: number): number {
    return this.#fingers.findIndex((finger) => finger?.id === id);
  }

  #message(
    action: TouchMessage['action'],
    changed: number,
    { width, height }: { readonly width: number; readonly height: number },
  ): TouchMessage {
    const pointers: TouchPointer[] = [];
    let actionIndex = 0;
    for (const [id, finger] of this.#fingers.entries()) {
      if (!finger) continue;
      if (id === changed) actionIndex = pointers.length;
      pointers.push({ id, x: finger.x * width, y: finger.y * height, pressure: 1 });
    }
    return { type: 'touch', action, actionIndex, pointers, width, height };
  }
}
