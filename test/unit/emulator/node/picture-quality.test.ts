import { describe, expect, it } from 'vitest';
import {
  downscaleOf,
  encodedSize,
  problemOfQuality,
} from '../../../../src/emulator/node/picture-quality.js';

const screen = { width: 720, height: 1_280 };

describe('the size of an encoded picture', () => {
  it.each([
    [360, 640, 360, 640],
    [640, 360, 360, 640],
    [540, 960, 540, 960],
    [1_080, 1_920, 720, 1_280],
    [300, 1_280, 300, 533],
    [720, 640, 405, 720],
  ])('asked as %d × %d is %d × %d', (width, height, encodedWidth, encodedHeight) => {
    const downscale = downscaleOf(screen, { width, height });
    expect(encodedSize(screen, downscale)).toEqual({ width: encodedWidth, height: encodedHeight });
  });

  it('is turned with the screen', () => {
    const turned = { width: 1_280, height: 720 };
    const downscale = downscaleOf(turned, { width: 360, height: 640 });
    expect(encodedSize(turned, downscale)).toEqual({ width: 640, height: 360 });
  });
});

describe('what can be asked', () => {
  const good = { width: 360, height: 640, frameRate: 30, bitrate: 1_000_000 };

  it('is what a phone can do', () => {
    expect(problemOfQuality(good)).toBeUndefined();
  });

  it.each([
    { width: 10 },
    { height: 10_000 },
    { frameRate: 0 },
    { frameRate: 120 },
    { bitrate: 100 },
    { bitrate: Number.NaN },
  ])('is not %j', (change) => {
    expect(problemOfQuality({ ...good, ...change })).toMatch(/^quality: /);
  });
});
