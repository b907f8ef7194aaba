import { GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { fontFor } from '../../../../../src/emulator/node/device/fonts.js';

describe('the fonts of the phone', () => {
  it.each([
    ['Hello', '400 30px telepad-roboto-latin, sans-serif'],
    ['Ünïcode – €', '400 30px telepad-roboto-latin, sans-serif'],
    ['Łódź', '400 30px telepad-roboto-latin, telepad-roboto-latin-ext, sans-serif'],
    ['Привет', '400 30px telepad-roboto-latin, telepad-roboto-cyrillic, sans-serif'],
    ['a\u{10ffff}', '400 30px telepad-roboto-latin, sans-serif'],
  ])('cover %s with %s', (text, font) => {
    expect(fontFor(text, 30)).toBe(font);
  });

  it('cover Chinese, and register only the files that a text needs', () => {
    const families = fontFor('你', 30, 500).split(', ');
    expect(families[0]).toBe('500 30px telepad-roboto-latin');
    expect(families[1]).toMatch(/^telepad-noto-sans-sc-\d+$/);
    expect(families[2]).toBe('sans-serif');
    expect(GlobalFonts.has(families[1] ?? '')).toBe(true);
    const registered = GlobalFonts.families.filter(({ family }) => family.includes('noto-sans-sc'));
    expect(registered).toHaveLength(1);
  });
});
