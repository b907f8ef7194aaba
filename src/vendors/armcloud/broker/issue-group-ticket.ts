import { isTelepadError, type TelepadError } from '../../../core/errors.js';
import type { BrokerTools, BrokerVendor, GroupTicketRequest } from '../../../core/ports/broker.js';
import type { GroupTicket, PublicError } from '../../../core/ticket.js';
import { accountCalls } from '../wire/account-calls.js';
import { openWithAnyKey } from '../wire/open-with-any-key.js';
import { readSignalServer, type SignalServer } from '../wire/server-addresses.js';
import { readSharedRoom, type SharedRoom, shareRequest } from '../wire/share-apply-token.js';
import type { AccountClient } from './account-client.js';
import { applyTokens, concernsAll } from './apply-tokens.js';
import type { PublicArmcloudSettings } from './armcloud-settings.js';
import { findPhones } from './device/phones.js';
import type { FieldKeys } from './field-keys.js';
import { openField } from './open-field.js';
import { roomUrl } from './read-connection.js';
import { answerInvalid, phoneNotFound, phoneOffline } from './vendor-failure.js';

const { purpose } = accountCalls.shareApplyToken;

/**
 * Stands in for the user where only a server's address is wanted: a token of the user's own could cut the user's
 * session on that phone (API reference, of `batchApplyToken`).
 */
const probeUserId = 'telepad-group';

/** Most phones that are asked where they stream: one is enough, unless it has just gone. */
const maxProbes = 5;

type Failures = Map<string, TelepadError>;

/** Tickets for the shared room of several phones. A phone that cannot be in it is named with its reason. */
export function createGroupTicketIssuer(
  settings: PublicArmcloudSettings,
  client: AccountClient,
  fieldKeys: FieldKeys,
): NonNullable<BrokerVendor['issueGroupTicket']> {
  const { ticketLifetimeSeconds: expire, groupTerminal: terminal, signallingScheme } = settings;

  return async (request, tools) => {
    const { userId, isSecurePage } = request;
    const askedAt = tools.now();
    const failures: Failures = new Map();
    const reachable = await keepReachable(request.phoneIds, failures, tools);
    const { room, phoneIds } = await openRoom(userId, reachable, failures, tools);
    const server = await findServer(room, phoneIds, tools);
    const page = { isSecurePage, signallingScheme };
    return {
      vendor: 'armcloud',
      userId,
      expiresAt: askedAt + expire * 1000,
      signalling: { url: roomUrl(server, room.roomToken, page, purpose) },
      phoneIds,
      failures: describeFailures(request, failures),
    };
  };

  /** The documented answer tells nothing of single phones, so they are looked at first. */
  async function keepReachable(
    phoneIds: readonly string[],
    failures: Failures,
    tools: BrokerTools,
  ): Promise<readonly string[]> {
    const asked = [...new Set(phoneIds)];
    const rows = await findPhones(asked, client, tools);
    return asked.filter((phoneId) => {
      const row = rows.get(phoneId);
      const isReady = row && row.isOnline !== false && ['running', 'unknown'].includes(row.status);
      if (!row) failures.set(phoneId, phoneNotFound(purpose));
      else if (!isReady) failures.set(phoneId, phoneOffline(purpose));
      return isReady;
    });
  }

  /** When the vendor refuses all because of one, each is asked for alone, and then those that may. */
  async function openRoom(
    userId: string,
    phoneIds: readonly string[],
    failures: Failures,
    tools: BrokerTools,
  ): Promise<{ room: SharedRoom; phoneIds: readonly string[] }> {
    const [firstFailure] = failures.values();
    if (phoneIds.length === 0) throw firstFailure ?? answerInvalid(purpose, 'it has no phones');
    try {
      return { room: await applyShared(userId, phoneIds, tools), phoneIds };
    } catch (error) {
      if (phoneIds.length === 1 || concernsAll(error)) throw error;
      const welcome = await keepWelcome(userId, phoneIds, failures, tools);
      // Each may, but not together: there is no guilty one to leave out.
      if (welcome.length === 0 || welcome.length === phoneIds.length) throw error;
      return { room: await applyShared(userId, welcome, tools), phoneIds: welcome };
    }
  }

  async function keepWelcome(
    userId: string,
    phoneIds: readonly string[],
    failures: Failures,
    tools: BrokerTools,
  ): Promise<readonly string[]> {
    const outcomes = await Promise.allSettled(
      // Without repeats: a hundred phones of a busy vendor would be asked for four hundred times.
      phoneIds.map((phoneId) => applyShared(userId, [phoneId], tools, true)),
    );
    return phoneIds.filter((phoneId, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== 'rejected') return true;
      if (!isTelepadError(outcome.reason) || concernsAll(outcome.reason)) throw outcome.reason;
      failures.set(phoneId, outcome.reason);
      return false;
    });
  }

  async function applyShared(
    userId: string,
    padCodes: readonly string[],
    tools: BrokerTools,
    isProbe = false,
  ): Promise<SharedRoom> {
    const body = shareRequest({ userId, terminal, expire, padCodes });
    const isFinal = isProbe
      ? () => true
      : (error: TelepadError) => padCodes.length > 1 && !concernsAll(error);
    const room = readSharedRoom(await client.call('shareApplyToken', body, tools, { isFinal }));
    if (!room) throw answerInvalid(purpose, 'it holds no room token');
    return room;
  }

  /** In this order: what the answer names after all, what the operator has set, where the first phone streams. */
  async function findServer(
    room: SharedRoom,
    phoneIds: readonly string[],
    tools: BrokerTools,
  ): Promise<SignalServer> {
    const told = await openWithAnyKey(phoneIds, async (phoneId) =>
      openField('signalServer', room.signalServer, phoneId, await fieldKeys.of(phoneId)),
    );
    const address = told ?? settings.groupSignallingUrl ?? (await askForServer(phoneIds, tools));
    const server = readSignalServer(address);
    if (!server) throw answerInvalid(purpose, 'its signalServer is not an address');
    return server;
  }

  async function askForServer(phoneIds: readonly string[], tools: BrokerTools): Promise<string> {
    for (const phoneId of phoneIds.slice(0, maxProbes)) {
      const request = { userId: probeUserId, phoneIds: [phoneId], lifetimeSeconds: 60 };
      const outcome = (await applyTokens(request, client, tools)).get(phoneId);
      if (outcome?.status !== 'fulfilled') continue;
      const key = await fieldKeys.of(phoneId);
      const address = openField('signalServer', outcome.value.row.signalServer, phoneId, key);
      if (address !== null) return address;
    }
    throw phoneOffline(purpose);
  }
}

function describeFailures(
  { phoneIds }: GroupTicketRequest,
  failures: Failures,
): GroupTicket['failures'] {
  return [...new Set(phoneIds)].flatMap((phoneId) => {
    const failure = failures.get(phoneId);
    return failure ? [{ phoneId, error: publicError(failure) }] : [];
  });
}

function publicError({ code, message, retryable, retryAfterMs }: TelepadError): PublicError {
  return { code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
