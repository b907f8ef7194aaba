import type { TelepadError } from './errors.js';
import { retryDelayMs } from './retry.js';
import { sessionFailures } from './session-failures.js';
import type { SessionPolicy } from './session-policy.js';
import type {
  SessionEffect,
  SessionEvent,
  SessionEventType,
  SessionHistory,
  SessionState,
  SessionStateName,
  SessionTimer,
} from './session-state.js';

/**
 * The life of a session as a table: `step(state, event) → next state and effects`. It has no clock, no
 * socket and no peer in it; `client/phone-session.ts` carries the effects out.
 */

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export interface SessionContext {
  readonly policy: SessionPolicy;
  /** In [0, 1); jitters the waits. */
  readonly random: number;
}

type StateNamed<Name extends SessionStateName> = Extract<SessionState, { name: Name }>;
type EventOf<Type extends SessionEventType> = Extract<SessionEvent, { type: Type }>;
type Handler<Name extends SessionStateName, Type extends SessionEventType> = (
  state: StateNamed<Name>,
  event: EventOf<Type>,
  context: SessionContext,
) => SessionStep;
type Row<Name extends SessionStateName> = { [Type in SessionEventType]?: Handler<Name, Type> };

export const initialSessionState: SessionState = { name: 'idle' };

const startTimer = (timer: SessionTimer, delayMs: number): SessionEffect => ({
  type: 'start-timer',
  timer,
  delayMs,
});
const stopTimer = (timer: SessionTimer): SessionEffect => ({ type: 'stop-timer', timer });
const trouble = (error: TelepadError): SessionEffect => ({ type: 'announce-trouble', error });
const stay = (state: SessionState, ...effects: SessionEffect[]): SessionStep => ({
  state,
  effects,
});

function history({ attempts, hangUps, hasBeenLive }: SessionHistory): SessionHistory {
  return { attempts, hangUps, hasBeenLive };
}

/** What the end of a link takes, in this order. */
const letGo: readonly SessionEffect[] = [
  { type: 'release-input' },
  { type: 'stop-all-timers' },
  { type: 'close-link' },
];

function close(error?: TelepadError): SessionStep {
  return { state: error ? { name: 'closed', error } : { name: 'closed' }, effects: letGo };
}

/** The present attempt is over: another one with a fresh ticket, if that can help and the policy allows. */
function recover(state: SessionHistory, error: TelepadError, context: SessionContext): SessionStep {
  const { policy, random } = context;
  const attempts = state.attempts + 1;
  const retry = state.hasBeenLive ? policy.recoveryRetry : policy.connectRetry;
  const delayMs = error.retryable ? retryDelayMs(retry, attempts, random) : undefined;
  if (delayMs === undefined) return close(error);
  return {
    state: { name: 'recovering', ...history(state), attempts, error },
    effects: [
      ...letGo,
      trouble(error),
      startTimer('recovery', Math.max(delayMs, error.retryAfterMs ?? 0)),
    ],
  };
}

/** A phone that restarts may hang up twice. */
const maxHangUps = 2;

/**
 * The phone closed the channel. One that does so again and again right after it was reached has been opened
 * elsewhere by the same user, where the vendor cuts the older connection: the newest page wins.
 */
function hungUp(state: SessionHistory, context: SessionContext): SessionStep {
  const hangUps = state.hangUps + 1;
  return hangUps > maxHangUps
    ? close(sessionFailures.openedElsewhere())
    : recover({ ...state, hangUps }, sessionFailures.channelClosed(), context);
}

function requestTicket(state: SessionHistory, { policy }: SessionContext): SessionStep {
  return {
    state: { name: 'ticketing', ...history(state) },
    effects: [
      stopTimer('recovery'),
      startTimer('preparation', policy.preparationTimeoutMs),
      { type: 'request-ticket' },
    ],
  };
}

/**
 * The socket is gone before the peer connection stands: begin again on the same ticket. The phone makes a new
 * offer to whoever joins its room, and the old peer connection has half of another negotiation in it.
 */
function signalAgain(
  state: StateNamed<'signalling' | 'negotiating'>,
  { error }: EventOf<'signalling-lost'>,
  context: SessionContext,
): SessionStep {
  const { policy, random } = context;
  const reopenings = state.reopenings + 1;
  const delayMs = canReopen(error)
    ? retryDelayMs(policy.signallingRetry, reopenings, random)
    : undefined;
  if (delayMs === undefined) return recover(state, error, context);
  return {
    state: { name: 'signalling', ...history(state), reopenings },
    effects: [
      ...letGo,
      trouble(error),
      startTimer('offer', policy.offerTimeoutMs),
      startTimer('signalling-retry', delayMs),
    ],
  };
}

/** Media goes on without signalling; it is needed again only for the next negotiation. */
function signalInBackground(
  state: StateNamed<'negotiating' | 'live'>,
  { error }: EventOf<'signalling-lost'>,
  { policy, random }: SessionContext,
): SessionStep {
  if (!canReopen(error)) return stay(state, trouble(error));
  // Without hurry: where the server cuts a user, the peer connection's end follows within moments and says more.
  const delayMs = Math.round((policy.signallingRetry.maxDelayMs / 2) * (1 + random));
  return stay(state, trouble(error), startTimer('signalling-retry', delayMs));
}

/** An expired ticket can be retried, but not with the same ticket. */
function canReopen(error: TelepadError): boolean {
  return error.retryable && error.code !== 'ticket_expired';
}

/** Live means: a frame on screen, its size known, and a channel for control messages. */
function liveWhenComplete(
  state: StateNamed<'negotiating'>,
  { policy }: SessionContext,
  ...effects: SessionEffect[]
): SessionStep {
  if (!state.hasFrame || !state.hasDisplay || !state.isChannelOpen) return stay(state, ...effects);
  return {
    state: {
      name: 'live',
      ...history(state),
      hasBeenLive: true,
    },
    effects: [
      ...effects,
      ...(['offer', 'connection', 'first-frame', 'display'] as const).map(stopTimer),
      startTimer('steady', policy.steadyAfterMs),
      { type: 'announce-live' },
    ],
  };
}

function admitted(state: StateNamed<'signalling'>): StateNamed<'negotiating'> {
  return {
    ...state,
    name: 'negotiating',
    isOffered: false,
    isConnected: false,
    isChannelOpen: false,
    hasFrame: false,
    hasDisplay: false,
  };
}

/** A phone that offers twice gets no more time by it. */
function offered(state: StateNamed<'negotiating'>, { policy }: SessionContext): SessionStep {
  if (state.isOffered || state.isConnected) return stay(state);
  return stay(
    { ...state, isOffered: true },
    stopTimer('offer'),
    startTimer('connection', policy.connectionTimeoutMs),
  );
}

const reopen: SessionEffect = { type: 'reopen-signalling' };

const table: { readonly [Name in SessionStateName]: Row<Name> } = {
  idle: {
    connect: (_state, _event, context) =>
      requestTicket({ attempts: 0, hangUps: 0, hasBeenLive: false }, context),
  },
  ticketing: {
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
    'channel-closed': (state, _event, context) => hungUp(state, context),
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
      switch (timer) {
        case 'signalling-retry':
          return stay(state, reopen);
        case 'display':
          // The phone may have told its size meanwhile.
          if (state.hasDisplay) return stay(state);
          return liveWhenComplete({ ...state, hasDisplay: true }, context, {
            type: 'assume-display',
          });
        case 'offer':
          return recover(state, sessionFailures.offerTimeout(), context);
        case 'connection':
          return recover(state, sessionFailures.connectionTimeout(), context);
        case 'first-frame':
          return recover(state, sessionFailures.firstFrameTimeout(), context);
        case 'disconnect':
          return recover(state, sessionFailures.disconnectTimeout(), context);
        default:
          return stay(state);
      }
    },
  },
  live: {
    'signalling-lost': signalInBackground,
    'peer-connected': (state) => stay(state, stopTimer('disconnect')),
    'peer-disconnected': (state, _event, { policy }) =>
      stay(state, startTimer('disconnect', policy.disconnectGraceMs)),
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'channel-closed': (state, _event, context) => hungUp(state, context),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      if (timer === 'steady') return stay({ ...state, attempts: 0, hangUps: 0 });
      return timer === 'disconnect'
        ? recover(state, sessionFailures.disconnectTimeout(), context)
        : stay(state);
    },
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

/** Ends a session wherever it is; `closed` is final and hears nothing. */
const ending: { readonly [Type in 'close' | 'fatal']: (event: EventOf<Type>) => SessionStep } = {
  close: () => close(),
  fatal: ({ error }) => close(error),
};

/** An event that means nothing in the present state changes nothing and asks for nothing. */
export function step(
  state: SessionState,
  event: SessionEvent,
  context: SessionContext,
): SessionStep {
  if (state.name === 'closed') return stay(state);
  if (event.type === 'close') return ending.close(event);
  if (event.type === 'fatal') return ending.fatal(event);
  // The table's type pairs each handler with its state and event; the index loses that pairing.
  const row = table[state.name] as Readonly<Record<string, unknown>>;
  const handler = row[event.type] as
    | ((state: SessionState, event: SessionEvent, context: SessionContext) => SessionStep)
    | undefined;
  return handler ? handler(state, event, context) : stay(state);
}
