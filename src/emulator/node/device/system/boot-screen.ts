import { drawText, fillRect } from '../draw.js';
import { centre, type Rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { colours } from '../theme.js';

/** How long the screen is dark after a restart, in ms. */
const darkMs = 1_200;

/** The dark screen between a restart and the phone's return. */
export class BootScreen {
  #endsAt: number | undefined;

  get isShown(): boolean {
    return this.#endsAt !== undefined;
  }

  begin(now: number): void {
    this.#endsAt = now + darkMs;
  }

  end(): void {
    this.#endsAt = undefined;
  }

  /** True when it went away just now. */
  advance(now: number): boolean {
    if (this.#endsAt === undefined || now < this.#endsAt) return false;
    this.end();
    return true;
  }

  draw(context: Context2D, clip: Rect, screen: Rect): void {
    fillRect(context, clip, colours.black);
    const style = { size: 56, weight: 300, align: 'center', colour: '#8d86d8' } as const;
    drawText(context, 'telepad', centre(screen), style);
  }
}
