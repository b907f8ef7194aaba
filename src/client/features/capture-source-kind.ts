import { argumentInvalid, checkBoolean, checkNumber, checkText } from './argument-checks.js';
import type { CaptureSource } from './capture-options.js';

/** True for what the page gives itself, rather than a device. */
export function isMade({ stream, canvas, file }: CaptureSource): boolean {
  return Boolean(stream ?? canvas) || file !== undefined;
}

/** True where nothing is left to the browser's choice, or to the side that an app asks for. */
export function isChosen(source: CaptureSource): boolean {
  return source.deviceId !== undefined || (!source.track && isMade(source));
}

/** @throws TelepadError `argument_invalid` */
export function checkSource(source: CaptureSource): void {
  const { deviceId, track, stream, canvas, file, frameRate = 30, isLooped = true } = source;
  if (deviceId !== undefined) checkText('deviceId', deviceId, 1024);
  if (track !== undefined && typeof track !== 'function')
    throw argumentInvalid('track', 'a function');
  if (stream !== undefined && typeof stream?.getTracks !== 'function')
    throw argumentInvalid('stream', 'a MediaStream');
  if (canvas !== undefined && typeof canvas?.getContext !== 'function')
    throw argumentInvalid('canvas', 'a canvas');
  if (file !== undefined && !(file instanceof Blob || file instanceof URL))
    checkText('file', file, 1_000_000);
  checkNumber('frameRate', frameRate, 1, 60);
  checkBoolean('isLooped', isLooped);
}
