import { drawText, fillRect, fillRounded, strokeLines } from '../draw.js';
import { keyCode } from '../key-codes.js';
import { centre, inflate, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { Surface, Target, Targets } from '../surface.js';
import { colours } from '../theme.js';

export interface SoftKeyboardHost {
  isPressed(target: string): boolean;
  invalidate(part: Rect): void;
  typeText(text: string): void;
  /** Types a key that is no character. */
  typeKey(code: number): void;
}

type Page = 'letters' | 'symbols';

/** Rows of keys: a character, or a name with its width in ordinary keys. */
type Key = string | { readonly name: string; readonly span: number };

const bottomRow: readonly Key[] = [
  { name: 'page', span: 1.5 },
  ',',
  { name: 'space', span: 5 },
  '.',
  { name: 'enter', span: 1.5 },
];

const pages: Readonly<Record<Page, readonly (readonly Key[])[]>> = {
  letters: [
    [...'qwertyuiop'],
    [...'asdfghjkl'],
    [{ name: 'shift', span: 1.5 }, ...'zxcvbnm', { name: 'backspace', span: 1.5 }],
    bottomRow,
  ],
  symbols: [
    [...'1234567890'],
    [...'@#$%&-+()'],
    [{ name: 'backslash', span: 1.5 }, ...'*"\':;!?', { name: 'backspace', span: 1.5 }],
    bottomRow,
  ],
};

/** The keyboard that the phone itself shows. Its targets are `key:a`, `key:space`, `key:enter` and so on. */
export class SoftKeyboard implements Surface {
  readonly #host: SoftKeyboardHost;
  #bounds: Rect = rect(0, 0, 0, 0);
  #page: Page = 'letters';
  #isShifted = false;
  #targets: ReadonlyMap<string, Target> = new Map();

  constructor(host: SoftKeyboardHost) {
    this.#host = host;
  }

  get bounds(): Rect {
    return this.#bounds;
  }

  /** @param within between status bar and navigation bar; it takes the lower part */
  layout(within: Rect): void {
    const height = within.height > within.width ? 424 : 272;
    this.#bounds = rect(within.x, within.y + within.height - height, within.width, height);
    this.#layoutKeys();
  }

  reset(): void {
    this.#page = 'letters';
    this.#isShifted = false;
    this.#layoutKeys();
  }

  targets(): Targets {
    return this.#targets;
  }

  tap(target: string): void {
    const key = target.slice('key:'.length);
    if (key === 'shift') this.#isShifted = !this.#isShifted;
    else if (key === 'page') this.#page = this.#page === 'letters' ? 'symbols' : 'letters';
    else if (key === 'enter') this.#host.typeKey(keyCode.enter);
    else if (key === 'backspace') this.#host.typeKey(keyCode.backspace);
    else {
      this.#host.typeText(this.#characterOf(key));
      if (!this.#isShifted) return;
      this.#isShifted = false;
    }
    if (key === 'enter' || key === 'backspace') return;
    this.#layoutKeys();
    this.#host.invalidate(this.#bounds);
  }

  draw(context: Context2D, clip: Rect): void {
    if (!overlaps(clip, this.#bounds)) return;
    fillRect(context, this.#bounds, colours.containerHigh);
    for (const [name, { bounds }] of this.#targets) {
      if (!overlaps(clip, bounds)) continue;
      this.#drawKey(context, name, bounds);
    }
  }

  #layoutKeys(): void {
    const targets = new Map<string, Target>();
    const { x, y, width, height } = this.#bounds;
    const unit = (width - 16) / 10;
    const rowHeight = (height - 20) / 4;
    for (const [rowIndex, row] of pages[this.#page].entries()) {
      const spans = row.map((key) => (typeof key === 'string' ? 1 : key.span));
      let left = x + (width - unit * spans.reduce((sum, span) => sum + span, 0)) / 2;
      for (const [index, key] of row.entries()) {
        const span = spans[index] ?? 1;
        const bounds = rect(left, y + 10 + rowIndex * rowHeight, unit * span, rowHeight);
        targets.set(`key:${typeof key === 'string' ? key : key.name}`, { bounds, kind: 'button' });
        left += unit * span;
      }
    }
    this.#targets = targets;
  }

  #characterOf(key: string): string {
    if (key === 'space') return ' ';
    if (key === 'backslash') return '\\';
    return this.#isShifted ? key.toUpperCase() : key;
  }

  #drawKey(context: Context2D, target: string, bounds: Rect): void {
    const name = target.slice('key:'.length);
    const cap = inflate(bounds, -5);
    const isAction = ['shift', 'page', 'backspace'].includes(name);
    const isLit = name === 'enter' || (name === 'shift' && this.#isShifted);
    const fill = isLit ? colours.primary : isAction ? '#cfc8e2' : '#ffffff';
    const ink = isLit ? colours.onPrimary : colours.text;
    fillRounded(context, cap, name === 'enter' ? cap.height / 2 : 12, fill);
    if (this.#host.isPressed(target)) fillRounded(context, cap, 12, colours.pressed);
    const middle = centre(cap);
    if (name === 'space') return;
    if (name === 'enter') drawReturn(context, middle.x, middle.y, ink);
    else if (name === 'shift') drawShift(context, middle.x, middle.y, ink);
    else if (name === 'backspace') drawBackspace(context, middle.x, middle.y, ink);
    else {
      const isPageKey = name === 'page';
      const pageLabel = this.#page === 'letters' ? '?123' : 'ABC';
      const label = isPageKey ? pageLabel : this.#characterOf(name);
      drawText(context, label, middle, {
        size: isPageKey ? 26 : 34,
        align: 'center',
        colour: ink,
        weight: isPageKey ? 500 : 400,
      });
    }
  }
}

function drawShift(context: Context2D, x: number, y: number, ink: string): void {
  const points = [
    [0, -16],
    [15, 0],
    [7, 0],
    [7, 13],
    [-7, 13],
    [-7, 0],
    [-15, 0],
    [0, -16],
  ].map(([dx = 0, dy = 0]) => ({ x: x + dx, y: y + dy }));
  strokeLines(context, points, 3, ink);
}

function drawBackspace(context: Context2D, x: number, y: number, ink: string): void {
  const outline = [
    [-19, 0],
    [-8, -13],
    [17, -13],
    [17, 13],
    [-8, 13],
    [-19, 0],
  ].map(([dx = 0, dy = 0]) => ({ x: x + dx, y: y + dy }));
  strokeLines(context, outline, 3, ink);
  for (const slope of [1, -1]) {
    const ends = [
      { x: x - 1, y: y - 5 * slope },
      { x: x + 9, y: y + 5 * slope },
    ];
    strokeLines(context, ends, 3, ink);
  }
}

function drawReturn(context: Context2D, x: number, y: number, ink: string): void {
  const at = (dx: number, dy: number): { x: number; y: number } => ({ x: x + dx, y: y + dy });
  strokeLines(context, [at(14, -12), at(14, 3), at(-13, 3)], 3.5, ink);
  strokeLines(context, [at(-6, -4), at(-14, 3), at(-6, 10)], 3.5, ink);
}
