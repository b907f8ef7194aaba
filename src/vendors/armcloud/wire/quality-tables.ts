import { TelepadError } from '../../../core/errors.js';
import type { Quality, QualityPreset } from '../../../core/features.js';
import { asWholeNumber } from '../../../core/json.js';

/** ArmCloud's picture quality: three ids, each a row of a fixed table (vendor's client; fact sheet 8.1 to 8.3). */
export interface QualityIds {
  readonly resolution: number;
  readonly frameRate: number;
  readonly bitrate: number;
}

export interface QualityValues {
  /** Px with the phone upright. */
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly frameRate: number;
  /** Bits per second. */
  readonly bitrate: number;
}

/** Width and height, from id 7 on. */
export const sizes: readonly (readonly [width: number, height: number])[] = [
  [144, 256],
  [216, 384],
  [288, 512],
  [360, 640],
  [480, 848],
  [540, 960],
  [600, 1024],
  [480, 1280],
  [720, 1280],
  [720, 1920],
  [1080, 1920],
  [1440, 1920],
  [1600, 2560],
  [2880, 1080],
];
const firstSizeId = 7;

/** Frames per second, from id 1 on. */
export const frameRates: readonly number[] = [20, 25, 30, 60, 1, 5, 10, 15, 2];

/** Kbit per second, from id 1 on. */
export const kilobits: readonly number[] = [
  1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000, 6000, 8000, 10_000, 12_000, 200, 400, 600,
];

/**
 * `thumbnail` is the group thumbnails' of the vendor's client, `smooth` the documented preset of that name,
 * `standard` the vendor's default; `high` and `ultra` are our choice (assumed).
 */
const presets: Readonly<Record<QualityPreset, readonly [number, number, number]>> = {
  thumbnail: [7, 5, 13],
  smooth: [9, 8, 15],
  standard: [12, 2, 3],
  high: [15, 3, 5],
  ultra: [17, 4, 10],
};

/**
 * The ids of a quality.
 * @throws TelepadError `argument_invalid` for what is in no row; the message lists the nearest rows
 */
export function qualityIds(quality: Quality): QualityIds {
  if (typeof quality === 'string') return presetIds(quality);
  if ('vendorIds' in quality) return checkIds(quality.vendorIds);
  const { width, height, frameRate, bitrate } = quality;
  if (![width, height, frameRate, bitrate].every(Number.isFinite)) {
    throw invalid('needs width, height, frameRate and bitrate as numbers');
  }
  return {
    resolution:
      firstSizeId +
      rowOf(
        sizes,
        ([w, h]) => Math.abs(w - width) + Math.abs(h - height),
        ([w, h]) => `${w}×${h} px`,
        `picture of ${width}×${height} px`,
      ),
    frameRate:
      1 +
      rowOf(
        frameRates,
        (row) => Math.abs(row - frameRate),
        (row) => `${row} frames/s`,
        `rate of ${frameRate} frames/s`,
      ),
    bitrate:
      1 +
      rowOf(
        kilobits,
        (row) => Math.abs(row * 1000 - bitrate),
        (row) => `${row * 1000} bit/s`,
        `rate of ${bitrate} bit/s`,
      ),
  };
}

function presetIds(preset: QualityPreset): QualityIds {
  if (!Object.hasOwn(presets, preset)) {
    throw invalid(`has no quality of that name. It has ${Object.keys(presets).join(', ')}`);
  }
  const [resolution, frameRate, bitrate] = presets[preset];
  return { resolution, frameRate, bitrate };
}

/** The row at no distance. */
function rowOf<Row>(
  rows: readonly Row[],
  distance: (row: Row) => number,
  name: (row: Row) => string,
  wanted: string,
): number {
  const found = rows.findIndex((row) => distance(row) === 0);
  if (found >= 0) return found;
  const nearest = [...rows].sort((a, b) => distance(a) - distance(b)).slice(0, 2);
  throw invalid(`has no ${wanted}. The nearest that it has are ${nearest.map(name).join(' and ')}`);
}

function checkIds(ids: QualityIds): QualityIds {
  const found = readQualityIds(ids);
  if (found) return found;
  throw invalid(
    'has resolution ids 7 to 20, frame rate ids 1 to 9 and bitrate ids 1 to 15, and all three are needed',
  );
}

function invalid(finding: string): TelepadError {
  return new TelepadError('argument_invalid', `The quality was not sent: ArmCloud ${finding}.`);
}

/** Three ids that have rows; `undefined` where one has none. */
export function readQualityIds(ids: {
  readonly resolution: unknown;
  readonly frameRate: unknown;
  readonly bitrate: unknown;
}): QualityIds | undefined {
  const resolution = asWholeNumber(ids.resolution, firstSizeId + sizes.length - 1);
  const frameRate = asWholeNumber(ids.frameRate, frameRates.length);
  const bitrate = asWholeNumber(ids.bitrate, kilobits.length);
  if (resolution === undefined || resolution < firstSizeId || !frameRate || !bitrate) {
    return undefined;
  }
  return { resolution, frameRate, bitrate };
}

/** What three ids stand for; `undefined` where one has no row. Used at the phone's end. */
export function qualityValues(
  ids: Parameters<typeof readQualityIds>[0],
): QualityValues | undefined {
  const known = readQualityIds(ids);
  const size = known && sizes[known.resolution - firstSizeId];
  const frameRate = known && frameRates[known.frameRate - 1];
  const kilobit = known && kilobits[known.bitrate - 1];
  if (!size || frameRate === undefined || kilobit === undefined) return undefined;
  const [width, height] = size;
  return { width, height, frameRate, bitrate: kilobit * 1000 };
}
