import type { BrokerVendor } from '../../../core/ports/broker.js';
import { createAccountClient } from './account-client.js';
import type { ArmcloudSettings } from './armcloud-settings.js';
import { checkArmcloudSettings } from './check-armcloud-settings.js';
import { createFieldKeys } from './field-keys.js';
import { createTicketIssuer } from './issue-ticket.js';

/**
 * ArmCloud in the broker.
 *
 * ArmCloud's room tokens know no roles: a `watch` ticket is held to watching by the session, not by the vendor.
 * @throws TelepadError `configuration_invalid`
 */
export function armcloudBroker(settings: ArmcloudSettings): BrokerVendor {
  const checked = checkArmcloudSettings(settings);
  const client = createAccountClient(checked);
  const fieldKeys = createFieldKeys();
  return {
    id: 'armcloud',
    issueTicket: createTicketIssuer(checked, client, fieldKeys),
  };
}
