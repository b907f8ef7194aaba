import { ladderStep } from '../../core/session-ladder.js';
import type { LinkConditions } from '../../core/session-repair.js';
import type { SessionEvent, SessionState } from '../../core/session-state.js';
import type { SessionContext, SessionStep } from '../../core/session-steps.js';
import type { Ticket } from '../../core/ticket.js';
import type { LinkOwner } from '../link-owner.js';
import { isHidden } from '../page-attention.js';
import type { SessionLink } from '../session-link.js';
import { signallingAddress } from '../signalling-address.js';
import { createIceRestart } from './ice-restart.js';

/** After so long without any event a session is quiet, in ms. */
const quietMs = 1000;

/** What brings a broken link back without a fresh ticket. */
export interface Recovery {
  /** The session machine's better steps; undefined for what its table decides. */
  step(state: SessionState, event: SessionEvent, context: SessionContext): SessionStep | undefined;
  /** Offers an ICE restart, or the one again that has no answer yet. */
  restartIce(): void;
}

/** What it takes to bring a broken link back. */
export function createRecovery(
  { life, preparation, dispatch }: LinkOwner,
  link: SessionLink,
): Recovery {
  const isOffline = trackOffline(life);
  let heardAtMs = 0;
  const conditions = (): LinkConditions => {
    const { ticket } = preparation;
    const beforeMs = heardAtMs;
    heardAtMs = performance.now();
    return {
      isConnected: link.current?.connection.connectionState === 'connected',
      isSignalling: link.current?.isSignalling ?? false,
      canReopen: ticket !== undefined && Date.now() < preparation.expiresAt && hasAddress(ticket),
      isOffline: isOffline(),
      isHidden: isHidden(),
      isQuiet: heardAtMs - beforeMs >= quietMs,
    };
  };
  return {
    restartIce: createIceRestart({
      life,
      connection: () => link.current?.connection,
      offer: (sdp) => link.current?.offer({ type: 'offer', sdp }),
      answered: () => dispatch({ type: 'answered' }),
    }),
    step: (state, event, context) => ladderStep(state, event, { ...context, link: conditions() }),
  };
}

/** False where a relay has admitted us and has not said yet how to come back. */
function hasAddress(ticket: Ticket): boolean {
  try {
    signallingAddress(ticket);
    return true;
  } catch {
    return false;
  }
}

/**
 * Tells whether the browser has lost its network, until `signal` is aborted. Only from an `offline` event on: one that
 * never had a network may still reach this computer.
 */
function trackOffline(signal: AbortSignal): () => boolean {
  let isOffline = false;
  for (const type of ['online', 'offline'])
    globalThis.addEventListener(
      type,
      () => {
        isOffline = type === 'offline';
      },
      { signal },
    );
  return () => isOffline;
}
