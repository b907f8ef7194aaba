import { describe, expect, it } from 'vitest';
import { blackI420, i420Length, writeI420 } from '../../../../../src/emulator/node/device/i420.js';

/** One 2 × 2 block of four colours, converted; as [Y, Y, Y, Y, U, V]. */
function block(...colours: readonly (readonly [number, number, number])[]): readonly number[] {
  const rgba = new Uint8ClampedArray(colours.flatMap(([r, g, b]) => [r, g, b, 255]));
  const out = blackI420(2, 2);
  writeI420(rgba, { x: 0, y: 0, width: 2, height: 2 }, out, 2, 2);
  return [...out];
}

const solid = (r: number, g: number, b: number): readonly number[] =>
  block([r, g, b], [r, g, b], [r, g, b], [r, g, b]);

describe('the conversion to I420', () => {
  // The reference values of BT.601 in limited range (colour bars at 100 %).
  it.each([
    ['black', [0, 0, 0], [16, 128, 128]],
    ['white', [255, 255, 255], [235, 128, 128]],
    ['red', [255, 0, 0], [82, 90, 240]],
    ['green', [0, 255, 0], [144, 54, 34]],
    ['blue', [0, 0, 255], [41, 240, 110]],
    ['yellow', [255, 255, 0], [210, 16, 146]],
    ['mid grey', [128, 128, 128], [126, 128, 128]],
  ] as const)('has the standard values for %s', (_, [r, g, b], [y, u, v]) => {
    expect(solid(r, g, b)).toEqual([y, y, y, y, u, v]);
  });

  it('keeps the brightness of each px and averages the colour of four', () => {
    expect(block([255, 0, 0], [255, 255, 255], [0, 0, 0], [0, 0, 255])).toEqual([
      82, 235, 16, 41, 146, 151,
    ]);
  });

  it('writes a part of a picture and nothing beside it', () => {
    const out = new Uint8ClampedArray(i420Length(8, 4)).fill(7);
    const white = new Uint8ClampedArray(4 * 2 * 4).fill(255);
    writeI420(white, { x: 2, y: 2, width: 4, height: 2 }, out, 8, 4);
    expect([...out]).toEqual([
      ...[7, 7, 7, 7, 7, 7, 7, 7],
      ...[7, 7, 7, 7, 7, 7, 7, 7],
      ...[7, 7, 235, 235, 235, 235, 7, 7],
      ...[7, 7, 235, 235, 235, 235, 7, 7],
      // U
      ...[7, 7, 7, 7],
      ...[7, 128, 128, 7],
      // V
      ...[7, 7, 7, 7],
      ...[7, 128, 128, 7],
    ]);
  });

  it('starts from a black picture', () => {
    expect([...blackI420(4, 2)]).toEqual([16, 16, 16, 16, 16, 16, 16, 16, 128, 128, 128, 128]);
  });
});
