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

/** By the first of consecutive key codes: the values of `KeyboardEvent.code` from there on. Letters, digits and
 * function keys are computed. */
const codesFrom: Readonly<Record<number, string>> = {
  19: 'ArrowUp ArrowDown ArrowLeft ArrowRight',
  55: 'Comma Period AltLeft AltRight ShiftLeft ShiftRight Tab Space',
  66: 'Enter Backspace Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Slash',
  73: 'IntlBackslash',
  82: 'ContextMenu',
  92: 'PageUp PageDown',
  111: 'Escape Delete ControlLeft ControlRight CapsLock ScrollLock MetaLeft MetaRight',
  120: 'PrintScreen Pause Home End Insert',
  143: 'NumLock',
  154: 'NumpadDivide NumpadMultiply NumpadSubtract NumpadAdd NumpadDecimal NumpadComma NumpadEnter NumpadEqual',
};

/** The Android key code of a `KeyboardEvent.code`; undefined where Android has none. */
export function androidKeyCode(code: string): number | undefined {
  const [, letter, digit, numpadDigit, functionKey] =
    /^(?:Key([A-Z])|Digit(\d)|Numpad(\d)|F([1-9]|1[0-2]))$/.exec(code) ?? [];
  if (letter) return letter.charCodeAt(0) - 65 + 29;
  if (digit) return 7 + Number(digit);
  if (numpadDigit) return 144 + Number(numpadDigit);
  if (functionKey) return 130 + Number(functionKey);
  for (const [first, codes] of Object.entries(codesFrom)) {
    const index = codes.split(' ').indexOf(code);
    if (index >= 0) return Number(first) + index;
  }
  return undefined;
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
