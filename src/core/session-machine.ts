import { TelepadError } from './errors.js';
import { type RetryPolicy, retryDelayMs } from './retry.js';

/**
 * The life of a session as a table: `step(state, event) → next state and effects`. It has no clock, no
 * socket and no peer in it; `client/phone-session.ts` carries the effects out.
 */

export interface SessionPolicy {
  /** From the signalling socket's opening to the phone's offer, in ms. */
  readonly offerTimeoutMs: number;
  /** From the offer to a connected peer connection, in ms. */
  readonly connectionTimeoutMs: number;
  /** From a connected peer connection to a picture and an open control channel, in ms. */
  readonly firstFrameTimeoutMs: number;
  /** How long a picture waits for the phone to tell its size before the picture's own size is taken, in ms. */
  readonly displayTimeoutMs: number;
  /** How long a peer connection may be `disconnected` before it is replaced, in ms. */
  readonly disconnectGraceMs: number;
  /** Re-opening the signalling socket on the same ticket. */
  readonly signallingRetry: RetryPolicy;
  /** New attempts, each with a fresh ticket, before the session was ever live. */
  readonly connectRetry: RetryPolicy;
  /** New attempts, each with a fresh ticket, once the session has been live. */
  readonly recoveryRetry: RetryPolicy;
}

export const defaultSessionPolicy: SessionPolicy = {
  offerTimeoutMs: 10_000,
  connectionTimeoutMs: 15_000,
  firstFrameTimeoutMs: 10_000,
  displayTimeoutMs: 1000,
  disconnectGraceMs: 4000,
  signallingRetry: { maxAttempts: 2, baseDelayMs: 300, maxDelayMs: 5000 },
  connectRetry: { maxAttempts: 1, baseDelayMs: 500, maxDelayMs: 5000 },
  recoveryRetry: { maxAttempts: 10, baseDelayMs: 300, maxDelayMs: 8000 },
};

/** What outlives a single attempt. */
interface History {
  /** New attempts since the session was last live, or since its start. */
  readonly attempts: number;
  readonly hasBeenLive: boolean;
}

interface Signalled extends History {
  /** Re-openings of the signalling socket since it was last open. */
  readonly reopenings: number;
}

interface Negotiating extends Signalled {
  readonly isConnected: boolean;
  readonly isChannelOpen: boolean;
  readonly hasFrame: boolean;
  readonly hasDisplay: boolean;
}

export type SessionState =
  | { readonly name: 'idle' }
  /** Waiting for the ticket source. */
  | ({ readonly name: 'ticketing' } & History)
  /** Loading the vendor's code; later also waiting for a vendor that has to wake the phone. */
  | ({ readonly name: 'preparing' } & History)
  /** Opening the socket and waiting to be admitted to the phone's room. */
  | ({ readonly name: 'signalling' } & Signalled)
  /** From admission to the first frame. */
  | ({ readonly name: 'negotiating' } & Negotiating)
  | ({ readonly name: 'live' } & Signalled)
  /** Waiting for the next attempt. */
  | ({ readonly name: 'recovering'; readonly error: TelepadError } & History)
  /** The end. `error` is absent when the page closed the session. */
  | { readonly name: 'closed'; readonly error?: TelepadError };

export type SessionStateName = SessionState['name'];

export type SessionTimer =
  | 'offer'
  | 'connection'
  | 'first-frame'
  | 'display'
  | 'disconnect'
  | 'signalling-retry'
  | 'recovery';

export type SessionEvent =
  | { readonly type: 'connect' }
  | { readonly type: 'ticket-issued' }
  | { readonly type: 'ticket-failed'; readonly error: TelepadError }
  | { readonly type: 'vendor-loaded' }
  | { readonly type: 'vendor-failed'; readonly error: TelepadError }
  | { readonly type: 'joined' }
  | { readonly type: 'signalling-lost'; readonly error: TelepadError }
  | { readonly type: 'offered' }
  | { readonly type: 'peer-connected' }
  | { readonly type: 'peer-disconnected' }
  | { readonly type: 'peer-failed'; readonly error: TelepadError }
  | { readonly type: 'channel-opened' }
  | { readonly type: 'channel-closed' }
  | { readonly type: 'frame' }
  | { readonly type: 'display' }
  | { readonly type: 'timeout'; readonly timer: SessionTimer }
  /** The network or the tab came back: whatever waits should be tried at once. */
  | { readonly type: 'retry-now' }
  | { readonly type: 'close' }
  | { readonly type: 'fatal'; readonly error: TelepadError };

export type SessionEventType = SessionEvent['type'];

export type SessionEffect =
  | { readonly type: 'request-ticket' }
  | { readonly type: 'load-vendor' }
  /** A new link for the present ticket; opens its signalling. */
  | { readonly type: 'open-link' }
  | { readonly type: 'reopen-signalling' }
  | { readonly type: 'close-link' }
  | { readonly type: 'start-timer'; readonly timer: SessionTimer; readonly delayMs: number }
  | { readonly type: 'stop-timer'; readonly timer: SessionTimer }
  | { readonly type: 'stop-all-timers' }
  /** Fingers and keys must be let go while there is still a channel to say it on. */
  | { readonly type: 'release-input' }
  /** The phone has not told its size: take the picture's. */
  | { readonly type: 'assume-display' }
  | { readonly type: 'announce-live' }
  | { readonly type: 'announce-trouble'; readonly error: TelepadError };

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

function history({ attempts, hasBeenLive }: History): History {
  return { attempts, hasBeenLive };
}

function close(error?: TelepadError): SessionStep {
  return {
    state: error ? { name: 'closed', error } : { name: 'closed' },
    effects: [{ type: 'release-input' }, { type: 'stop-all-timers' }, { type: 'close-link' }],
  };
}

/** The present attempt is over: another one with a fresh ticket, if that can help and the policy allows. */
function recover(state: History, error: TelepadError, context: SessionContext): SessionStep {
  const { policy, random } = context;
  const attempts = state.attempts + 1;
  const retry = state.hasBeenLive ? policy.recoveryRetry : policy.connectRetry;
  const delayMs = error.retryable ? retryDelayMs(retry, attempts, random) : undefined;
  if (delayMs === undefined) return close(error);
  return {
    state: { name: 'recovering', attempts, hasBeenLive: state.hasBeenLive, error },
    effects: [
      { type: 'release-input' },
      { type: 'stop-all-timers' },
      { type: 'close-link' },
      trouble(error),
      startTimer('recovery', delayMs),
    ],
  };
}

function requestTicket(state: History): SessionStep {
  return {
    state: { name: 'ticketing', ...history(state) },
    effects: [stopTimer('recovery'), { type: 'request-ticket' }],
  };
}

/** The socket is gone while the session still needs it to get live. */
function reopenOrRecover(
  state: StateNamed<'signalling' | 'negotiating'>,
  { error }: EventOf<'signalling-lost'>,
  context: SessionContext,
): SessionStep {
  const reopenings = state.reopenings + 1;
  const { signallingRetry } = context.policy;
  const canReopen = error.retryable && error.code !== 'ticket_expired';
  const delayMs = canReopen ? retryDelayMs(signallingRetry, reopenings, context.random) : undefined;
  if (delayMs === undefined) return recover(state, error, context);
  return stay({ ...state, reopenings }, trouble(error), startTimer('signalling-retry', delayMs));
}

/** Live means: a frame on screen, its size known, and a channel for control messages. */
function liveWhenComplete(
  state: StateNamed<'negotiating'>,
  ...effects: SessionEffect[]
): SessionStep {
  if (!state.hasFrame || !state.hasDisplay || !state.isChannelOpen) return stay(state, ...effects);
  return {
    state: { name: 'live', attempts: 0, hasBeenLive: true, reopenings: state.reopenings },
    effects: [
      ...effects,
      ...(['offer', 'connection', 'first-frame', 'display'] as const).map(stopTimer),
      { type: 'announce-live' },
    ],
  };
}

const timeouts = {
  offer: () =>
    new TelepadError(
      'offer_timeout',
      'The signalling server admitted us, but the phone made no offer in time. Check that the phone is running, or restart it.',
    ),
  connection: () =>
    new TelepadError(
      'connection_timeout',
      'The phone and this browser found no network path to each other in time. Check that STUN and TURN servers are reachable from here.',
    ),
  'first-frame': () =>
    new TelepadError(
      'first_frame_timeout',
      'The connection stands, but no picture or no control channel came in time. Check that the phone is awake and that this browser can decode its video.',
    ),
  disconnect: () =>
    new TelepadError(
      'connection_lost',
      'The connection to the phone broke and did not come back in time. Check the network.',
    ),
} as const;

const channelClosed = () =>
  new TelepadError(
    'connection_lost',
    'The phone closed the control channel. It may have restarted.',
  );

const reopen: SessionEffect = { type: 'reopen-signalling' };

const table: { readonly [Name in SessionStateName]: Row<Name> } = {
  idle: {
    connect: () => requestTicket({ attempts: 0, hasBeenLive: false }),
  },
  ticketing: {
    'ticket-issued': (state) => ({
      state: { name: 'preparing', ...history(state) },
      effects: [{ type: 'load-vendor' }],
    }),
    'ticket-failed': (state, { error }, context) => recover(state, error, context),
  },
  preparing: {
    'vendor-loaded': (state, _event, { policy }) => ({
      state: { name: 'signalling', ...history(state), reopenings: 0 },
      effects: [startTimer('offer', policy.offerTimeoutMs), { type: 'open-link' }],
    }),
    'vendor-failed': (state, { error }, context) => recover(state, error, context),
  },
  signalling: {
    joined: (state) => ({
      state: {
        ...state,
        name: 'negotiating',
        reopenings: 0,
        isConnected: false,
        isChannelOpen: false,
        hasFrame: false,
        hasDisplay: false,
      },
      effects: [],
    }),
    'signalling-lost': reopenOrRecover,
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      return timer === 'offer' ? recover(state, timeouts.offer(), context) : stay(state);
    },
  },
  negotiating: {
    joined: (state) => stay({ ...state, reopenings: 0 }),
    'signalling-lost': reopenOrRecover,
    offered: (state, _event, { policy }) =>
      state.isConnected
        ? stay(state)
        : stay(state, stopTimer('offer'), startTimer('connection', policy.connectionTimeoutMs)),
    'peer-connected': (state, _event, { policy }) =>
      stay(
        { ...state, isConnected: true },
        stopTimer('connection'),
        stopTimer('disconnect'),
        startTimer('first-frame', policy.firstFrameTimeoutMs),
      ),
    'peer-disconnected': (state, _event, { policy }) =>
      stay(state, startTimer('disconnect', policy.disconnectGraceMs)),
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'channel-opened': (state) => liveWhenComplete({ ...state, isChannelOpen: true }),
    'channel-closed': (state, _event, context) => recover(state, channelClosed(), context),
    frame: (state, _event, { policy }) =>
      liveWhenComplete(
        { ...state, hasFrame: true },
        ...(state.hasDisplay || state.hasFrame
          ? []
          : [startTimer('display', policy.displayTimeoutMs)]),
      ),
    display: (state) => liveWhenComplete({ ...state, hasDisplay: true }),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      if (timer === 'display') {
        return liveWhenComplete({ ...state, hasDisplay: true }, { type: 'assume-display' });
      }
      return timer === 'recovery' ? stay(state) : recover(state, timeouts[timer](), context);
    },
  },
  live: {
    joined: (state) => stay({ ...state, reopenings: 0 }),
    // The picture goes on without signalling; it is needed again only for the next negotiation.
    'signalling-lost': (state, { error }, { policy, random }) => {
      if (error.code === 'ticket_expired') return stay(state, trouble(error));
      const reopenings = state.reopenings + 1;
      const { signallingRetry } = policy;
      const delayMs =
        retryDelayMs(signallingRetry, reopenings, random) ?? signallingRetry.maxDelayMs;
      return stay(
        { ...state, reopenings },
        trouble(error),
        startTimer('signalling-retry', delayMs),
      );
    },
    'peer-connected': (state) => stay(state, stopTimer('disconnect')),
    'peer-disconnected': (state, _event, { policy }) =>
      stay(state, startTimer('disconnect', policy.disconnectGraceMs)),
    'peer-failed': (state, { error }, context) => recover(state, error, context),
    'channel-closed': (state, _event, context) => recover(state, channelClosed(), context),
    'retry-now': (state) => stay(state, stopTimer('signalling-retry'), reopen),
    timeout: (state, { timer }, context) => {
      if (timer === 'signalling-retry') return stay(state, reopen);
      return timer === 'disconnect' ? recover(state, timeouts.disconnect(), context) : stay(state);
    },
  },
  recovering: {
    'retry-now': requestTicket,
    timeout: (state, { timer }) => (timer === 'recovery' ? requestTicket(state) : stay(state)),
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
