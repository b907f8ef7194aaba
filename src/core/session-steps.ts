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

/** What the session machine's table is made of: each function is one change, with the effects that it takes. */

export interface SessionStep {
  readonly state: SessionState;
  readonly effects: readonly SessionEffect[];
}

export interface SessionContext {
  readonly policy: SessionPolicy;
  /** In [0, 1); jitters the waits. */
  readonly random: number;
  /** How long ago the phone was last used, in ms. */
  readonly idleForMs: number;
}

export type StateNamed<Name extends SessionStateName> = Extract<SessionState, { name: Name }>;
export type EventOf<Type extends SessionEventType> = Extract<SessionEvent, { type: Type }>;
export const startTimer = (timer: SessionTimer, delayMs: number): SessionEffect => ({
  type: 'start-timer',
  timer,
  delayMs,
});
export const stopTimer = (timer: SessionTimer): SessionEffect => ({ type: 'stop-timer', timer });
export const trouble = (error: TelepadError): SessionEffect => ({
  type: 'announce-trouble',
  error,
});
export const stay = (state: SessionState, ...effects: SessionEffect[]): SessionStep => ({
  state,
  effects,
});

export function history({ attempts, hangUps, hasBeenLive }: SessionHistory): SessionHistory {
  return { attempts, hangUps, hasBeenLive };
}

/** What the end of a link takes, in this order. */
export const letGo: readonly SessionEffect[] = [
  { type: 'release-input' },
  { type: 'stop-all-timers' },
  { type: 'close-link' },
];

export function close(error?: TelepadError): SessionStep {
  return { state: error ? { name: 'closed', error } : { name: 'closed' }, effects: letGo };
}

/** The present attempt is over: another one with a fresh ticket, if that can help and the policy allows. */
export function recover(
  state: SessionHistory,
  error: TelepadError,
  context: SessionContext,
): SessionStep {
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
export const maxHangUps = 2;

/**
 * The phone closed the channel. One that does so again and again right after it was reached has been opened
 * elsewhere by the same user, where the vendor cuts the older connection: the newest page wins.
 */
export function hungUp(
  state: SessionHistory,
  { error }: EventOf<'channel-closed'>,
  context: SessionContext,
): SessionStep {
  const hangUps = state.hangUps + 1;
  return hangUps > maxHangUps
    ? close(sessionFailures.openedElsewhere())
    : recover({ ...state, hangUps }, error ?? sessionFailures.channelClosed(), context);
}

export function requestTicket(state: SessionHistory, { policy }: SessionContext): SessionStep {
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
export function signalAgain(
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
export function signalInBackground(
  state: StateNamed<'negotiating' | 'live' | 'idle-warning'>,
  { error }: EventOf<'signalling-lost'>,
  { policy, random }: SessionContext,
): SessionStep {
  if (!canReopen(error)) return stay(state, trouble(error));
  // Without hurry: where the server cuts a user, the peer connection's end follows within moments and says more.
  const delayMs = Math.round((policy.signallingRetry.maxDelayMs / 2) * (1 + random));
  return stay(state, trouble(error), startTimer('signalling-retry', delayMs));
}

/** An expired ticket can be retried, but not with the same ticket. */
export function canReopen(error: TelepadError): boolean {
  return error.retryable && error.code !== 'ticket_expired';
}

/** Short timeouts warn at their half, so that the warning is not on all the time. */
function warningMs({ idleTimeoutMs, idleWarningMs }: SessionPolicy): number {
  return Math.min(idleWarningMs, idleTimeoutMs / 2);
}

/** Begins to count from now. */
function idleTimer(policy: SessionPolicy): SessionEffect {
  return policy.idleTimeoutMs === 0
    ? stopTimer('idle')
    : startTimer('idle', policy.idleTimeoutMs - warningMs(policy));
}

/** The phone was used, or is to be measured by another timeout from now on. */
export function used(
  state: StateNamed<'live' | 'idle-warning'>,
  { policy }: SessionContext,
): SessionStep {
  const next = state.name === 'live' ? state : ({ name: 'live', ...history(state) } as const);
  return stay(next, idleTimer(policy));
}

/** The timer runs from one use; the phone may have been used again after it. */
export function idled(
  state: StateNamed<'live'>,
  { policy, idleForMs }: SessionContext,
): SessionStep {
  if (policy.idleTimeoutMs === 0) return stay(state);
  const remainingMs = Math.round(policy.idleTimeoutMs - idleForMs);
  if (remainingMs <= 0) return close(sessionFailures.idleTimeout());
  const beforeWarningMs = remainingMs - warningMs(policy);
  if (beforeWarningMs > 0) return stay(state, startTimer('idle', beforeWarningMs));
  return {
    state: { name: 'idle-warning', ...history(state), remainingMs },
    effects: [startTimer('idle', remainingMs), { type: 'announce-idle', remainingMs }],
  };
}

/** Live means: a frame on screen, its size known, and a channel for control messages. */
export function liveWhenComplete(
  state: StateNamed<'negotiating'>,
  { policy }: SessionContext,
  ...effects: SessionEffect[]
): SessionStep {
  return state.hasFrame && state.hasDisplay && state.isChannelOpen
    ? goLive(state, policy, effects)
    : stay(state, ...effects);
}

export function goLive(
  state: SessionHistory,
  policy: SessionPolicy,
  effects: readonly SessionEffect[] = [],
): SessionStep {
  return {
    state: { name: 'live', ...history(state), hasBeenLive: true },
    effects: [
      ...effects,
      ...(['offer', 'connection', 'first-frame', 'display'] as const).map(stopTimer),
      startTimer('steady', policy.steadyAfterMs),
      idleTimer(policy),
      { type: 'announce-live' },
    ],
  };
}

export function admitted(state: StateNamed<'signalling'>): StateNamed<'negotiating'> {
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
export function offered(state: StateNamed<'negotiating'>, { policy }: SessionContext): SessionStep {
  if (state.isOffered || state.isConnected) return stay(state);
  return stay(
    { ...state, isOffered: true },
    stopTimer('offer'),
    startTimer('connection', policy.connectionTimeoutMs),
  );
}

export const reopen: SessionEffect = { type: 'reopen-signalling' };
