import { readTicket, type Ticket } from '../core/ticket.js';
import { askBroker, type BrokerAddress } from './broker-request.js';

/**
 * Where a session gets its ticket: a ticket, or a function that fetches one. Only with a function can a
 * session heal itself after its ticket has expired.
 */
export type TicketSource = Ticket | ((signal: AbortSignal) => Promise<Ticket>);

export interface BrokerTicketOptions extends BrokerAddress {
  readonly phoneId: string;
  /** Needed only where the broker serves several vendors. */
  readonly vendor?: string;
}

/**
 * A ticket source that asks a Telepad broker.
 *
 * It rejects with a TelepadError: the broker's own (`forbidden`, `phone_offline`, …), or
 * `broker_unreachable`, `broker_answer_invalid`, `ticket_invalid`, `aborted`.
 */
export function brokerTicket(
  options: BrokerTicketOptions,
): (signal: AbortSignal) => Promise<Ticket> {
  const { phoneId, vendor } = options;
  const body = { phoneId, ...(vendor !== undefined && { vendor }) };
  const call = { path: '/tickets', body, what: 'ticket' };
  return async (signal) => readTicket(await askBroker(options, call, signal));
}
