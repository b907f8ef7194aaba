import type { BrokerVendor } from '../../../core/ports/broker.js';
import { createAccountClient } from './account-client.js';
import type { ArmcloudSettings } from './armcloud-settings.js';
import { checkArmcloudSettings } from './check-armcloud-settings.js';
import { createDeviceApi } from './device/device-api.js';
import { createUploadIds } from './device/upload-id.js';
import { createFieldKeys } from './field-keys.js';
import { createGroupTicketIssuer } from './issue-group-ticket.js';
import { createTicketIssuer } from './issue-ticket.js';
import { createCallbackReader } from './read-callback.js';
import { armcloudRelayRules } from './relay-rules.js';

/**
 * ArmCloud in the broker.
 *
 * ArmCloud's room tokens know no roles: a `watch` ticket is held to watching by the session, and by the broker's relay
 * as far as signalling goes, not by the vendor.
 * @throws TelepadError `configuration_invalid`
 */
export function armcloudBroker(settings: ArmcloudSettings): BrokerVendor {
  const checked = checkArmcloudSettings(settings);
  const client = createAccountClient(checked);
  const fieldKeys = createFieldKeys();
  // What lives on keeps no text of the secret, only keys that nobody can read.
  const { secretKey, ...known } = checked;
  const context = { client, settings: known, uploadIds: createUploadIds(secretKey) };
  return {
    id: 'armcloud',
    issueTicket: createTicketIssuer(known, client, fieldKeys),
    relayRules: armcloudRelayRules,
    issueGroupTicket: createGroupTicketIssuer(known, client, fieldKeys),
    device: createDeviceApi(context),
    readCallback: createCallbackReader(context),
  };
}
