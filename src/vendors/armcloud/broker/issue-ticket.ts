import type { BrokerTools, BrokerVendor, TicketRequest } from '../../../core/ports/broker.js';
import type { AccountClient } from './account-client.js';
import { createSdkTokenSource } from './apply-sdk-token.js';
import { type AppliedToken, applyTokens } from './apply-tokens.js';
import type { PublicArmcloudSettings } from './armcloud-settings.js';
import type { FieldKeys } from './field-keys.js';
import { openField } from './open-field.js';
import { readConnection } from './read-connection.js';
import { createTicketBatcher } from './ticket-batcher.js';

type TokenSource = (request: TicketRequest, tools: BrokerTools) => Promise<AppliedToken>;

/** Tickets for single phones. */
export function createTicketIssuer(
  settings: PublicArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): BrokerVendor['issueTicket'] {
  const { ticketLifetimeSeconds, signallingScheme, dialect } = settings;
  const createSource =
    settings.ticketCall === 'applyToken' ? createSdkTokenSource : createBatchSource;
  const askForToken = createSource(settings, client);

  return async (request, tools) => {
    const { phoneId, userId, role, isSecurePage } = request;
    const { row, askedAt } = await askForToken(request, tools);
    const known = fieldKeys.of(phoneId);
    const key = known instanceof Uint8Array ? known : await known;
    const open = (name: string, value: unknown) => openField(name, value, phoneId, key);
    return {
      vendor: 'armcloud',
      phoneId,
      userId,
      role,
      expiresAt: askedAt + ticketLifetimeSeconds * 1000,
      ...readConnection(row, open, { isSecurePage, signallingScheme }, tools),
      ...(dialect && { dialect }),
    };
  };
}

/**
 * Tokens that one user asks for within a moment, for the wall of a page for example, travel in one `batchApplyToken`
 * call.
 */
function createBatchSource(settings: PublicArmcloudSettings, client: AccountClient): TokenSource {
  const { ticketLifetimeSeconds: lifetimeSeconds, batchWindowMs, batchMaxPhones } = settings;
  const batcher = createTicketBatcher<AppliedToken>({
    windowMs: batchWindowMs,
    maxPhones: batchMaxPhones,
  });
  return ({ phoneId, userId }, tools) =>
    batcher.add(userId, phoneId, (phoneIds) =>
      applyTokens({ userId, phoneIds, lifetimeSeconds }, client, tools),
    );
}
