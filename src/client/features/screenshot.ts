import { TelepadError } from '../../core/errors.js';
import { sessionClosed } from '../session-errors.js';
import { checkNumber, checkOneOf, checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';

const types = ['image/png', 'image/jpeg', 'image/webp'];

export interface ScreenshotOptions {
  /** @default 'image/png' */
  readonly type?: 'image/png' | 'image/jpeg' | 'image/webp';
  /** 0 to 1, for JPEG and WebP. The default is the browser's. */
  readonly quality?: number;
  /** A video that shows the phone, such as `view.video`: saves the wait for the next frame. */
  readonly video?: HTMLVideoElement;
  /** Ms to wait for a frame, 1 to 60,000. @default 5000 */
  readonly timeoutMs?: number;
}

/** Pictures of the screen: one that the phone keeps, one that the page gets. */
export interface ScreenshotFeatures {
  /** The phone keeps a picture of its screen in its own storage. */
  saveScreenshot(): void;
  /**
   * The present frame at the video's own size; needs no view.
   * @throws TelepadError `not_connected` when there is no picture, `first_frame_timeout` when no frame came,
   * `not_supported` when the browser does not write this type
   */
  takeScreenshot(options?: ScreenshotOptions): Promise<Blob>;
}

export function createScreenshots(channel: FeatureChannel): ScreenshotFeatures {
  const { session, life } = channel.host;
  return {
    saveScreenshot: () => channel.send({ type: 'save-screenshot' }),
    takeScreenshot: (options) => takeScreenshot(session.videoStream, life, options),
  };
}

/** @throws TelepadError as `ScreenshotFeatures.takeScreenshot` */
export async function takeScreenshot(
  stream: MediaStream,
  life: AbortSignal,
  options: ScreenshotOptions = {},
): Promise<Blob> {
  const { type = 'image/png', quality, video, timeoutMs = 5000 } = options;
  checkOneOf('type', type, types);
  if (quality !== undefined) checkNumber('quality', quality, 0, 1);
  checkWhole('timeoutMs', timeoutMs, 1, 60_000);
  if (video && hasFrame(video)) return draw(video, type, quality);
  return withFrame(stream, life, timeoutMs, (own) => draw(own, type, quality));
}

function hasFrame(video: HTMLVideoElement): boolean {
  return video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && video.videoWidth > 0;
}

/** Plays the stream in an element that is in no document until a frame is there. */
async function withFrame<Value>(
  stream: MediaStream,
  life: AbortSignal,
  timeoutMs: number,
  use: (video: HTMLVideoElement) => Promise<Value>,
): Promise<Value> {
  if (life.aborted) throw sessionClosed();
  if (stream.getVideoTracks().length === 0)
    throw new TelepadError(
      'not_connected',
      'There is no picture to take a screenshot of. Wait until the session is live.',
    );
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  const settled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const noFrame = () =>
        reject(
          new TelepadError(
            'first_frame_timeout',
            `The phone sent no frame for a screenshot within ${timeoutMs} ms. Check that its video is not paused.`,
          ),
        );
      timer = setTimeout(noFrame, timeoutMs);
      life.addEventListener('abort', () => reject(sessionClosed()), { signal: settled.signal });
      video.addEventListener('loadeddata', () => resolve(), { signal: settled.signal });
      video.srcObject = stream;
      video.play().catch(() => {});
    });
    return await use(video);
  } finally {
    clearTimeout(timer);
    settled.abort();
    video.srcObject = null;
  }
}

async function draw(
  video: HTMLVideoElement,
  type: NonNullable<ScreenshotOptions['type']>,
  quality: number | undefined,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, quality));
  // Browsers write a PNG instead of what they cannot.
  if (blob?.type === type) return blob;
  throw new TelepadError(
    'not_supported',
    `This browser does not write ${type} pictures of this size. Take 'image/png'.`,
  );
}
