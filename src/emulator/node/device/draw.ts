import { fontFor } from './fonts.js';
import type { Point, Rect } from './rect.js';
import type { Context2D } from './screen.js';
import { colours } from './theme.js';

export interface TextStyle {
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
  readonly align?: 'left' | 'center' | 'right';
  /** Longer text ends in an ellipsis. */
  readonly maxWidth?: number;
}

/** Draws one line of text, its middle at `y`. */
export function drawText(context: Context2D, text: string, at: Point, style: TextStyle): void {
  context.font = fontFor(text, style.size, style.weight);
  context.fillStyle = style.colour ?? colours.text;
  context.textAlign = style.align ?? 'left';
  context.textBaseline = 'alphabetic';
  // Capitals of Roboto are 0.71 em high: this centres them, whatever the line's own letters are.
  context.fillText(shortened(context, text, style.maxWidth), at.x, at.y + style.size * 0.355);
}

function shortened(context: Context2D, text: string, maxWidth: number | undefined): string {
  if (maxWidth === undefined || context.measureText(text).width <= maxWidth) return text;
  let end = text.length;
  while (end > 0 && context.measureText(`${text.slice(0, end)}…`).width > maxWidth) end -= 1;
  return `${text.slice(0, end)}…`;
}

export function fillRect(context: Context2D, area: Rect, fill: string): void {
  context.fillStyle = fill;
  context.fillRect(area.x, area.y, area.width, area.height);
}

export function fillRounded(
  context: Context2D,
  area: Rect,
  radius: number,
  fill: Context2D['fillStyle'],
): void {
  context.fillStyle = fill;
  context.beginPath();
  context.roundRect(area.x, area.y, area.width, area.height, radius);
  context.fill();
}

export function fillCircle(
  context: Context2D,
  at: Point,
  radius: number,
  fill: Context2D['fillStyle'],
): void {
  context.fillStyle = fill;
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Connected straight lines with round ends. */
export function strokeLines(
  context: Context2D,
  points: readonly Point[],
  width: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  for (const [index, point] of points.entries()) {
    if (index === 0) context.moveTo(point.x, point.y);
    else context.lineTo(point.x, point.y);
  }
  context.stroke();
}

export interface ButtonStyle {
  readonly label: string;
  readonly isPressed: boolean;
  /** `filled` for what the screen is about, `tonal` for the rest. */
  readonly kind?: 'filled' | 'tonal' | 'danger';
}

/** A pill with a label. */
export function drawButton(context: Context2D, area: Rect, style: ButtonStyle): void {
  const [fill, ink] = {
    filled: [colours.primary, colours.onPrimary],
    tonal: [colours.primarySoft, colours.onPrimarySoft],
    danger: [colours.dangerSoft, colours.danger],
  }[style.kind ?? 'tonal'] as [string, string];
  fillRounded(context, area, area.height / 2, fill);
  if (style.isPressed) fillRounded(context, area, area.height / 2, colours.pressed);
  drawText(
    context,
    style.label,
    { x: area.x + area.width / 2, y: area.y + area.height / 2 },
    { size: 26, weight: 500, colour: ink, align: 'center', maxWidth: area.width - 24 },
  );
}
