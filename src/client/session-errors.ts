import { TelepadError } from '../core/errors.js';

/** The errors of a session, each saying what happened and what to do. */

export { aborted } from './aborted.js';

export function sessionClosed(): TelepadError {
  return new TelepadError('session_closed', 'This session has ended. Open a new one.');
}

export function watchOnly(): TelepadError {
  return new TelepadError('watch_only', 'Nothing was sent: this user may only watch the phone.');
}

export function notConnected(): TelepadError {
  return new TelepadError(
    'not_connected',
    'Nothing was sent: there is no open channel to the phone. Wait until the session is live.',
  );
}

export function ticketFunctionFailed(cause: unknown): TelepadError {
  return new TelepadError(
    'broker_unreachable',
    'The ticket function failed; its error is in `cause`.',
    { cause },
  );
}

/** A server refuses an old ticket without a word, so the ticket's age has to explain it. */
export function explainRefusal(
  error: TelepadError,
  expiresAt: number,
  canFetchAnother: boolean,
): TelepadError {
  const { code } = error;
  // A vendor that tells it itself knows nothing of where tickets come from.
  return (code === 'ticket_expired' && !canFetchAnother) ||
    (code === 'signalling_refused' && Date.now() >= expiresAt)
    ? ticketExpired(canFetchAnother, error)
    : error;
}

export function ticketExpired(canFetchAnother: boolean, cause?: TelepadError): TelepadError {
  return new TelepadError('ticket_expired', 'The ticket has expired. Ask the broker for another.', {
    cause,
    retryable: canFetchAnother,
  });
}

export function vendorUnknown(): TelepadError {
  return new TelepadError(
    'vendor_unknown',
    'This build of Telepad does not know the ticket’s vendor. Use one that does.',
  );
}

export function vendorNotLoaded(cause: unknown): TelepadError {
  return new TelepadError(
    'vendor_load_failed',
    'The vendor’s part of Telepad did not load. Check the network, and that every file of the build is served.',
    { cause },
  );
}

/** @param code whether it came in a call or in the options of `connect` */
export function policyInvalid(
  code: 'argument_invalid' | 'configuration_invalid' = 'configuration_invalid',
): TelepadError {
  return new TelepadError(
    code,
    'A time or count of `policy` is not one. Use 0 or more; for the idle timeout 0, or 1000 to 7200000 ms.',
  );
}
