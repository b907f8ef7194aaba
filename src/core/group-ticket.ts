import { isErrorCode, TelepadError } from './errors.js';
import { asArray, asBoolean, asNumber, asObject, asString } from './json.js';
import { type GroupTicket, type PublicError, readTicketFields } from './ticket.js';

/** Apart from ticket.ts, so that a page without groups does not download it. */

function invalid(what: string): TelepadError {
  return new TelepadError(
    'ticket_invalid',
    `The group ticket was read, but ${what}. Pass what the broker answered, unchanged.`,
  );
}

function readError(value: unknown): PublicError {
  const error = asObject(value);
  const code = error?.code;
  const retryAfterMs = asNumber(error?.retryAfterMs) ?? -1;
  return {
    // A newer broker may know codes that this build does not.
    code: isErrorCode(code) ? code : 'vendor_rejected',
    message: asString(error?.message) ?? 'The broker did not say why this phone is left out.',
    retryable: asBoolean(error?.retryable) ?? false,
    ...(retryAfterMs >= 0 && { retryAfterMs }),
  };
}

/**
 * Checks a value that should be a group ticket.
 * @throws TelepadError `ticket_invalid`
 */
export function readGroupTicket(value: unknown): GroupTicket {
  const { fields, shared } = readTicketFields(value, invalid);
  const phoneIds = asArray(fields.phoneIds)?.map(asString);
  if (!phoneIds?.every((phoneId) => phoneId !== undefined && phoneId !== ''))
    throw invalid('its phoneIds are not a list of phone ids');
  const failures = (asArray(fields.failures) ?? []).map((value) => {
    const failure = asObject(value);
    const phoneId = asString(failure?.phoneId);
    if (!phoneId) throw invalid('a failure names no phone');
    return { phoneId, error: readError(failure?.error) };
  });
  return {
    ...shared,
    phoneIds: [...new Set(phoneIds as readonly string[])],
    failures,
  };
}
