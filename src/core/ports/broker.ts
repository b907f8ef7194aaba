import type { Role, Ticket } from '../ticket.js';

/** One user's wish to open one phone. The broker has already checked that this user may. */
export interface TicketRequest {
  readonly phoneId: string;
  readonly userId: string;
  readonly role: Role;
  /** True when the page came over https, so that only `wss:` will work for it. */
  readonly isSecurePage: boolean;
}

/** What the broker lends to a vendor. */
export interface BrokerTools {
  /**
   * An HTTP request to the vendor. Follows no redirect and sends no cookie.
   * @throws TelepadError `vendor_timeout`, `vendor_unreachable`, `vendor_answer_invalid` (a redirect, or too
   * long) or `aborted` (the browser has gone)
   */
  request(call: VendorCall): Promise<VendorAnswer>;
  /** Ms since 1970. */
  now(): number;
  /** Tells the operator of something that does not stop the ticket. Like errors: no key, token or address. */
  warn(message: string): void;
}

export interface VendorCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface VendorAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The server part of a vendor: the vendor's own API behind one vendor-neutral call. */
export interface BrokerVendor {
  readonly id: string;
  /**
   * @throws TelepadError with one of the broker's codes; its message holds no key, token or address
   */
  issueTicket(request: TicketRequest, tools: BrokerTools): Promise<Ticket>;
}
