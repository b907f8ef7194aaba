import { describe, expect, it } from 'vitest';
import {
  asArray,
  asBoolean,
  asNestedObject,
  asNumber,
  asObject,
  asString,
  asWholeNumber,
  parseJson,
} from '../../../src/core/json.js';

describe('parseJson', () => {
  it('reads JSON of every kind', () => {
    expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
    expect(parseJson('"text"')).toBe('text');
    expect(parseJson('null')).toBe(null);
  });

  it.each(['', ' ', '{', '{"a":}', 'undefined', 'NaN', "{'a':1}", '\u0000', '{"a":1}{"b":2}'])(
    'gives undefined for %j',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});

describe('asObject', () => {
  it('takes objects only', () => {
    const object = { a: 1 };
    expect(asObject(object)).toBe(object);
    for (const other of [null, undefined, [], [{}], 'text', 1, true, () => {}])
      expect(asObject(other)).toBeUndefined();
  });

  it('finds nothing in the prototype that JSON names', () => {
    const parsed = asObject(parseJson('{"__proto__":{"isAdmin":true}}'));
    expect(parsed?.isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });
});

describe('the plain readers', () => {
  it('take their own kind only', () => {
    expect(asArray([1])).toEqual([1]);
    expect(asArray({ length: 1 })).toBeUndefined();
    expect(asArray('text')).toBeUndefined();
    expect(asString('')).toBe('');
    expect(asString(1)).toBeUndefined();
    expect(asBoolean(false)).toBe(false);
    for (const other of ['true', 0, 1, null, undefined]) expect(asBoolean(other)).toBeUndefined();
  });
});

describe('asNumber', () => {
  it.each<[unknown, number]>([
    [0, 0],
    [-1.5, -1.5],
    ['42', 42],
    [' 42 ', 42],
    ['-0.25', -0.25],
    ['1e3', 1000],
  ])('reads %j', (value, number) => {
    expect(asNumber(value)).toBe(number);
  });

  it.each(
    [
      [
        '',
        ' ',
        '\n',
        'x',
        '12px',
        'NaN',
        'Infinity',
        '-Infinity',
        '1e999',
        null,
        undefined,
        true,
        [],
      ],
      [[7], {}, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    ]
      .flat()
      .map((value) => [value]),
  )('refuses %j', (value) => {
    expect(asNumber(value)).toBeUndefined();
  });
});

describe('asWholeNumber', () => {
  it('takes whole numbers up to the bound, also as text', () => {
    expect(asWholeNumber(0, 31)).toBe(0);
    expect(asWholeNumber('31', 31)).toBe(31);
  });

  it.each([32, -1, 0.5, '1.5', 'x', '', 1e300, Number.NaN, null, undefined, []].map((v) => [v]))(
    'refuses %j',
    (value) => {
      expect(asWholeNumber(value, 31)).toBeUndefined();
    },
  );
});

describe('asNestedObject', () => {
  it('takes an object, and one that is JSON text', () => {
    expect(asNestedObject({ a: 1 })).toEqual({ a: 1 });
    expect(asNestedObject('{"a":1}')).toEqual({ a: 1 });
  });

  it.each(['', '[]', '1', 'null', '"{}"', '{', undefined, null, 7, []].map((value) => [value]))(
    'refuses %j',
    (value) => {
      expect(asNestedObject(value)).toBeUndefined();
    },
  );
});
