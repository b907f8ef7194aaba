import type { FrameTimes, PresentedFrames } from '../../core/statistics-presentation.js';

/** requestVideoFrameCallback came to Firefox in version 132. */
type FrameCallbackVideo = HTMLVideoElement &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback' | 'cancelVideoFrameCallback'>>;

/** What is known of one video element. */
interface Watched {
  /** Of the frame callback that is waited for; undefined while none is. */
  request: number | undefined;
  /** From the last frame callback. */
  presented: PresentedFrames | undefined;
  frame: FrameTimes | undefined;
}

/** A frame's times are forgotten after this, in ms: they are of another state of the network. */
const staleAfterMs = 3000;

export interface FrameTiming {
  /** What the views show at this moment; asks for one frame callback, which the next look has. */
  look(): {
    readonly presented: PresentedFrames | undefined;
    readonly frame: FrameTimes | undefined;
  };
}

/**
 * Knows how the frames come on screen, by one frame callback for each look and not one for each frame.
 * @param videos those that show the session at present
 */
export function createFrameTiming(
  videos: Iterable<HTMLVideoElement>,
  life: AbortSignal,
): FrameTiming {
  const known = new Map<FrameCallbackVideo, Watched>();

  const ask = (video: FrameCallbackVideo, watched: Watched) => {
    if (watched.request !== undefined) return;
    watched.request = video.requestVideoFrameCallback?.((now, frame) => {
      watched.request = undefined;
      watched.presented = { count: frame.presentedFrames, atMs: now };
      watched.frame = {
        presentationMs: frame.presentationTime,
        expectedDisplayMs: frame.expectedDisplayTime,
        receiveMs: frame.receiveTime,
        captureMs: frame.captureTime,
        rtpTimestamp: frame.rtpTimestamp,
      };
    });
  };
  const forget = (video: FrameCallbackVideo, { request }: Watched) => {
    if (request !== undefined) video.cancelVideoFrameCallback?.(request);
    known.delete(video);
  };
  life.addEventListener('abort', () => {
    for (const [video, watched] of known) forget(video, watched);
  });

  return {
    look() {
      const now = performance.now();
      const shown = new Set<FrameCallbackVideo>(videos);
      for (const [video, watched] of known) if (!shown.has(video)) forget(video, watched);
      let presented: PresentedFrames | undefined;
      let frame: FrameTimes | undefined;
      for (const video of shown) {
        const watched = known.get(video) ?? {
          request: undefined,
          presented: undefined,
          frame: undefined,
        };
        known.set(video, watched);
        const counted = countFrames(video, now) ?? watched.presented;
        if (counted && counted.count > (presented?.count ?? -1)) presented = counted;
        if (
          watched.frame &&
          watched.frame.presentationMs > (frame?.presentationMs ?? now - staleAfterMs)
        )
          frame = watched.frame;
        if (!life.aborted) ask(video, watched);
      }
      return { presented, frame };
    },
  };
}

/** Undefined in Firefox, which counts no frames of streams here. */
function countFrames(video: HTMLVideoElement, atMs: number): PresentedFrames | undefined {
  const quality = video.getVideoPlaybackQuality?.();
  return quality && quality.totalVideoFrames > 0
    ? { count: quality.totalVideoFrames - quality.droppedVideoFrames, atMs }
    : undefined;
}
