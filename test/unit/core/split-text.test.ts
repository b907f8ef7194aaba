import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/core/split-text.js';

describe('text in parts', () => {
  it('is one part when it is short, and none when it is empty', () => {
    expect(splitText('short')).toEqual(['short']);
    expect(splitText('')).toEqual([]);
  });

  it('fills each part as far as it may', () => {
    expect(splitText('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  });

  it('keeps together what is seen as one character', () => {
    expect(splitText('ab👍🏽', 5)).toEqual(['ab', '👍🏽']);
    expect(splitText('xxe\u0301', 3)).toEqual(['xx', 'e\u0301']);
  });

  it('cuts what is too long by itself between code points', () => {
    expect(splitText('👩‍👩‍👧‍👦', 4)).toEqual(['👩‍', '👩‍', '👧‍', '👦']);
  });

  it('loses nothing, exceeds nothing and leaves no half of a pair', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (text, max) => {
          const parts = splitText(text, max);
          expect(parts.join('')).toBe(text);
          for (const part of parts) {
            expect(part.length).toBeGreaterThan(0);
            expect(part.length).toBeLessThanOrEqual(max);
            expect(/\p{Surrogate}/u.test(part)).toBe(false);
          }
        },
      ),
    );
  });
});
