import type { BrokerBehaviour } from './broker/broker-behaviour.js';
import { configureVendors, type VendorSettings } from './broker/configure-vendors.js';
import { type Broker, createBroker as createVendorBroker } from './broker/create-broker.js';
import { brokerVendors } from './vendors/brokers.js';

export type { BrokerNews, CallbackOptions } from './broker/callback-options.js';
export type { Broker } from './broker/create-broker.js';
export type { FileOptions } from './broker/files/file-options.js';
export type { FileStore } from './broker/files/file-store.js';
export type { Grant, GrantedPhone } from './broker/grant.js';
export type { BrokerLogEntry } from './broker/log-entry.js';
export type {
  RateLimit,
  RateLimitOptions,
  RateLimitStore,
} from './broker/rate-limits/rate-limit-options.js';
export { createServerTools, type ServerCallOptions } from './broker/server-tools.js';
export type {
  DeviceOperationName,
  PhoneStatus,
  TaskState,
  TaskStatus,
} from './core/device/operations.js';
export { type ErrorCode, TelepadError } from './core/errors.js';
export type { RelayObserver, RelayRules, SignallingRelay } from './core/ports/broker.js';
export type { GroupTicket, IceServer, Role, Ticket } from './core/ticket.js';
export {
  type AccountCallOptions,
  type AppToCache,
  type ArmcloudAccount,
  type ArmcloudSettings,
  type CallbackKind,
  type CallbackTarget,
  createArmcloudAccount,
  createKoophoneAccount,
  type FileTask,
  type FileToCache,
  type KoophoneAccount,
  type KoophoneAccountOptions,
  type KoophoneApp,
  type KoophoneAppPackage,
  type KoophoneCallOptions,
  type KoophoneCommandResult,
  type KoophoneJob,
  type KoophoneKeyCredentials,
  type KoophoneOrder,
  type KoophoneOrdered,
  type KoophonePasswordCredentials,
  type KoophonePhone,
  type KoophonePhoneFilter,
  type KoophonePhonePage,
  type KoophonePhoneStatus,
  type KoophonePolling,
  type KoophoneSettings,
  type KoophoneSku,
  type KoophoneSkus,
  type KoophoneTask,
  type KoophoneUserPhone,
  type KoophoneVideo,
  type KoophoneVideoSetting,
} from './vendors/brokers.js';

export interface BrokerOptions extends BrokerBehaviour {
  /** The accounts that this broker opens phones of. At least one. */
  readonly vendors: VendorSettings<typeof brokerVendors>;
}

/**
 * The server part of Telepad: hands out tickets to the browsers that `authorize` allows, and keeps the
 * vendors' keys to itself. Runs wherever there are `Request`, `Response`, `fetch` and Web Crypto.
 *
 * - `POST …/tickets` with `{"phoneId": "…", "vendor"?: "…"}` answers with a ticket; line by line, with the phone's progress
 *   before it, where the phone takes its time and the request accepts `application/x-ndjson`.
 * - `POST …/leave` with `{"leave": "…", "cause": "user" | "idle"}`, for tickets that have `leave`, says that their user has
 *   left the phone, and answers 204.
 * - `POST …/group-tickets` with `{"phoneIds": ["…"], "vendor"?: "…"}` answers with a group ticket.
 * - `POST …/device/{operation}` with `{"phoneId": "…", "vendor"?: "…", "input"?: {…}}` answers with what
 *   docs/device-api.openapi.json says of the operation.
 * - `POST …/uploads/{phoneId}` puts the file in its body on the phone, where `files` is set; the vendor fetches it from
 *   `GET …/files/{token}`.
 * - `POST …/callbacks/{vendor}/{secret}` takes the vendor's callbacks, where `callbacks` is set.
 * - `GET …/phones` answers `{all, phones: [{phoneId, vendor, role}]}` from the grant; with `all` true the
 *   grant is for every phone of the account and the list is empty.
 * - Every failure answers `{error: {code, message, retryable, retryAfterMs?}}`.
 * @throws TelepadError `configuration_invalid`
 */
export function createBroker(options: BrokerOptions): Broker {
  return createVendorBroker(configureVendors(brokerVendors, options.vendors), options);
}
