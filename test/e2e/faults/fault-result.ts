import type { FaultFacts } from '../page/fault-probe.js';
import type { Rung } from './fault-rows.js';

/** What became of what the user typed while the fault was there. */
export type TypedFate = 'delivered' | 'reported lost' | 'refused' | 'nothing typed';

/** One row of the measured table. */
export interface FaultResult {
  readonly id: string;
  readonly name: string;
  /** `live`, or `closed: ` and the code of the error. */
  readonly end: string;
  /** Absent where the session ended. */
  readonly healedBy?: Rung;
  /** From the fault's beginning to the first word of it: `recovering` or a `trouble`. Absent when none came. */
  readonly noticedMs?: number;
  /** From the end of the fault to a picture on screen that was drawn after it. */
  readonly pictureMs?: number;
  /** The longest time without a new picture, from the fault's beginning on. */
  readonly freezeMs?: number;
  readonly typed: TypedFate;
  /** Codes of the `trouble` events, in order. */
  readonly troubles: readonly string[];
}

/** When what happened, in ms since 1970. */
export interface FaultTimes {
  readonly begunMs: number;
  readonly overMs: number;
}

/** What was made since `before`, and which ICE session the peer has now, tell which rung it was. */
export function rungOf(
  before: Pick<FaultFacts, 'made' | 'iceUfrags'>,
  after: Pick<FaultFacts, 'made' | 'iceUfrags'>,
  newTickets: number,
): Rung {
  if (after.made.peers > before.made.peers)
    return newTickets > 0 ? 'new peer, fresh ticket' : 'new peer, same ticket';
  if (after.iceUfrags.join() !== before.iceUfrags.join()) return 'ICE restart';
  return after.made.sockets > before.made.sockets ? 'signalling again' : 'nothing needed';
}

/** True when a picture has been seen that the phone drew after the fault. */
export function hasFreshPicture({ frames }: Pick<FaultFacts, 'frames'>, overMs: number): boolean {
  return frames.some(({ drawnMs }) => drawnMs >= overMs);
}

/** States on the way to a picture; `recovering`, `closed` and every code of a trouble are words of a fault. */
const unremarkable: ReadonlySet<string> = new Set([
  'ticketing',
  'preparing',
  'signalling',
  'negotiating',
  'live',
]);

export function timesOf(
  { frames, moments }: Pick<FaultFacts, 'frames' | 'moments'>,
  { begunMs, overMs }: FaultTimes,
): Pick<FaultResult, 'noticedMs' | 'pictureMs' | 'freezeMs'> {
  const noticed = moments.find(({ atMs, said }) => atMs >= begunMs && !unremarkable.has(said));
  const fresh = frames.find(({ drawnMs }) => drawnMs >= overMs);
  const seen = [begunMs, ...frames.map(({ atMs }) => atMs).filter((atMs) => atMs > begunMs)];
  const gaps = seen.slice(1).map((atMs, index) => atMs - (seen[index] ?? atMs));
  return {
    ...(noticed && { noticedMs: Math.round(noticed.atMs - begunMs) }),
    ...(fresh && { pictureMs: Math.round(fresh.atMs - overMs) }),
    ...(gaps.length > 0 && { freezeMs: Math.round(Math.max(...gaps)) }),
  };
}
