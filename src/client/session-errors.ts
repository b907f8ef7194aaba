import { TelepadError } from '../core/errors.js';
import type { Ticket } from '../core/ticket.js';

/** The errors of a session, each saying what happened and what to do. */

export { aborted } from './aborted.js';

export function sessionClosed(): TelepadError {
  return new TelepadError('session_closed', 'This session has ended. Open a new one.');
}

export function watchOnly(): TelepadError {
  return new TelepadError(
    'watch_only',
    'The control message was not sent: the ticket lets this user watch the phone, not control it.',
  );
}

export function notConnected(): TelepadError {
  return new TelepadError(
    'not_connected',
    'The control message was not sent: there is no open channel to the phone. Wait until the session is live.',
  );
}

export function ticketFunctionFailed(cause: unknown): TelepadError {
  return new TelepadError(
    'broker_unreachable',
    'The ticket function failed with an error of its own, which is in `cause`.',
    { cause },
  );
}

/** A server refuses an old ticket without a word, so the ticket's age has to explain it. */
export function explainRefusal(
  error: TelepadError,
  ticket: Ticket | undefined,
  canFetchAnother: boolean,
): TelepadError {
  if (error.code !== 'signalling_refused' || Date.now() < (ticket?.expiresAt ?? 0)) return error;
  return ticketExpired(error, canFetchAnother);
}

function ticketExpired(cause: TelepadError, canFetchAnother: boolean): TelepadError {
  return new TelepadError(
    'ticket_expired',
    'The signalling server refused the ticket, which has expired. Ask the broker for a new one; with a ticket function the session does so by itself.',
    { cause, retryable: canFetchAnother },
  );
}

export function vendorUnknown(): TelepadError {
  return new TelepadError(
    'vendor_unknown',
    'The ticket is of a vendor that this build of Telepad does not know. Use a build that has it.',
  );
}

export function vendorNotLoaded(cause: unknown): TelepadError {
  return new TelepadError(
    'vendor_load_failed',
    'The vendor’s part of Telepad could not be started. Check the network, and that every file of the build is served.',
    { cause },
  );
}

export function featuresUnsupported(): TelepadError {
  return new TelepadError('not_supported', 'Phones of this vendor have no further features.');
}

/** @param code whether it came in a call or in the options of `connect` */
export function idleTimeoutInvalid(
  code: 'argument_invalid' | 'configuration_invalid',
): TelepadError {
  return new TelepadError(
    code,
    'The idle timeout is not one. Use 0 for none, or 1000 to 7200000 ms.',
  );
}

export function connectionLost(hasBeenLive: boolean): TelepadError {
  return new TelepadError(
    'connection_lost',
    hasBeenLive
      ? 'The connection to the phone broke. Check the network.'
      : 'No network path to the phone works. Check that STUN and TURN servers are reachable from here.',
  );
}
