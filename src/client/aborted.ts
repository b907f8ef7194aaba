import { TelepadError } from '../core/errors.js';

export function aborted(): TelepadError {
  return new TelepadError('aborted', 'It was stopped by the page’s abort signal.');
}
