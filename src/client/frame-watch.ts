import type { PhoneSession } from './session.js';

/** requestVideoFrameCallback came to Firefox in version 132. */
type FrameCallbackVideo = HTMLVideoElement &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback'>>;

/**
 * Tells the session when a frame of its present connection is on screen: at the first frame, and again after
 * each recovery.
 *
 * @param onFrame called at the same moments
 * @returns takes word of whether the video plays: one that the browser does not let play is no witness of a first
 * frame, and the session goes by the packets that arrive
 */
export function watchFrames(
  session: PhoneSession,
  video: FrameCallbackVideo,
  signal: AbortSignal,
  onFrame: () => void,
): (isPlaying: boolean) => void {
  let isArmed = false;
  let isRequested = false;
  let framesBefore = 0;
  const countFrames = () => video.getVideoPlaybackQuality().totalVideoFrames;

  const present = () => {
    if (!isArmed || signal.aborted) return;
    // The frame after the end of a track is a black one.
    if (session.videoStream.getVideoTracks()[0]?.readyState !== 'live') return request();
    onFrame();
    session.framePresented(video.videoWidth, video.videoHeight);
    // Until the session is live it may want a later frame too: that of a connection it makes just now.
    request();
  };
  const request = () => {
    if (isRequested || !video.requestVideoFrameCallback) return;
    isRequested = true;
    video.requestVideoFrameCallback(() => {
      isRequested = false;
      present();
    });
  };

  const arm = () => {
    isArmed = !session.isLive && session.state !== 'closed';
    framesBefore = countFrames();
    if (isArmed) request();
  };

  // Frame callbacks stop where nothing is painted (a hidden page); playback then still advances.
  for (const type of ['loadeddata', 'timeupdate'])
    video.addEventListener(
      type,
      () => {
        if (countFrames() !== framesBefore) present();
      },
      { signal },
    );
  let takeBack = session.willPresent();
  const stop = session.on('state', arm);
  signal.addEventListener('abort', () => {
    stop();
    takeBack();
  });
  arm();
  return (isPlaying) => {
    takeBack();
    if (isPlaying && !signal.aborted) takeBack = session.willPresent();
  };
}
