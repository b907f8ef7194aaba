import { expect, it } from 'vitest';
import { describeCause } from '../../../src/broker/log-entry.js';

it('names classes and system codes down the chain of causes, and quotes no text', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 192.0.2.10:443'), {
    code: 'ECONNREFUSED',
  });
  expect(describeCause(new TypeError('fetch failed for SECRETIVE', { cause: refused }))).toBe(
    'TypeError < Error ECONNREFUSED',
  );
});

it.each([
  [undefined, undefined],
  ['SECRETIVE', 'string'],
  [null, 'object'],
  [Object.assign(new Error('x'), { code: 'secretive code' }), 'Error'],
  [Object.assign(new Error('x'), { code: 7 }), 'Error'],
])('describes %j as %s', (thrown, expected) => {
  expect(describeCause(thrown)).toBe(expected);
});

it('comes to an end when causes run in a circle', () => {
  const error = new Error('round');
  error.cause = error;
  expect(describeCause(error)).toBe('Error < Error < Error < Error');
});
