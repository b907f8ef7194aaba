import { describe, expect, it } from 'vitest';
import { androidKeyCode } from '../../../src/core/key-code-table.js';
import { androidKeys, metaBitsOf, modifiers } from '../../../src/core/key-codes.js';
import { androidConstants, androidKeyLayout } from '../../vectors/android-key-layout.js';

const keyCodeOf = (androidName: string) => {
  if (/^[A-Z]$/.test(androidName)) return 29 + androidName.charCodeAt(0) - 65;
  return /^\d$/.test(androidName) ? 7 + Number(androidName) : androidConstants[androidName];
};

describe('Android key codes', () => {
  it.each(androidKeyLayout)('%s, scan code %i, is KEYCODE_%s', (code, _scanCode, androidName) => {
    expect(keyCodeOf(androidName)).toBeTypeOf('number');
    expect(androidKeyCode(code)).toBe(keyCodeOf(androidName));
  });

  it.each([
    ['Hankaku', 'Lang5'],
    ['KanjiMode', 'Lang5'],
    ['Alphanumeric', 'Lang2'],
    ['HangulMode', 'Lang1'],
    ['HiraganaKatakana', 'KanaMode'],
    ['LaunchApplication2', 'LaunchApp2'],
    ['OSLeft', 'MetaLeft'],
  ])('%s is the same key as %s', (name, code) => {
    expect(androidKeyCode(name)).toBe(androidKeyCode(code));
    expect(androidKeyCode(name)).toBeTypeOf('number');
  });

  it("of keys that only Android's reference names, and no key layout", () => {
    expect(androidKeyCode('Clear')).toBe(28);
    expect(androidKeyCode('Help')).toBe(259);
  });

  it('are not made up', () => {
    for (const code of [
      '',
      'Unidentified',
      'KeyÄ',
      'Keya',
      'Digit10',
      'F0',
      'F25',
      'F01',
      'Dead',
      'Process',
      'AltGraph',
      'hasOwnProperty',
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
