import { describe, expect, it } from 'vitest';
import { CameraImage } from '../../../../../src/emulator/node/device/camera-image.js';

/** 4 × 2 px: four greys over white, no colour. */
const grey = Uint8Array.of(16, 71, 125, 180, 235, 235, 235, 235, 128, 128, 128, 128);

function pixels(rotation: number, data = grey, width = 4, height = 2) {
  const canvas = new CameraImage().load({ width, height, rotation, data });
  if (!canvas) return undefined;
  const { data: rgba } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const greens = [...rgba].filter((_, index) => index % 4 === 1);
  return { width: canvas.width, height: canvas.height, greens };
}

describe('a camera’s picture on a canvas', () => {
  it('has its px where they belong', () => {
    expect(pixels(0)).toEqual({
      width: 4,
      height: 2,
      greens: [0, 64, 127, 191, 255, 255, 255, 255],
    });
  });

  it('is turned upright', () => {
    expect(pixels(90)).toEqual({
      width: 2,
      height: 4,
      greens: [255, 0, 255, 64, 255, 127, 255, 191],
    });
    expect(pixels(180)?.greens).toEqual([255, 255, 255, 255, 191, 127, 64, 0]);
    expect(pixels(270)).toEqual({
      width: 2,
      height: 4,
      greens: [191, 255, 127, 255, 64, 255, 0, 255],
    });
  });

  it('has its colours', () => {
    // Pure red in BT.601: Y 81, U 90, V 240.
    const red = Uint8Array.of(81, 81, 81, 81, 90, 240);
    const canvas = new CameraImage().load({ width: 2, height: 2, rotation: 0, data: red });
    const { data } = canvas?.getContext('2d').getImageData(0, 0, 1, 1) ?? { data: [] };
    expect([...data]).toEqual([255, 0, 0, 255]);
  });

  it('is no larger than the screen can show', () => {
    const data = new Uint8Array(1_920 * 1_080 * 1.5).fill(128);
    const canvas = new CameraImage().load({ width: 1_920, height: 1_080, rotation: 0, data });
    expect([canvas?.width, canvas?.height]).toEqual([640, 360]);
  });

  it('is none when px are missing', () => {
    expect(pixels(0, grey.subarray(1))).toBeUndefined();
    expect(pixels(0, grey, 0, 0)).toBeUndefined();
  });

  it('may have odd sides', () => {
    // 3 × 3 luma, two planes of 2 × 2.
    const odd = new Uint8Array(9 + 8).fill(128).fill(235, 0, 9);
    expect(pixels(0, odd, 3, 3)?.greens).toEqual(Array.from({ length: 9 }, () => 255));
  });
});
