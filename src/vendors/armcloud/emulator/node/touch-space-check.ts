import type { DisplayEvent, TouchMessage } from '../../../../core/control.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';

/** Touches that were made before a rotation may arrive this long after it, in ms. */
const graceMs = 1000;

/**
 * The coordinate space of a touch has the orientation of the picture (fact sheet 7 and 11). Only what the viewer
 * has been told for a while can be held against it.
 */
export class TouchSpaceCheck {
  readonly #world: EmulatorWorld;
  #told: { readonly isLandscape: boolean; readonly at: number } | undefined;

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** The viewer was told the phone's screen. */
  told(display: DisplayEvent): void {
    const isLandscape = display.width > display.height;
    if (this.#told?.isLandscape === isLandscape) return;
    this.#told = { isLandscape, at: this.#world.now() };
  }

  /** What is wrong with the space of a finger that comes down. */
  check(touch: TouchMessage, display: DisplayEvent): string | undefined {
    if (touch.action !== 'down' || touch.width === touch.height) return undefined;
    const isLandscape = display.width > display.height;
    if (this.#told?.isLandscape !== isLandscape) return undefined;
    if (this.#world.now() - this.#told.at < graceMs) return undefined;
    if (touch.width > touch.height === isLandscape) return undefined;
    return `touch down: its space is ${touch.width} × ${touch.height}, the screen ${display.width} × ${display.height}`;
  }
}
