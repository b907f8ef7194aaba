import { describe, expect, it } from 'vitest';
import type { Quality } from '../../../../../src/core/features.js';
import {
  qualityIds,
  qualityValues,
  readQualityIds,
} from '../../../../../src/vendors/armcloud/wire/quality-tables.js';

/** The fact sheet's tables 8.1 to 8.3, row by row. */
const sizes = [
  [7, 144, 256],
  [8, 216, 384],
  [9, 288, 512],
  [10, 360, 640],
  [11, 480, 848],
  [12, 540, 960],
  [13, 600, 1024],
  [14, 480, 1280],
  [15, 720, 1280],
  [16, 720, 1920],
  [17, 1080, 1920],
  [18, 1440, 1920],
  [19, 1600, 2560],
  [20, 2880, 1080],
] as const;
const frameRates = [
  [1, 20],
  [2, 25],
  [3, 30],
  [4, 60],
  [5, 1],
  [6, 5],
  [7, 10],
  [8, 15],
  [9, 2],
] as const;
const bitrates = [
  [1, 1_000_000],
  [2, 1_500_000],
  [3, 2_000_000],
  [4, 2_500_000],
  [5, 3_000_000],
  [6, 3_500_000],
  [7, 4_000_000],
  [8, 5_000_000],
  [9, 6_000_000],
  [10, 8_000_000],
  [11, 10_000_000],
  [12, 12_000_000],
  [13, 200_000],
  [14, 400_000],
  [15, 600_000],
] as const;

const standard = { width: 540, height: 960, frameRate: 25, bitrate: 2_000_000 };

describe('a quality in numbers', () => {
  it.each(sizes)('has id %i for %i × %i', (resolution, width, height) => {
    const ids = { resolution, frameRate: 2, bitrate: 3 };
    expect(qualityIds({ ...standard, width, height })).toEqual(ids);
    expect(qualityValues(ids)).toEqual({ ...standard, width, height });
  });

  it.each(frameRates)('has id %i for %i frames/s', (id, frameRate) => {
    const ids = { resolution: 12, frameRate: id, bitrate: 3 };
    expect(qualityIds({ ...standard, frameRate })).toEqual(ids);
    expect(qualityValues(ids)).toEqual({ ...standard, frameRate });
  });

  it.each(bitrates)('has id %i for %i bit/s', (id, bitrate) => {
    const ids = { resolution: 12, frameRate: 2, bitrate: id };
    expect(qualityIds({ ...standard, bitrate })).toEqual(ids);
    expect(qualityValues(ids)).toEqual({ ...standard, bitrate });
  });

  it.each<[change: Partial<typeof standard>, message: string]>([
    [
      { height: 961 },
      'has no picture of 540×961 px. The nearest that it has are 540×960 px and 600×1024 px.',
    ],
    // Turned on its side, it is another size.
    [
      { width: 1280, height: 720 },
      'has no picture of 1280×720 px. The nearest that it has are 480×848 px and 540×960 px.',
    ],
    [
      { frameRate: 24 },
      'has no rate of 24 frames/s. The nearest that it has are 25 frames/s and 20 frames/s.',
    ],
    [
      { bitrate: 2000 },
      'has no rate of 2000 bit/s. The nearest that it has are 200000 bit/s and 400000 bit/s.',
    ],
  ])('%j is refused with the nearest rows', (change, message) => {
    expect(() => qualityIds({ ...standard, ...change })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The quality was not sent: ArmCloud ${message}`,
      }),
    );
  });

  it('is refused when it is no number', () => {
    for (const change of [{ width: Number.NaN }, { frameRate: Number.NaN }, { bitrate: '2000000' }])
      expect(() => qualityIds({ ...standard, ...change } as Quality)).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
  });
});

describe('a preset', () => {
  it.each([
    ['thumbnail', 7, 5, 13, '144×256, 1 frame/s, 0.2 Mbit/s'],
    ['smooth', 9, 8, 15, '288×512, 15 frames/s, 0.6 Mbit/s'],
    ['standard', 12, 2, 3, '540×960, 25 frames/s, 2 Mbit/s'],
    ['high', 15, 3, 5, '720×1280, 30 frames/s, 3 Mbit/s'],
    ['ultra', 17, 4, 10, '1080×1920, 60 frames/s, 8 Mbit/s'],
  ] as const)(
    '%s has the ids %i, %i, %i: %5$s',
    (preset, resolution, frameRate, bitrate, _what) => {
      expect(qualityIds(preset)).toEqual({ resolution, frameRate, bitrate });
    },
  );

  it.each(['best', 'toString', ''])('%j does not exist', (preset) => {
    expect(() => qualityIds(preset as Quality)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message:
          'The quality was not sent: ArmCloud has no quality of that name. It has thumbnail, smooth, standard, high, ultra.',
      }),
    );
  });
});

describe('the vendor’s own ids', () => {
  it('go through as they are', () => {
    const vendorIds = { resolution: 20, frameRate: 9, bitrate: 15 };
    expect(qualityIds({ vendorIds })).toEqual(vendorIds);
  });

  it.each([
    { resolution: 6, frameRate: 1, bitrate: 1 },
    { resolution: 21, frameRate: 1, bitrate: 1 },
    { resolution: 7, frameRate: 0, bitrate: 1 },
    { resolution: 7, frameRate: 10, bitrate: 1 },
    { resolution: 7, frameRate: 1, bitrate: 16 },
    { resolution: 7.5, frameRate: 1, bitrate: 1 },
  ])('%j are refused, not ignored', (vendorIds) => {
    expect(() => qualityIds({ vendorIds })).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: expect.stringContaining('resolution ids 7 to 20'),
      }),
    );
    expect(readQualityIds(vendorIds)).toBeUndefined();
    expect(qualityValues(vendorIds)).toBeUndefined();
  });

  it('may be text where a client wrote them so', () => {
    expect(readQualityIds({ resolution: '12', frameRate: '2', bitrate: '3' })).toEqual({
      resolution: 12,
      frameRate: 2,
      bitrate: 3,
    });
  });
});
