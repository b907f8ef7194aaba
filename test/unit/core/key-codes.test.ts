import { describe, expect, it } from 'vitest';
import { androidKeyCode, androidKeys, metaBitsOf, modifiers } from '../../../src/core/key-codes.js';

/** Literal values of `KeyEvent.KEYCODE_*`, Android platform reference. */
const expected: Readonly<Record<string, number>> = {
  Digit0: 7, // KEYCODE_0
  Digit1: 8,
  Digit2: 9,
  Digit3: 10,
  Digit4: 11,
  Digit5: 12,
  Digit6: 13,
  Digit7: 14,
  Digit8: 15,
  Digit9: 16,
  ArrowUp: 19, // KEYCODE_DPAD_UP
  ArrowDown: 20,
  ArrowLeft: 21,
  ArrowRight: 22,
  KeyA: 29, // KEYCODE_A
  KeyB: 30,
  KeyC: 31,
  KeyM: 41,
  KeyV: 50,
  KeyX: 52,
  KeyY: 53,
  KeyZ: 54,
  Comma: 55,
  Period: 56,
  AltLeft: 57,
  AltRight: 58,
  ShiftLeft: 59,
  ShiftRight: 60,
  Tab: 61,
  Space: 62,
  Enter: 66,
  Backspace: 67, // KEYCODE_DEL
  Backquote: 68, // KEYCODE_GRAVE
  Minus: 69,
  Equal: 70,
  BracketLeft: 71,
  BracketRight: 72,
  Backslash: 73,
  IntlBackslash: 73,
  Semicolon: 74,
  Quote: 75, // KEYCODE_APOSTROPHE
  Slash: 76,
  ContextMenu: 82, // KEYCODE_MENU
  PageUp: 92,
  PageDown: 93,
  Escape: 111,
  Delete: 112, // KEYCODE_FORWARD_DEL
  ControlLeft: 113,
  ControlRight: 114,
  CapsLock: 115,
  ScrollLock: 116,
  MetaLeft: 117,
  MetaRight: 118,
  PrintScreen: 120, // KEYCODE_SYSRQ
  Pause: 121, // KEYCODE_BREAK
  Home: 122, // KEYCODE_MOVE_HOME
  End: 123, // KEYCODE_MOVE_END
  Insert: 124,
  F1: 131,
  F2: 132,
  F9: 139,
  F10: 140,
  F11: 141,
  F12: 142,
  NumLock: 143,
  Numpad0: 144,
  Numpad1: 145,
  Numpad9: 153,
  NumpadDivide: 154,
  NumpadMultiply: 155,
  NumpadSubtract: 156,
  NumpadAdd: 157,
  NumpadDecimal: 158, // KEYCODE_NUMPAD_DOT
  NumpadComma: 159,
  NumpadEnter: 160,
  NumpadEqual: 161, // KEYCODE_NUMPAD_EQUALS
};

describe('Android key codes', () => {
  it.each(Object.entries(expected))('%s is %i', (code, keyCode) => {
    expect(androidKeyCode(code)).toBe(keyCode);
  });

  it('are not made up', () => {
    for (const code of [
      '',
      'Unidentified',
      'KeyÄ',
      'Keya',
      'Digit10',
      'F0',
      'F13',
      'F01',
      'toString',
    ])
      expect(androidKeyCode(code)).toBeUndefined();
  });

  it('of the phone itself are the constants of Android and not those of Linux', () => {
    expect(androidKeys).toEqual({
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
    });
  });

  it('come with META_*_ON and META_*_LEFT_ON or META_*_RIGHT_ON', () => {
    expect(
      modifiers.map((name) => [name, metaBitsOf(name, false), metaBitsOf(name, true)]),
    ).toEqual([
      ['Shift', 1 + 64, 1 + 128],
      ['Alt', 2 + 16, 2 + 32],
      ['Control', 4096 + 8192, 4096 + 16384],
      ['Meta', 65536 + 131072, 65536 + 262144],
    ]);
  });
});
