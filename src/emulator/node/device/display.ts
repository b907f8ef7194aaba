import type { Size } from '../../../core/geometry.js';
import type { Orientation } from './device-state.js';
import { Screen } from './screen.js';

export interface DisplaySettings extends Size {
  /** Dots per inch. */
  readonly density: number;
}

/** As the phone was made, upright. */
export const ownDisplay: DisplaySettings = { width: 720, height: 1280, density: 320 };

/** What the phone takes: in px for both sides, and in dots per inch. */
const sides = { min: 240, max: 2_560 } as const;
const densities = { min: 72, max: 640 } as const;
/** The longer side must be so many times the shorter one. */
const aspects = { min: 1.3, max: 2.4 } as const;

/**
 * Apps lay out in units of which a phone as it was made has one per px. A denser screen has more px per unit, but
 * the shorter side keeps this many units, so that everything finds its place.
 */
const shorterSideUnits = { min: 640, max: 1_080 } as const;

/** The phone's screen in each orientation, and its size. */
export class Display {
  #settings = ownDisplay;
  #screens: Partial<Record<Orientation, Screen>> = {};
  #orientation: Orientation = 'portrait';
  #turnedByResize = false;

  /** Upright: the width is the shorter side. */
  get settings(): DisplaySettings {
    return this.#settings;
  }

  get orientation(): Orientation {
    return this.#orientation;
  }

  get screen(): Screen {
    const screen = this.#screens[this.#orientation] ?? this.#createScreen();
    this.#screens[this.#orientation] = screen;
    return screen;
  }

  rotate(orientation: Orientation): void {
    this.#orientation = orientation;
    this.#turnedByResize = false;
  }

  /**
   * Another size. A wide one turns the phone, too; null is as it was made.
   * @returns what is wrong; then nothing changes
   */
  resize(settings: DisplaySettings | null): string | undefined {
    const { width, height, density } = settings ?? ownDisplay;
    const [shorter, longer] = [Math.min(width, height), Math.max(width, height)];
    if (!isWithin(shorter, sides) || !isWithin(longer, sides))
      return `${width} × ${height} px is no screen of ${sides.min} to ${sides.max} px a side`;
    if (!isWithin(longer / shorter, aspects))
      return `${width} × ${height} px is no phone's shape (${aspects.min} to ${aspects.max} times as long as wide)`;
    if (!isWithin(density, densities))
      return `${density} dpi is not ${densities.min} to ${densities.max}`;
    // Video has even sides.
    this.#settings = { width: even(shorter), height: even(longer), density: Math.round(density) };
    this.#screens = {};
    if (settings) this.#turnedByResize = this.#turnFor(width > height);
    else if (this.#turnedByResize) this.rotate('portrait');
    return undefined;
  }

  /** @returns true when a wide size, and not its user, turned the phone */
  #turnFor(isWide: boolean): boolean {
    const wasPortrait = this.#orientation === 'portrait' || this.#turnedByResize;
    this.#orientation = isWide ? 'landscape' : 'portrait';
    return isWide && wasPortrait;
  }

  #createScreen(): Screen {
    const { width, height, density } = this.#settings;
    const wanted = density / ownDisplay.density;
    const scale = Math.min(
      width / shorterSideUnits.min,
      Math.max(width / shorterSideUnits.max, wanted),
    );
    return this.#orientation === 'portrait'
      ? new Screen(width, height, scale)
      : new Screen(height, width, scale);
  }
}

function isWithin(value: number, { min, max }: { readonly min: number; readonly max: number }) {
  return value >= min && value <= max;
}

function even(px: number): number {
  return Math.floor(px / 2) * 2;
}
