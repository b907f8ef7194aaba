import { type ErrorCode, TelepadError } from '../../../core/errors.js';
import type { DialectOutput } from '../../../core/ports/client.js';

/** The errors of KooPhone's signalling. The vendor's own words are not shown: nobody knows what is in them. */

/** The session gets a fresh ticket for this one, where it can. */
export function tokenRefused(): DialectOutput {
  return failed(
    'ticket_expired',
    'The signalling server did not take the token of this ticket. Get a fresh ticket; with a ticket function the session does so by itself.',
  );
}

export function startRefused(code: number): DialectOutput {
  return failed(
    'ticket_expired',
    `The signalling server did not start the stream (code ${code}). Get a fresh ticket; with a ticket function the session does so by itself.`,
  );
}

/** By the ranges of fact sheet 6.6, which are all that is known of the codes. */
const ranges: readonly (readonly [first: number, last: number, code: ErrorCode, what: string])[] = [
  [1000, 1021, 'connection_lost', 'streaming'],
  [1100, 1105, 'webrtc_unsupported', 'this browser'],
  [1200, 1203, 'phone_offline', 'the device'],
  [1300, 1303, 'negotiation_failed', 'the connection'],
  [1400, 1425, 'connection_lost', 'a reason to close'],
];

/**
 * The server ended the session.
 * @param isHangUp the phone was there already: one that ends sessions again and again has been opened elsewhere
 */
export function ended(number: number | undefined, isHangUp: boolean): DialectOutput {
  const [, , code, what] =
    ranges.find(([first, last]) => number !== undefined && number >= first && number <= last) ?? [];
  const detail =
    number === undefined ? 'without a code' : `code ${number}${what ? `, ${what}` : ''}`;
  return {
    ...failed(
      code ?? 'connection_lost',
      `The vendor's server ended the session (${detail}). Open it again.`,
      code !== 'webrtc_unsupported',
    ),
    isHangUp,
  };
}

export function failed(
  code: ErrorCode,
  message: string,
  retryable = true,
): Extract<DialectOutput, { type: 'failed' }> {
  return { type: 'failed', error: new TelepadError(code, message, { retryable }) };
}

export function unreadable(reason: string): DialectOutput {
  return { type: 'unreadable', reason };
}

export function unsupported(type: string): TelepadError {
  return new TelepadError(
    'not_supported',
    `KooPhone has no known message for "${type}": nothing was sent. Ask session.supports() first.`,
  );
}
