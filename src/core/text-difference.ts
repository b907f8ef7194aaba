import type { KeyMessage } from './control.js';
import { androidKeys, metaBitsOf } from './key-codes.js';

/** The text of a field with its caret, in UTF-16 units from the start. */
export interface FieldContent {
  readonly text: string;
  readonly caret: number;
}

/** What is done on the phone: text typed at the caret, or a key pressed and let go so many times. */
export type Edit =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'press';
      readonly keyCode: KeyMessage['keyCode'];
      readonly metaState: number;
      readonly times: number;
    };

export const press = (keyCode: number, times = 1, metaState = 0): Edit => ({
  type: 'press',
  keyCode,
  metaState,
  times,
});

export const controlBits = metaBitsOf('Control', false);
export const shiftBits = metaBitsOf('Shift', false);

const keyCode = { left: 21, right: 22, forwardDelete: 112 } as const;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const graphemesOf = (text: string) => [...segmenter.segment(text)];

const emoji =
  '(?:\\p{Emoji_Modifier_Base}\\ufe0f?\\p{Emoji_Modifier}|\\p{Extended_Pictographic}[\\ufe00-\\ufe0f]?)';
/**
 * What one press of Android's Backspace takes away from the end of a character: emoji of every make as a whole; of all
 * else one code point, such as the accent of a letter that is written as two (Android's `BaseKeyListener`).
 */
const takenAtOnce = new RegExp(
  [
    '(?:\\r\\n',
    '\\p{Regional_Indicator}{2}',
    '[\\d#*]\\ufe0f?\\u20e3',
    `(?:${emoji}\\u200d)*${emoji}`,
    '\\p{Extended_Pictographic}[\\u{e0020}-\\u{e007e}]+\\u{e007f}',
    '[^\\p{M}][\\ufe00-\\ufe0f]',
    '[^])$',
  ].join('|'),
  'u',
);

/** How often Backspace has to be pressed on Android to take this away. */
export function backspacesFor(text: string): number {
  let count = 0;
  for (let { segment: rest } of graphemesOf(text))
    for (; rest; count += 1) rest = rest.replace(takenAtOnce, '');
  return count;
}

/** Forward delete and the arrow keys go by what a reader sees as one character. */
const charactersIn = (text: string) => graphemesOf(text).length;

function commonPrefix(a: string, b: string, limit: number): number {
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return length;
}

function commonSuffix(a: string, b: string, limit: number): number {
  let length = 0;
  while (length < limit && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

/** The last place up to `position` at which the text can be cut without cutting a character. */
function boundaryBefore(text: string, position: number): number {
  if (position >= text.length) return text.length;
  let boundary = 0;
  for (const { index } of graphemesOf(text)) {
    if (index > position) break;
    boundary = index;
  }
  return boundary;
}

/** The first place from `position` on. */
function boundaryAfter(text: string, position: number): number {
  for (const { index } of graphemesOf(text)) if (index >= position) return index;
  return text.length;
}

/**
 * What has to be done on the phone, whose text and caret are as they were in the field before, so that they become as
 * they are in the field now. What lies behind the caret is not touched unless it has changed.
 */
export function editsBetween(before: FieldContent, now: FieldContent): readonly Edit[] {
  const { caret } = before;
  const behind = before.text.length - caret;
  let start = commonPrefix(before.text, now.text, Math.min(caret, now.text.length));
  // Only where something is deleted: a character that grows, such as an emoji by a joiner, just gets its rest.
  const isGrowing = start === caret;
  if (!isGrowing) start = boundaryBefore(before.text, start);
  let kept = commonSuffix(before.text, now.text, Math.min(behind, now.text.length - start));
  if (kept < behind)
    kept = before.text.length - boundaryAfter(before.text, before.text.length - kept);
  const deletedBefore = before.text.slice(start, caret);
  const deletedBehind = before.text.slice(caret, before.text.length - kept);
  const end = now.text.length - kept;
  const inserted = now.text.slice(start, end);
  const edits: Edit[] = [];
  if (deletedBefore) edits.push(press(androidKeys.DEL, backspacesFor(deletedBefore)));
  if (deletedBehind) edits.push(press(keyCode.forwardDelete, charactersIn(deletedBehind)));
  if (inserted) edits.push({ type: 'text', text: inserted });
  if (now.caret < end)
    edits.push(press(keyCode.left, charactersIn(now.text.slice(now.caret, end))));
  if (now.caret > end)
    edits.push(press(keyCode.right, charactersIn(now.text.slice(end, now.caret))));
  return edits;
}
