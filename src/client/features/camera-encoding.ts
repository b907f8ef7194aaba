import { TelepadError } from '../../core/errors.js';
import { argumentInvalid, checkNumber, checkWhole } from './argument-checks.js';
import type { CameraEncoding } from './capture-options.js';

const ranges = {
  maxBitrate: [10_000, 100_000_000],
  maxFramerate: [1, 120],
  scaleResolutionDownBy: [1, 64],
} as const;

/** @throws TelepadError `argument_invalid` */
export function checkEncoding(encoding: CameraEncoding): void {
  for (const [name, [min, max]] of Object.entries(ranges)) {
    const value = encoding[name as keyof typeof ranges];
    if (value !== undefined) checkNumber(name, value, min, max);
  }
  const { width, height } = encoding;
  if (width === undefined && height === undefined) return;
  checkWhole('width', width, 16, 8192);
  checkWhole('height', height, 16, 8192);
  if (encoding.scaleResolutionDownBy !== undefined)
    throw argumentInvalid('scaleResolutionDownBy', 'left out where width and height are given');
}

/**
 * Sets what a sender encodes. Kept by the sender, also when its track is replaced.
 * @throws TelepadError `not_supported` when the browser does not take it
 */
export async function applyEncoding(sender: RTCRtpSender, encoding: CameraEncoding): Promise<void> {
  const parameters = sender.getParameters();
  const [first] = parameters.encodings;
  if (!first) return;
  const { maxBitrate, maxFramerate } = encoding;
  const scaleResolutionDownBy = scaleOf(sender.track, encoding);
  for (const [name, value] of Object.entries({ maxBitrate, maxFramerate, scaleResolutionDownBy })) {
    const key = name as keyof typeof ranges;
    if (value === undefined) delete first[key];
    else first[key] = value;
  }
  try {
    await sender.setParameters(parameters);
  } catch (cause) {
    throw new TelepadError(
      'not_supported',
      'This browser did not take the camera’s encoding. Leave out what it may not know.',
      { cause },
    );
  }
}

/** How far both sides must shrink to fit, either way up; never larger than the camera gives. */
function scaleOf(track: MediaStreamTrack | null, encoding: CameraEncoding): number {
  const { width, height, scaleResolutionDownBy = 1 } = encoding;
  const from = track?.getSettings();
  if (!width || !height || !from?.width || !from.height) return scaleResolutionDownBy;
  const long = Math.max(from.width, from.height) / Math.max(width, height);
  const short = Math.min(from.width, from.height) / Math.min(width, height);
  return Math.max(1, long, short);
}
