import { TelepadError } from '../../core/errors.js';
import { passThroughPattern } from '../../core/pass-through-pattern.js';
import type { InputOptions } from './input-options.js';

/** @throws TelepadError `argument_invalid` for a key in `passThroughKeys` that cannot be read */
export function checkInputOptions({ passThroughKeys }: InputOptions): void {
  const wrong = passThroughKeys?.find((key) => !passThroughPattern.test(key));
  if (wrong !== undefined)
    throw new TelepadError(
      'argument_invalid',
      `passThroughKeys: "${wrong}" is no key. Write "F5", "Ctrl+r" or "Meta+*".`,
    );
}
