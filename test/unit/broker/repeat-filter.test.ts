import { expect, it } from 'vitest';
import { createRepeatFilter } from '../../../src/broker/repeat-filter.js';

it('forgets the subject that was heard of least lately beyond ten thousand', () => {
  const isRepeated = createRepeatFilter(() => 0);
  for (let index = 0; index < 10_000; index += 1) {
    expect(isRepeated(`task ${index}`, 'done')).toBe(false);
  }
  expect(isRepeated('task 0', 'done')).toBe(true);
  expect(isRepeated('task 10000', 'done')).toBe(false);
  // The first one was heard of again in between, so that the second one had to go.
  expect(isRepeated('task 0', 'done')).toBe(true);
  expect(isRepeated('task 1', 'done')).toBe(false);
});
