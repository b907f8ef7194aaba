import type { ClientVendor } from '../core/ports/client.js';
import type { GroupTicket, Ticket } from '../core/ticket.js';
import type { ArmcloudStsGroupOptions } from './armcloud/client/group-ticket-from-sts.js';
import type { ArmcloudStsOptions } from './armcloud/client/sts-options.js';

export type { ArmcloudStsGroupOptions } from './armcloud/client/group-ticket-from-sts.js';
export type { ArmcloudStsOptions } from './armcloud/client/sts-options.js';

/** Loads the browser part of a vendor when a ticket of that vendor is used for the first time. */
export type ClientVendorLoader = () => Promise<ClientVendor>;

export const clientVendors: Readonly<Record<string, ClientVendorLoader>> = {
  armcloud: async () => (await import('./armcloud/client/armcloud-client.js')).armcloudClient,
  koophone: async () => (await import('./koophone/client/koophone-client.js')).koophoneClient,
};

/**
 * A ticket for an ArmCloud phone without a Telepad broker, for pages that get STS tokens from a server of their
 * own: `connect({ ticket: (signal) => armcloudTicketFromSts({ baseUrl, token, phoneId, userId, signal }) })`. Loaded when used.
 *
 * Prefer a broker. Here the page, and with it every script and extension in it, holds the STS token, sees the room
 * token and the TURN credentials, and no server of yours decides about each session. The encryption of the
 * vendor's answer keeps nothing secret, because its key is the phone id. An STS token that is not bound to one
 * phone (`stsToken` in place of `stsTokenByPadCode`) opens every phone of the account.
 *
 * It rejects with a TelepadError: `argument_invalid` before anything is sent, `vendor_credentials_rejected` for an
 * STS token that has become invalid (get a fresh one; where `token` is a function, that was tried once),
 * `phone_not_found`, `phone_offline`, `vendor_unsupported` for a stream type other than 2, `vendor_rate_limited`,
 * `vendor_unreachable`, `vendor_rejected`, `vendor_answer_invalid`, `decryption_failed` or `aborted`; or with
 * whatever your token function throws.
 */
export const armcloudTicketFromSts = (options: ArmcloudStsOptions): Promise<Ticket> =>
  import('./armcloud/client/ticket-from-sts.js').then(({ ticketFromSts }) =>
    ticketFromSts(options),
  );

/**
 * A ticket for a group of ArmCloud phones without a Telepad broker:
 * `features.openGroup({ phoneIds, ticket: (phoneIds, signal) => armcloudGroupTicketFromSts({ …, phoneIds, signal }) })`.
 * Loaded when used. It needs an STS token that opens all of the phones; what `armcloudTicketFromSts` says of such
 * tokens holds all the more. Phones that cannot be reached are not told apart here.
 *
 * It rejects as `armcloudTicketFromSts` does.
 */
export const armcloudGroupTicketFromSts = (
  options: ArmcloudStsGroupOptions,
): Promise<GroupTicket> =>
  import('./armcloud/client/group-ticket-from-sts.js').then(({ groupTicketFromSts }) =>
    groupTicketFromSts(options),
  );
