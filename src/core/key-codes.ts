/**
 * Android KeyEvent constants, from the Android platform reference (`android.view.KeyEvent`).
 */

/** The keys of an Android phone, and those that applications send by themselves. */
export const androidKeys = {
  HOME: 3,
  BACK: 4,
  VOLUME_UP: 24,
  VOLUME_DOWN: 25,
  POWER: 26,
  TAB: 61,
  ENTER: 66,
  DEL: 67,
  MENU: 82,
  ESCAPE: 111,
  VOLUME_MUTE: 164,
  APP_SWITCH: 187,
} as const;

/** By `KeyboardEvent.code`; letters, digits and function keys are computed. */
const byCode: Readonly<Record<string, number>> = {
  ArrowUp: 19,
  ArrowDown: 20,
  ArrowLeft: 21,
  ArrowRight: 22,
  Comma: 55,
  Period: 56,
  AltLeft: 57,
  AltRight: 58,
  ShiftLeft: 59,
  ShiftRight: 60,
  Tab: 61,
  Space: 62,
  Enter: 66,
  Backspace: 67,
  Backquote: 68,
  Minus: 69,
  Equal: 70,
  BracketLeft: 71,
  BracketRight: 72,
  Backslash: 73,
  IntlBackslash: 73,
  Semicolon: 74,
  Quote: 75,
  Slash: 76,
  ContextMenu: 82,
  PageUp: 92,
  PageDown: 93,
  Escape: 111,
  Delete: 112,
  ControlLeft: 113,
  ControlRight: 114,
  CapsLock: 115,
  ScrollLock: 116,
  MetaLeft: 117,
  MetaRight: 118,
  PrintScreen: 120,
  Pause: 121,
  Home: 122,
  End: 123,
  Insert: 124,
  NumLock: 143,
  NumpadDivide: 154,
  NumpadMultiply: 155,
  NumpadSubtract: 156,
  NumpadAdd: 157,
  NumpadDecimal: 158,
  NumpadComma: 159,
  NumpadEnter: 160,
  NumpadEqual: 161,
};

/** The Android key code of a `KeyboardEvent.code`; undefined where Android has none. */
export function androidKeyCode(code: string): number | undefined {
  const [, letter, digit, numpadDigit, functionKey] =
    /^(?:Key([A-Z])|Digit(\d)|Numpad(\d)|F([1-9]|1[0-2]))$/.exec(code) ?? [];
  if (letter) return letter.charCodeAt(0) - 65 + 29;
  if (digit) return 7 + Number(digit);
  if (numpadDigit) return 144 + Number(numpadDigit);
  if (functionKey) return 130 + Number(functionKey);
  return Object.hasOwn(byCode, code) ? byCode[code] : undefined;
}

/**
 * Android's meta state bits: [either side, left, right]. An event has the bit of the modifier and that of its
 * side.
 */
const metaBits = {
  Shift: [0x1, 0x40, 0x80],
  Alt: [0x2, 0x10, 0x20],
  Control: [0x1000, 0x2000, 0x4000],
  Meta: [0x10000, 0x20000, 0x40000],
} as const;

export type Modifier = keyof typeof metaBits;

export const modifiers = Object.keys(metaBits) as readonly Modifier[];

/** `sides` may be a `location` of KeyboardEvent: 2 is right; the left key is assumed otherwise. */
export function metaBitsOf(modifier: Modifier, isRight: boolean): number {
  const [either, left, right] = metaBits[modifier];
  return either | (isRight ? right : left);
}
