import { TelepadError } from '../../../core/errors.js';
import { instanceIdForm, maxIdLength } from '../wire/rest-calls.js';
import { phoneNotFound } from './vendor-failure.js';

/**
 * A phone's id as it may stand in a path.
 * @throws TelepadError `phone_not_found`: no phone of the vendor has another
 */
export function checkPhoneId(phoneId: string, purpose: string): string {
  if (!instanceIdForm.test(phoneId)) throw phoneNotFound(purpose);
  return phoneId;
}

/**
 * The broker's user, who is the vendor's: the same that phones are assigned to.
 * @throws TelepadError `argument_invalid`
 */
export function checkUserId(userId: string, purpose: string): string {
  if (userId.length <= maxIdLength && /^[^\p{Cc}\p{Cs}]+$/u.test(userId)) return userId;
  throw new TelepadError(
    'argument_invalid',
    `KooPhone was not asked ${purpose} because it takes user ids of 1 to ${maxIdLength} characters. Let authorize give the user such an id: the one that the phone is assigned to.`,
  );
}
