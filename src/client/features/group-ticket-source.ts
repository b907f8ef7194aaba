import { readGroupTicket } from '../../core/group-ticket.js';
import type { GroupTicket } from '../../core/ticket.js';
import { askBroker, type BrokerAddress } from '../broker-request.js';

/** Where a group gets its tickets. Asked at the start, by `add`, and when a room is lost for longer. */
export type GroupTicketSource = (
  phoneIds: readonly string[],
  signal: AbortSignal,
) => Promise<GroupTicket>;

export interface BrokerGroupTicketOptions extends BrokerAddress {
  /** Needed only where the broker serves several vendors. */
  readonly vendor?: string;
}

/**
 * A source of group tickets that asks a Telepad broker. It rejects as `brokerTicket` does.
 */
export function brokerGroupTicket(options: BrokerGroupTicketOptions): GroupTicketSource {
  const { vendor } = options;
  return async (phoneIds, signal) => {
    const body = { phoneIds, ...(vendor !== undefined && { vendor }) };
    const call = { path: '/group-tickets', body, what: 'ticket' };
    return readGroupTicket(await askBroker(options, call, signal));
  };
}
