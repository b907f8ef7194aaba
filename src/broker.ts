import { configureVendors, type VendorSettings } from './broker/configure-vendors.js';
import {
  type Broker,
  type BrokerBehaviour,
  createBroker as createVendorBroker,
} from './broker/create-broker.js';
import { brokerVendors } from './vendors/brokers.js';

export type { Broker } from './broker/create-broker.js';
export type { Grant } from './broker/grant.js';
export type { BrokerLogEntry } from './broker/log-entry.js';
export { type ErrorCode, TelepadError } from './core/errors.js';
export type { IceServer, Role, Ticket } from './core/ticket.js';
export type { ArmcloudSettings } from './vendors/brokers.js';

export interface BrokerOptions extends BrokerBehaviour {
  /** The accounts that this broker opens phones of. At least one. */
  readonly vendors: VendorSettings<typeof brokerVendors>;
}

/**
 * The server part of Telepad: hands out tickets to the browsers that `authorize` allows, and keeps the
 * vendors' keys to itself. Runs wherever there are `Request`, `Response`, `fetch` and Web Crypto.
 *
 * - `POST …/tickets` with `{"phoneId": "…", "vendor"?: "…"}` answers with a ticket.
 * - `GET …/phones` answers `{all, phones: [{phoneId, vendor, role}]}` from the grant; with `all` true the
 *   grant is for every phone of the account and the list is empty.
 * - Every failure answers `{error: {code, message, retryable, retryAfterMs?}}`.
 * @throws TelepadError `configuration_invalid`
 */
export function createBroker(options: BrokerOptions): Broker {
  return createVendorBroker(configureVendors(brokerVendors, options.vendors), options);
}
