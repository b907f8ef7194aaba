import { expect, it } from 'vitest';
import { sameSecret } from '../../../src/broker/same-secret.js';

it.each([
  ['abc', 'abc', true],
  ['abc', 'abd', false],
  ['abc', 'abcd', false],
  ['abcd', 'abc', false],
  ['', 'abc', false],
  ['é', 'é', true],
  // No secret is no secret, also not for somebody who sends none.
  ['', '', false],
])('of %j and %j says %s', async (given, expected, isSame) => {
  expect(await sameSecret(given, expected)).toBe(isSame);
});
