import { TelepadError } from '../../core/errors.js';

/** The errors that end a call in the middle, each saying what happened and what to do. */

export function userTouched(): TelepadError {
  return new TelepadError(
    'aborted',
    'Somebody touched the phone while it was being touched by this call, which was cancelled. Call it again.',
  );
}

export function screenTurned(): TelepadError {
  return new TelepadError(
    'aborted',
    'The phone’s screen turned while it was being touched by this call, which was cancelled. Call it again.',
  );
}

export function connectionReplaced(): TelepadError {
  return new TelepadError(
    'connection_lost',
    'The connection to the phone was lost during this call, which was cancelled. Call it again when the session is live.',
  );
}

export function screenUnknown(): TelepadError {
  return new TelepadError(
    'not_connected',
    'Nothing was sent: the phone has not told the size of its screen yet. Wait until the session is live.',
  );
}
