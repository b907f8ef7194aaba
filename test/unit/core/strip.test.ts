import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStrip, type StripFields, stripHeight, writeStrip } from '../../../src/core/strip.js';

const fields = fc.record({
  frameNumber: fc.nat(2 ** 24 - 1),
  timestampMs: fc.nat(2 ** 24 - 1),
  inputSequence: fc.nat(2 ** 16 - 1),
});

function drawn(width: number, height: number, values: StripFields, rest = 128): Uint8Array {
  const luma = new Uint8Array(width * height).fill(rest);
  writeStrip(luma, width, height, values);
  return luma;
}

/** Cells of a strip in a picture of 80 px width, where each is 2 px wide and 4 high. */
function cells(luma: Uint8Array): readonly string[] {
  return [0, 4].map((row) =>
    Array.from({ length: 40 }, (_, column) => (luma[row * 80 + column * 2] === 235 ? 1 : 0)).join(
      '',
    ),
  );
}

/** Scaled down by averaging, as video is. */
function scaled(
  luma: Uint8Array,
  [width, height]: readonly [number, number],
  [toWidth, toHeight]: readonly [number, number],
): Uint8Array {
  const out = new Uint8Array(toWidth * toHeight);
  for (let y = 0; y < toHeight; y += 1) {
    for (let x = 0; x < toWidth; x += 1) {
      let sum = 0;
      let weights = 0;
      for (let j = Math.floor((y * height) / toHeight); j < ((y + 1) * height) / toHeight; j += 1) {
        for (let i = Math.floor((x * width) / toWidth); i < ((x + 1) * width) / toWidth; i += 1) {
          const overlap = (at: number, from: number, to: number): number =>
            Math.min(at + 1, to) - Math.max(at, from);
          const weight =
            overlap(i, (x * width) / toWidth, ((x + 1) * width) / toWidth) *
            overlap(j, (y * height) / toHeight, ((y + 1) * height) / toHeight);
          sum += weight * (luma[j * width + i] ?? 0);
          weights += weight;
        }
      }
      out[y * toWidth + x] = Math.round(sum / weights);
    }
  }
  return out;
}

function withNoise(samples: Uint8Array, seed: number, strength: number): Uint8Array {
  let state = seed >>> 0;
  return samples.map((sample) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const noise = ((state / 2 ** 32) * 2 - 1) * strength;
    return Math.min(255, Math.max(0, Math.round(sample + noise)));
  });
}

describe('the strip in the picture', () => {
  it('is two rows of forty cells: frame number, time, input sequence and CRC', () => {
    const luma = drawn(80, 200, {
      frameNumber: 0xabcdef,
      timestampMs: 0x123456,
      inputSequence: 0x0f01,
    });
    expect(cells(luma)).toEqual([
      // ab       cd       ef       12       34
      '1010101111001101111011110001001000110100',
      // 56       0f       01       CRC
      '0101011000001111000000011111100111101100',
    ]);
  });

  it.each([
    [720, 1280, 16],
    [1280, 720, 16],
    [1080, 2400, 24],
    [360, 640, 8],
    [144, 256, 8],
  ])('takes an even number of rows of a picture of %i × %i', (width, height, rows) => {
    expect(stripHeight(width, height)).toBe(rows);
  });

  it('leaves the picture below it alone', () => {
    const luma = drawn(720, 1280, { frameNumber: 1, timestampMs: 2, inputSequence: 3 }, 77);
    expect(luma.subarray(16 * 720).every((sample) => sample === 77)).toBe(true);
    expect(luma.subarray(0, 16 * 720).every((sample) => sample === 16 || sample === 235)).toBe(
      true,
    );
  });

  it('keeps the low bits of numbers that have grown too large', () => {
    const luma = drawn(80, 200, {
      frameNumber: 2 ** 24 + 5,
      timestampMs: 1_773_308_487_386.7,
      inputSequence: 65_537,
    });
    expect(readStrip(luma, 80, 200, 'luma')).toEqual({
      frameNumber: 5,
      timestampMs: 7_087_834,
      inputSequence: 1,
    });
  });

  it('can be read again at any size of picture', () => {
    const side = fc.integer({ min: 40, max: 500 }).map((half) => half * 2);
    fc.assert(
      fc.property(fields, side, side, (values, width, height) => {
        expect(readStrip(drawn(width, height, values), width, height, 'luma')).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });

  it('can be read from RGBA, of which its own rows are enough', () => {
    fc.assert(
      fc.property(fields, (values) => {
        const luma = drawn(720, 1280, values);
        const rgba = new Uint8ClampedArray(720 * 16 * 4);
        for (let at = 0; at < 720 * 16; at += 1) {
          rgba.fill(luma[at] === 235 ? 255 : 0, at * 4, at * 4 + 3);
          rgba[at * 4 + 3] = 255;
        }
        expect(readStrip(rgba, 720, 1280, 'rgba')).toEqual(values);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['itself', [720, 1280], [720, 1280]],
    ['half', [720, 1280], [360, 640]],
    ['three quarters', [720, 1280], [540, 960]],
    ['half, in landscape', [1280, 720], [640, 360]],
  ] as const)('survives scaling to %s, with coarse noise', (_, from, to) => {
    fc.assert(
      fc.property(fields, fc.nat(), (values, seed) => {
        const picture = drawn(from[0], from[1], values);
        const rows = (32 * to[1]) / from[1];
        const top = scaled(picture, [from[0], 32], [to[0], rows]);
        expect(readStrip(withNoise(top, seed, 90), to[0], to[1], 'luma')).toEqual(values);
      }),
      { numRuns: 20 },
    );
  });

  it('is readable at a fifth of its size, when there is little noise', () => {
    let read = 0;
    for (let frameNumber = 0; frameNumber < 100; frameNumber += 1) {
      const values = { frameNumber: frameNumber * 99_991, timestampMs: 4_711, inputSequence: 17 };
      const top = scaled(drawn(720, 1280, values), [720, 40], [144, 8]);
      const seen = readStrip(withNoise(top, frameNumber, 20), 144, 256, 'luma');
      if (seen?.frameNumber === values.frameNumber) read += 1;
    }
    expect(read).toBe(100);
  });

  it('is refused when any one cell is wrong', () => {
    fc.assert(
      fc.property(fields, fc.nat(79), (values, cell) => {
        const luma = drawn(80, 200, values);
        const left = (cell % 40) * 2;
        for (let y = Math.floor(cell / 40) * 4, end = y + 4; y < end; y += 1)
          for (const x of [left, left + 1]) luma[y * 80 + x] = 251 - (luma[y * 80 + x] ?? 0);
        expect(readStrip(luma, 80, 200, 'luma')).toBeUndefined();
      }),
    );
  });

  it.each([
    ['black', 16],
    ['white', 235],
    ['grey', 128],
  ])('is not found in a %s picture', (_, level) => {
    const luma = new Uint8Array(720 * 1280).fill(level);
    expect(readStrip(luma, 720, 1280, 'luma')).toBeUndefined();
  });

  it('is not found in too few rows', () => {
    const luma = drawn(720, 1280, { frameNumber: 1, timestampMs: 2, inputSequence: 3 });
    expect(readStrip(luma.subarray(0, 15 * 720), 720, 1280, 'luma')).toBeUndefined();
  });
});
