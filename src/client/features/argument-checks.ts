import { TelepadError } from '../../core/errors.js';

/** Says which argument is wrong, without quoting it: it may be anything, also a secret. */
export function argumentInvalid(name: string, must: string): TelepadError {
  return new TelepadError('argument_invalid', `Nothing was sent: ${name} must be ${must}.`);
}

/** @throws TelepadError `argument_invalid` */
export function checkNumber(name: string, value: unknown, min: number, max: number): void {
  if (typeof value !== 'number' || !(value >= min && value <= max))
    throw argumentInvalid(name, `a number from ${min} to ${max}`);
}

/** @throws TelepadError `argument_invalid` */
export function checkWhole(name: string, value: unknown, min: number, max: number): void {
  checkNumber(name, value, min, max);
  if (!Number.isInteger(value)) throw argumentInvalid(name, 'a whole number');
}

/** @throws TelepadError `argument_invalid` */
export function checkBoolean(name: string, value: unknown): void {
  if (typeof value !== 'boolean') throw argumentInvalid(name, 'true or false');
}

/** @throws TelepadError `argument_invalid` */
export function checkText(name: string, value: unknown, maxLength: number): void {
  if (typeof value !== 'string' || value === '' || value.length > maxLength)
    throw argumentInvalid(name, `text of 1 to ${maxLength} characters`);
}

/** @throws TelepadError `argument_invalid` */
export function checkOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string))
    throw argumentInvalid(name, `one of: ${allowed.join(', ')}`);
}
