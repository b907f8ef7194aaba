import type { Quality } from '../../core/features.js';
import type { VendorFeatures } from '../../core/ports/client.js';
import {
  type BurdenLook,
  initialLadderState,
  type LadderState,
  stepLadder,
} from '../../core/quality-ladder.js';
import type { PhoneStatistics, VideoStatistics } from '../../core/statistics.js';
import type { UpkeepHost } from './upkeep-host.js';

/** The most steps that a vendor's list is used for. */
const maxSteps = 3;

/** Asks the phone for a lighter picture while network or decoder cannot follow, as stepLadder() has it. */
export interface QualitySteps {
  /** How many steps below the phone's own picture it has been asked for. */
  readonly step: number;
  /**
   * Goes by what was seen in a second in which the picture was meant to arrive.
   * @param jitterTargetMs what the browser was asked to hold it back, in ms
   */
  look(statistics: PhoneStatistics, atMs: number, jitterTargetMs: number): void;
  /** Tells a phone that was connected anew what the one before had been told. */
  resume(): void;
  /** Gives the phone its own picture back, for whoever uses it next. */
  restore(): void;
}

export function createQualitySteps(host: UpkeepHost): QualitySteps {
  const { session, choices } = host;
  let state: LadderState = initialLadderState;
  /** The phone's own picture and the lighter ones, once they are needed. */
  let steps: readonly Quality[] | undefined;
  let words: VendorFeatures | undefined;
  let isLoading = false;
  const seen = { width: 0, height: 0, frameRate: 0, bitrate: 0 };

  const isOurs = () =>
    host.options.adapt?.quality !== false && session.role === 'control' && !choices.hasQuality;

  const send = (step: number) => {
    const quality = steps?.[step];
    if (!words || !quality || !isOurs()) return;
    try {
      host.sendFrames(words.encode({ type: 'quality', quality }));
    } catch {
      // Without a channel; a phone that is connected anew is told again.
    }
  };

  const load = async () => {
    isLoading = true;
    // What the code needs is loaded on a network that is in trouble: there are more looks to come.
    words = await host.vendorFeatures().catch(() => undefined);
    isLoading = false;
    if (words) steps = words.qualitySteps?.(seen) ?? [];
  };

  return {
    get step() {
      return isOurs() ? state.step : 0;
    },
    look(statistics, atMs, jitterTargetMs) {
      const { video } = statistics;
      if (!video || !isOurs()) return;
      if (state.step === 0) see(seen, video);
      if (seen.width === 0) return;
      const last = steps ? Math.max(0, Math.min(steps.length - 1, maxSteps)) : maxSteps;
      const next = stepLadder(state, burdenOf(statistics, video, atMs, jitterTargetMs), last);
      if (next.step !== state.step) {
        if (!steps) {
          if (!isLoading) void load();
          // The strain stays, and so the step is taken as soon as it can be.
          return;
        }
        send(next.step);
      }
      state = next;
    },
    resume() {
      if (state.step > 0) send(state.step);
    },
    restore() {
      if (state.step > 0) send(0);
    },
  };
}

function see(
  seen: Record<'width' | 'height' | 'frameRate' | 'bitrate', number>,
  video: VideoStatistics,
) {
  const { width, height, framesPerSecond = 0, bitrate } = video;
  if (!width || !height) return;
  Object.assign(seen, { width, height });
  seen.frameRate = Math.max(seen.frameRate, framesPerSecond);
  seen.bitrate = Math.max(seen.bitrate, bitrate);
}

function burdenOf(
  { intervalMs, roundTripMs }: PhoneStatistics,
  { window, lossRate, decodeMs, jitterBufferDelayMs }: VideoStatistics,
  atMs: number,
  jitterTargetMs: number,
): BurdenLook {
  const { packetsReceived = 0, framesDecoded = 0, framesDropped = 0 } = window;
  return {
    atMs,
    intervalMs,
    packetsReceived,
    lossRate,
    roundTripMs,
    waitMs: jitterBufferDelayMs && jitterBufferDelayMs - jitterTargetMs,
    framesDecoded,
    framesDropped,
    decodeMs,
  };
}
