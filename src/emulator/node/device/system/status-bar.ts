import { drawText, fillRounded } from '../draw.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { statusBarHeight } from '../theme.js';

/** `9:05` of a wall time. */
export function timeOfDay(now: number): string {
  const date = new Date(now);
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, '0')}`;
}

/** Clock, signal and battery at the top of the screen. */
export class StatusBar {
  #bounds: Rect = rect(0, 0, 0, 0);
  #time = '';

  layout(screen: Rect): Rect {
    this.#bounds = rect(screen.x, screen.y, screen.width, statusBarHeight);
    return this.#bounds;
  }

  /** What must be drawn again because time went on. */
  advance(wallTime: number): Rect | undefined {
    const time = timeOfDay(wallTime);
    if (time === this.#time) return undefined;
    this.#time = time;
    return this.#bounds;
  }

  draw(context: Context2D, clip: Rect, isDark: boolean): void {
    if (!overlaps(clip, this.#bounds)) return;
    const ink = isDark ? '#ffffff' : '#2b2833';
    const y = this.#bounds.y + this.#bounds.height / 2 + 2;
    const right = this.#bounds.x + this.#bounds.width - 34;
    drawText(
      context,
      this.#time,
      { x: this.#bounds.x + 36, y },
      { size: 25, weight: 500, colour: ink },
    );
    drawText(
      context,
      '86%',
      { x: right, y },
      { size: 22, weight: 500, colour: ink, align: 'right' },
    );
    drawBattery(context, right - 72, y, ink);
    drawWifi(context, right - 110, y, ink);
    drawSignal(context, right - 164, y, ink);
  }
}

function drawBattery(context: Context2D, x: number, y: number, ink: string): void {
  fillRounded(context, rect(x - 1, y - 14, 6, 4), 1.5, ink);
  context.globalAlpha = 0.35;
  fillRounded(context, rect(x - 6, y - 11, 16, 24), 4, ink);
  context.globalAlpha = 1;
  fillRounded(context, rect(x - 6, y - 8, 16, 21), 4, ink);
}

function drawWifi(context: Context2D, x: number, y: number, ink: string): void {
  context.fillStyle = ink;
  context.beginPath();
  context.moveTo(x, y + 12);
  context.arc(x, y + 12, 25, (-Math.PI * 3) / 4, -Math.PI / 4);
  context.closePath();
  context.fill();
}

function drawSignal(context: Context2D, x: number, y: number, ink: string): void {
  for (let bar = 0; bar < 4; bar += 1) {
    const height = 7 + bar * 5.5;
    fillRounded(context, rect(x - 12 + bar * 7, y + 12 - height, 4.5, height), 1.5, ink);
  }
}
