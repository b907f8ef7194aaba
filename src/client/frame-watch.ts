import type { PhoneSession } from './session.js';

/** requestVideoFrameCallback came to Firefox in version 132. */
type FrameCallbackVideo = HTMLVideoElement &
  Partial<Pick<HTMLVideoElement, 'requestVideoFrameCallback'>>;

/**
 * Tells the session when a frame that has just come from the phone is on screen: at the first frame, and again after
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
  /** `more`: until the session is live it may want a later frame too, that of a connection it makes just now. */
  let wanted: 'none' | 'first' | 'more' = 'none';
  let isRequested = false;
  /** When the first one began to be wanted, and how many there were at the latest change. */
  let beganAtMs = 0;
  let framesBefore = 0;
  const countFrames = () => video.getVideoPlaybackQuality().totalVideoFrames;

  const present = (receivedAtMs = Number.POSITIVE_INFINITY) => {
    if (wanted === 'none' || signal.aborted) return;
    // The frame after the end of a track is a black one; and one that was under way before is none of a new life, as
    // any is while the new track has received nothing.
    const [track] = session.videoStream.getVideoTracks();
    if (track?.readyState !== 'live' || track.muted || receivedAtMs < beganAtMs) return request();
    wanted = session.isLive ? 'none' : 'more';
    onFrame();
    session.framePresented(video.videoWidth, video.videoHeight);
    request();
  };
  const request = () => {
    if (wanted === 'none' || isRequested || !video.requestVideoFrameCallback) return;
    isRequested = true;
    video.requestVideoFrameCallback((_now, { receiveTime }) => {
      isRequested = false;
      present(receiveTime);
    });
  };

  const arm = () => {
    if (session.isLive) {
      // Where it is live by the word of another view, this one still waits for its own first frame.
      if (wanted === 'more') wanted = 'none';
    } else {
      if (wanted === 'none') beganAtMs = performance.now();
      wanted = session.state === 'closed' ? 'none' : 'first';
      framesBefore = countFrames();
    }
    request();
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
  let takeBack = session.willPresent(video);
  const stop = session.on('state', arm);
  signal.addEventListener('abort', () => {
    stop();
    takeBack();
  });
  arm();
  return (isPlaying) => {
    takeBack();
    if (isPlaying && !signal.aborted) takeBack = session.willPresent(video);
  };
}
