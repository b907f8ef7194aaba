import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type ErrorCode, errorCodes, isErrorCode } from '../../../src/core/errors.js';
import { preparationStages } from '../../../src/core/preparation.js';
import { chinese } from '../../../src/element/chinese.js';
import { fillIn } from '../../../src/element/fill-in.js';
import { moreEnglish } from '../../../src/element/more-strings.js';
import { english, type PhoneStrings } from '../../../src/element/strings.js';

const all: PhoneStrings = { ...english, ...moreEnglish };
const complete: Readonly<Record<string, PhoneStrings>> = { chinese };

/** `{seconds}` and the like. */
const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Those that only a page's own mistake or wish brings about. */
const pagesOwn: readonly ErrorCode[] = [
  'configuration_invalid',
  'argument_invalid',
  'watch_only',
  'not_supported',
  'session_closed',
  'aborted',
];

const errorKey = /^(?:title|text)_(.+)$/;

describe('the texts of the element', () => {
  it('are each in one place', () => {
    const both = Object.keys(english).filter((key) => Object.hasOwn(moreEnglish, key));
    expect(both).toEqual([]);
  });

  it('are all used', () => {
    const folder = 'src/element/';
    const sources = readdirSync(folder)
      .filter((file) => !/strings|chinese/.test(file))
      .map((file) => readFileSync(folder + file, 'utf8'))
      .join('\n');
    // Put together of the kind of a capture; and as a finding's status has it.
    const computed = /^(?:(?:camera|microphone)(?:Offered|On|Denied)|ok|warning|failed|unknown)$/;
    const unused = Object.keys(all).filter(
      (key) =>
        !computed.test(key) &&
        !errorKey.test(key) &&
        // As a slow phone's progress has it.
        !(preparationStages as readonly string[]).includes(key) &&
        !new RegExp(
          `(?:\\.|'|\\b(?=[\\w, ]+\\} = (?:this\\.#)?strings))${key}\\b|[{,] ?${key}\\b`,
        ).test(sources),
    );
    expect(unused).toEqual([]);
  });

  it('for errors are for errors that there are', () => {
    const codes = [all, ...Object.values(complete)].flatMap((strings) =>
      Object.keys(strings).flatMap((key) => errorKey.exec(key)?.[1] ?? []),
    );
    expect(codes.filter((code) => !isErrorCode(code))).toEqual([]);
  });

  it('take values where they name them', () => {
    expect(fillIn('{name}: {percent}%', { name: 'a.apk', percent: 7 })).toBe('a.apk: 7%');
    expect(fillIn('{unknown}', {})).toBe('{unknown}');
  });
});

for (const [language, strings] of Object.entries(complete)) {
  describe(`the texts in ${language}`, () => {
    const entries = Object.entries(all) as [keyof PhoneStrings, string][];

    it('are complete, and say nothing that English does not have', () => {
      expect(entries.filter(([key]) => !strings[key]).map(([key]) => key)).toEqual([]);
      const unknown = Object.keys(strings).filter(
        (key) => !Object.hasOwn(all, key) && !errorKey.test(key),
      );
      expect(unknown).toEqual([]);
    });

    it('have one for each error that a user meets', () => {
      const met = errorCodes.filter((code) => !pagesOwn.includes(code));
      expect(met.filter((code) => !strings[`text_${code}`])).toEqual([]);
    });

    it('are in that language, and not English that was left over', () => {
      expect(entries.filter(([key, text]) => strings[key] === text).map(([key]) => key)).toEqual(
        [],
      );
    });

    it('have the places for values that English has', () => {
      for (const [key, text] of entries)
        expect({ key, places: placesOf(strings[key] ?? '') }).toEqual({
          key,
          places: placesOf(text),
        });
    });
  });
}
