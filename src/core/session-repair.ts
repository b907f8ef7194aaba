import type { TelepadError } from './errors.js';
import { retryDelayMs } from './retry.js';
import { sessionFailures } from './session-failures.js';
import type { SessionPolicy } from './session-policy.js';
import type { Repair, SessionEffect, SessionHistory } from './session-state.js';
import {
  canReopen,
  close,
  type EventOf,
  goLive,
  history,
  letGo,
  maxHangUps,
  recover,
  reopen,
  type SessionContext,
  type SessionStep,
  type StateNamed,
  startTimer,
  stay,
  stopTimer,
  trouble,
} from './session-steps.js';

/**
 * The ladder of a recovery. First the link is kept: signalling is opened again where it is down, and the phone is
 * offered an ICE restart. Then comes a new connection on the same ticket, then new ones with fresh tickets.
 */

/** What is true of the link, its ticket and the page at the moment. */
export interface LinkConditions {
  readonly isConnected: boolean;
  /** Its signalling socket is open. */
  readonly isSignalling: boolean;
  /** Signalling can be opened again on the same ticket, by this link or by another one. */
  readonly canReopen: boolean;
  /** The browser has lost its network. */
  readonly isOffline: boolean;
  /** Nobody looks at the page. */
  readonly isHidden: boolean;
  /** The session has heard nothing for a second. */
  readonly isQuiet: boolean;
}

export interface LadderContext extends SessionContext {
  readonly link: LinkConditions;
}

export type Repairing = StateNamed<'recovering'> & { readonly repair: Repair };

function restart({ restartTimeoutMs }: SessionPolicy): SessionEffect[] {
  return [{ type: 'restart-ice' }, startTimer('restart', restartTimeoutMs)];
}

/**
 * Nothing comes through the link any more: input is let go, the last frame stays on screen. Without signalling, and
 * a ticket to open it with, no restart can be offered.
 */
export function repair(
  state: SessionHistory,
  error: TelepadError,
  context: LadderContext,
): SessionStep {
  const { policy, link } = context;
  const { isConnected, isSignalling } = link;
  if (!isSignalling && !link.canReopen) return recover(state, error, context);
  return {
    state: {
      name: 'recovering',
      ...history(state),
      error,
      repair: { isSignalling, isConnected, isAnswered: false, hasFrame: false, reopenings: 0 },
    },
    effects: [
      { type: 'release-input' },
      { type: 'stop-all-timers' },
      trouble(error),
      startTimer('repair', policy.repairTimeoutMs),
      ...(isSignalling ? restart(policy) : [reopen]),
    ],
  };
}

/** A connection and a frame that came over it are proof enough; a channel that closes says so. */
export function advance(
  state: Repairing,
  progress: Partial<Repair>,
  { policy }: LadderContext,
): SessionStep {
  const next = { ...state, repair: { ...state.repair, ...progress } };
  return next.repair.isConnected && next.repair.hasFrame
    ? goLive(state, policy, [stopTimer('restart'), stopTimer('repair')])
    : stay(next);
}

/** The phone is told at once, or as soon as it can be. */
export function restartNow(state: Repairing, { policy }: LadderContext): SessionStep {
  if (!state.repair.isSignalling) return stay(state, stopTimer('signalling-retry'), reopen);
  return stay({ ...state, repair: { ...state.repair, isAnswered: false } }, ...restart(policy));
}

/** As many waits as this are some three seconds. */
const maxReopenings = 4;

/**
 * Phone and server have dropped us at the same time, and our ticket admits no more: the phone has hung up, unheard. A
 * network that fails keeps a socket open for much longer.
 */
function shutOut(state: SessionHistory, error: TelepadError, context: LadderContext): SessionStep {
  const hangUps = state.hangUps + 1;
  return hangUps > maxHangUps
    ? close(sessionFailures.openedElsewhere())
    : recover({ ...state, hangUps }, error, context);
}

/**
 * What was offered may not have arrived: it is offered again when signalling is back. A server that lets nobody in
 * may have forgotten this ticket, which only a fresh one tells; a browser without a network has asked nobody.
 */
export function signalForRepair(
  state: Repairing,
  { error }: EventOf<'signalling-lost'>,
  context: LadderContext,
): SessionStep {
  if (!canReopen(error)) return recover(state, error, context);
  const { signallingRetry } = context.policy;
  const reopenings = state.repair.reopenings + 1;
  if (reopenings > maxReopenings && !context.link.isOffline) return shutOut(state, error, context);
  const wait = { ...signallingRetry, maxAttempts: reopenings };
  return stay(
    { ...state, repair: { ...state.repair, isSignalling: false, reopenings } },
    stopTimer('restart'),
    trouble(error),
    startTimer('signalling-retry', retryDelayMs(wait, reopenings, context.random) ?? 0),
  );
}

/**
 * The link is given up. Once in a while a second connection on the same ticket is the quickest way back, where the
 * server can be reached; a session that does not become steady by it gets fresh tickets. One that nobody looks at waits
 * instead: it might take the phone from another page of the same user.
 */
export function replaceLink(
  state: SessionHistory & { readonly repair?: Repair },
  error: TelepadError,
  context: LadderContext,
): SessionStep {
  const { policy, link } = context;
  const isReachable = state.repair?.isSignalling ?? true;
  if (!link.canReopen || link.isHidden || !isReachable || state.attempts > 0)
    return recover(state, error, context);
  return {
    state: { name: 'signalling', ...history(state), attempts: 1, reopenings: 0 },
    effects: [
      ...letGo,
      trouble(error),
      startTimer('offer', policy.rejoinTimeoutMs),
      { type: 'open-link' },
    ],
  };
}
