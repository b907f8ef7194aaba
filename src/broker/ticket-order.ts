import type { BrokerVendor } from '../core/ports/broker.js';
import { RequestRefusal } from './error-response.js';
import { readJsonBody } from './read-body.js';

/** Which phone a browser wants a ticket for. */
export interface TicketOrder {
  readonly phoneId: string;
  readonly vendor: BrokerVendor;
}

/**
 * Reads `{phoneId, vendor?}`. The vendor may be left out where there is only one.
 * @throws RequestRefusal `bad_request` or `vendor_not_configured`
 */
export async function readTicketOrder(
  request: Request,
  vendors: readonly BrokerVendor[],
): Promise<TicketOrder> {
  const { phoneId, vendor: vendorId } = await readJsonBody(request);
  if (typeof phoneId !== 'string' || !/^[\w-]{1,64}$/.test(phoneId)) {
    throw new RequestRefusal(
      'bad_request',
      'The request was read, but its phoneId is not 1 to 64 of A-Z, a-z, 0-9, _ and -. Send the id that the vendor gave the phone.',
    );
  }
  const vendor =
    vendorId === undefined && vendors.length === 1
      ? vendors[0]
      : vendors.find(({ id }) => id === vendorId);
  if (vendor) return { phoneId, vendor };
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
