import { fillRounded } from './draw.js';
import { type Rect, rect } from './rect.js';
import type { Context2D } from './screen.js';

/** How high a level stands on a meter, 0..1: decibels from -48 to 0, as ears have it. */
export function meterHeight(level: number): number {
  return level <= 0 ? 0 : Math.min(1, Math.max(0, 1 + (20 * Math.log10(level)) / 48));
}

/** A row of lamps that light up with the level. */
export function drawLevel(context: Context2D, at: Rect, level: number): void {
  const lamps = 16;
  const width = at.width / lamps;
  const lit = Math.round(meterHeight(level) * lamps);
  for (let lamp = 0; lamp < lamps; lamp += 1) {
    const colour = lamp < 11 ? '#4fd67a' : lamp < 14 ? '#f5c542' : '#f0524a';
    const fill = lamp < lit ? colour : 'rgba(255, 255, 255, 0.18)';
    fillRounded(context, rect(at.x + lamp * width, at.y, width - 4, at.height), 3, fill);
  }
}
