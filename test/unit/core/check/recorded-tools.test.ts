import { expect, it } from 'vitest';
import { clockDifferenceSeconds } from '../../../../src/core/check/recorded-tools.js';

const answer = (date?: string) => ({ status: 200, headers: date ? { date } : {}, text: '' });

it('The difference of clocks is that of the answer’s date, if it has one', () => {
  const date = 'Sat, 28 Nov 2026 12:00:00 GMT';
  expect(clockDifferenceSeconds(answer(date), Date.parse(date) + 90_400)).toBe(90);
  expect(clockDifferenceSeconds(answer(date), Date.parse(date) - 2000)).toBe(-2);
  expect(clockDifferenceSeconds(answer(), 0)).toBeUndefined();
  expect(clockDifferenceSeconds(answer('yesterday'), 0)).toBeUndefined();
});
