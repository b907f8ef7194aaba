import type { Size } from '../../core/geometry.js';
import type { PhonePeer } from '../../core/ports/emulator.js';

/** What a viewer asked for: the picture's size with the phone upright in px, frames and bits per second. */
export type PictureQuality = Parameters<PhonePeer['setQuality']>[0];

const bitrates = { min: 30_000, max: 20_000_000 } as const;
const rates = { min: 1, max: 60 } as const;
/** libwebrtc encodes nothing smaller in a useful way. */
const smallestSide = 64;

/** @returns what is wrong; undefined for what a phone can do */
export function problemOfQuality({ width, height, frameRate, bitrate }: PictureQuality) {
  const isSize = [width, height].every((side) => side >= smallestSide && side <= 4_096);
  const isRate = frameRate >= rates.min && frameRate <= rates.max;
  const isBitrate = bitrate >= bitrates.min && bitrate <= bitrates.max;
  return isSize && isRate && isBitrate
    ? undefined
    : `quality: ${width} × ${height} px at ${frameRate} frames and ${bitrate} bits per second`;
}

/**
 * By how much a picture must be scaled down to fit into what was asked; 1 when it fits. The two are compared with
 * both upright.
 */
export function downscaleOf(screen: Size, { width, height }: Size): number {
  const [shorter, longer] = [
    Math.min(screen.width, screen.height),
    Math.max(screen.width, screen.height),
  ];
  const box = [Math.min(width, height), Math.max(width, height)] as const;
  return Math.max(1, shorter / box[0], longer / box[1]);
}

/** The size of a picture that libwebrtc scales down; it cuts fractions off. */
export function encodedSize({ width, height }: Size, downscale: number): Size {
  return { width: Math.floor(width / downscale), height: Math.floor(height / downscale) };
}
