import type { BrokerTools, BrokerVendor, TicketRequest } from '../../../core/ports/broker.js';
import type { AccountClient } from './account-client.js';
import { createSdkTokenSource } from './apply-sdk-token.js';
import { type AppliedToken, applyTokens } from './apply-tokens.js';
import type { PublicArmcloudSettings } from './armcloud-settings.js';
import type { FieldKeys } from './field-keys.js';
import { openSdkField } from './open-sdk-field.js';
import { openSealedField } from './open-sealed-field.js';
import { type FieldOpener, readConnection } from './read-connection.js';
import { createTicketBatcher } from './ticket-batcher.js';

/** What the vendor answered for a phone, and how to read it. */
interface OpenedToken extends AppliedToken {
  readonly open: FieldOpener;
}

type TokenSource = (request: TicketRequest, tools: BrokerTools) => Promise<OpenedToken>;

/** Tickets for single phones. */
export function createTicketIssuer(
  settings: PublicArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): BrokerVendor['issueTicket'] {
  const { ticketLifetimeSeconds, signallingScheme, dialect } = settings;
  const askForToken =
    settings.ticketCall === 'applyToken'
      ? createSdkSource(settings, client, fieldKeys)
      : createBatchSource(settings, client, fieldKeys);

  return async (request, tools) => {
    const { row, askedAt, open } = await askForToken(request, tools);
    const { phoneId, userId, role, isSecurePage } = request;
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
function createBatchSource(
  settings: PublicArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): TokenSource {
  const { ticketLifetimeSeconds: lifetimeSeconds, batchWindowMs, batchMaxPhones } = settings;
  const batcher = createTicketBatcher<AppliedToken>({
    windowMs: batchWindowMs,
    maxPhones: batchMaxPhones,
  });
  return async ({ phoneId, userId }, tools) => {
    const token = await batcher.add(userId, phoneId, (phoneIds) =>
      applyTokens({ userId, phoneIds, lifetimeSeconds }, client, tools),
    );
    const known = fieldKeys.of(phoneId);
    const key = known instanceof Uint8Array ? known : await known;
    return { ...token, open: (name, value) => openSealedField(name, value, key) };
  };
}

function createSdkSource(
  settings: PublicArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): TokenSource {
  const applySdkToken = createSdkTokenSource(settings, client);
  return async (request, tools) => {
    const token = await applySdkToken(request, tools);
    const { phoneId } = request;
    const key = await fieldKeys.of(phoneId);
    return { ...token, open: (name, value) => openSdkField(name, value, phoneId, key) };
  };
}
