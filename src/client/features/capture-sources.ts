import { TelepadError } from '../../core/errors.js';
import { openDrawing } from './capture-drawing.js';
import { openMedia, openPicture, type PlayedFile, playAsSound } from './capture-file.js';
import type { CaptureSource, CaptureWish } from './capture-options.js';

/** A picture or a video's frame is made no larger than this, in px of its longer side. */
const maxFileSide = 1920;
/** A picture does not change, but a phone that has lost one frame needs another. */
const pictureFrameRate = 5;

/**
 * A fresh track of the kind that is wished for, from the first of `stream`, `canvas` and `file` that is given. Whatever
 * was made for it is given back when the track is stopped or ends.
 * @throws TelepadError `media_device_failed`
 */
export async function openMadeTrack(
  source: CaptureSource,
  { kind }: CaptureWish,
): Promise<MediaStreamTrack> {
  try {
    return await openMade(source, kind);
  } catch (cause) {
    if (!(cause instanceof Error && cause.name === 'SecurityError')) throw cause;
    throw cannotBe(kind, 'the browser lets no page send what another origin has drawn');
  }
}

async function openMade(
  source: CaptureSource,
  kind: CaptureWish['kind'],
): Promise<MediaStreamTrack> {
  const { stream, canvas, file, frameRate = 30, isLooped = true } = source;
  const isCamera = kind === 'camera';
  if (stream) {
    const [track] = isCamera ? stream.getVideoTracks() : stream.getAudioTracks();
    if (!track) throw cannotBe(kind, 'the stream has no track of that kind');
    // The page goes on using its own.
    return track.clone();
  }
  if (canvas) {
    if (!isCamera) throw cannotBe(kind, 'a canvas makes no sound');
    return canvasTrack(canvas, frameRate);
  }
  if (file === undefined) throw cannotBe(kind, 'nothing was given');
  return isCamera
    ? fileAsCamera(file, frameRate, isLooped)
    : endWith(await playAsSound(file, isLooped));
}

function canvasTrack(canvas: HTMLCanvasElement | OffscreenCanvas, frameRate: number) {
  const isOnPage = 'captureStream' in canvas;
  // The browser sends only what is drawn anew: a drawing that stands still is copied, so that it is sent again. Not
  // WebGL's, whose picture is there only while it is drawn.
  if (isOnPage && !isDrawing2d(canvas)) return first(canvas.captureStream(frameRate));
  return endWith(openDrawing(canvas, () => canvas, { frameRate }));
}

function isDrawing2d(canvas: HTMLCanvasElement): boolean {
  try {
    return canvas.getContext('2d') !== null;
  } catch {
    // It draws elsewhere: in a worker.
    return false;
  }
}

async function fileAsCamera(
  file: Blob | URL | string,
  frameRate: number,
  isLooped: boolean,
): Promise<MediaStreamTrack> {
  const options = { maxSide: maxFileSide };
  if (file instanceof Blob && file.type.startsWith('image/'))
    return picture(await openPicture(file));
  const video = await openMedia('video', file, isLooped).catch(() => undefined);
  // Nothing tells what an address has.
  if (!video) return picture(await openPicture(file));
  // A captured stream ends with the video, where the last picture shall stay.
  const stream = isLooped ? captureStream(video.element) : undefined;
  if (stream && stream.getVideoTracks().length > 0)
    return endWith({ track: first(stream), free: video.free });
  return endWith(openDrawing(video.element, videoSize, { ...options, frameRate }, video.free));

  function picture({ element, free }: PlayedFile<HTMLImageElement>): MediaStreamTrack {
    const size = () => ({ width: element.naturalWidth, height: element.naturalHeight });
    return endWith(openDrawing(element, size, { ...options, frameRate: pictureFrameRate }, free));
  }
}

function videoSize({ videoWidth, videoHeight }: HTMLVideoElement) {
  return { width: videoWidth, height: videoHeight };
}

/** Of Chromium, by another name of Firefox; Safari has none. */
function captureStream(element: HTMLVideoElement): MediaStream | undefined {
  const capturing = element as {
    captureStream?(): MediaStream;
    mozCaptureStream?(): MediaStream;
  };
  return capturing.captureStream?.() ?? capturing.mozCaptureStream?.();
}

function first(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks();
  if (!track) throw cannotBe('camera', 'the browser made no track of it');
  return track;
}

/**
 * Frees what is behind a track when it is stopped or ends. The track is a sender's, and stopping it fires no event:
 * so its own `stop` is what tells.
 */
function endWith({ track, free }: { track: MediaStreamTrack; free: () => void }): MediaStreamTrack {
  const stop = track.stop.bind(track);
  track.stop = () => {
    stop();
    free();
  };
  track.addEventListener('ended', free, { once: true });
  return track;
}

function cannotBe(kind: CaptureWish['kind'], why: string): TelepadError {
  return new TelepadError('media_device_failed', `There is no ${kind} for the phone: ${why}.`, {
    retryable: false,
  });
}
