import { drawText, fillCircle, fillRect, fillRounded } from '../draw.js';
import { intersection, overlaps, type Point, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours, fingerColour, touchSlop } from '../theme.js';
import type { Contact } from '../touch-tracker.js';
import { drawHeader, headerHeight } from './header.js';
import { ScrollMotion } from './scroll-motion.js';

export const listItemCount = 500;
export const listRowHeight = 116;
const wheelNotchPx = 120;

/** A long list that is dragged, flung and wheeled. */
export class ListApp implements App {
  readonly name = 'list';
  readonly isDark = false;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #rows: Rect = rect(0, 0, 0, 0);
  readonly #motion = new ScrollMotion();
  /** What the picture shows: even, because its chroma moves in steps of 2 px. */
  #drawnOffset = 0;
  #dragging: { readonly id: number; isMoving: boolean; lastY: number } | undefined;
  #selected: number | undefined;

  constructor(host: Host) {
    this.#host = host;
  }

  /** In px from the top of the list. */
  get scrollOffset(): number {
    return this.#motion.offset;
  }

  get selectedItem(): number | undefined {
    return this.#selected;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    this.#rows = rect(
      bounds.x,
      bounds.y + headerHeight,
      bounds.width,
      bounds.height - headerHeight,
    );
    this.#motion.setLimit(listItemCount * listRowHeight - this.#rows.height);
    this.#drawnOffset = evenOf(this.#motion.offset);
  }

  reset(): void {
    this.#motion.moveTo(0);
    this.#drawnOffset = 0;
    this.#selected = undefined;
    this.#dragging = undefined;
  }

  close(): void {
    this.#dragging = undefined;
    this.#motion.stop();
  }

  targets(): Targets {
    const targets = new Map<string, Target>([['list:rows', { bounds: this.#rows, kind: 'area' }]]);
    for (const number of this.#numbersIn(this.#rows)) {
      const bounds = intersection(this.#rowBounds(number), this.#rows);
      targets.set(`list:row:${number}`, { bounds, kind: 'button' });
    }
    return targets;
  }

  tap(target: string): void {
    const number = Number(target.slice('list:row:'.length));
    if (!target.startsWith('list:row:')) return;
    for (const changed of [this.#selected, number])
      if (changed !== undefined) this.#invalidateRow(changed);
    this.#selected = number;
  }

  contact(contact: Contact): void {
    const now = this.#host.now();
    if (contact.phase === 'down') {
      if (this.#dragging) return;
      this.#motion.stop();
      this.#motion.track(now, contact.y);
      this.#dragging = { id: contact.id, isMoving: false, lastY: contact.y };
      return;
    }
    const dragging = this.#dragging;
    if (dragging?.id !== contact.id) return;
    if (contact.phase === 'move') {
      if (!dragging.isMoving && Math.abs(contact.y - dragging.lastY) <= touchSlop) return;
      dragging.isMoving = true;
      this.#motion.track(now, contact.y);
      this.#motion.moveTo(this.#motion.offset + dragging.lastY - contact.y);
      dragging.lastY = contact.y;
      return;
    }
    this.#dragging = undefined;
    if (dragging.isMoving && contact.phase === 'up') this.#motion.fling(now);
  }

  wheel(_at: Point, notchesY: number): void {
    this.#motion.stop();
    this.#motion.moveTo(this.#motion.offset + notchesY * wheelNotchPx);
  }

  advance(now: number): void {
    this.#motion.advance(now);
    const offset = evenOf(this.#motion.offset);
    const delta = this.#drawnOffset - offset;
    if (delta === 0) return;
    const thumb = this.#thumbBounds();
    this.#drawnOffset = offset;
    this.#host.scroll(this.#rows.y, this.#rows.y + this.#rows.height, delta);
    // The scroll thumb is not part of what moves: wipe where it was carried to, and draw it anew.
    this.#host.invalidate(intersection({ ...thumb, y: thumb.y + delta }, this.#rows));
    this.#host.invalidate(thumb);
    this.#host.invalidate(this.#thumbBounds());
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, colours.surface);
    drawHeader(context, clip, this.#bounds, appTitle(this.#host.language, 'list'));
    const seen = intersection(clip, this.#rows);
    if (!overlaps(clip, this.#rows)) return;
    context.save();
    context.beginPath();
    context.rect(seen.x, seen.y, seen.width, seen.height);
    context.clip();
    for (const number of this.#numbersIn(seen)) this.#drawRow(context, number);
    const thumb = this.#thumbBounds();
    fillRounded(context, thumb, thumb.width / 2, 'rgba(91, 83, 198, 0.45)');
    context.restore();
  }

  #numbersIn(part: Rect): readonly number[] {
    const from = part.y - this.#rows.y + this.#drawnOffset;
    const first = Math.max(1, Math.floor(from / listRowHeight) + 1);
    const last = Math.min(listItemCount, Math.ceil((from + part.height) / listRowHeight));
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  }

  #rowBounds(number: number): Rect {
    const y = this.#rows.y + (number - 1) * listRowHeight - this.#drawnOffset;
    return rect(this.#rows.x, y, this.#rows.width, listRowHeight);
  }

  #thumbBounds(): Rect {
    const share = this.#drawnOffset / Math.max(1, this.#motion.limit);
    const height = 96;
    const y = this.#rows.y + 6 + share * (this.#rows.height - height - 12);
    return rect(this.#rows.x + this.#rows.width - 14, Math.round(y), 8, height);
  }

  #invalidateRow(number: number): void {
    this.#host.invalidate(intersection(this.#rowBounds(number), this.#rows));
  }

  #drawRow(context: Context2D, number: number): void {
    const bounds = this.#rowBounds(number);
    const isPressed = this.#host.isPressed(`list:row:${number}`);
    const isSelected = number === this.#selected;
    if (isSelected || isPressed) {
      const fill = isSelected ? colours.primarySoft : colours.container;
      fillRounded(context, rect(bounds.x + 16, bounds.y + 4, bounds.width - 40, 108), 28, fill);
    }
    const middle = bounds.y + listRowHeight / 2;
    const avatar = { x: bounds.x + 84, y: middle };
    fillCircle(context, avatar, 36, fingerColour(number));
    drawText(context, String(number), avatar, {
      size: 26,
      weight: 500,
      align: 'center',
      colour: '#ffffff',
    });
    const left = bounds.x + 148;
    drawText(context, `Item ${number}`, { x: left, y: middle - 17 }, { size: 30, weight: 500 });
    drawText(
      context,
      `Row ${number} of ${listItemCount}, drag or scroll for more`,
      { x: left, y: middle + 20 },
      { size: 24, colour: colours.textSoft },
    );
  }
}

function evenOf(offset: number): number {
  return Math.round(offset / 2) * 2;
}
