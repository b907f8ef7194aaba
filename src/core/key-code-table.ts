/**
 * Values of `KeyboardEvent.code` and `KeyboardEvent.key` (W3C UI Events), and Android's KeyEvent constants for the same
 * keys (Android platform reference, `android.view.KeyEvent`). Where the two have no word in common, it goes by the Linux
 * scan code that Chromium gives the code and Android's public `Generic.kl` the constant to; a test has those as a table
 * of its own.
 */

/** By the first of consecutive key codes: the codes from there on. Letters, digits and function keys are computed. */
const codesFrom: Readonly<Record<number, string>> = {
  3: 'BrowserHome BrowserBack LaunchPhone',
  19: 'ArrowUp ArrowDown ArrowLeft ArrowRight',
  24: 'AudioVolumeUp AudioVolumeDown Power',
  28: 'Clear',
  55: 'Comma Period AltLeft AltRight ShiftLeft ShiftRight Tab Space',
  65: 'LaunchMail Enter Backspace Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Slash',
  82: 'ContextMenu',
  84: 'BrowserSearch MediaPlayPause MediaStop MediaTrackNext MediaTrackPrevious MediaRewind MediaFastForward',
  92: 'PageUp PageDown',
  111: 'Escape Delete ControlLeft ControlRight CapsLock ScrollLock MetaLeft MetaRight Fn PrintScreen Pause Home End Insert BrowserForward MediaPlay MediaPause',
  129: 'Eject MediaRecord',
  143: 'NumLock',
  154: 'NumpadDivide NumpadMultiply NumpadSubtract NumpadAdd NumpadDecimal NumpadComma NumpadEnter NumpadEqual NumpadParenLeft NumpadParenRight AudioVolumeMute',
  174: 'BrowserFavorites',
  187: 'SelectTask',
  209: 'MediaSelect LaunchApp2 Lang5 Lang2 NonConvert Convert KanaMode IntlYen IntlRo Lang1',
  220: 'BrightnessDown BrightnessUp',
  223: 'Sleep WakeUp',
  259: 'Help',
  277: 'Cut Copy Paste',
  285: 'BrowserRefresh',
};

/** Codes and keys that mean the same as another code. */
const sameAs: Readonly<Record<string, string>> = {
  IntlBackslash: 'Backslash',
  IntlHash: 'Backslash',
  BrowserStop: 'MediaStop',
  NumpadBackspace: 'Backspace',
  OSLeft: 'MetaLeft',
  OSRight: 'MetaRight',
  LaunchCalculator: 'LaunchApp2',
  LaunchApplication2: 'LaunchApp2',
  LaunchMediaPlayer: 'MediaSelect',
  Standby: 'Sleep',
  Zenkaku: 'Lang5',
  Hankaku: 'Lang5',
  ZenkakuHankaku: 'Lang5',
  KanjiMode: 'Lang5',
  Eisu: 'Lang2',
  Alphanumeric: 'Lang2',
  HanjaMode: 'Lang2',
  HangulMode: 'Lang1',
  Hiragana: 'KanaMode',
  Katakana: 'KanaMode',
  HiraganaKatakana: 'KanaMode',
};

/** The Android key code of a `KeyboardEvent.code`, or of a `KeyboardEvent.key` that is a name; undefined where Android
 * has none. */
export function androidKeyCode(code: string): number | undefined {
  const [, letter, digit, numpadDigit, functionKey] =
    /^(?:Key([A-Z])|Digit(\d)|Numpad(\d)|F([1-9]|1\d|2[0-4]))$/.exec(code) ?? [];
  if (letter) return letter.charCodeAt(0) - 65 + 29;
  if (digit) return 7 + Number(digit);
  if (numpadDigit) return 144 + Number(numpadDigit);
  // Android has those from F13 on since version 16.
  if (functionKey) return Number(functionKey) + (Number(functionKey) > 12 ? 313 : 130);
  const name = Object.hasOwn(sameAs, code) ? sameAs[code] : code;
  for (const [first, codes] of Object.entries(codesFrom)) {
    const index = codes.split(' ').indexOf(name ?? '');
    if (index >= 0) return Number(first) + index;
  }
  return undefined;
}

/** Android's META_CAPS_LOCK_ON and META_NUM_LOCK_ON. */
export function lockBitsOf(press: { getModifierState(name: string): boolean }): number {
  const bit = (lock: string, value: number) => (press.getModifierState(lock) ? value : 0);
  return bit('CapsLock', 0x100000) | bit('NumLock', 0x200000);
}
