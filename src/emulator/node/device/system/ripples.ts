import { fillCircle } from '../draw.js';
import { around, overlaps, type Point, type Rect } from '../rect.js';
import type { Context2D } from '../screen.js';

const growMs = 180;
const fadeMs = 220;
const smallest = 22;
const largest = 52;

interface Ripple {
  readonly at: Point;
  readonly startedAt: number;
  releasedAt: number | undefined;
  radius: number;
  opacity: number;
}

/** The soft circles under fingers. */
export class Ripples {
  readonly #held = new Map<number, Ripple>();
  readonly #all = new Set<Ripple>();

  /** Places of all ripples that show. */
  get bounds(): readonly Rect[] {
    return [...this.#all].map(boundsOf);
  }

  press(id: number, at: Point, now: number): void {
    this.release(id, now);
    const ripple = {
      at: { x: at.x, y: at.y },
      startedAt: now,
      releasedAt: undefined,
      radius: smallest,
      opacity: 1,
    };
    this.#held.set(id, ripple);
    this.#all.add(ripple);
  }

  release(id: number, now: number): void {
    const ripple = this.#held.get(id);
    if (ripple) ripple.releasedAt = now;
    this.#held.delete(id);
  }

  clear(): void {
    this.#held.clear();
    this.#all.clear();
  }

  /** What must be drawn again because time went on. */
  advance(now: number): readonly Rect[] {
    const changed: Rect[] = [];
    for (const ripple of this.#all) {
      const growth = Math.min(1, (now - ripple.startedAt) / growMs);
      const radius = smallest + (largest - smallest) * (1 - (1 - growth) ** 2);
      const fade =
        ripple.releasedAt === undefined ? 0 : Math.min(1, (now - ripple.releasedAt) / fadeMs);
      if (radius === ripple.radius && 1 - fade === ripple.opacity) continue;
      ripple.radius = radius;
      ripple.opacity = 1 - fade;
      if (fade === 1) this.#all.delete(ripple);
      changed.push(boundsOf(ripple));
    }
    return changed;
  }

  draw(context: Context2D, clip: Rect, isDark: boolean): void {
    for (const ripple of this.#all) {
      if (!overlaps(clip, boundsOf(ripple))) continue;
      context.globalAlpha = ripple.opacity * 0.22;
      fillCircle(context, ripple.at, ripple.radius, isDark ? '#ffffff' : '#4a43a8');
      context.globalAlpha = 1;
    }
  }
}

function boundsOf(ripple: Ripple): Rect {
  return around(ripple.at, largest + 2);
}
