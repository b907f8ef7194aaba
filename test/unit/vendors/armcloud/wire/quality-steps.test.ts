import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { qualitySteps } from '../../../../../src/vendors/armcloud/wire/quality-steps.js';
import { qualityIds } from '../../../../../src/vendors/armcloud/wire/quality-tables.js';

const describeSteps = (seen: Parameters<typeof qualitySteps>[0]) =>
  qualitySteps(seen).map((quality) => {
    if (typeof quality === 'string' || 'vendorIds' in quality) throw new Error('numbers expected');
    const { width, height, frameRate, bitrate } = quality;
    return `${width}x${height} ${frameRate} ${bitrate / 1000}`;
  });

describe('steps of ArmCloud’s picture quality', () => {
  it.each([
    [
      'the vendor’s default',
      { width: 540, height: 960, frameRate: 24, bitrate: 1_700_000 },
      ['540x960 25 2000', '360x640 25 1000', '288x512 25 600', '288x512 15 200'],
    ],
    [
      'a picture lying on its side, whose screen is still',
      { width: 1280, height: 720, frameRate: 3, bitrate: 90_000 },
      ['720x1280 25 3500', '540x960 25 1500', '360x640 25 1000', '360x640 15 400'],
    ],
    [
      'a fast one, a little over its rate and rounded up to blocks',
      { width: 1088, height: 1920, frameRate: 61, bitrate: 9_000_000 },
      ['1080x1920 60 12000', '720x1280 60 6000', '540x960 60 3500', '540x960 15 1500'],
    ],
    [
      'a shape of its own',
      { width: 1600, height: 2560, frameRate: 30, bitrate: 8_000_000 },
      ['1600x2560 30 12000', '1600x2560 30 6000', '1600x2560 30 3500', '1600x2560 15 1500'],
    ],
    [
      'the smallest',
      { width: 144, height: 256, frameRate: 1, bitrate: 40_000 },
      ['144x256 25 200', '144x256 25 200', '144x256 25 200', '144x256 15 200'],
    ],
  ])('begin at %s and get lighter', (_, seen, expected) => {
    expect(describeSteps(seen)).toEqual(expected);
  });

  it.each([
    ['a size of no row', { width: 700, height: 1400, frameRate: 30, bitrate: 2_000_000 }],
    ['no size', { width: 0, height: 0, frameRate: 0, bitrate: 0 }],
  ])('are none for %s: it could not be asked for again', (_, seen) => {
    expect(qualitySteps(seen)).toEqual([]);
  });

  it('are rows of the tables, none heavier than the one before', () => {
    const width = fc.constantFrom(144, 216, 288, 360, 480, 540, 600, 720, 1080, 1440, 1600);
    fc.assert(
      fc.property(width, fc.nat(120), fc.nat(20_000_000), (width, frameRate, bitrate) => {
        for (const height of [256, 384, 512, 640, 848, 960, 1024, 1280, 1920, 2560]) {
          let before = { area: Number.POSITIVE_INFINITY, frameRate: 1000, bitrate: 1e9 };
          for (const quality of qualitySteps({ width, height, frameRate, bitrate })) {
            expect(() => qualityIds(quality)).not.toThrow();
            if (typeof quality === 'string' || 'vendorIds' in quality) continue;
            const area = quality.width * quality.height;
            expect(area).toBeLessThanOrEqual(before.area);
            expect(quality.frameRate).toBeLessThanOrEqual(before.frameRate);
            expect(quality.bitrate).toBeLessThanOrEqual(before.bitrate);
            before = { area, frameRate: quality.frameRate, bitrate: quality.bitrate };
          }
        }
      }),
    );
  });
});
