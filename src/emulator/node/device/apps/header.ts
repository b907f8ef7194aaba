import { drawText } from '../draw.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';

/** Height of an app's title row. */
export const headerHeight = 104;

export function headerBounds(bounds: Rect): Rect {
  return rect(bounds.x, bounds.y, bounds.width, headerHeight);
}

export function drawHeader(context: Context2D, clip: Rect, bounds: Rect, title: string): void {
  const header = headerBounds(bounds);
  if (!overlaps(clip, header)) return;
  drawText(
    context,
    title,
    { x: header.x + 40, y: header.y + header.height / 2 },
    { size: 44, weight: 500 },
  );
}
