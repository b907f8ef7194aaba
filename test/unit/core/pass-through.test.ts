import { describe, expect, it } from 'vitest';
import { isForBrowser, type KeyPress } from '../../../src/core/keyboard.js';
import { createPassThrough } from '../../../src/core/pass-through.js';
import { passThroughPattern } from '../../../src/core/pass-through-pattern.js';

function press(key: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code: '',
    isComposing: false,
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    getModifierState: () => false,
    ...modifiers,
  };
}

const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };
const meta = { metaKey: true };
const alt = { altKey: true };

describe('a list of keys', () => {
  it.each([
    'F5',
    'Ctrl+r',
    'Ctrl+R',
    'Ctrl+Shift+Escape',
    'Meta+*',
    '*',
    '+',
    'Ctrl++',
    'Mod+ä',
    'Alt+ ',
    'Ctrl+😀',
    'defaults',
  ])('may have "%s"', (key) => {
    expect(passThroughPattern.test(key)).toBe(true);
  });

  it.each([
    '',
    'Ctrl+',
    'ctrl+r',
    'Control+r',
    'Ctrl-r',
    'Ctrl+rr',
    'r+Ctrl',
    'Ctrl+*+',
    'default',
  ])('cannot have "%s"', (key) => {
    expect(passThroughPattern.test(key)).toBe(false);
  });
});

describe('a key is left to the browser', () => {
  it.each<[string, KeyPress, boolean]>([
    ['Ctrl+r', press('r', ctrl), true],
    ['Ctrl+r', press('R', ctrl), true],
    ['Ctrl+R', press('r', ctrl), true],
    ['Ctrl+r', press('R', { ...ctrl, ...shift }), false],
    ['Ctrl+Shift+r', press('R', { ...ctrl, ...shift }), true],
    ['Ctrl+r', press('r', { ...ctrl, ...alt }), false],
    ['Ctrl+r', press('r', meta), false],
    ['Ctrl+r', press('r'), false],
    ['Mod+r', press('r', ctrl), true],
    ['Mod+r', press('r', meta), true],
    ['Mod+r', press('r', alt), false],
    ['F5', press('F5'), true],
    ['F5', press('F5', shift), false],
    ['F5', press('F6'), false],
    ['Ctrl++', press('+', { ...ctrl, ...shift }), true],
    ['Ctrl++', press('+', ctrl), true],
    ['Meta+*', press('q', meta), true],
    ['Meta+*', press('Q', { ...meta, ...shift }), true],
    ['Meta+*', press('ArrowLeft', { ...meta, ...alt }), false],
    ['Shift+*', press('ArrowLeft'), false],
    ['*', press('Enter'), true],
  ])('%s and %o', (key, event, isLeft) => {
    expect(createPassThrough([key])(event, false, false)).toBe(isLeft);
  });

  it('that types, when the list has it, and not because AltGr looks like Ctrl and Alt', () => {
    expect(createPassThrough(['?'])(press('?', shift), true, false)).toBe(true);
    expect(createPassThrough(['Ctrl+Alt+@'])(press('@', { ...ctrl, ...alt }), true, false)).toBe(
      false,
    );
    expect(createPassThrough()(press('v', { ...ctrl, ...alt }), true, false)).toBe(false);
  });

  it('when it is a usual one, unless the list is another', () => {
    const usual = [press('F5'), press('t', ctrl), press('I', { ...ctrl, ...shift })];
    for (const event of usual) {
      expect(isForBrowser(event)).toBe(true);
      expect(createPassThrough()(event, false, false)).toBe(true);
      expect(createPassThrough(['defaults', 'Ctrl+p'])(event, false, false)).toBe(true);
      expect(createPassThrough(['Ctrl+p'])(event, false, false)).toBe(false);
      expect(createPassThrough([])(event, false, false)).toBe(false);
    }
    expect(createPassThrough(['defaults', 'Ctrl+p'])(press('p', ctrl), false, false)).toBe(true);
  });

  it('with the keyboard locked only when the list names it, but for paste and the locks', () => {
    const locked = (keys: readonly string[] | undefined, event: KeyPress) =>
      createPassThrough(keys)(event, false, true);
    for (const event of [press('F5'), press('t', ctrl), press('F11'), press('Tab', alt)])
      expect(locked(undefined, event)).toBe(false);
    for (const event of [press('v', ctrl), press('V', meta), press('CapsLock')])
      expect(locked(undefined, event)).toBe(true);
    expect(locked(['Ctrl+r'], press('r', ctrl))).toBe(true);
  });
});
