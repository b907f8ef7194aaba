/**
 * How long a browser is asked to hold each picture back before it shows it. Nothing at first: a phone is played
 * with. More only while the picture suffers, step by step and not beyond a limit, and less again when it is calm:
 * a delay that is never taken back is what users call a lag that grows.
 *
 * Network jitter alone is no reason, because browsers allow for it by themselves; what they do not see is a picture
 * that stutters all the same, or a decoder that is late.
 */

/** How the picture has fared since the look before. */
export interface PictureLook {
  /** On any clock that does not go back. */
  readonly atMs: number;
  /** Frames that reached the decoder's exit, and frames that came but were thrown away. */
  readonly framesDecoded: number;
  readonly framesDropped: number;
  readonly freezes: number;
  /** How long a frame takes to decode, on average, in ms; undefined where the browser does not say. */
  readonly decodeMs: number | undefined;
}

export interface JitterState {
  /** What to ask the browser for, in ms. */
  readonly targetMs: number;
  /** When the picture last suffered; before the last raise this may be the look that caused it. */
  readonly sufferedAtMs: number;
  /** When the target was last changed. */
  readonly changedAtMs: number;
  readonly change: 'none' | 'raised' | 'lowered';
  /** How long it must be calm before the target is lowered; grows when lowering was too early. */
  readonly calmMs: number;
}

/** The first step, in ms: about a frame of 60 fps. Each further one doubles. */
const firstStepMs = 15;
/** A decoder that is merely slow is not helped by more than this. */
const decoderLimitMs = 30;
/** One hitch is no pressure; two looks within so many ms are. */
const pressureWindowMs = 5000;
/** The browser needs a while to follow a raise. */
export const raisePauseMs = 2000;
export const firstCalmMs = 10_000;
export const maxCalmMs = 80_000;

/** Part of the frames that may be dropped without anybody noticing. */
const droppedPart = 0.06;
/** Of the time between two frames; above it each longer frame makes the next one late. */
const decodePart = 0.8;

export const initialJitterState: JitterState = {
  targetMs: 0,
  sufferedAtMs: Number.NEGATIVE_INFINITY,
  changedAtMs: Number.NEGATIVE_INFINITY,
  change: 'none',
  calmMs: firstCalmMs,
};

/**
 * @param limitMs the most that is ever asked for
 * @param intervalMs how long ago the look before was
 */
export function stepJitter(
  state: JitterState,
  look: PictureLook,
  intervalMs: number,
  limitMs: number,
): JitterState {
  const bound = judge(look, intervalMs);
  if (bound === undefined) return lower(state, look.atMs);
  const hasPressure = look.atMs - state.sufferedAtMs <= pressureWindowMs;
  const suffering = { ...state, sufferedAtMs: look.atMs };
  if (!hasPressure || look.atMs - state.changedAtMs < raisePauseMs) return suffering;
  const targetMs = Math.min(Math.max(firstStepMs, 2 * state.targetMs), bound, limitMs);
  if (targetMs <= state.targetMs) return suffering;
  const isRelapse = state.change === 'lowered' && look.atMs - state.changedAtMs < 2 * state.calmMs;
  return {
    targetMs,
    sufferedAtMs: look.atMs,
    changedAtMs: look.atMs,
    change: 'raised',
    calmMs: isRelapse ? Math.min(2 * state.calmMs, maxCalmMs) : state.calmMs,
  };
}

/** How far the target may be raised for what was seen; undefined where the picture is well. */
function judge(look: PictureLook, intervalMs: number): number | undefined {
  const { framesDecoded, framesDropped, freezes, decodeMs } = look;
  const frames = framesDecoded + framesDropped;
  // A still picture, or none: whatever is wrong then, waiting longer is no cure.
  if (frames < 5) return undefined;
  if (freezes > 0) return Number.POSITIVE_INFINITY;
  if (framesDropped >= 2 && framesDropped > frames * droppedPart) return Number.POSITIVE_INFINITY;
  if (decodeMs !== undefined && decodeMs * frames > intervalMs * decodePart) return decoderLimitMs;
  return undefined;
}

function lower(state: JitterState, atMs: number): JitterState {
  const { targetMs, calmMs } = state;
  const since = Math.max(state.sufferedAtMs, state.changedAtMs);
  if (atMs - since < calmMs) return state;
  // Well for long enough without help: the next bad time is another one.
  if (targetMs === 0) return calmMs === firstCalmMs ? state : { ...state, calmMs: firstCalmMs };
  const half = targetMs / 2;
  return {
    ...state,
    targetMs: half < firstStepMs ? 0 : half,
    changedAtMs: atMs,
    change: 'lowered',
  };
}
