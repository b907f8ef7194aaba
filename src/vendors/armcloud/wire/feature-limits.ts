import { TelepadError } from '../../../core/errors.js';
import { type FeatureMessage, phoneOrientations } from '../../../core/features.js';

/** What a display may be: Android refuses densities below 72, the rest keeps a typing error from a phone (assumed). */
export const displayLimits = { maxSide: 8192, minDensity: 72, maxDensity: 1000 } as const;

/** The longest shell command, in characters: a frame must fit into what every SCTP peer takes, 64 KiB (assumed). */
const maxCommandLength = 16_384;

/** An Android package name. */
const packageName = /^[a-z]\w*(\.[a-z]\w*)+$/i;

/**
 * Checks what a page asks for, before anything is sent. A quality is checked where its ids are looked up.
 * @throws TelepadError `argument_invalid`
 */
export function checkFeature(message: FeatureMessage): void {
  switch (message.type) {
    case 'location':
      need(isWithin(message.latitude, -90, 90), 'latitude must be a number of -90 to 90 degrees');
      need(
        isWithin(message.longitude, -180, 180),
        'longitude must be a number of -180 to 180 degrees',
      );
      need(isWithin(message.timeMs, 0, 8.64e15), 'timeMs must be a time in ms since 1970');
      break;
    case 'sensor':
      need(
        ['gyroscope', 'gravity', 'acceleration'].includes(message.sensor),
        'there is no such sensor',
      );
      need(
        [message.x, message.y, message.z].every(Number.isFinite),
        'x, y and z of a sensor must be finite numbers',
      );
      break;
    case 'shell':
      need(
        typeof message.command === 'string' && message.command.trim() !== '',
        'the shell command is empty',
      );
      need(
        message.command.length <= maxCommandLength,
        `the shell command is longer than ${maxCommandLength} characters. Upload a script instead`,
      );
      break;
    case 'rotation':
      need(phoneOrientations.includes(message.orientation), 'there is no such orientation');
      break;
    case 'uninstall':
      need(message.packageNames.length > 0, 'there is no package to uninstall');
      need(
        message.packageNames.every((name) => packageName.test(name)),
        'a package name must look like com.example.app',
      );
      break;
    case 'video-file':
      if (message.action === 'start') {
        need(
          /^https?:\/\/[^\s/]+\S*$/i.test(message.url),
          'the video file’s url must be http or https',
        );
        need(message.name.trim() !== '', 'the video file needs a name');
      }
      break;
    case 'display-size':
      if (message.size) checkDisplay(message.size);
      break;
  }
}

function checkDisplay(size: { width: number; height: number; density: number }): void {
  const { maxSide, minDensity, maxDensity } = displayLimits;
  need(
    [size.width, size.height].every((side) => Number.isInteger(side) && isWithin(side, 1, maxSide)),
    `width and height of a display must be whole numbers of 1 to ${maxSide} px`,
  );
  need(
    Number.isInteger(size.density) && isWithin(size.density, minDensity, maxDensity),
    `the density of a display must be a whole number of ${minDensity} to ${maxDensity} dots per inch`,
  );
}

function isWithin(value: number, min: number, max: number): boolean {
  return typeof value === 'number' && value >= min && value <= max;
}

function need(isTrue: boolean, what: string): void {
  if (!isTrue)
    throw new TelepadError('argument_invalid', `Nothing was sent to the phone: ${what}.`);
}
