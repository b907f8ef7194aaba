import { asArray } from '../core/json.js';
import type { BrokerVendor } from '../core/ports/broker.js';
import { RequestRefusal } from './error-response.js';

/** The phone that a request names. @throws RequestRefusal `bad_request` */
export function readPhoneId(phoneId: unknown): string {
  if (isPhoneId(phoneId)) return phoneId;
  throw new RequestRefusal(
    'bad_request',
    'The request was read, but its phoneId is not 1 to 64 of A-Z, a-z, 0-9, _ and -. Send the id that the vendor gave the phone.',
  );
}

/** Most phones of one group. */
const maxGroupPhones = 100;

/** The phones that a request names, each once. @throws RequestRefusal `bad_request` */
export function readPhoneIds(phoneIds: unknown): readonly string[] {
  const list = asArray(phoneIds);
  if (list && list.length > 0 && list.length <= maxGroupPhones && list.every(isPhoneId)) {
    return [...new Set(list)];
  }
  throw new RequestRefusal(
    'bad_request',
    `The request was read, but its phoneIds are not a list of 1 to ${maxGroupPhones} ids, each of 1 to 64 of A-Z, a-z, 0-9, _ and -. Send the ids that the vendor gave the phones.`,
  );
}

function isPhoneId(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value);
}

/**
 * The vendor that a request names; it may be left out where there is only one.
 * @throws RequestRefusal `bad_request` or `vendor_not_configured`
 */
export function chooseVendor(vendorId: unknown, vendors: readonly BrokerVendor[]): BrokerVendor {
  const vendor =
    vendorId === undefined && vendors.length === 1
      ? vendors[0]
      : vendors.find(({ id }) => id === vendorId);
  if (vendor) return vendor;
  const offered = vendors.map(({ id }) => id).join(', ');
  throw vendorId === undefined
    ? new RequestRefusal(
        'bad_request',
        `The request was read, but it names no vendor and this broker has several. Send one of ${offered}.`,
      )
    : new RequestRefusal(
        'vendor_not_configured',
        `The request was read, but this broker has no settings for the vendor it names. Send one of ${offered}.`,
      );
}
