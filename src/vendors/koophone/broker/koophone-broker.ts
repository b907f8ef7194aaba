import type { BrokerVendor } from '../../../core/ports/broker.js';
import { createAccountClient } from './account-client.js';
import { checkKoophoneSettings } from './check-koophone-settings.js';
import { createDeviceApi } from './device/device-api.js';
import { createTaskIds } from './device/task-ids.js';
import { createSessionEnder } from './end-session.js';
import { createTicketIssuer } from './issue-ticket.js';
import type { KoophoneSettings } from './koophone-settings.js';
import { koophoneRelayRules } from './relay-rules.js';

/** A page whose signalling broke while its picture goes on comes back within some five seconds, in ms. */
const leastKeepMs = 10_000;

/**
 * KooPhone in the broker.
 *
 * KooPhone's device tokens know no roles: a `watch` ticket is held to watching by the session, and by the broker's relay
 * as far as signalling goes, not by the vendor.
 * @throws TelepadError `configuration_invalid`
 */
export function koophoneBroker(settings: KoophoneSettings): BrokerVendor {
  const checked = checkKoophoneSettings(settings);
  const { credentials, ...known } = checked;
  const client = createAccountClient(checked);
  const secret = 'secretKey' in credentials ? credentials.secretKey : credentials.password;
  return {
    id: 'koophone',
    issueTicket: createTicketIssuer(known, client),
    endSession: createSessionEnder(client),
    keepMs: Math.max(known.keepingSeconds * 1000, leastKeepMs),
    relayRules: koophoneRelayRules,
    device: createDeviceApi({ client, taskIds: createTaskIds(secret) }),
  };
}
