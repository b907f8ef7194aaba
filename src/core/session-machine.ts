import type { TelepadError } from './errors.js';
import { sessionFailures } from './session-failures.js';
import type {
  SessionEvent,
  SessionEventType,
  SessionState,
  SessionStateName,
  SessionTimer,
} from './session-state.js';
import {
  admitted,
  close,
  type EventOf,
  history,
  hungUp,
  idled,
  liveWhenComplete,
  offered,
  recover,
  reopen,
  requestTicket,
  type SessionContext,
  type SessionStep,
  type StateNamed,
  signalAgain,
  signalInBackground,
  startTimer,
  stay,
  stopTimer,
  used,
} from './session-steps.js';

/**
 * The life of a session as a table: `step(state, event) → next state and effects`. It has no clock, no
 * socket and no peer in it; `client/phone-session.ts` carries the effects out. What it does about a link that breaks
 * is the plain way, by a fresh ticket; session-ladder.ts knows better, once it is loaded.
 */

type Handler<Name extends SessionStateName, Type extends SessionEventType> = (
  state: StateNamed<Name>,
  event: EventOf<Type>,
  context: SessionContext,
) => SessionStep;
type Row<Name extends SessionStateName> = { [Type in SessionEventType]?: Handler<Name, Type> };

export const initialSessionState: SessionState = { name: 'idle' };

/** The phone is on screen and in the user's hands. */
const standing = {
  'signalling-lost': signalInBackground,
  'peer-connected': (state) => stay(state, stopTimer('disconnect')),
  'peer-disconnected': (state, _event, { policy }) =>
    stay(state, startTimer('disconnect', policy.disconnectGraceMs)),
  'peer-failed': (state, { error }, context) => recover(state, error, context),
  'channel-closed': hungUp,
  used: (state, _event, context) => used(state, context),
  'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
  timeout: (state, { timer }, context) => {
    if (timer === 'signalling-retry') return stay(state, reopen);
    if (timer === 'steady') return stay({ ...state, attempts: 0, hangUps: 0 });
    return timer === 'disconnect'
      ? recover(state, sessionFailures.connectionBroken(), context)
      : stay(state);
  },
} as const satisfies Row<'live' | 'idle-warning'>;

/** What has failed when a timer of an attempt runs out. */
const negotiationFailures: { readonly [Timer in SessionTimer]?: () => TelepadError } = {
  offer: sessionFailures.offerTimeout,
  connection: sessionFailures.connectionTimeout,
  'first-frame': sessionFailures.firstFrameTimeout,
  disconnect: sessionFailures.connectionBroken,
};

const table: { readonly [Name in SessionStateName]: Row<Name> } = {
  idle: {
    connect: (_state, _event, context) =>
      requestTicket({ attempts: 0, hangUps: 0, hasBeenLive: false }, context),
  },
  ticketing: {
    // Whoever is told that it goes on waits anew.
    progress: (state, { progress }, { policy }) =>
      stay(state, startTimer('preparation', policy.preparationTimeoutMs), {
        type: 'announce-progress',
        progress,
      }),
    'ticket-issued': (state) => ({
      state: { name: 'preparing', ...history(state) },
      effects: [{ type: 'load-vendor' }],
    }),
    'ticket-failed': (state, { error }, context) => recover(state, error, context),
    timeout: (state, { timer }, context) =>
      timer === 'preparation'
        ? recover(state, sessionFailures.ticketTimeout(), context)
        : stay(state),
  },
  preparing: {
    'vendor-loaded': (state, _event, { policy }) => ({
      state: { name: 'signalling', ...history(state), reopenings: 0 },
      effects: [
        stopTimer('preparation'),
        startTimer('offer', policy.offerTimeoutMs),
        { type: 'open-link' },
      ],
    }),
    'vendor-failed': (state, { error }, context) => recover(state, error, context),
    timeout: (state, { timer }, context) =>
      timer === 'preparation'
        ? recover(state, sessionFailures.vendorTimeout(), context)
        : stay(state),
  },
  signalling: {
    joined: (state) => stay(admitted(state)),
    'signalling-lost': signalAgain,
    // Whoever is made an offer has been admitted, even where the word of it comes later.
    offered: (state, _event, context) => offered(admitted(state), context),
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      return timer === 'offer'
        ? recover(state, sessionFailures.admissionTimeout(), context)
        : stay(state);
    },
  },
  negotiating: {
    'signalling-lost': (state, event, context) =>
      (state.isConnected ? signalInBackground : signalAgain)(state, event, context),
    offered: (state, _event, context) => offered(state, context),
    'peer-connected': (state, _event, { policy }) =>
      state.isConnected
        ? stay(state, stopTimer('disconnect'))
        : stay(
            { ...state, isConnected: true },
            stopTimer('connection'),
            startTimer('first-frame', policy.firstFrameTimeoutMs),
          ),
    // Before it was ever connected, the connection timeout is patient enough.
    'peer-disconnected': (state, _event, { policy }) =>
      state.isConnected
        ? stay(state, startTimer('disconnect', policy.disconnectGraceMs))
        : stay(state),
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'channel-opened': (state, _event, context) =>
      liveWhenComplete({ ...state, isChannelOpen: true }, context),
    'channel-closed': hungUp,
    frame: (state, _event, context) =>
      liveWhenComplete(
        { ...state, hasFrame: true },
        context,
        ...(state.hasDisplay || state.hasFrame
          ? []
          : [startTimer('display', context.policy.displayTimeoutMs)]),
      ),
    display: (state, _event, context) => liveWhenComplete({ ...state, hasDisplay: true }, context),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      if (timer === 'display')
        // The phone may have told its size meanwhile.
        return state.hasDisplay
          ? stay(state)
          : liveWhenComplete({ ...state, hasDisplay: true }, context, { type: 'assume-display' });
      const failure = negotiationFailures[timer];
      return failure ? recover(state, failure(), context) : stay(state);
    },
  },
  live: {
    ...standing,
    timeout: (state, event, context) =>
      event.timer === 'idle' ? idled(state, context) : standing.timeout(state, event, context),
  },
  'idle-warning': {
    ...standing,
    timeout: (state, event, context) =>
      event.timer === 'idle'
        ? close(sessionFailures.idleTimeout())
        : standing.timeout(state, event, context),
  },
  recovering: {
    // Not counted, or a user who comes and goes would use the attempts up. Who told us to wait is obeyed.
    'retry-now': (state, _event, context) =>
      state.error.retryAfterMs === undefined
        ? requestTicket({ ...state, attempts: state.attempts - 1 }, context)
        : stay(state),
    timeout: (state, { timer }, context) =>
      timer === 'recovery' ? requestTicket(state, context) : stay(state),
  },
  closed: {},
};

/**
 * An event that means nothing in the present state changes nothing and asks for nothing. A session can be ended
 * wherever it is; `closed` is final and hears nothing.
 */
export function step(
  state: SessionState,
  event: SessionEvent,
  context: SessionContext,
): SessionStep {
  if (state.name === 'closed') return stay(state);
  if (event.type === 'close') return close();
  if (event.type === 'fatal') return close(event.error);
  // The table's type pairs each handler with its state and event; the index loses that pairing.
  const row = table[state.name] as Readonly<Record<string, unknown>>;
  const handler = row[event.type] as
    | ((state: SessionState, event: SessionEvent, context: SessionContext) => SessionStep)
    | undefined;
  return handler ? handler(state, event, context) : stay(state);
}
