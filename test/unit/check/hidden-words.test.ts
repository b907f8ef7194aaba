import { expect, it } from 'vitest';
import { HiddenWords } from '../../../src/check/hidden-words.js';

it('Hides what it was told, also as part of an address, the longest first', () => {
  const hidden = new HiddenWords();
  hidden.add('SECRET/1');
  hidden.add('SECRET');
  hidden.add('a');
  expect(hidden.clean('a SECRET/1, SECRET and SECRET%2F1')).toBe(
    'a [hidden], [hidden] and [hidden]',
  );
});

it('Hides addresses that could admit somebody, and keeps those of advice', () => {
  const hidden = new HiddenWords();
  expect(
    hidden.clean(
      'ws://192.0.2.1/token and https://host.example.test/p?token=t, http://u:p@host, not https://openapi.example.test.',
    ),
  ).toBe('[address] and [address] [address] not https://openapi.example.test.');
});
