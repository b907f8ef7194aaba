/**
 * When to ask a phone for a lighter picture, and when for its own again. A picture that network or decoder cannot
 * follow comes late, and the later the longer it goes on. One step down after some seconds of trouble, one step up
 * after a long calm, and a longer one each time that a step up has failed.
 */

/** How network and decoder have coped since the look before. */
export interface BurdenLook {
  /** On any clock that does not go back. */
  readonly atMs: number;
  readonly intervalMs: number;
  readonly packetsReceived: number;
  /** Part of the packets that were lost, 0 to 1. */
  readonly lossRate: number;
  /** Over the network alone, in ms; undefined where it is not known. */
  readonly roundTripMs: number | undefined;
  /**
   * How long a frame waited for its turn, on average, without what the browser was asked for, in ms: for its own
   * packets, most of all, when there are too many of them.
   */
  readonly waitMs: number | undefined;
  readonly framesDecoded: number;
  readonly framesDropped: number;
  /** For one frame, on average, in ms; undefined where the browser does not say. */
  readonly decodeMs: number | undefined;
}

export interface LadderState {
  /** How many steps below the phone's own picture. */
  readonly step: number;
  /** Seconds of trouble, with the calm ones subtracted. */
  readonly strain: number;
  /** The round trip when nothing waits on the way, in ms; undefined before the first measurement. */
  readonly floorMs: number | undefined;
  /** When there was trouble last, or the step changed. */
  readonly troubledAtMs: number;
  readonly changedAtMs: number;
  readonly change: 'none' | 'down' | 'up';
  /** How long it must be calm before the next step up. */
  readonly calmMs: number;
}

export const initialLadderState: LadderState = {
  step: 0,
  strain: 0,
  floorMs: undefined,
  troubledAtMs: Number.NEGATIVE_INFINITY,
  changedAtMs: Number.NEGATIVE_INFINITY,
  change: 'none',
  calmMs: 20_000,
};

/** So many looks of trouble more than calm ones make a step down. */
export const stepStrain = 5;
/** What a change itself disturbs is not held against it, in ms. */
export const settleMs = 5000;
export const firstLadderCalmMs = initialLadderState.calmMs;
export const maxLadderCalmMs = 320_000;

/** Below it retransmission copes. */
const heavyLoss = 0.08;
/** So many packets must tell of a loss. */
const minPackets = 20;
/** So many frames must tell of the rest; a still picture has fewer. */
const minFrames = 3;
/** Above its floor by so many ms, and by as much again, a round trip has grown by what waits in a queue. */
const queueMs = 150;
/** A frame that waits for so long, in ms, comes noticeably late. */
const longWaitMs = 200;
/** Part of the floor's distance to the present round trip by which it follows: routes change for good. */
const floorDrift = 0.01;
/** Part of the time that the decoder may take, and of the frames that it may drop. */
const decodePart = 0.9;
const droppedPart = 0.15;

/** @param steps how many there are below the phone's own picture */
export function stepLadder(state: LadderState, look: BurdenLook, steps: number): LadderState {
  if (look.atMs - state.changedAtMs < settleMs) return state;
  const floorMs = floorOf(state.floorMs, look.roundTripMs);
  const isTroubled = isHeavy(look, floorMs);
  const strain = Math.max(0, state.strain + (isTroubled ? 1 : -1));
  const now: LadderState = {
    ...state,
    floorMs,
    strain,
    troubledAtMs: isTroubled ? look.atMs : state.troubledAtMs,
  };
  if (strain >= stepStrain) return down(now, look.atMs, steps);
  const calmSince = Math.max(now.troubledAtMs, now.changedAtMs);
  return look.atMs - calmSince >= now.calmMs ? up(now, look.atMs) : now;
}

function down(state: LadderState, atMs: number, steps: number): LadderState {
  if (state.step >= steps) return { ...state, strain: stepStrain };
  const hasFailed = state.change === 'up' && atMs - state.changedAtMs < 2 * state.calmMs;
  return {
    ...state,
    step: state.step + 1,
    strain: 0,
    // A round trip that stays as long with less to carry is that of the way, and not of a queue of ours.
    floorMs: undefined,
    changedAtMs: atMs,
    change: 'down',
    calmMs: hasFailed ? Math.min(2 * state.calmMs, maxLadderCalmMs) : state.calmMs,
  };
}

function up(state: LadderState, atMs: number): LadderState {
  // The phone's own picture was no burden for long enough: the next trouble is another one.
  if (state.step === 0) return { ...state, calmMs: firstLadderCalmMs };
  return { ...state, step: state.step - 1, strain: 0, changedAtMs: atMs, change: 'up' };
}

function floorOf(floorMs: number | undefined, roundTripMs: number | undefined): number | undefined {
  if (floorMs === undefined || roundTripMs === undefined) return floorMs ?? roundTripMs;
  return Math.min(floorMs + (roundTripMs - floorMs) * floorDrift, roundTripMs);
}

function isHeavy(look: BurdenLook, floorMs: number | undefined): boolean {
  const { intervalMs, packetsReceived, lossRate, roundTripMs, framesDecoded, framesDropped } = look;
  if (packetsReceived >= minPackets && lossRate >= heavyLoss) return true;
  if (roundTripMs !== undefined && floorMs !== undefined && roundTripMs > 2 * floorMs + queueMs)
    return true;
  const frames = framesDecoded + framesDropped;
  if (frames < minFrames) return false;
  if ((look.waitMs ?? 0) > longWaitMs) return true;
  return (
    framesDropped > frames * droppedPart || (look.decodeMs ?? 0) * frames > intervalMs * decodePart
  );
}
