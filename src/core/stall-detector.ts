import type { LinkSilence } from './session-state.js';
import type { LinkSigns, VideoSigns } from './stall-signs.js';

/**
 * Finds out that nothing comes any more from a phone that the browser calls connected. Pure: looks go in, findings
 * come out. Nothing is said on one look alone, and nothing where the browser does not tell enough.
 */

export interface StallLook {
  /** On any clock, in ms. */
  readonly atMs: number;
  readonly signs: LinkSigns;
  /** False while the page or the user wants no picture. */
  readonly wantsVideo: boolean;
  /** True for a phone that is known to send nothing while its screen is still, and to answer no question for a picture. */
  readonly isResting: boolean;
  /** When the user last did something that changes the picture. */
  readonly usedAtMs: number;
  /** How long a question to the phone has waited for its answer, in ms, while nothing else was heard; 0 for none. */
  readonly unansweredMs: number;
  /** Bytes that wait in the control channel. */
  readonly bufferedAmount: number;
  /** The network as last measured: a rough one makes answers late. */
  readonly roundTripMs: number;
  readonly lossRate: number;
}

/** What one look leaves to the next. */
export interface StallState {
  readonly atMs: number;
  readonly signs: LinkSigns;
  /** When anything last arrived, on the clock of the looks. */
  readonly arrivedAtMs: number;
  /** Since when picture or sound has come without a gap, and until when. */
  readonly flow: Flow;
  readonly videoFlow: Flow;
  readonly videoAtMs: number;
  /** When the user first did something after the last packet of the picture: a picture is due. */
  readonly usedAtMs: number | undefined;
  /** When a picture was asked for in the present silence. */
  readonly askedAtMs: number | undefined;
  /** The silence after which a picture is asked for: longer each time that asking was all it took. */
  readonly askAfterMs: number;
  /** When a frame was last decoded, and how many bytes there had been. */
  readonly decodedAtMs: number;
  readonly bytesAtDecode: number;
  readonly decodeToldAtMs: number;
  /** When the control channel last was empty, or emptier than before. */
  readonly drainedAtMs: number;
  readonly bufferedAmount: number;
  /** Until when a gap of the whole path is excuse enough for a channel that says nothing. */
  readonly excusedUntilMs: number;
}

interface Flow {
  readonly sinceMs: number;
  readonly untilMs: number;
}

export interface StallFindings {
  readonly state: StallState;
  readonly silence: LinkSilence | undefined;
  /** No packets of the picture come: the phone should be asked for one. */
  readonly wantsPicture: boolean;
  /** Packets of the picture come, and none of them becomes a frame. Said again each second. */
  readonly isDecodeStalled: boolean;
  /** A question to the phone would show whether it still is there. */
  readonly wantsProbe: boolean;
  /** When the next look would tell more, in ms from this one; undefined when it has no hurry. */
  readonly nextLookMs: number | undefined;
}

/**
 * After how long a silence is called, in ms. The whole is to be found within 3 s of the last packet. Where packets
 * are not dated, up to a second of it has passed before the look that saw the last one.
 */
const limits = {
  path: { dated: 2500, undated: 1750 },
  /** From the last packet of the picture to the question for another, and from there to the call. */
  ask: { dated: 1000, undated: 700 },
  answer: { dated: 1400, undated: 900 },
} as const;
/** A path that carries nothing steadily has only its own questions to live on, of which Chromium asks one in 2.5 s. */
const quietPathMs = 6000;
/** Before that, a question is sent, to which the phone's end of the channel has to say something. */
const probeAfterMs = { busy: 900, quiet: 3000 };
/** A phone that rests is asked ever more seldom, but for when it is used. */
const maxAskAfterMs = 30_000;
/** A flow has this much in each look, and no greater gap between two. */
const flowPackets = 3;
const flowBytes = 500;
const flowGapMs = 1500;
const busyAfterMs = 900;
/** Its last packets were seen by the look after at the latest. */
const flowEndMs = 1250;
/** The picture moves again by itself. */
const steadyAfterMs = 5000;
const decodeTellMs = 900;
/** Key frames were asked for again and again. */
const decodeGiveUpMs = 5000;
/** Less can be a single frame on its way. */
const decodeBytes = 4000;
const drainMs = 2750;
const answerMs = 2500;
/** A look before this would be wasted, and one after it is due anyway. */
const fastestLookMs = 250;
const hurryMs = 800;
/** Of a date, in ms. */
const slackMs = 100;

/** The measure begins with this look. */
export function beginStallState({ atMs, signs, bufferedAmount }: StallLook): StallState {
  const flow = { sinceMs: atMs, untilMs: atMs };
  return {
    atMs,
    signs,
    arrivedAtMs: atMs,
    flow,
    videoFlow: flow,
    videoAtMs: atMs,
    usedAtMs: undefined,
    askedAtMs: undefined,
    askAfterMs: 0,
    decodedAtMs: atMs,
    bytesAtDecode: signs.video?.bytes ?? 0,
    decodeToldAtMs: atMs,
    drainedAtMs: atMs,
    bufferedAmount,
    excusedUntilMs: Number.NEGATIVE_INFINITY,
  };
}

export function findStall(before: StallState, look: StallLook): StallFindings {
  const { atMs, signs } = look;
  if (!isComparable(before.signs, signs)) return nothingFound(beginStallState(look));
  const sinceMs = atMs - before.atMs;
  const dated = (agoMs: number | undefined) =>
    // Of a clock that jumped, or of another packet than the one that was counted.
    agoMs !== undefined && agoMs <= sinceMs + fastestLookMs ? atMs - agoMs : atMs;
  const last = before.signs;
  const hasArrived = [...signs.arrivals].some(
    ([name, count]) => count > (last.arrivals.get(name) ?? count),
  );
  const arrivedAtMs = hasArrived ? dated(signs.arrivedAgoMs) : before.arrivedAtMs;
  const moved: Moved = {
    before,
    look,
    arrivedAtMs,
    excusedUntilMs: hasArrived ? excuse(before, atMs) : before.excusedUntilMs,
    flow: flowed(before.flow, signs.rtpPackets - last.rtpPackets >= flowPackets, atMs),
    video: signs.video,
    videoBytes: (signs.video?.bytes ?? 0) - (last.video?.bytes ?? 0),
    datedVideoAtMs: dated(signs.video?.arrivedAgoMs),
  };
  const path = judgePath(moved);
  const media = judgeMedia(moved);
  const decoding = judgeDecoding(moved);
  const channel = judgeChannel(moved);
  const silence = path.silence ?? media.silence ?? decoding.silence ?? channel.silence;
  const waits = [path, media, decoding, channel]
    .map(({ waitMs }) => waitMs)
    .filter((waitMs) => waitMs !== undefined && waitMs <= hurryMs) as number[];
  return {
    state: {
      atMs,
      signs,
      arrivedAtMs: moved.arrivedAtMs,
      flow: moved.flow,
      ...media.state,
      ...decoding.state,
      ...channel.state,
      excusedUntilMs: moved.excusedUntilMs,
    },
    silence,
    wantsPicture: media.wantsPicture,
    isDecodeStalled: decoding.isStalled,
    wantsProbe: path.wantsProbe || channel.wantsProbe,
    nextLookMs: waits.length > 0 ? Math.max(fastestLookMs, Math.min(...waits)) : undefined,
  };
}

function nothingFound(state: StallState): StallFindings {
  return {
    state,
    silence: undefined,
    wantsPicture: false,
    isDecodeStalled: false,
    wantsProbe: false,
    nextLookMs: undefined,
  };
}

/** What has happened since the look before. */
interface Moved {
  readonly before: StallState;
  readonly look: StallLook;
  readonly arrivedAtMs: number;
  readonly excusedUntilMs: number;
  readonly flow: Flow;
  readonly video: VideoSigns | undefined;
  readonly videoBytes: number;
  readonly datedVideoAtMs: number;
}

/** Another path, another connection, or a report that lacks what the one before had: no silence can be told by it. */
function isComparable(last: LinkSigns, now: LinkSigns): boolean {
  if (now.arrivals.size === 0 || now.rtpPackets < last.rtpPackets) return false;
  for (const [name, count] of last.arrivals) {
    const counted = now.arrivals.get(name);
    if (counted === undefined || counted < count) return false;
  }
  return (
    now.video === undefined ||
    ((last.video?.decoded ?? 0) <= (now.video.decoded ?? 0) &&
      (last.video?.bytes ?? 0) <= now.video.bytes)
  );
}

function flowed(flow: Flow, isFlowing: boolean, atMs: number): Flow {
  if (!isFlowing) return flow;
  return { sinceMs: atMs - flow.untilMs <= flowGapMs ? flow.sinceMs : atMs, untilMs: atMs };
}

/**
 * What was lost on the channel while nothing flowed is sent again at growing intervals: after a gap it may be silent
 * for as long once more.
 */
function excuse({ flow, arrivedAtMs, excusedUntilMs }: StallState, atMs: number): number {
  const wasBusy =
    flow.untilMs - flow.sinceMs >= busyAfterMs && arrivedAtMs - flow.untilMs <= flowEndMs;
  const gapMs = atMs - arrivedAtMs;
  return wasBusy && gapMs > flowEndMs ? atMs + gapMs : excusedUntilMs;
}

function judgePath({ look, arrivedAtMs, flow }: Moved) {
  const silentMs = look.atMs - arrivedAtMs;
  // A flow that ended before the last sign of life is none that was cut.
  const isBusy =
    flow.untilMs - flow.sinceMs >= busyAfterMs && arrivedAtMs - flow.untilMs <= flowEndMs;
  const { dated, undated } = limits.path;
  const isDated = look.signs.arrivedAgoMs !== undefined;
  const limitMs = isBusy ? (isDated ? dated : undated) : quietPathMs;
  return {
    silence: silentMs >= limitMs ? ('path' as const) : undefined,
    wantsProbe: silentMs >= (isBusy ? probeAfterMs.busy : probeAfterMs.quiet),
    waitMs: silentMs >= fastestLookMs ? limitMs - silentMs : undefined,
  };
}

function judgeMedia(moved: Moved) {
  const { before, look, video, videoBytes } = moved;
  const { atMs } = look;
  const hasCome = videoBytes > 0;
  const isExpected = look.wantsVideo && !look.isResting && (video?.bytes ?? 0) > 0;
  const isMissing = isExpected && !hasCome;
  // What is not expected is not missed, also not by the look after.
  const videoAtMs = isMissing ? before.videoAtMs : hasCome ? moved.datedVideoAtMs : atMs;
  const isUsed = look.usedAtMs > videoAtMs;
  const usedAtMs = isMissing
    ? (before.usedAtMs ?? (isUsed ? look.usedAtMs : undefined))
    : undefined;
  const hasAnswered =
    hasCome && before.askedAtMs !== undefined && look.usedAtMs <= before.askedAtMs;
  // Empty packets that came later are no date of the picture's last one.
  const agoMs = video?.arrivedAgoMs ?? 0;
  const kind = isMissing && agoMs < atMs - videoAtMs - slackMs ? 'undated' : 'dated';
  const askMs = limits.ask[kind];
  const videoFlow = flowed(before.videoFlow, videoBytes >= flowBytes, atMs);
  const isSteady = videoFlow.untilMs - videoFlow.sinceMs >= steadyAfterMs;
  const patientMs = Math.max(askMs, before.askAfterMs);
  const askAfterMs = hasAnswered ? Math.min(maxAskAfterMs, 2 * patientMs) : patientMs;
  const askInMs = Math.min(
    videoAtMs + askAfterMs - atMs,
    (usedAtMs ?? Number.POSITIVE_INFINITY) + askMs - atMs,
  );
  const wantsPicture = isMissing && before.askedAtMs === undefined && askInMs <= 0;
  const askedAtMs = wantsPicture ? atMs : isMissing ? before.askedAtMs : undefined;
  const answerInMs = askedAtMs === undefined ? undefined : askedAtMs + limits.answer[kind] - atMs;
  // What came after the question shows that the path lives.
  const isPathAlive = askedAtMs !== undefined && moved.arrivedAtMs > askedAtMs;
  const isSilent = isPathAlive && answerInMs !== undefined && answerInMs <= 0;
  const isLate = isExpected && atMs - videoAtMs >= fastestLookMs;
  return {
    state: {
      videoFlow,
      videoAtMs,
      usedAtMs,
      askedAtMs,
      askAfterMs: isSteady ? 0 : askAfterMs,
    },
    silence: isSilent ? ('media' as const) : undefined,
    wantsPicture,
    waitMs: answerInMs ?? (isLate ? askInMs : undefined),
  };
}

function judgeDecoding({ before, look, video, videoBytes }: Moved) {
  const { atMs } = look;
  const bytes = video?.bytes ?? 0;
  const hasDecoded =
    video?.decoded === undefined ||
    before.signs.video?.decoded !== video.decoded ||
    !look.wantsVideo;
  const decodedAtMs = hasDecoded ? atMs : before.decodedAtMs;
  const bytesAtDecode = hasDecoded ? bytes : before.bytesAtDecode;
  const stalledMs = bytes - bytesAtDecode >= decodeBytes ? atMs - decodedAtMs : 0;
  const isStalled =
    videoBytes > 0 && stalledMs >= decodeTellMs && atMs - before.decodeToldAtMs >= decodeTellMs;
  return {
    state: {
      decodedAtMs,
      bytesAtDecode,
      decodeToldAtMs: isStalled ? atMs : before.decodeToldAtMs,
    },
    silence: videoBytes > 0 && stalledMs >= decodeGiveUpMs ? ('media' as const) : undefined,
    isStalled,
    waitMs: stalledMs >= decodeTellMs ? hurryMs : undefined,
  };
}

function judgeChannel({ before, look, arrivedAtMs, excusedUntilMs }: Moved) {
  const { atMs, bufferedAmount } = look;
  const hasDrained = bufferedAmount === 0 || bufferedAmount < before.bufferedAmount;
  const drainedAtMs = hasDrained ? atMs : before.drainedAtMs;
  const inexcusableMs = Math.max(0, atMs - excusedUntilMs);
  const stuckMs = Math.min(atMs - drainedAtMs, inexcusableMs);
  const unansweredMs = Math.min(look.unansweredMs, inexcusableMs);
  const silentMs = atMs - arrivedAtMs;
  // Lost packets of the channel are sent again after a second or so, and later still when they are lost again.
  const patience = look.lossRate >= 0.03 ? 2.5 : 1;
  const answerInMs = answerMs * patience + 4 * look.roundTripMs - unansweredMs;
  const isUnanswered = answerInMs <= 0 && silentMs < unansweredMs;
  const isStuck = stuckMs >= drainMs * patience && silentMs < stuckMs;
  const isWaiting = unansweredMs > 0;
  return {
    state: { drainedAtMs, bufferedAmount },
    silence: isUnanswered || isStuck ? ('channel' as const) : undefined,
    wantsProbe: !hasDrained,
    waitMs: !hasDrained ? fastestLookMs : isWaiting ? answerInMs : undefined,
  };
}
