import { describe, expect, it } from 'vitest';
import { characterOf, hasControl } from '../../../../../src/emulator/node/device/key-codes.js';

describe('what a key types', () => {
  it.each([
    [29, 0, 'a'],
    [54, 0, 'z'],
    [29, 0x1, 'A'],
    [29, 0x80, 'A'],
    [29, 0x100000, 'A'],
    [29, 0x100001, 'a'],
    [7, 0, '0'],
    [8, 0x1, '!'],
    [16, 0x1, '('],
    [16, 0x100000, '9'],
    [62, 0, ' '],
    [55, 0, ','],
    [56, 0x1, '>'],
    [69, 0x1, '_'],
    [74, 0x1, ':'],
    [75, 0x1, '"'],
    [76, 0, '/'],
    [61, 0, '\t'],
    [144, 0, '0'],
    [153, 0, '9'],
    [157, 0, '+'],
  ])('is for key %i with meta state %i the character %j', (code, metaState, character) => {
    expect(characterOf(code, metaState)).toBe(character);
  });

  it.each([
    ['Ctrl', 29, 0x1000],
    ['Alt', 29, 0x2],
    ['Meta', 29, 0x10000],
    ['no modifier, but a key without a character,', 66, 0],
    ['no modifier, but the back key,', 4, 0],
  ])('is nothing with %s', (_, code, metaState) => {
    expect(characterOf(code, metaState)).toBeUndefined();
  });

  it('knows Ctrl on either side', () => {
    expect([0x1000, 0x2000, 0x4000, 0x1, 0].map(hasControl)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
