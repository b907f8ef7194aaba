import { isErrorCode, TelepadError } from './errors.js';
import { asArray, asBoolean, asNumber, asObject, asString } from './json.js';
import type { GroupTicket, PublicError } from './ticket.js';

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
  const ticket = asObject(value);
  if (!ticket) throw invalid('it is not an object');
  const text = (key: string): string => {
    const found = asString(ticket[key]);
    if (!found) throw invalid(`its ${key} is missing`);
    return found;
  };
  const expiresAt = asNumber(ticket.expiresAt);
  if (expiresAt === undefined) throw invalid('its expiresAt is missing');
  const url = asString(asObject(ticket.signalling)?.url);
  if (!url || !/^wss?:\/\//.test(url))
    throw invalid('its signalling address is not a ws: or wss: URL');
  const phoneIds = asArray(ticket.phoneIds)?.map(asString);
  if (!phoneIds?.every((phoneId) => phoneId !== undefined && phoneId !== ''))
    throw invalid('its phoneIds are not a list of phone ids');
  const failures = (asArray(ticket.failures) ?? []).map((value) => {
    const failure = asObject(value);
    const phoneId = asString(failure?.phoneId);
    if (!phoneId) throw invalid('a failure names no phone');
    return { phoneId, error: readError(failure?.error) };
  });
  return {
    vendor: text('vendor'),
    userId: text('userId'),
    expiresAt,
    signalling: { url },
    phoneIds: [...new Set(phoneIds as readonly string[])],
    failures,
  };
}
