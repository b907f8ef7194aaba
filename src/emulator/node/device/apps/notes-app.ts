import type { KeyMessage } from '../../../../core/control.js';
import { drawButton, drawText, fillRect, fillRounded } from '../draw.js';
import { characterOf, hasControl, hasShift, keyCode } from '../key-codes.js';
import { centre, inflate, overlaps, type Point, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours } from '../theme.js';
import { drawHeader, headerHeight } from './header.js';
import { TextEditor } from './text-editor.js';

const menuLabels = { copy: 'Copy', paste: 'Paste', 'select-all': 'Select all' } as const;
const movingKeys: ReadonlySet<number> = new Set([
  keyCode.dpadLeft,
  keyCode.dpadRight,
  keyCode.dpadUp,
  keyCode.dpadDown,
  keyCode.moveHome,
  keyCode.moveEnd,
]);
const menuItemWidth = 150;
const menuHeight = 72;

/** Keys that do what Ctrl and a letter do. */
const clipboardKeys: ReadonlyMap<number, number> = new Map([
  [keyCode.cut, keyCode.x],
  [keyCode.copy, keyCode.c],
  [keyCode.paste, keyCode.v],
]);

/** A note: typed into by the soft keyboard, by keys and by text from the viewers. */
export class NotesApp implements App {
  readonly name = 'notes';
  readonly isDark = false;
  readonly editor: TextEditor;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #card: Rect = rect(0, 0, 0, 0);
  #isFocused = false;
  /** Upper left corner of the long-press menu while it is open. */
  #menu: Point | undefined;

  constructor(host: Host) {
    this.#host = host;
    this.editor = new TextEditor((part) => host.invalidate(part));
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    this.#menu = undefined;
    const bottom = this.#host.keyboardBounds?.y ?? bounds.y + bounds.height;
    const top = bounds.y + headerHeight;
    this.#card = rect(bounds.x + 24, top, bounds.width - 48, bottom - top - 16);
    this.editor.layout(inflate(this.#card, -28));
  }

  /** A note is for writing, so its field has the focus at once. */
  opened(): void {
    this.#setFocused(true);
  }

  close(): void {
    this.#setFocused(false);
  }

  reset(): void {
    this.editor.edit((field) => field.clear(), 0);
  }

  targets(): Targets {
    const targets = new Map<string, Target>([
      ['notes:field', { bounds: this.#card, kind: 'area' }],
      ['notes:copy', { bounds: this.#button(2), kind: 'button' }],
      ['notes:paste', { bounds: this.#button(1), kind: 'button' }],
    ]);
    for (const [index, action] of Object.keys(menuLabels).entries()) {
      const bounds = this.#menuItem(index);
      if (bounds) targets.set(`notes:menu:${action}`, { bounds, kind: 'button' });
    }
    return targets;
  }

  tap(target: string, at: Point): void {
    this.#setMenu(undefined);
    if (target === 'notes:field') {
      this.#setFocused(true);
      const position = this.editor.positionAt(at);
      this.editor.edit((field) => field.moveTo(position), this.#host.now());
    } else if (target.endsWith('select-all')) this.#selectAll();
    else if (target.endsWith('copy')) this.#copy(this.editor.field.text);
    else this.#paste();
  }

  longPress(target: string, at: Point): void {
    if (target !== 'notes:field') return;
    this.#setFocused(true);
    const position = this.editor.positionAt(at);
    this.editor.edit((field) => field.selectWord(position), this.#host.now());
    const right = this.#card.x + this.#card.width - 3 * menuItemWidth - 20;
    const above = at.y - menuHeight - 48;
    const lowest = this.#card.y + this.#card.height - menuHeight;
    this.#setMenu({
      x: Math.max(this.#card.x + 12, Math.min(right, at.x - 1.5 * menuItemWidth)),
      y: above < this.#card.y ? Math.min(lowest, at.y + 56) : above,
    });
  }

  advance(now: number): void {
    this.editor.advance(now);
  }

  text(text: string): void {
    if (!this.#isFocused) return;
    this.#setMenu(undefined);
    this.editor.edit((field) => field.insert(text), this.#host.now());
  }

  back(): boolean {
    if (this.#menu) {
      this.#setMenu(undefined);
      return true;
    }
    // As on Android, the first Back only puts the soft keyboard away.
    if (!this.#host.keyboardBounds) return false;
    this.#setFocused(false);
    return true;
  }

  key(message: KeyMessage): boolean {
    if (message.action !== 'down' || !this.#isFocused) return false;
    this.#setMenu(undefined);
    if (hasControl(message.metaState)) return this.#shortcut(message.keyCode);
    if (hasShift(message.metaState) && this.#selectingKey(message.keyCode)) return true;
    const letter = clipboardKeys.get(message.keyCode);
    if (letter !== undefined) return this.#shortcut(letter);
    if (this.#editingKey(message.keyCode)) return true;
    const character = characterOf(message.keyCode, message.metaState);
    if (character !== undefined) this.text(character);
    return character !== undefined;
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, colours.container);
    drawHeader(context, clip, this.#bounds, appTitle(this.#host.language, 'notes'));
    for (const [target, label, index] of [
      ['notes:paste', 'Paste', 1],
      ['notes:copy', 'Copy', 2],
    ] as const) {
      const bounds = this.#button(index);
      if (!overlaps(clip, bounds)) continue;
      drawButton(context, bounds, { label, isPressed: this.#host.isPressed(target) });
    }
    if (overlaps(clip, this.#card)) this.#drawCard(context, clip);
    if (this.#menu) this.#drawMenu(context);
  }

  /** What moves the caret leaves the other end of the selection where it is while Shift is down. */
  #selectingKey(code: number): boolean {
    if (!movingKeys.has(code)) return false;
    const { anchor, caret } = this.editor.field;
    this.editor.edit((field) => field.moveTo(caret), this.#host.now());
    this.#editingKey(code);
    this.editor.edit((field) => field.selectFrom(anchor), this.#host.now());
    return true;
  }

  #editingKey(code: number): boolean {
    const now = this.#host.now();
    const { editor } = this;
    if (code === keyCode.enter || code === keyCode.numpadEnter) this.text('\n');
    else if (code === keyCode.backspace) editor.edit((field) => field.deleteBefore(), now);
    else if (code === keyCode.forwardDelete) editor.edit((field) => field.deleteAfter(), now);
    else if (code === keyCode.dpadLeft) editor.edit((field) => field.moveLeft(), now);
    else if (code === keyCode.dpadRight) editor.edit((field) => field.moveRight(), now);
    else if (code === keyCode.dpadUp) editor.moveVertically(-1, now);
    else if (code === keyCode.dpadDown) editor.moveVertically(1, now);
    else if (code === keyCode.moveHome) editor.moveToLineEdge('start', now);
    else if (code === keyCode.moveEnd) editor.moveToLineEdge('end', now);
    else return false;
    return true;
  }

  #shortcut(code: number): boolean {
    const now = this.#host.now();
    if (code === keyCode.a) this.#selectAll();
    else if (code === keyCode.backspace) this.editor.edit((field) => field.deleteWordBefore(), now);
    else if (code === keyCode.forwardDelete)
      this.editor.edit((field) => field.deleteWordAfter(), now);
    else if (code === keyCode.c) this.#copy('');
    else if (code === keyCode.v) this.#paste();
    else if (code === keyCode.x) {
      this.#copy('');
      if (this.editor.field.hasSelection)
        this.editor.edit((field) => field.insert(''), this.#host.now());
    } else return false;
    return true;
  }

  /** Copies the selection, or `otherwise` when there is none. */
  #copy(otherwise: string): void {
    const text = this.editor.field.selectedText || otherwise;
    if (text !== '') this.#host.copy(text);
  }

  #paste(): void {
    this.#setFocused(true);
    this.editor.edit((field) => field.insert(this.#host.clipboard), this.#host.now());
  }

  #selectAll(): void {
    this.#setFocused(true);
    this.editor.edit((field) => field.selectAll(), this.#host.now());
  }

  #setFocused(isFocused: boolean): void {
    if (isFocused === this.#isFocused) return;
    this.#isFocused = isFocused;
    this.editor.setFocused(isFocused, this.#host.now());
    this.#host.setInputOpen(isFocused);
  }

  #setMenu(menu: Point | undefined): void {
    if (menu === this.#menu) return;
    const before = this.#menu;
    this.#menu = menu;
    for (const corner of [before, menu])
      if (corner) this.#host.invalidate(inflate(menuBounds(corner), 20));
  }

  /** Buttons of the header, counted from the right. */
  #button(index: number): Rect {
    const right = this.#bounds.x + this.#bounds.width - 24;
    return rect(right - index * 152, this.#bounds.y + 20, 140, 64);
  }

  #menuItem(index: number): Rect | undefined {
    if (!this.#menu) return undefined;
    const x = this.#menu.x + index * menuItemWidth;
    return rect(x, this.#menu.y, menuItemWidth, menuHeight);
  }

  #drawCard(context: Context2D, clip: Rect): void {
    fillRounded(context, this.#card, 32, '#ffffff');
    const { x, y } = this.#card;
    if (this.editor.field.text === '') {
      const at = { x: x + 28, y: y + 54 };
      drawText(context, 'Write something…', at, { size: 34, colour: '#aaa4b6' });
    }
    this.editor.draw(context, clip);
  }

  #drawMenu(context: Context2D): void {
    if (!this.#menu) return;
    context.save();
    context.shadowColor = 'rgba(30, 20, 70, 0.28)';
    context.shadowBlur = 16;
    context.shadowOffsetY = 4;
    fillRounded(context, menuBounds(this.#menu), menuHeight / 2, '#ffffff');
    context.restore();
    for (const [index, [action, label]] of Object.entries(menuLabels).entries()) {
      const bounds = this.#menuItem(index);
      if (!bounds) continue;
      if (this.#host.isPressed(`notes:menu:${action}`))
        fillRounded(context, bounds, menuHeight / 2, colours.pressed);
      drawText(context, label, centre(bounds), { size: 25, weight: 500, align: 'center' });
    }
  }
}

function menuBounds(corner: Point): Rect {
  return rect(corner.x, corner.y, 3 * menuItemWidth, menuHeight);
}
