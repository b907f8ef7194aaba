/** Runs in the page: writes down when which picture of the phone was on screen, from the strip in it. */
import { readStrip, type StripFields, stripHeight } from '../../../src/core/strip.js';

/** One frame that was on screen. */
export interface SeenFrame {
  /** Ms since 1970. */
  readonly atMs: number;
  /** When the phone drew it, in ms since 1970 by the phone's clock. */
  readonly drawnMs: number;
  readonly frameNumber: number;
}

export interface PictureLog {
  readonly frames: SeenFrame[];
  stop(): void;
}

const timestampRange = 2 ** 24;

/** The strip has the last 24 bits of a moment that is not long ago. */
function momentOf({ timestampMs }: StripFields, nowMs: number): number {
  const age = (((nowMs - timestampMs) % timestampRange) + timestampRange) % timestampRange;
  // A clock that is ahead of ours by a little is no clock that is hours behind.
  return nowMs - (age > timestampRange / 2 ? age - timestampRange : age);
}

/** Follows a video until it is stopped. Frames whose strip cannot be read are left out. */
export function followPicture(video: HTMLVideoElement): PictureLog {
  const frames: SeenFrame[] = [];
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let request = 0;
  const look = (now: number) => {
    request = video.requestVideoFrameCallback(look);
    const { videoWidth: width, videoHeight: height } = video;
    if (!context || width === 0) return;
    const rows = stripHeight(width, height);
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== rows) canvas.height = rows;
    context.drawImage(video, 0, 0, width, rows, 0, 0, width, rows);
    const fields = readStrip(context.getImageData(0, 0, width, rows).data, width, height, 'rgba');
    if (!fields) return;
    const atMs = performance.timeOrigin + now;
    frames.push({ atMs, drawnMs: momentOf(fields, atMs), frameNumber: fields.frameNumber });
  };
  request = video.requestVideoFrameCallback(look);
  return { frames, stop: () => video.cancelVideoFrameCallback(request) };
}
