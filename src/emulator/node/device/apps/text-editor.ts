import { createCanvas } from '@napi-rs/canvas';
import { drawText, fillRect } from '../draw.js';
import { fontFor } from '../fonts.js';
import { intersection, overlaps, type Point, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { TextField } from '../text-field.js';
import { lineOf, positionAt, type TextLine, wrapLines, xOf } from '../text-lines.js';
import { colours } from '../theme.js';

const fontSize = 34;
const lineHeight = 52;
const caretBlinkMs = 500;
const tabWidth = 4;

/** A multi-line text field on the screen: wraps, scrolls to the caret, and redraws only lines that changed. */
export class TextEditor {
  readonly field = new TextField();
  readonly #invalidate: (part: Rect) => void;
  readonly #widths = new Map<string, number>();
  readonly #measure = createCanvas(1, 1).getContext('2d');
  #bounds: Rect = rect(0, 0, 0, 0);
  #lines: readonly TextLine[] = [];
  /** Index of the first line that shows. */
  #firstLine = 0;
  #isFocused = false;
  /** The blinking starts anew, with the caret on, at each edit. */
  #blinkStart = 0;
  #isCaretOn = false;
  /** Where up and down aim at, in px; kept while they follow each other. */
  #goalX: number | undefined;
  /** What each visible row showed, to find the rows that changed. */
  #rows: readonly string[] = [];

  constructor(invalidate: (part: Rect) => void) {
    this.#invalidate = invalidate;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    this.#firstLine = 0;
    this.#lines = this.#wrap();
    this.#showCaret();
    this.#rows = this.#describeRows();
    this.#invalidate(bounds);
  }

  setFocused(isFocused: boolean, now: number): void {
    this.#isFocused = isFocused;
    this.#blinkStart = now;
    this.advance(now);
  }

  /** Changes text, caret or selection, and redraws what that changed. */
  edit(change: (field: TextField) => void, now: number): void {
    this.#goalX = undefined;
    change(this.field);
    this.#lines = this.#wrap();
    this.#blinkStart = now;
    this.#isCaretOn = this.#isFocused;
    this.#showCaret();
    this.#refresh();
  }

  moveVertically(lines: 1 | -1, now: number): void {
    const { caret } = this.field;
    const index = lineOf(this.#lines, caret);
    const from = this.#lines[index] as TextLine;
    const goal = this.#goalX ?? xOf(from, caret);
    const to = this.#lines[index + lines];
    const atEdge = lines < 0 ? 0 : this.field.text.length;
    this.edit((field) => field.moveTo(to ? positionAt(to, goal) : atEdge), now);
    if (to) this.#goalX = goal;
  }

  moveToLineEdge(edge: 'start' | 'end', now: number): void {
    const line = this.#lines[lineOf(this.#lines, this.field.caret)] as TextLine;
    this.edit((field) => field.moveTo(line[edge]), now);
  }

  /** The position in the text that is nearest to a point of the screen. */
  positionAt(point: Point): number {
    const row = Math.floor((point.y - this.#bounds.y) / lineHeight) + this.#firstLine;
    const index = Math.min(this.#lines.length - 1, Math.max(0, row));
    return positionAt(this.#lines[index] as TextLine, point.x - this.#bounds.x);
  }

  advance(now: number): void {
    const isOn = this.#isFocused && Math.floor((now - this.#blinkStart) / caretBlinkMs) % 2 === 0;
    if (isOn === this.#isCaretOn) return;
    this.#isCaretOn = isOn;
    this.#refresh();
  }

  draw(context: Context2D, clip: Rect): void {
    const seen = intersection(clip, this.#bounds);
    if (!overlaps(clip, this.#bounds)) return;
    context.save();
    context.fontKerning = 'none';
    for (let row = 0; row < this.#visibleRows(); row += 1) {
      const line = this.#lines[this.#firstLine + row];
      if (line && overlaps(seen, this.#rowBounds(row))) this.#drawLine(context, row, line);
    }
    context.restore();
  }

  #drawLine(context: Context2D, row: number, line: TextLine): void {
    const { x, y } = this.#rowBounds(row);
    const { start, end } = this.field.selection;
    if (end > start && end >= line.start && start <= line.end) {
      const from = xOf(line, Math.max(start, line.start));
      const to = xOf(line, Math.min(end, line.end)) + (end > line.end ? 10 : 0);
      fillRect(context, rect(this.#bounds.x + from, y, to - from, lineHeight), '#d3cdff');
    }
    const text = this.field.text.slice(line.start, line.end).replaceAll('\t', ' '.repeat(tabWidth));
    drawText(context, text, { x: this.#bounds.x, y: y + lineHeight / 2 }, { size: fontSize });
    if (!this.#isCaretOn || this.#firstLine + row !== lineOf(this.#lines, this.field.caret)) return;
    const caretX = x + 4 + xOf(line, this.field.caret);
    fillRect(context, rect(caretX - 1.5, y + 5, 3, lineHeight - 10), colours.primary);
  }

  #wrap(): readonly TextLine[] {
    return wrapLines(this.field.text, this.#bounds.width, (character) => this.#widthOf(character));
  }

  #widthOf(character: string): number {
    const known = this.#widths.get(character);
    if (known !== undefined) return known;
    const text = character === '\t' ? ' '.repeat(tabWidth) : character;
    this.#measure.font = fontFor(text, fontSize);
    const { width } = this.#measure.measureText(text);
    this.#widths.set(character, width);
    return width;
  }

  #visibleRows(): number {
    return Math.max(1, Math.floor(this.#bounds.height / lineHeight));
  }

  /** The caret at the line's edges sticks out a little, so rows are wider than the text. */
  #rowBounds(row: number): Rect {
    const { x, y, width } = this.#bounds;
    return rect(x - 4, y + row * lineHeight, width + 18, lineHeight);
  }

  #showCaret(): void {
    const line = lineOf(this.#lines, this.field.caret);
    const last = line - this.#visibleRows() + 1;
    this.#firstLine = Math.max(last, Math.min(this.#firstLine, line), 0);
  }

  #describeRows(): readonly string[] {
    const caretLine = lineOf(this.#lines, this.field.caret);
    const { start, end } = this.field.selection;
    return Array.from({ length: this.#visibleRows() }, (_, row) => {
      const line = this.#lines[this.#firstLine + row];
      if (!line) return '';
      const caret = this.#isCaretOn && this.#firstLine + row === caretLine ? this.field.caret : '';
      const from = Math.max(0, start - line.start);
      const to = Math.min(line.end + 1, end) - line.start;
      const selection = end > start && to >= from ? `${from}-${to}` : '';
      return `${caret === '' ? '' : caret - line.start}:${selection}:${this.field.text.slice(line.start, line.end)}`;
    });
  }

  #refresh(): void {
    const before = this.#rows;
    this.#rows = this.#describeRows();
    for (const [row, description] of this.#rows.entries())
      if (description !== before[row]) this.#invalidate(this.#rowBounds(row));
  }
}
