import { area, contains, type Point, type Rect } from './rect.js';
import type { Surface, Target } from './surface.js';
import { longPressMs, touchSlop } from './theme.js';
import type { Contact } from './touch-tracker.js';

interface Touch {
  readonly surface: Surface;
  readonly name: string | undefined;
  readonly target: Target | undefined;
  readonly start: Point;
  readonly startedAt: number;
  /** Still a tap: it has not wandered off, nor rested so long that it became a long press. */
  isTap: boolean;
}

export interface RouterEvents {
  /** A finger lit up a button, or left it. */
  changed(bounds: Rect): void;
  tapped(): void;
}

/** Gives each finger to the surface it came down on, and tells taps and long presses from drags. */
export class PointerRouter {
  readonly #surfaces: () => readonly Surface[];
  readonly #events: RouterEvents;
  readonly #touches = new Map<number, Touch>();

  /** @param surfaces what can be touched at present, the topmost first; the last one takes what is left */
  constructor(surfaces: () => readonly Surface[], events: RouterEvents) {
    this.#surfaces = surfaces;
    this.#events = events;
  }

  isPressed(name: string): boolean {
    for (const touch of this.#touches.values()) if (touch.name === name && touch.isTap) return true;
    return false;
  }

  /** Which surface a finger that is down belongs to. */
  surfaceOf(id: number): Surface | undefined {
    return this.#touches.get(id)?.surface;
  }

  /** True while a finger is down and may still become a tap. */
  isTap(id: number): boolean {
    return this.#touches.get(id)?.isTap === true;
  }

  contact(contact: Contact, now: number): void {
    if (contact.phase === 'down') this.#down(contact, now);
    const touch = this.#touches.get(contact.id);
    if (!touch) return;
    const distance = Math.hypot(contact.x - touch.start.x, contact.y - touch.start.y);
    if (touch.isTap && distance > touchSlop) this.#endTap(touch);
    touch.surface.contact?.(contact);
    if (contact.phase !== 'up' && contact.phase !== 'cancel') return;
    this.#touches.delete(contact.id);
    const isTap = touch.isTap && contact.phase === 'up';
    this.#endTap(touch);
    if (!isTap) return;
    this.#events.tapped();
    if (touch.name !== undefined) touch.surface.tap(touch.name, contact);
  }

  /** Turns fingers that have rested long enough into long presses. */
  advance(now: number): void {
    for (const touch of this.#touches.values()) {
      if (!touch.isTap || touch.name === undefined || !touch.surface.longPress) continue;
      if (now - touch.startedAt < longPressMs) continue;
      this.#endTap(touch);
      touch.surface.longPress(touch.name, touch.start);
    }
  }

  /** Takes all fingers away from their surfaces; what they do until they are lifted has no effect. */
  cancel(): void {
    const touches = [...this.#touches];
    this.#touches.clear();
    for (const [id, touch] of touches) {
      this.#endTap(touch);
      touch.surface.contact?.({ phase: 'cancel', id, ...touch.start, pressure: 0 });
    }
  }

  #down(contact: Contact, now: number): void {
    const found = this.#find(contact);
    if (!found) return;
    const start = { x: contact.x, y: contact.y };
    this.#touches.set(contact.id, { ...found, start, startedAt: now, isTap: true });
    if (found.target?.kind === 'button') this.#events.changed(found.target.bounds);
  }

  #find(point: Point): Pick<Touch, 'surface' | 'name' | 'target'> | undefined {
    const surfaces = this.#surfaces();
    for (const surface of surfaces) {
      let smallest: { name: string; target: Target } | undefined;
      for (const [name, target] of surface.targets()) {
        if (!contains(target.bounds, point)) continue;
        if (!smallest || area(target.bounds) < area(smallest.target.bounds))
          smallest = { name, target };
      }
      if (smallest) return { surface, ...smallest };
    }
    const last = surfaces.at(-1);
    return last && { surface: last, name: undefined, target: undefined };
  }

  #endTap(touch: Touch): void {
    if (!touch.isTap) return;
    touch.isTap = false;
    if (touch.target?.kind === 'button') this.#events.changed(touch.target.bounds);
  }
}
