import { describe, expect, it } from 'vitest';
import {
  choosePhone,
  chooseValue,
  needValues,
  readPhoneIds,
} from '../../../../src/core/check/read-values.js';

const invalid = (message: string) =>
  expect.objectContaining({ code: 'configuration_invalid', message });

describe('values of a check', () => {
  it('that are missing are named, all at once', () => {
    expect(needValues({ A: '1', B: '2' }, ['A', 'B'])).toEqual({ A: '1', B: '2' });
    expect(() => needValues({ A: '1' }, ['A', 'B', 'C'])).toThrow(
      invalid('The check still needs B, C: set what is missing and start again.'),
    );
  });

  it('are one of a list, or its first', () => {
    expect(chooseValue({}, 'X', ['a', 'b'])).toBe('a');
    expect(chooseValue({ X: 'b' }, 'X', ['a', 'b'])).toBe('b');
    expect(() => chooseValue({ X: 'SECRETIVE' }, 'X', ['a', 'b'])).toThrow(
      invalid('X must be a, b, or not set.'),
    );
  });

  it('name phones with commas', () => {
    expect(readPhoneIds('X', ' p1 ,p2,, ')).toEqual(['p1', 'p2']);
    for (const value of [',', 'p 1', 'p/1'])
      expect(() => readPhoneIds('X', value)).toThrow(
        invalid('X must be the ids of your phones with commas between them.'),
      );
  });

  it('and --phone chooses among these', () => {
    expect(choosePhone(['p1', 'p2'], {}, 'X')).toBe('p1');
    expect(choosePhone(['p1', 'p2'], { phoneId: 'p2' }, 'X')).toBe('p2');
    expect(() => choosePhone(['p1'], { phoneId: 'p3' }, 'X')).toThrow(
      invalid('--phone must be one of the phones that X lists.'),
    );
  });
});
