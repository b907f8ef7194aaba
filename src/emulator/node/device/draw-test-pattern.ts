import { drawText, fillRect } from './draw.js';
import { type Rect, rect } from './rect.js';
import type { Context2D } from './screen.js';
import type { PlayingFile } from './video-file.js';

const bars = ['#e8e8e8', '#d9c92b', '#2fc4c9', '#36b33c', '#c438b8', '#c8362f', '#3541c4'] as const;

/** What stands for a video file: colour bars, its name, and a ball that moves with time. */
export function drawTestPattern(
  context: Context2D,
  at: Rect,
  { name, startedAtMs }: PlayingFile,
  now: number,
): void {
  const elapsedMs = now - startedAtMs;
  const width = at.width / bars.length;
  const band = at.height * 0.2;
  for (const [index, colour] of bars.entries())
    fillRect(context, rect(at.x + index * width, at.y, width + 1, at.height - band), colour);
  fillRect(context, rect(at.x, at.y + at.height - band, at.width, band), '#15151c');
  const share = (elapsedMs % 2_000) / 2_000;
  const swing = 1 - Math.abs(1 - 2 * share);
  context.fillStyle = '#ffffff';
  context.beginPath();
  const radius = at.height * 0.09;
  const x = at.x + radius + (at.width - 2 * radius) * swing;
  context.arc(x, at.y + at.height * 0.4, radius, 0, 2 * Math.PI);
  context.fill();
  const seconds = Math.floor(elapsedMs / 1000);
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const y = at.y + at.height - band / 2;
  const size = Math.min(30, at.height * 0.07);
  const style = { size, weight: 500, colour: '#ffffff' } as const;
  drawText(context, name, { x: at.x + 24, y }, { ...style, maxWidth: at.width - 140 });
  drawText(context, time, { x: at.x + at.width - 24, y }, { ...style, align: 'right' });
}
