import { TelepadError } from '../core/errors.js';

/**
 * Longest wait for a vendor's answer, in ms; 10000 without one.
 * @throws TelepadError `configuration_invalid`
 */
export function checkTimeout(timeoutMs = 10_000): number {
  if (Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 120_000) return timeoutMs;
  throw new TelepadError(
    'configuration_invalid',
    "The broker's timeoutMs must be a whole number of 1 to 120000.",
  );
}
