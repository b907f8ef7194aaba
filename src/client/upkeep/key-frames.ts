import type { UpkeepHost } from './upkeep-host.js';

/** Encoders make large frames of them: the next request waits so long, and twice as long each time, up to a limit. */
const firstPauseMs = 2000;
const maxPauseMs = 16_000;

/**
 * Asks the phone for key frames, by the vendor's message. Browsers ask the phone's encoder by themselves, by RTCP;
 * scripts could do so only from a worker that all frames pass through (`RTCRtpScriptTransformer`), which costs more
 * than it gives. The message also reaches phones that do not heed RTCP.
 */
export interface KeyFrames {
  /** Nothing can be decoded; asks, unless it has just been done. */
  request(): void;
  /** Frames are decoded again: the next trouble is another one. */
  relax(): void;
}

export function createKeyFrames(host: Pick<UpkeepHost, 'send'>): KeyFrames {
  let pauseMs = 0;
  let askedAtMs = Number.NEGATIVE_INFINITY;
  return {
    request() {
      const now = performance.now();
      if (now - askedAtMs < pauseMs) return;
      askedAtMs = now;
      pauseMs = Math.min(Math.max(firstPauseMs, pauseMs * 2), maxPauseMs);
      try {
        host.send({ type: 'key-frame' });
      } catch {
        // Without a channel, or a word for it, the browser's own requests have to do.
      }
    },
    relax() {
      pauseMs = Math.min(pauseMs, firstPauseMs);
    },
  };
}
