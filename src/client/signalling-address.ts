import type { WireData } from '../core/ports/client.js';
import type { Ticket } from '../core/ticket.js';
import { ticketExpired } from './session-errors.js';

/**
 * With which address to come back, by relayed ticket: a broker's relay admits once with each. Empty from when it
 * admitted until it has told the next one.
 */
const nextAddresses = new WeakMap<Ticket, string>();

/** @throws TelepadError `ticket_expired` when nothing is left to come back with: another ticket may help */
export function signallingAddress(ticket: Ticket): string {
  const address = nextAddresses.get(ticket) ?? ticket.signalling.url;
  if (!address) throw ticketExpired(true);
  return address;
}

/** The server let us in with the present address. */
export function noteAdmission(ticket: Ticket): void {
  if (ticket.signalling.isRelayed) nextAddresses.set(ticket, '');
}

/** True for a frame of the relay's own, which is not the vendor's. Only an address of the same relay is believed. */
export function noteNextAddress(ticket: Ticket, data: WireData): boolean {
  const [, address] = /^telepad-relay:{"url":"([^"]+)"}$/.exec(`${data}`) ?? [];
  if (!address || !nextAddresses.has(ticket)) return false;
  const folder = ticket.signalling.url.replace(/[^/]*$/, '');
  if (address.startsWith(folder)) nextAddresses.set(ticket, address);
  return true;
}
