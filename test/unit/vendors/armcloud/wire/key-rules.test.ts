import { describe, expect, it } from 'vitest';
import {
  decodeMetaState,
  encodeMetaState,
  isModifierKey,
  isSystemKey,
} from '../../../../../src/vendors/armcloud/wire/key-rules.js';

describe('the mask of a shortcut', () => {
  it.each<[string, number, number]>([
    ['nothing', 0, 0],
    ['Ctrl', 0x1000, 8192],
    ['left Ctrl', 0x3000, 8192],
    ['right Ctrl', 0x5000, 8192],
    ['Shift', 0x1, 64],
    ['right Shift', 0x81, 64],
    ['Alt', 0x2, 16],
    ['right Alt', 0x22, 16],
    ['Meta', 0x10000, 0x20000],
    ['Ctrl+Alt+Shift', 0x1003, 8192 + 64 + 16],
    ['Caps lock, Num lock, Scroll lock', 0x700000, 0],
    ['Fn and Sym', 0xc, 0],
  ])('for %s is the left keys’', (_name, metaState, mask) => {
    expect(encodeMetaState(metaState)).toBe(mask);
  });

  it.each<[string, number, number]>([
    ['8192', 8192, 0x3000],
    ['4096', 4096, 0x1000],
    ['right Ctrl', 0x4000, 0x5000],
    ['left Shift', 64, 0x41],
    ['left Meta', 0x20000, 0x30000],
    ['nothing', 0, 0],
    ['a lock', 0x100000, 0x100000],
  ])('%s gets its general bit when it is read', (_name, mask, metaState) => {
    expect(decodeMetaState(mask)).toBe(metaState);
  });
});

describe('keys', () => {
  it('are modifiers: Alt, Shift, Ctrl and Meta, left and right', () => {
    const found = Array.from({ length: 300 }, (_, code) => code).filter(isModifierKey);
    expect(found).toEqual([57, 58, 59, 60, 113, 114, 117, 118]);
  });

  it.each<[string, number, boolean]>([
    ['home', 3, true],
    ['back', 4, true],
    ['volume up', 24, true],
    ['volume down', 25, true],
    ['power', 26, true],
    ['recents', 187, true],
    ['wake', 224, true],
    ['enter', 66, false],
    ['backspace', 67, false],
    ['arrow left', 21, false],
    ['A', 29, false],
    ['tab', 61, false],
    ['escape', 111, false],
  ])('%s (%i) as a system key: %s', (_name, keyCode, isSystem) => {
    expect(isSystemKey(keyCode)).toBe(isSystem);
  });
});
