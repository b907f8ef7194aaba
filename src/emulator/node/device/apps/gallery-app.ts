import type { FileRecord } from '../android/file-store.js';
import { drawButton, drawText, fillRect, fillRounded } from '../draw.js';
import { PictureCache } from '../picture-cache.js';
import { centre, intersection, overlaps, type Point, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle, translate } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours, touchSlop } from '../theme.js';
import type { Contact } from '../touch-tracker.js';
import { fitInside } from './camera-layout.js';
import { drawHeader, headerHeight } from './header.js';
import { ScrollMotion } from './scroll-motion.js';

const gap = 6;
const wheelNotchPx = 120;
const pictureName = /^\/sdcard\/.+\.(?:png|jpe?g|webp|gif|bmp)$/i;

/** The pictures of the phone's storage, the newest first. */
export class GalleryApp implements App {
  readonly name = 'gallery';
  readonly #host: Host;
  readonly #pictures: PictureCache;
  readonly #motion = new ScrollMotion();
  #bounds: Rect = rect(0, 0, 0, 0);
  #grid: Rect = rect(0, 0, 0, 0);
  /** The path of the picture that fills the screen. */
  #open: string | undefined;
  #drag: { readonly id: number; isMoving: boolean; lastY: number } | undefined;
  #drawn = '';

  constructor(host: Host) {
    this.#host = host;
    this.#pictures = new PictureCache(host.parts.files, () => host.invalidate());
  }

  get isDark(): boolean {
    return this.#open !== undefined;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const top = bounds.y + headerHeight;
    this.#grid = rect(bounds.x, top, bounds.width, bounds.height - headerHeight);
    this.#limitScroll();
  }

  close(): void {
    this.#drag = undefined;
    this.#motion.stop();
  }

  reset(): void {
    this.#open = undefined;
    this.#motion.moveTo(0);
    this.#pictures.clear();
  }

  back(): boolean {
    if (this.#open === undefined) return false;
    this.#show(undefined);
    return true;
  }

  targets(): Targets {
    if (this.#open !== undefined) {
      return new Map<string, Target>([
        ['gallery:picture', { bounds: this.#viewer(), kind: 'area' }],
        ['gallery:close', { bounds: this.#button(0), kind: 'button' }],
        ['gallery:delete', { bounds: this.#button(1), kind: 'button' }],
      ]);
    }
    const targets = new Map<string, Target>([
      ['gallery:grid', { bounds: this.#grid, kind: 'area' }],
    ]);
    for (const [index] of this.#records().entries()) {
      const bounds = intersection(this.#cell(index), this.#grid);
      if (bounds.height > 0) targets.set(`gallery:item:${index}`, { bounds, kind: 'button' });
    }
    return targets;
  }

  tap(target: string): void {
    if (target.startsWith('gallery:item:'))
      this.#show(this.#records()[Number(target.slice('gallery:item:'.length))]?.path);
    else if (target === 'gallery:close') this.#show(undefined);
    else if (target === 'gallery:delete' && this.#open !== undefined) {
      this.#host.parts.files.remove(this.#open);
      this.#show(undefined);
    }
  }

  contact(contact: Contact): void {
    if (this.#open !== undefined) return;
    if (contact.phase === 'down') {
      this.#drag ??= { id: contact.id, isMoving: false, lastY: contact.y };
      return;
    }
    const drag = this.#drag;
    if (drag?.id !== contact.id) return;
    if (contact.phase !== 'move') {
      this.#drag = undefined;
      return;
    }
    if (!drag.isMoving && Math.abs(contact.y - drag.lastY) <= touchSlop) return;
    drag.isMoving = true;
    this.#scrollBy(drag.lastY - contact.y);
    drag.lastY = contact.y;
  }

  wheel(_at: Point, notchesY: number): void {
    if (this.#open === undefined) this.#scrollBy(notchesY * wheelNotchPx);
  }

  advance(): void {
    // Files come and go while the app is open.
    const shown = this.#records()
      .map(({ path, modifiedMs }) => `${path}@${modifiedMs}`)
      .join();
    if (shown === this.#drawn) return;
    this.#drawn = shown;
    this.#limitScroll();
    this.#host.invalidate();
  }

  draw(context: Context2D, clip: Rect): void {
    if (this.#open !== undefined) {
      this.#drawViewer(context, clip, this.#open);
      return;
    }
    const { language } = this.#host;
    fillRect(context, clip, colours.surface);
    const records = this.#records();
    context.save();
    context.beginPath();
    const { x, y, width, height } = this.#grid;
    context.rect(x, y, width, height);
    context.clip();
    for (const [index, record] of records.entries()) {
      const cell = this.#cell(index);
      if (overlaps(clip, cell)) this.#drawThumbnail(context, record.path, index, cell);
    }
    context.restore();
    drawHeader(context, clip, this.#bounds, appTitle(language, 'gallery'));
    if (records.length > 0) return;
    const style = { size: 32, align: 'center', colour: colours.textSoft } as const;
    drawText(context, translate(language, 'noPhotos'), centre(this.#grid), style);
  }

  #records(): readonly FileRecord[] {
    return this.#host.parts.files.records.filter(({ path }) => pictureName.test(path));
  }

  #cell(index: number): Rect {
    const { x, y, width } = this.#grid;
    const columns = width > 1_000 ? 5 : 3;
    const side = (width - (columns + 1) * gap) / columns;
    const row = Math.floor(index / columns);
    return rect(
      x + gap + (index % columns) * (side + gap),
      y + row * (side + gap) - this.#motion.offset,
      side,
      side,
    );
  }

  #limitScroll(): void {
    const last = this.#cell(Math.max(0, this.#records().length - 1));
    const end = last.y + this.#motion.offset + last.height + gap;
    this.#motion.setLimit(end - this.#grid.y - this.#grid.height);
  }

  #scrollBy(distance: number): void {
    this.#motion.moveTo(this.#motion.offset + distance);
    this.#host.invalidate(this.#grid);
  }

  #show(path: string | undefined): void {
    this.#open = path;
    this.#host.invalidate();
  }

  #viewer(): Rect {
    const { x, y, width, height } = this.#bounds;
    return rect(x, y + 8, width, height - 120);
  }

  #button(index: number): Rect {
    const { x, y, width, height } = this.#bounds;
    return rect(x + width / 2 - 236 + index * 248, y + height - 96, 224, 76);
  }

  #drawThumbnail(context: Context2D, path: string, index: number, cell: Rect): void {
    fillRounded(context, cell, 12, colours.containerHigh);
    const { canvas, isBroken } = this.#pictures.get(path);
    if (isBroken) {
      const style = { size: 44, align: 'center', colour: colours.textSoft } as const;
      drawText(context, '?', centre(cell), style);
    }
    if (canvas) {
      context.save();
      context.beginPath();
      context.roundRect(cell.x, cell.y, cell.width, cell.height, 12);
      context.clip();
      const side = Math.min(canvas.width, canvas.height);
      const [left, top] = [(canvas.width - side) / 2, (canvas.height - side) / 2];
      const { x, y, width, height } = cell;
      context.drawImage(canvas, left, top, side, side, x, y, width, height);
      context.restore();
    }
    if (this.#host.isPressed(`gallery:item:${index}`))
      fillRounded(context, cell, 12, colours.pressed);
  }

  #drawViewer(context: Context2D, clip: Rect, path: string): void {
    fillRect(context, clip, colours.black);
    const { canvas } = this.#pictures.get(path);
    if (canvas) {
      const at = fitInside(this.#viewer(), canvas.width, canvas.height);
      context.drawImage(canvas, at.x, at.y, at.width, at.height);
    }
    for (const [index, [target, label, kind]] of [
      ['gallery:close', 'Back', 'tonal'],
      ['gallery:delete', 'Delete', 'danger'],
    ].entries()) {
      if (target === undefined || label === undefined) continue;
      const isPressed = this.#host.isPressed(target);
      const style = { label, isPressed, kind: kind === 'danger' ? 'danger' : 'tonal' } as const;
      drawButton(context, this.#button(index), style);
    }
  }
}
