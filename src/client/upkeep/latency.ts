import type { PictureLook } from '../../core/jitter-control.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import type { AdaptationStatistics } from '../../core/statistics-presentation.js';
import { isHidden } from '../page-attention.js';
import { createJitterTarget } from './jitter-target.js';
import { createKeyFrames } from './key-frames.js';
import { createQualitySteps } from './quality-steps.js';
import type { UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';

/** What `AdaptOptions.maxJitterBufferMs` is when the page does not say. */
const defaultMaxJitterBufferMs = 60;
/** A look over a longer time says nothing of the picture: the page was not run, or the device slept. */
const maxIntervalMs = 3000;
/** So long after a return, what is seen still comes of the absence. */
const returnMs = 3000;

/** What keeps the latency low, and what it has changed for that. */
export interface Latency extends UpkeepPart {
  readonly adaptation: AdaptationStatistics;
}

/** Keeps the time between the phone's screen and this one short. */
export function createLatency(host: UpkeepHost): Latency {
  const { session, life, options, choices } = host;
  const limitMs = Math.min(Math.max(0, options.adapt?.maxJitterBufferMs ?? Number.NaN), 4000);
  const jitter = createJitterTarget(Number.isNaN(limitMs) ? defaultMaxJitterBufferMs : limitMs);
  const keyFrames = createKeyFrames(host);
  const quality = createQualitySteps(host);
  let connection: RTCPeerConnection | undefined;
  let returnedAtMs = Number.NEGATIVE_INFINITY;

  const follow = () => {
    if (host.connection !== connection) {
      connection = host.connection;
      jitter.reset();
    }
    // What the page wished for is set by its features.
    if (choices.jitterTargetMs == null) jitter.apply(connection);
  };
  /** Somebody looks at the page again: what they see is to be the present. */
  const comeBack = () => {
    if (isHidden()) return;
    returnedAtMs = performance.now();
    jitter.reset();
    follow();
    for (const video of host.videos) if (video.paused) video.play().catch(() => {});
  };
  for (const type of ['visibilitychange', 'resume'])
    document.addEventListener(type, comeBack, { signal: life });
  const offs = [session.on('track', follow), session.on('live', follow)];
  life.addEventListener('abort', () => {
    for (const off of offs) off();
  });
  follow();

  const targetMs = () => choices.jitterTargetMs ?? jitter.targetMs;

  return {
    get adaptation() {
      return { jitterBufferTargetMs: targetMs(), qualityStep: quality.step };
    },
    look(statistics) {
      const { intervalMs, video } = statistics;
      const atMs = performance.now();
      // Late by so much, the device has slept.
      if (intervalMs > maxIntervalMs) comeBack();
      if (!video || !session.isLive || intervalMs <= 0) return follow();
      const { packetsReceived = 0, framesDecoded = 0 } = video.window;
      if (framesDecoded > 0) keyFrames.relax();
      if (atMs - returnedAtMs < returnMs) {
        // Else a second would have to pass before that is called a stall.
        if (packetsReceived > 0 && framesDecoded === 0) keyFrames.request();
      } else if (!isHidden()) {
        jitter.look(pictureLook(video, atMs), intervalMs);
        quality.look(statistics, atMs, targetMs() ?? 0);
      }
      follow();
    },
    decodeStalled: keyFrames.request,
    resume: quality.resume,
    release() {
      if (session.state === 'closed') quality.restore();
    },
  };
}

function pictureLook(video: NonNullable<PhoneStatistics['video']>, atMs: number): PictureLook {
  const { framesDecoded = 0, framesDropped = 0, freezeCount = 0 } = video.window;
  const { decodeMs } = video;
  return { atMs, framesDecoded, framesDropped, freezes: freezeCount, decodeMs };
}
