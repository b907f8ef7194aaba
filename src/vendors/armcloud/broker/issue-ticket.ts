import type { BrokerVendor } from '../../../core/ports/broker.js';
import type { AccountClient } from './account-client.js';
import { type AppliedToken, applyTokens } from './apply-tokens.js';
import type { CheckedArmcloudSettings } from './armcloud-settings.js';
import type { FieldKeys } from './field-keys.js';
import { readConnection } from './read-connection.js';
import { createTicketBatcher } from './ticket-batcher.js';

/**
 * Tickets for single phones. Those that one user asks for within a moment, for the wall of a page for example,
 * travel in one `batchApplyToken` call.
 */
export function createTicketIssuer(
  settings: CheckedArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): BrokerVendor['issueTicket'] {
  const { ticketLifetimeSeconds: lifetimeSeconds, signallingScheme, dialect } = settings;
  const batcher = createTicketBatcher<AppliedToken>({
    windowMs: settings.batchWindowMs,
    maxPhones: settings.batchMaxPhones,
  });

  return async ({ phoneId, userId, role, isSecurePage }, tools) => {
    const { row, askedAt } = await batcher.add(userId, phoneId, (phoneIds) =>
      applyTokens({ userId, phoneIds, lifetimeSeconds }, client, tools),
    );
    const known = fieldKeys.of(phoneId);
    const key = known instanceof Uint8Array ? known : await known;
    return {
      vendor: 'armcloud',
      phoneId,
      userId,
      role,
      expiresAt: askedAt + lifetimeSeconds * 1000,
      ...readConnection(row, key, { isSecurePage, signallingScheme }, tools),
      ...(dialect && { dialect }),
    };
  };
}
