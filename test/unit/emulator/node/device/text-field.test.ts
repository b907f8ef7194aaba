import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextField } from '../../../../../src/emulator/node/device/text-field.js';
import {
  lineOf,
  positionAt,
  wrapLines,
  xOf,
} from '../../../../../src/emulator/node/device/text-lines.js';

function fieldWith(text: string, caret = text.length): TextField {
  const field = new TextField();
  field.insert(text);
  field.moveTo(caret);
  return field;
}

describe('a text field', () => {
  it('inserts at the caret', () => {
    const field = fieldWith('held', 2);
    field.insert('ralde');
    expect(field.text).toBe('heraldeld');
    expect(field.caret).toBe(7);
  });

  it('replaces the selection', () => {
    const field = fieldWith('one two three');
    field.select(4, 7);
    expect(field.selectedText).toBe('two');
    field.insert('2');
    expect(field.text).toBe('one 2 three');
    expect(field.selection).toEqual({ start: 5, end: 5 });
  });

  it('deletes on either side of the caret, and stops at the ends', () => {
    const field = fieldWith('abcd', 2);
    field.deleteBefore();
    field.deleteAfter();
    expect(field.text).toBe('ad');
    field.moveTo(0);
    field.deleteBefore();
    field.moveTo(2);
    field.deleteAfter();
    expect(field.text).toBe('ad');
  });

  it('deletes and steps over whole characters, however they are made up', () => {
    const field = fieldWith('a👩‍👩‍👧e\u0301');
    expect(field.caret).toBe(11);
    field.moveLeft();
    expect(field.caret).toBe(9);
    field.moveLeft();
    expect(field.caret).toBe(1);
    field.deleteAfter();
    expect(field.text).toBe('ae\u0301');
    field.moveRight();
    field.deleteBefore();
    // Backspace takes what was typed last, which is the accent.
    expect(field.text).toBe('ae');
    field.deleteBefore();
    expect(field.text).toBe('a');
  });

  it.each<[string, number]>([
    ['👍🏽', 1],
    ['👨‍👩‍👧‍👦', 1],
    ['👩🏽‍🚀', 1],
    ['❤️‍🔥', 1],
    ['🇩🇪🇯🇵', 2],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿', 1],
    ['1️⃣', 1],
    ['葛󠄀', 2],
    ['한', 1],
    ['بَ', 2],
    ['é', 1],
  ])('takes %s away by %i presses of Backspace', (text, presses) => {
    const field = fieldWith(`a${text}`);
    for (let press = 1; press <= presses; press += 1) {
      expect(field.text.length).toBeGreaterThan(1);
      field.deleteBefore();
    }
    expect(field.text).toBe('a');
  });

  it('deletes words in both directions', () => {
    const field = fieldWith('one two, three four', 8);
    field.deleteWordBefore();
    expect(field.text).toBe('one  three four');
    field.deleteWordAfter();
    expect(field.text).toBe('one  four');
    field.deleteWordBefore();
    expect(field.text).toBe(' four');
    field.deleteWordBefore();
    field.deleteWordAfter();
    field.deleteWordAfter();
    expect(field.text).toBe('');
  });

  it('leaves a selection to its left or right end', () => {
    const field = fieldWith('abcdef');
    field.select(1, 4);
    field.moveLeft();
    expect(field.caret).toBe(1);
    field.select(1, 4);
    field.moveRight();
    expect(field.caret).toBe(4);
  });

  it('selects the word at a position, or only goes there when it is between words', () => {
    const field = fieldWith('say hello, phone');
    field.selectWord(6);
    expect(field.selectedText).toBe('hello');
    field.selectWord(10);
    expect(field.selectedText).toBe('');
    expect(field.caret).toBe(10);
  });

  it('has one kind of line break', () => {
    expect(fieldWith('a\r\nb\rc\nd').text).toBe('a\nb\nc\nd');
  });
});

describe('wrapping into lines', () => {
  const lines = (text: string, width = 10): readonly string[] =>
    wrapLines(text, width, () => 1).map(({ start, end }) => text.slice(start, end));

  it.each([
    ['', ['']],
    ['short', ['short']],
    ['two\nlines', ['two', 'lines']],
    ['ends with a\n', ['ends with ', 'a', '']],
    ['the quick brown fox', ['the quick ', 'brown fox']],
    ['abcdefghijklmno', ['abcdefghij', 'klmno']],
    ['0123456789 next', ['0123456789 ', 'next']],
    ['你好世界你好世界你好世界', ['你好世界你好世界你好', '世界']],
  ])('breaks %j where it should', (text, expected) => {
    expect(lines(text)).toEqual(expected);
  });

  it('loses no character and passes the edge with spaces only', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'bb', ' ', '\n', '中'), maxLength: 80 });
    fc.assert(
      fc.property(text, (value) => {
        const wrapped = wrapLines(value, 10, () => 1);
        const covered = wrapped.map(({ start, end }) => value.slice(start, end)).join('');
        expect(covered).toBe(value.replaceAll('\n', ''));
        for (const { start, end } of wrapped)
          expect(value.slice(start, end).trimEnd().length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('finds lines and positions for the caret', () => {
    const wrapped = wrapLines('the quick brown fox', 10, () => 1);
    expect(lineOf(wrapped, 9)).toBe(0);
    expect(lineOf(wrapped, 10)).toBe(1);
    const second = wrapped[1];
    if (!second) throw new Error('There is no second line.');
    expect(xOf(second, 13)).toBe(3);
    expect(positionAt(second, 3.4)).toBe(13);
    expect(positionAt(second, 99)).toBe(19);
    expect(positionAt(second, -5)).toBe(10);
  });
});
