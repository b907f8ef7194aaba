import { androidKeys } from './key-codes.js';

/** A key of a US keyboard, as Android's own layout for keyboards it does not know has them (`Generic.kcm`). */
export interface UsKey {
  readonly keyCode: number;
  readonly isShifted: boolean;
}

/** By the first of consecutive Android key codes: the characters from there on, plain and with Shift. */
const rows: readonly (readonly [first: number, plain: string, shifted: string])[] = [
  [7, '0123456789', ')!@#$%^&*('],
  [55, ',.', '<>'],
  [62, ' ', ''],
  [68, "`-=[]\\;'/", '~_+{}|:"?'],
];

function usKeyOf(character: string): UsKey | undefined {
  if (character === '\n') return { keyCode: androidKeys.ENTER, isShifted: false };
  if (character === '\t') return { keyCode: androidKeys.TAB, isShifted: false };
  if (/[a-z]/i.test(character)) {
    const lower = character.toLowerCase();
    return { keyCode: 29 + lower.charCodeAt(0) - 97, isShifted: character !== lower };
  }
  for (const [first, plain, shifted] of rows) {
    const at = plain.indexOf(character);
    if (at >= 0) return { keyCode: first + at, isShifted: false };
    const shiftedAt = shifted.indexOf(character);
    if (shiftedAt >= 0) return { keyCode: first + shiftedAt, isShifted: true };
  }
  return undefined;
}

/** The keys that type a text, one for each character; `undefined` when one of them has none. Lines end in any way. */
export function usKeysOf(text: string): readonly UsKey[] | undefined {
  const keys: UsKey[] = [];
  for (const character of text.replace(/\r\n?/g, '\n')) {
    const key = usKeyOf(character);
    if (!key) return undefined;
    keys.push(key);
  }
  return keys;
}
