import { TelepadError } from '../../core/errors.js';

export function phoneTimeout(what: string, timeoutMs: number): TelepadError {
  return new TelepadError(
    'phone_timeout',
    `The phone did not answer ${what} within ${timeoutMs} ms. It may have obeyed all the same; try again, or allow more time.`,
  );
}

export function phoneRefused(what: string, detail = ''): TelepadError {
  const words = detail === '' ? '' : ` It says: ${detail.slice(0, 200)}`;
  return new TelepadError('phone_refused', `The phone refused ${what}.${words}`);
}

export function lostWhileWaiting(): TelepadError {
  return new TelepadError(
    'connection_lost',
    'The connection to the phone was replaced before the phone answered. Ask again.',
  );
}
