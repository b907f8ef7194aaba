import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  backspacesFor,
  editsBetween,
  type FieldContent,
} from '../../../src/core/text-difference.js';
import { AndroidField } from './android-field.js';

/** `|` is the caret; at the end where there is none. */
function content(text: string): FieldContent {
  const caret = text.indexOf('|');
  return caret < 0 ? { text, caret: text.length } : { text: text.replace('|', ''), caret };
}

function editsFor(before: string, now: string): string[] {
  return editsBetween(content(before), content(now)).map((edit) =>
    edit.type === 'text' ? edit.text : `${edit.keyCode}×${edit.times}`,
  );
}

describe('how often Backspace is pressed', () => {
  it.each<[string, string, number]>([
    ['letters', 'abc', 3],
    ['emoji', '😀', 1],
    ['skin tones', '👍🏽', 1],
    ['families', '👨‍👩‍👧‍👦', 1],
    ['flags', '🇩🇪🇯🇵', 2],
    ['flags of regions', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', 1],
    ['keycaps', '1️⃣', 1],
    ['emoji by a variation selector', '❤️', 1],
    ['ideographs with one', '葛󠄀', 2],
    ['composed letters', 'é', 1],
    ['letters with an accent of their own', 'e\u0301', 2],
    ['Devanagari, mark by mark', 'नि', 2],
    ['Arabic with vowels', 'بَ', 2],
    ['Hangul', '한글', 2],
    ['line breaks', 'a\r\nb\n', 4],
    ['nothing', '', 0],
  ])('for %s', (_name, text, times) => {
    expect(backspacesFor(text)).toBe(times);
  });
});

describe('the edits between two contents of a field', () => {
  it.each<[string, string, string, string[]]>([
    ['nothing', 'abc', 'abc', []],
    ['typing', 'ab', 'abc', ['c']],
    ['deleting', 'abc', 'ab', ['67×1']],
    ['deleting forwards', 'a|bc', 'a|c', ['112×1']],
    ['a correction', 'teh', 'the ', ['67×2', 'he ']],
    ['a correction of the word before', 'I liek ', 'I like ', ['67×3', 'ke ']],
    ['a capital at the start', 'i', 'I', ['67×1', 'I']],
    ['a conversion', 'にほんご', '日本語', ['67×4', '日本語']],
    ['a syllable that grows', '하', '한', ['67×1', '한']],
    ['an emoji that gets a skin tone', '👍', '👍🏽', ['🏽']],
    ['an emoji that loses it', '👍🏽', '👍', ['67×1', '👍']],
    ['a family of which one is another', '👨‍👩‍👧', '👨‍👩‍👦', ['67×1', '👨‍👩‍👦']],
    ['an emoji of the same plane', '😀', '😁', ['67×1', '😁']],
    ['typing in the middle', 'a|c', 'ab|c', ['b']],
    ['replacing in the middle', 'xy ab|cd', 'xy AB|cd', ['67×2', 'AB']],
    ['replacing on both sides', 'xy a|b z', 'xy AB| z', ['67×1', '112×1', 'AB']],
    ['the caret alone', 'ab👍🏽c|', 'a|b👍🏽c', ['21×3']],
    ['the caret back', 'a|b👍🏽c', 'ab👍🏽c|', ['22×3']],
    ['everything', 'abc', '', ['67×3']],
  ])('%s', (_name, before, now, edits) => {
    expect(editsFor(before, now)).toEqual(edits);
  });

  const characters = fc.constantFrom(
    ...['a', 'b', ' ', '\n', 'é', 'e\u0301', '日', '本', '한', 'ㅎ', 'بَ', 'नि', '1', '1️⃣', '❤', '❤️'],
    ...['😀', '👍', '👍🏽', '👍🏿', '👩', '👩‍🚀', '👩🏽‍🚀', '👨‍👩‍👧', '👨‍👩‍👧‍👦', '🇩🇪', '🇯🇵', '🇯'],
  );
  const texts = fc.array(characters, { maxLength: 8 }).map((parts) => parts.join(''));

  it('make the phone’s text what the field’s is, whatever becomes of it', () => {
    fc.assert(
      fc.property(texts, texts, texts, (start, before, now) => {
        const phone = new AndroidField();
        phone.type(start);
        phone.type('|');
        phone.apply(editsBetween(content(''), { text: before, caret: before.length }));
        expect(phone.text).toBe(`${start}|${before}`);
        phone.apply(
          editsBetween({ text: before, caret: before.length }, { text: now, caret: now.length }),
        );
        expect(phone.text).toBe(`${start}|${now}`);
      }),
      { numRuns: 2000 },
    );
  });
});
