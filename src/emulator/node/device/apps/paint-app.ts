import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { PaintStroke } from '../device-state.js';
import { drawButton, drawText, fillCircle, fillRect, fillRounded, strokeLines } from '../draw.js';
import {
  around,
  centre,
  inflate,
  intersection,
  overlaps,
  type Point,
  type Rect,
  rect,
  union,
} from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours, fingerColour } from '../theme.js';
import type { Contact } from '../touch-tracker.js';
import { drawHeader, headerHeight } from './header.js';

const maxStrokes = 500;
const maxPointsPerStroke = 5_000;

interface Stroke extends PaintStroke {
  readonly points: { readonly x: number; readonly y: number; readonly pressure: number }[];
}

/** Draws every finger as a line in its own colour, as thick as its pressure. */
export class PaintApp implements App {
  readonly name = 'paint';
  readonly isDark = false;
  readonly hasOwnTouchFeedback = true;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #sheet: Rect = rect(0, 0, 0, 0);
  #clear: Rect = rect(0, 0, 0, 0);
  /** All finished segments, so that a long drawing costs no more than a short one. */
  #layer: Canvas | undefined;
  #strokes: Stroke[] = [];
  readonly #active = new Map<number, Stroke>();
  /** Where a mouse or a pen is over the sheet. */
  #hover: Point | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  get strokes(): readonly PaintStroke[] {
    return this.#strokes.map((stroke) => ({ ...stroke, points: [...stroke.points] }));
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const top = bounds.y + headerHeight;
    this.#sheet = rect(bounds.x + 16, top, bounds.width - 32, bounds.height - headerHeight - 8);
    this.#clear = rect(bounds.x + bounds.width - 204, bounds.y + 20, 164, 64);
    this.#layer = createCanvas(this.#sheet.width, this.#sheet.height);
    for (const stroke of this.#strokes)
      for (const index of stroke.points.keys()) this.#drawSegment(stroke, index);
  }

  reset(): void {
    this.#active.clear();
    this.#strokes = [];
    this.#layer?.getContext('2d').clearRect(0, 0, this.#layer.width, this.#layer.height);
  }

  close(): void {
    this.#active.clear();
    this.#hover = undefined;
  }

  targets(): Targets {
    return new Map<string, Target>([
      ['paint:canvas', { bounds: this.#sheet, kind: 'area' }],
      ['paint:clear', { bounds: this.#clear, kind: 'button' }],
    ]);
  }

  tap(target: string): void {
    if (target !== 'paint:clear') return;
    this.reset();
    this.#host.invalidate();
  }

  contact(contact: Contact): void {
    const { id, phase } = contact;
    const point = { x: contact.x, y: contact.y, pressure: contact.pressure };
    if (phase === 'down') {
      if (!overlaps(around(contact, 1), this.#sheet)) return;
      const stroke: Stroke = { pointerId: id, colour: fingerColour(id), points: [point] };
      this.#active.set(id, stroke);
      this.#strokes.push(stroke);
      if (this.#strokes.length > maxStrokes) this.#strokes.shift();
      this.#drawSegment(stroke, 0);
      this.#host.invalidate(this.#headerText());
      this.#host.invalidate(markerBounds(point));
      if (this.#strokes.length === 1) this.#host.invalidate(this.#hint());
      return;
    }
    const stroke = this.#active.get(id);
    const last = stroke?.points.at(-1);
    if (!stroke || !last) return;
    this.#host.invalidate(markerBounds(last));
    if (phase !== 'move') {
      this.#active.delete(id);
      return;
    }
    if (stroke.points.length < maxPointsPerStroke) stroke.points.push(point);
    this.#drawSegment(stroke, stroke.points.length - 1);
    this.#host.invalidate(markerBounds(point));
  }

  /** @param at undefined when nothing is over the screen any more */
  hover(at: Point | undefined): void {
    for (const place of [this.#hover, at]) if (place) this.#host.invalidate(around(place, 24));
    this.#hover = at;
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, colours.container);
    drawHeader(context, clip, this.#bounds, appTitle(this.#host.language, 'paint'));
    if (overlaps(clip, this.#headerText())) {
      const count = this.#strokes.length;
      const at = { x: this.#clear.x - 28, y: this.#clear.y + this.#clear.height / 2 };
      const label = count === 1 ? '1 stroke' : `${count} strokes`;
      drawText(context, label, at, { size: 26, colour: colours.textSoft, align: 'right' });
    }
    const isPressed = this.#host.isPressed('paint:clear');
    drawButton(context, this.#clear, { label: 'Clear', isPressed });
    if (!overlaps(clip, this.#sheet)) return;
    fillRounded(context, this.#sheet, 28, '#ffffff');
    if (this.#strokes.length === 0) this.#drawHint(context);
    this.#copyLayer(context, intersection(clip, this.#sheet));
    for (const stroke of this.#active.values()) drawMarker(context, clip, stroke);
    if (this.#hover) drawRing(context, this.#hover, 18, '#8f88a0');
  }

  #headerText(): Rect {
    return rect(this.#clear.x - 228, this.#clear.y, 206, this.#clear.height);
  }

  #copyLayer(context: Context2D, part: Rect): void {
    if (!this.#layer) return;
    const { x, y, width, height } = part;
    const from = { x: x - this.#sheet.x, y: y - this.#sheet.y };
    context.drawImage(this.#layer, from.x, from.y, width, height, x, y, width, height);
  }

  /** The line from the point before `index` to it; a dot for the first one. */
  #drawSegment(stroke: Stroke, index: number): void {
    const point = stroke.points[index];
    const context = this.#layer?.getContext('2d');
    if (!point || !context) return;
    const from = stroke.points[index - 1] ?? point;
    const width = 5 + 13 * point.pressure;
    context.save();
    context.translate(-this.#sheet.x, -this.#sheet.y);
    if (index === 0) fillCircle(context, point, width / 2, stroke.colour);
    else strokeLines(context, [from, point], width, stroke.colour);
    context.restore();
    const touched = inflate(union(around(from, 1), around(point, 1)), width / 2 + 2);
    this.#host.invalidate(intersection(touched, this.#sheet));
  }

  #hint(): Rect {
    return rect(this.#sheet.x + this.#sheet.width / 2 - 260, this.#sheet.y + 90, 520, 60);
  }

  #drawHint(context: Context2D): void {
    const at = centre(this.#hint());
    const hint = 'Draw with one finger or with ten';
    drawText(context, hint, at, { size: 28, align: 'center', colour: '#a9a3b5' });
  }
}

/** The ring around a finger, with its id above. */
function markerBounds(point: { readonly x: number; readonly y: number }): Rect {
  return rect(point.x - 48, point.y - 100, 96, 148);
}

function drawMarker(context: Context2D, clip: Rect, stroke: Stroke): void {
  const point = stroke.points.at(-1);
  if (!point || !overlaps(clip, markerBounds(point))) return;
  drawRing(context, point, 38, stroke.colour);
  fillRounded(context, rect(point.x - 34, point.y - 96, 68, 44), 22, stroke.colour);
  drawText(
    context,
    `# ${stroke.pointerId}`,
    { x: point.x, y: point.y - 74 },
    { size: 26, weight: 500, align: 'center', colour: '#ffffff' },
  );
}

function drawRing(context: Context2D, { x, y }: Point, radius: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 4;
  context.globalAlpha = 0.6;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.stroke();
  context.globalAlpha = 1;
}
