import type { Quality } from '../../../core/features.js';
import type { SeenPicture } from '../../../core/ports/client.js';
import { frameRates, kilobits, sizes } from './quality-tables.js';

/** The vendor's default rate (fact sheet 8.3): a phone whose screen is still sends fewer frames than it may. */
const usualFrameRate = 25;
/** Of that default too: 2 Mbit/s for 540 × 960 px at 25 frames. */
const usualBitsPerPixel = 0.15;
/** Encoders round sizes up to blocks. */
const roundingPx = 8;

/**
 * Less of everything but frames, which are felt at once; those at last (our choice). Bits alone would not do: where
 * they are short already, a phone sends the same picture less often.
 */
const steps = [
  { area: 0.6, bits: 0.5, frameRate: 60 },
  { area: 0.35, bits: 0.3, frameRate: 60 },
  { area: 0.3, bits: 0.15, frameRate: 15 },
] as const;

/** See `VendorFeatures.qualitySteps`. What the phone was told to send is not known: the rows that fit what was seen. */
export function qualitySteps(seen: SeenPicture): readonly Quality[] {
  const width = Math.min(seen.width, seen.height);
  const height = Math.max(seen.width, seen.height);
  const own = sizes.find(
    ([w, h]) => Math.abs(w - width) <= roundingPx && Math.abs(h - height) <= roundingPx,
  );
  if (!own) return [];
  const frameRate = nearest(frameRates, Math.max(seen.frameRate, usualFrameRate));
  const usualBitrate = usualBitsPerPixel * width * height * frameRate;
  const bitrate = above(kilobits, Math.max(seen.bitrate, usualBitrate) / 1000) * 1000;
  const picture = { width: own[0], height: own[1], frameRate, bitrate };
  return [picture, ...steps.map((step) => lighter(picture, step))];
}

function lighter(own: SeenPicture, step: (typeof steps)[number]): Exclude<Quality, string> {
  const shape = own.width / own.height;
  const sameShape = sizes.filter(([w, h]) => Math.abs(w / h - shape) < 0.02);
  const small = sameShape.filter(([w, h]) => w * h <= own.width * own.height * step.area);
  const [width, height] = small.at(-1) ?? sameShape[0] ?? [own.width, own.height];
  return {
    width,
    height,
    frameRate: below(frameRates, Math.min(own.frameRate, step.frameRate)),
    bitrate: below(kilobits, (own.bitrate * step.bits) / 1000) * 1000,
  };
}

function nearest(rows: readonly number[], value: number): number {
  return rows.reduce((a, b) => (Math.abs(b - value) < Math.abs(a - value) ? b : a));
}

/** The smallest row that is enough, or the largest there is. */
function above(rows: readonly number[], value: number): number {
  const enough = rows.filter((row) => row >= value);
  return enough.length > 0 ? Math.min(...enough) : Math.max(...rows);
}

/** The largest row that is not too much, or the smallest there is. */
function below(rows: readonly number[], value: number): number {
  const fits = rows.filter((row) => row <= value);
  return fits.length > 0 ? Math.max(...fits) : Math.min(...rows);
}
