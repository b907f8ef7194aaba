import { area, evenOutward, intersection, type Rect, shifted, union } from './rect.js';

/** What reading one more rectangle back costs, in px: two close ones are cheaper read as one. */
const rectOverheadPx = 4_000;
const maxRects = 12;

/** The parts of a picture that must be drawn again, as few even rectangles that do not waste much. */
export class Damage {
  #rects: Rect[] = [];
  readonly #bounds: Rect;

  constructor(bounds: Rect) {
    this.#bounds = bounds;
  }

  get isEmpty(): boolean {
    return this.#rects.length === 0;
  }

  add(part: Rect): void {
    let merged = intersection(evenOutward(part), this.#bounds);
    if (area(merged) === 0) return;
    // Growing may make it touch others, so look again until nothing joins.
    for (let again = true; again; ) {
      again = false;
      for (const [index, other] of this.#rects.entries()) {
        const both = union(merged, other);
        const isCheaper = area(both) <= area(merged) + area(other) + rectOverheadPx;
        if (!isCheaper && this.#rects.length < maxRects) continue;
        this.#rects.splice(index, 1);
        merged = both;
        again = true;
        break;
      }
    }
    this.#rects.push(merged);
  }

  /** What was drawn in `part` moves by `deltaY`: so does damage that is still waiting there. */
  moveWithin(part: Rect, deltaY: number): void {
    for (const waiting of [...this.#rects]) {
      const moving = intersection(waiting, part);
      if (area(moving) > 0) this.add(intersection(shifted(moving, deltaY), part));
    }
  }

  /** The rectangles so far; empty afterwards. */
  take(): readonly Rect[] {
    const taken = this.#rects;
    this.#rects = [];
    return taken;
  }
}
