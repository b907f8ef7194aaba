import type { KeyMessage, TouchMessage } from '../../../../core/control.js';
import type { Size } from '../../../../core/geometry.js';
import { clampToPixels } from '../../../../core/geometry.js';
import { TouchReader, type TouchStep } from '../../wire/touch-steps.js';

/** A key's edge, as both of KooPhone's languages tell it. */
interface KeyEdge {
  readonly action: 'down' | 'up';
  readonly keyCode: number;
  readonly modifiers: number;
}

/** What one viewer holds down: turns its steps into Android's stream, and says what is wrong with them. */
export class HeldInput {
  readonly #reader = new TouchReader();
  readonly #fingers = new Set<number>();
  readonly #keys = new Set<number>();

  /** @param screen in px; positions are parts of it */
  touch(
    step: TouchStep,
    screen: Size,
  ): { readonly messages: readonly TouchMessage[]; readonly violations: readonly string[] } {
    const older = this.#olderFingers(step);
    const violations = step.pointers
      .filter((pointer) => !older.includes(pointer))
      .flatMap(({ id }) => this.#follow(step.action, id));
    const { width, height } = screen;
    const lifts = older.map(({ id, x, y }): TouchMessage => {
      const pointer = { id, x: x * width, y: y * height, pressure: 1 };
      return { type: 'touch', action: 'up', actionIndex: 0, pointers: [pointer], width, height };
    });
    const messages = [...this.#reader.read(step, screen), ...lifts].map((message) => ({
      ...message,
      pointers: message.pointers.map((pointer) => ({
        ...pointer,
        x: clampToPixels(pointer.x, screen.width),
        y: clampToPixels(pointer.y, screen.height),
      })),
    }));
    return { messages, violations };
  }

  /** The phone lets nothing go by itself (assumed): a viewer who comes back lifts what a broken connection left down. */
  #olderFingers({ action, pointers }: TouchStep): TouchStep['pointers'] {
    return action === 'up' && this.#fingers.size === 0 ? pointers : [];
  }

  #follow(action: TouchStep['action'], id: number): readonly string[] {
    const isDown = this.#fingers.has(id);
    if (action === 'down') this.#fingers.add(id);
    if (action === 'up') this.#fingers.delete(id);
    if (isDown === (action !== 'down')) return [];
    return [`touch ${action}: finger ${id} is ${isDown ? 'down already' : 'not down'}`];
  }

  key({ action, keyCode, modifiers }: KeyEdge): KeyMessage {
    const repeat = action === 'down' && this.#keys.has(keyCode);
    if (action === 'down') this.#keys.add(keyCode);
    else this.#keys.delete(keyCode);
    return { type: 'key', action, keyCode, metaState: modifiers, repeat };
  }
}
