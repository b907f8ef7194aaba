import { describe, expect, it } from 'vitest';
import {
  readAutoconnect,
  readClipboard,
  readFit,
  readRotation,
  readTheme,
} from '../../../src/element/phone-attributes.js';

describe('the fit attribute', () => {
  it('takes the three ways to fill a box', () => {
    expect(readFit('contain')).toBe('contain');
    expect(readFit('cover')).toBe('cover');
    expect(readFit('fill')).toBe('fill');
  });

  it.each([null, '', 'none', 'Cover'])('means contain when it is %s', (value) => {
    expect(readFit(value)).toBe('contain');
  });
});

describe('the rotation attribute', () => {
  it.each([
    ['0', 0],
    ['90', 90],
    ['180', 180],
    ['270', 270],
    ['360', 0],
    ['450', 90],
    ['-90', 270],
    ['-360', 0],
  ])('reads %s as %d degrees', (value, rotation) => {
    expect(readRotation(value)).toBe(rotation);
  });

  it.each([null, '', '45', 'left', '90deg', 'Infinity', 'NaN'])(
    'means 0 when it is %s',
    (value) => {
      expect(readRotation(value)).toBe(0);
    },
  );
});

describe('the attributes with a few words each', () => {
  it('take these words', () => {
    expect(['manual', 'auto', 'off'].map(readClipboard)).toEqual(['manual', 'auto', 'off']);
    expect(['always', 'visible', 'off'].map(readAutoconnect)).toEqual(['always', 'visible', 'off']);
    expect(['light', 'dark', 'auto'].map(readTheme)).toEqual(['light', 'dark', 'auto']);
  });

  it.each([null, '', 'Off', 'on'])('mean their default when they are %s', (value) => {
    const read = [readClipboard(value), readAutoconnect(value), readTheme(value)];
    expect(read).toEqual(['manual', 'always', null]);
  });
});
