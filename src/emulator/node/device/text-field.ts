/** The text of an input field, its caret and its selection. Positions are UTF-16 units from the start. */
export class TextField {
  #text = '';
  #caret = 0;
  /** The other end of the selection; equal to the caret when nothing is selected. */
  #anchor = 0;

  get text(): string {
    return this.#text;
  }

  get caret(): number {
    return this.#caret;
  }

  get selection(): { readonly start: number; readonly end: number } {
    return {
      start: Math.min(this.#caret, this.#anchor),
      end: Math.max(this.#caret, this.#anchor),
    };
  }

  get selectedText(): string {
    return this.#text.slice(this.selection.start, this.selection.end);
  }

  get hasSelection(): boolean {
    return this.#caret !== this.#anchor;
  }

  /** Puts the text at the caret, or in place of the selection. */
  insert(text: string): void {
    const { start, end } = this.selection;
    const clean = text.replace(/\r\n?/g, '\n');
    this.#text = this.#text.slice(0, start) + clean + this.#text.slice(end);
    this.moveTo(start + clean.length);
  }

  /** Backspace: as on Android, emoji go as a whole, and of other characters one code point. */
  deleteBefore(): void {
    if (!this.hasSelection) this.#anchor = this.#beforeLastTyped();
    this.insert('');
  }

  /** Ctrl and Backspace: back to the start of a word, as Android's `WordIterator` finds it. */
  deleteWordBefore(): void {
    const words = this.#words().filter(({ start }) => start < this.#caret);
    if (!this.hasSelection) this.#anchor = words.at(-1)?.start ?? 0;
    this.insert('');
  }

  /** Ctrl and forward delete: on to the end of a word. */
  deleteWordAfter(): void {
    const word = this.#words().find(({ end }) => end > this.#caret);
    if (!this.hasSelection) this.#anchor = word?.end ?? this.#text.length;
    this.insert('');
  }

  /** Forward delete. */
  deleteAfter(): void {
    if (!this.hasSelection) this.#anchor = this.#next();
    this.insert('');
  }

  moveTo(position: number): void {
    this.#caret = Math.min(this.#text.length, Math.max(0, position));
    this.#anchor = this.#caret;
  }

  moveLeft(): void {
    this.moveTo(this.hasSelection ? this.selection.start : this.#previous());
  }

  moveRight(): void {
    this.moveTo(this.hasSelection ? this.selection.end : this.#next());
  }

  /** The end of the selection that stays while the caret moves. */
  get anchor(): number {
    return this.#anchor;
  }

  /** Selects from there to the caret. */
  selectFrom(anchor: number): void {
    this.#anchor = Math.min(this.#text.length, Math.max(0, anchor));
  }

  select(start: number, end: number): void {
    this.moveTo(end);
    this.#anchor = Math.min(this.#caret, Math.max(0, start));
  }

  selectAll(): void {
    this.select(0, this.#text.length);
  }

  /** Selects the word around a position; where there is none, it moves the caret there. */
  selectWord(position: number): void {
    for (const { segment, index, isWordLike } of wordSegmenter.segment(this.#text)) {
      const end = index + segment.length;
      if (position < index || position > end || !isWordLike) continue;
      this.select(index, end);
      return;
    }
    this.moveTo(position);
  }

  clear(): void {
    this.#text = '';
    this.moveTo(0);
  }

  #previous(): number {
    let found = 0;
    for (const { start, end } of graphemes(this.#text.slice(0, this.#caret)))
      if (end === this.#caret) found = start;
    return found;
  }

  #words(): readonly { readonly start: number; readonly end: number }[] {
    return [...wordSegmenter.segment(this.#text)]
      .filter(({ isWordLike }) => isWordLike)
      .map(({ segment, index }) => ({ start: index, end: index + segment.length }));
  }

  #beforeLastTyped(): number {
    const start = this.#previous();
    const character = this.#text.slice(start, this.#caret);
    if (wholeCharacter.test(character)) return start;
    return this.#caret - ([...character].at(-1)?.length ?? 0);
  }

  #next(): number {
    const [first] = graphemes(this.#text.slice(this.#caret));
    return this.#caret + (first?.end ?? 0);
  }
}

const wordSegmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const graphemeSegmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Emoji of every make, flags, keycaps, a line break of two, and ideographs with their variant. */
const wholeCharacter = new RegExp(
  [
    '^(?:\\r\\n',
    '\\p{Regional_Indicator}{2}',
    '[\\d#*]\\ufe0f?\\u20e3',
    '\\P{M}[\\ufe00-\\ufe0f]',
    '(?:\\p{Extended_Pictographic}(?:\\p{Emoji_Modifier}|\\ufe0f)?(?:\\u200d|$))+',
    '\\p{Extended_Pictographic}[\\u{e0020}-\\u{e007f}]+)$',
  ].join('|'),
  'u',
);

/** What people see as single characters: emoji with joiners and letters with accents stay whole. */
export function graphemes(
  text: string,
): readonly { readonly segment: string; readonly start: number; readonly end: number }[] {
  return [...graphemeSegmenter.segment(text)].map(({ segment, index }) => ({
    segment,
    start: index,
    end: index + segment.length,
  }));
}
