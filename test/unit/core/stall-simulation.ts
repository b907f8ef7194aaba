import type { LinkSilence } from '../../../src/core/session-state.js';
import {
  beginStallState,
  findStall,
  type StallLook,
  type StallState,
} from '../../../src/core/stall-detector.js';
import { readSigns } from '../../../src/core/stall-signs.js';

/** A phone and a browser that looks at it, on a clock of their own: what stalls are found, and when. */

/** How much of each comes, per second, until when in ms. */
export interface Stream {
  readonly perSecond: number;
  readonly untilMs?: number | undefined;
  /** Begins again, until `endMs`. */
  readonly fromMs?: number | undefined;
  readonly endMs?: number | undefined;
}

export interface Scene {
  readonly video?: Stream | undefined;
  readonly audio?: Stream | undefined;
  /** Empty packets of the picture, which measure the bandwidth. */
  readonly padding?: Stream | undefined;
  /** Frames per second that are decoded. */
  readonly decoded?: Stream | undefined;
  /** STUN answers and RTCP. */
  readonly upkeep?: Stream | undefined;
  /** Frames that a question for a picture brings, each 20 packets; none by default. */
  readonly answersPictures?: boolean | undefined;
  /** False for a phone whose end of the channel says nothing to questions. */
  readonly answersProbes?: boolean | undefined;
  /** False for browsers that do not date packets. */
  readonly isDated?: boolean | undefined;
  readonly wantsVideo?: ((atMs: number) => boolean) | undefined;
  readonly usedAtMs?: ((atMs: number) => number) | undefined;
  readonly isResting?: boolean | undefined;
  readonly unansweredMs?: ((atMs: number) => number) | undefined;
  readonly bufferedAmount?: ((atMs: number) => number) | undefined;
  readonly roundTripMs?: number | undefined;
  readonly lossRate?: number | undefined;
  /** How much later than wished each look is, in ms. */
  readonly delayMs?: ((look: number) => number) | undefined;
  /** Changes the report, by the number of the look. */
  readonly change?:
    | ((rows: Map<string, Record<string, unknown>>, look: number) => void)
    | undefined;
  readonly endMs?: number | undefined;
}

export interface Found {
  readonly stalls: readonly (readonly [LinkSilence, number])[];
  readonly pictureAsks: readonly number[];
  readonly probes: readonly number[];
  readonly decodeStalls: readonly number[];
  readonly looks: readonly number[];
}

/** Whole packets until now, and when the last one came. */
function count(stream: Stream | undefined, atMs: number): { count: number; lastMs: number } {
  const { perSecond = 0, untilMs = Infinity, fromMs = Infinity, endMs = Infinity } = stream ?? {};
  if (perSecond === 0) return { count: 0, lastMs: 0 };
  const gapMs = 1000 / perSecond;
  const first = Math.floor(Math.min(atMs, untilMs) / gapMs);
  const again = Math.max(0, Math.floor((Math.min(atMs, endMs) - fromMs) / gapMs));
  return {
    count: first + again,
    lastMs: again > 0 ? fromMs + again * gapMs : first * gapMs,
  };
}

/** Everything flows from 0 on; the looks begin at 1 s. The scene ends with its first stall. */
export function simulate(scene: Scene): Found {
  const { isDated = true, wantsVideo = () => true, usedAtMs = () => 0, endMs = 60_000 } = scene;
  const stalls: [LinkSilence, number][] = [];
  const pictureAsks: number[] = [];
  const probes: number[] = [];
  const decodeStalls: number[] = [];
  const looks: number[] = [];
  let state: StallState | undefined;
  let statsAtMs = 1000;
  /** What the questions have brought. */
  const extra = { video: 0, videoMs: 0, upkeep: 0, upkeepMs: 0 };
  const isCut = (atMs: number) =>
    atMs > (scene.upkeep?.untilMs ?? Number.POSITIVE_INFINITY) &&
    atMs < (scene.upkeep?.fromMs ?? Number.POSITIVE_INFINITY);

  for (let atMs = 1000, look = 0; atMs < endMs; look += 1) {
    looks.push(atMs);
    const video = count(scene.video, atMs);
    const audio = count(scene.audio, atMs);
    const padding = count(scene.padding, atMs);
    const upkeep = count(scene.upkeep ?? { perSecond: 1 }, atMs);
    const dated = (lastMs: number) => (isDated ? { lastPacketReceivedTimestamp: lastMs } : {});
    const packets = video.count + extra.video;
    const lastMs = Math.max(video.lastMs, extra.videoMs);
    const rows = new Map<string, Record<string, unknown>>([
      [
        'pair',
        {
          type: 'candidate-pair',
          state: 'succeeded',
          nominated: true,
          timestamp: atMs,
          responsesReceived: upkeep.count + extra.upkeep,
          bytesReceived: 1000 * (packets + audio.count),
          ...dated(Math.max(lastMs, audio.lastMs, upkeep.lastMs, extra.upkeepMs)),
        },
      ],
      [
        'video',
        {
          type: 'inbound-rtp',
          kind: 'video',
          timestamp: atMs,
          packetsReceived: packets + padding.count,
          bytesReceived: 1000 * packets,
          framesDecoded: count(scene.decoded ?? scene.video, atMs).count + extra.video / 20,
          ...dated(Math.max(lastMs, padding.lastMs)),
        },
      ],
      [
        'audio',
        {
          type: 'inbound-rtp',
          kind: 'audio',
          timestamp: atMs,
          packetsReceived: audio.count,
          ...dated(audio.lastMs),
        },
      ],
    ]);
    scene.change?.(rows, look);
    const seen: StallLook = {
      atMs,
      signs: readSigns(rows),
      wantsVideo: wantsVideo(atMs),
      isResting: scene.isResting ?? false,
      usedAtMs: usedAtMs(atMs),
      unansweredMs: scene.unansweredMs?.(atMs) ?? 0,
      bufferedAmount: scene.bufferedAmount?.(atMs) ?? 0,
      roundTripMs: scene.roundTripMs ?? 20,
      lossRate: scene.lossRate ?? 0,
    };
    let nextLookMs: number | undefined;
    if (state) {
      const found = findStall(state, seen);
      ({ state, nextLookMs } = found);
      if (found.wantsPicture) pictureAsks.push(atMs);
      if (found.wantsProbe) probes.push(atMs);
      if (found.isDecodeStalled) decodeStalls.push(atMs);
      if (found.silence) {
        stalls.push([found.silence, atMs]);
        break;
      }
      if ((scene.answersProbes ?? !isCut(atMs)) && (found.wantsPicture || found.wantsProbe)) {
        extra.upkeep += 1;
        extra.upkeepMs = atMs + 30;
        if (found.wantsPicture && scene.answersPictures) {
          extra.video += 20;
          extra.videoMs = atMs + 40;
        }
      }
    } else {
      state = beginStallState(seen);
    }
    if (atMs >= statsAtMs) statsAtMs += 1000;
    const waitMs = Math.min(nextLookMs ?? 1000, Math.max(statsAtMs - atMs, 1));
    atMs += waitMs + (scene.delayMs?.(look) ?? 0);
  }
  return { stalls, pictureAsks, probes, decodeStalls, looks };
}
