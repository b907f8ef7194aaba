import type { Edit } from '../../../src/core/text-difference.js';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text field as Android's editing keys treat it, written apart from the code that is tested: Backspace goes by the
 * states of `android.text.method.BaseKeyListener`, looking backwards from the caret; the other keys by graphemes.
 */
export class AndroidField {
  text = '';
  caret = 0;

  type(text: string): void {
    this.text = this.text.slice(0, this.caret) + text + this.text.slice(this.caret);
    this.caret += text.length;
  }

  apply(edits: readonly Edit[]): void {
    for (const edit of edits) {
      if (edit.type === 'text') this.type(edit.text);
      else for (let count = 0; count < edit.times; count += 1) this.press(edit.keyCode);
    }
  }

  press(keyCode: number): void {
    if (keyCode === 67) this.#delete(this.#backspace(), this.caret);
    else if (keyCode === 112) this.#delete(this.caret, this.#next());
    else if (keyCode === 21) this.caret = this.#previous();
    else if (keyCode === 22) this.caret = this.#next();
    else if (keyCode === 66) this.type('\n');
    else throw new Error(`Key ${keyCode} is none of an editor's.`);
  }

  #delete(from: number, to: number): void {
    this.text = this.text.slice(0, from) + this.text.slice(to);
    this.caret = from;
  }

  #next(): number {
    const [first] = segmenter.segment(this.text.slice(this.caret));
    return this.caret + (first?.segment.length ?? 0);
  }

  #previous(): number {
    return [...segmenter.segment(this.text.slice(0, this.caret))].at(-1)?.index ?? 0;
  }

  #backspace(): number {
    const points = [...this.text.slice(0, this.caret)];
    const count = deletedPoints(points);
    return this.caret - points.slice(points.length - count).join('').length;
  }
}

const isEmoji = (point = '') => /\p{Extended_Pictographic}/u.test(point);
const isModifier = (point = '') => /\p{Emoji_Modifier}/u.test(point);
const isModifierBase = (point = '') => /\p{Emoji_Modifier_Base}/u.test(point);
const isRegional = (point = '') => /\p{Regional_Indicator}/u.test(point);
const isSelector = (point = '') => /[\ufe00-\ufe0f]/.test(point);

/** How many of these code points one press takes away from their end. */
function deletedPoints(points: readonly string[]): number {
  const back = (index: number) => points.at(-1 - index);
  const last = back(0);
  if (last === undefined) return 0;
  if (last === '\n') return back(1) === '\r' ? 2 : 1;
  if (isRegional(last)) {
    let run = 0;
    while (isRegional(back(run))) run += 1;
    return run % 2 === 0 ? 2 : 1;
  }
  if (last === '\u20e3') {
    const key = isSelector(back(1)) ? 2 : 1;
    return /^[\d#*]$/.test(back(key) ?? '') ? key + 1 : 1;
  }
  let count = 1;
  if (isModifier(last)) {
    const base = isSelector(back(1)) ? 2 : 1;
    if (!isModifierBase(back(base))) return 1;
    count = base + 1;
  } else if (isSelector(last)) {
    const base = back(1);
    if (base === undefined || isSelector(base) || /\p{M}/u.test(base)) return 1;
    count = 2;
    if (!isEmoji(base)) return count;
  } else if (!isEmoji(last)) return 1;
  // Joined to emoji before it, each with its own modifier or selector.
  while (back(count) === '\u200d') {
    let before = count + 1;
    if (isSelector(back(before)) || isModifier(back(before))) before += 1;
    if (!isEmoji(back(before))) break;
    count = before + 1;
  }
  return count;
}
