import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { chinese } from '../../../src/element/chinese.js';
import { moreEnglish } from '../../../src/element/more-strings.js';
import { english } from '../../../src/element/strings.js';
import { messageOf } from '../../../src/element/transfers.js';

const words = { ...english, ...moreEnglish };

describe('what is said of an error', () => {
  const refused = new TelepadError('phone_refused', 'The phone refused the file.');

  it('is the language’s own text', () => {
    expect(messageOf(refused, chinese)).toBe(chinese.text_phone_refused);
  });

  it('is the error’s message where the language has none', () => {
    expect(messageOf(refused, words)).toBe('The phone refused the file.');
    const wrong = new TelepadError('argument_invalid', 'That is no file.');
    expect(messageOf(wrong, chinese)).toBe('That is no file.');
  });

  it('is what a page’s own function throws', () => {
    expect(messageOf('Too large.', chinese)).toBe('Too large.');
  });
});
