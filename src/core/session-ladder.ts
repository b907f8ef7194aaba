import { sessionFailures } from './session-failures.js';
import {
  advance,
  type LadderContext,
  type Repairing,
  repair,
  replaceLink,
  restartNow,
  signalForRepair,
} from './session-repair.js';
import type {
  SessionEvent,
  SessionEventType,
  SessionState,
  SessionStateName,
} from './session-state.js';
import {
  type EventOf,
  hungUp,
  recover,
  reopen,
  requestTicket,
  type SessionStep,
  type StateNamed,
  startTimer,
  stay,
} from './session-steps.js';

/**
 * The rows of the session machine for a link that breaks, apart from the table because no page needs them before its
 * first picture: session-repair.ts has the ladder itself.
 */

type Handler<State, Type extends SessionEventType> = (
  state: State,
  event: EventOf<Type>,
  context: LadderContext,
) => SessionStep | undefined;
type Row<State> = { readonly [Type in SessionEventType]?: Handler<State, Type> };

/** How long to wait until it is seen again whether the page is back, in ms; its return is told by `retry-now`. */
const awayMs = 1000;

const standing: Row<StateNamed<'live' | 'idle-warning'>> = {
  'peer-failed': (state, { error, isPath }, context) =>
    isPath ? repair(state, error, context) : undefined,
  // An ICE restart changes the path, and a silent channel's path is alive.
  stalled: (state, { error, silence }, context) =>
    (silence === 'channel' ? replaceLink : repair)(state, error, context),
  // A connection that stands is not disturbed.
  'retry-now': (state, _event, context) =>
    context.link.isConnected
      ? undefined
      : repair(state, sessionFailures.connectionBroken(), context),
  timeout: (state, { timer }, context) => {
    if (timer === 'disconnect') return repair(state, sessionFailures.connectionBroken(), context);
    // Two pages that take the phone from each other unheard find out late, and are live that long.
    return timer === 'steady' && state.attempts > 0 && state.hangUps > 0
      ? stay({ ...state, attempts: 0 }, startTimer('steady', 2 * context.policy.steadyAfterMs))
      : undefined;
  },
};

/** The link is kept. */
const repairing: Row<Repairing> = {
  'signalling-lost': signalForRepair,
  joined: (state, _event, context) =>
    state.repair.isSignalling
      ? stay(state)
      : restartNow({ ...state, repair: { ...state.repair, isSignalling: true } }, context),
  answered: (state, _event, { policy }) =>
    stay(
      { ...state, repair: { ...state.repair, isAnswered: true } },
      startTimer('restart', policy.restartTimeoutMs),
    ),
  'peer-connected': (state, _event, context) => advance(state, { isConnected: true }, context),
  'peer-disconnected': (state, _event, context) => advance(state, { isConnected: false }, context),
  'peer-failed': (state, { error, isPath }, context) => {
    if (!isPath) return recover(state, error, context);
    return state.repair.isAnswered
      ? replaceLink(state, error, context)
      : advance(state, { isConnected: false }, context);
  },
  // A phone that hangs up has restarted, or has thrown this user out with his ticket: only a fresh one helps.
  'channel-closed': hungUp,
  frame: (state, _event, context) => advance(state, { hasFrame: true }, context),
  'retry-now': (state, _event, context) => restartNow(state, context),
  timeout: (state, { timer }, context) => {
    if (timer === 'repair') return replaceLink(state, state.error, context);
    if (timer !== 'restart' && timer !== 'signalling-retry') return stay(state);
    // Nobody could answer, and nobody be reached.
    if (context.link.isOffline) return stay(state, startTimer(timer, awayMs));
    return timer === 'restart' ? replaceLink(state, state.error, context) : stay(state, reopen);
  },
};

/**
 * The link is gone. A session that nobody looks at comes back when somebody does: two tabs of one user would otherwise
 * take the phone from each other, where the vendor cuts the older connection of a user. While the browser is offline,
 * attempts would be used up for nothing.
 */
const waiting: Row<StateNamed<'recovering'>> = {
  timeout: (state, { timer }, { link }) =>
    timer === 'recovery' && state.hasBeenLive && (link.isOffline || link.isHidden)
      ? stay(state, startTimer('recovery', awayMs))
      : undefined,
};

/**
 * A request for a ticket may hang on a network that is gone: what comes back makes another one. One that was just made, or
 * has just told how far it is, goes on.
 */
const asking: Row<StateNamed<'ticketing'>> = {
  'retry-now': (state, _event, context) => {
    if (!state.hasBeenLive || !context.link.isQuiet) return undefined;
    const asked = requestTicket(state, context);
    return { ...asked, effects: [{ type: 'close-link' }, ...asked.effects] };
  },
};

const rows: { readonly [Name in SessionStateName]?: unknown } = {
  live: standing,
  'idle-warning': standing,
  recovering: waiting,
  ticketing: asking,
};

/** A step of the session machine; undefined for what its table decides, which is most. */
export function ladderStep(
  state: SessionState,
  event: SessionEvent,
  context: LadderContext,
): SessionStep | undefined {
  // The rows' types pair each handler with its state and event; the index loses that pairing.
  const row = ('repair' in state ? repairing : rows[state.name]) as
    | Readonly<Record<string, unknown>>
    | undefined;
  const handler = row?.[event.type] as
    | ((state: SessionState, event: SessionEvent, context: LadderContext) => SessionStep)
    | undefined;
  return handler?.(state, event, context);
}
