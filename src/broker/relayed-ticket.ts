import type { BrokerVendor, RelayObserver, SignallingRelay } from '../core/ports/broker.js';
import type { Ticket } from '../core/ticket.js';
import { RequestRefusal } from './error-response.js';
import { isSecurePage } from './secure-page.js';

/** How a relay makes its addresses of a vendor's: by this vendor's own rules. */
export type TicketRelay = (ticket: Ticket, request: Request, observer?: RelayObserver) => Ticket;

/**
 * @returns `undefined` without a relay
 * @throws RequestRefusal `not_supported` where the vendor's signalling cannot be relayed: a broker that has a relay
 * hands out no address of a vendor
 */
export function relayFor(
  vendor: BrokerVendor,
  relay: SignallingRelay | undefined,
): TicketRelay | undefined {
  if (!relay) return undefined;
  if (!vendor.relayRules) {
    throw new RequestRefusal(
      'not_supported',
      'The ticket was refused because the signalling of this vendor cannot go through the relay that this broker has. Use a broker without a relay.',
    );
  }
  const rulesOf = vendor.relayRules.bind(vendor);
  return (ticket, request, observer) =>
    relay.relayTicket(ticket, () => rulesOf(ticket), askedAt(request), observer);
}

/** A proxy that ends TLS is not always told of; the page's scheme is as good a sign. */
function askedAt(request: Request): string {
  return isSecurePage(request) ? request.url.replace(/^http:/, 'https:') : request.url;
}
