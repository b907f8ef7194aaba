import { TelepadError } from '../../../core/errors.js';
import { parseJson } from '../../../core/json.js';
import type {
  BrokerTools,
  BrokerVendor,
  TicketRequest,
  VendorAnswer,
} from '../../../core/ports/broker.js';
import type { IceServer, Ticket } from '../../../core/ticket.js';
import {
  type BatchRow,
  batchApplyTokenPath,
  encodeBatchRequest,
  readBatchRow,
  readEnvelope,
} from '../wire/batch-apply-token.js';
import {
  readIceServerList,
  readRoomToken,
  readSignalServer,
  signallingUrl,
} from '../wire/server-addresses.js';
import {
  type ArmcloudSettings,
  type CheckedArmcloudSettings,
  checkArmcloudSettings,
} from './armcloud-settings.js';
import { deriveFieldKey, openSealedField } from './open-sealed-field.js';
import { createRequestSigner } from './request-signer.js';
import { vendorFailure } from './vendor-failure.js';

/**
 * ArmCloud in the broker: one signed `batchApplyToken` call for each ticket.
 *
 * ArmCloud's room tokens know no roles: a `watch` ticket is held to watching by the session, not by the vendor.
 * @throws TelepadError `configuration_invalid`
 */
export function armcloudBroker(settings: ArmcloudSettings): BrokerVendor {
  const checked = checkArmcloudSettings(settings);
  const sign = createRequestSigner(checked.accessKey, checked.secretKey);
  const url = new URL(checked.baseUrl);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}${batchApplyTokenPath}`;

  return {
    id: 'armcloud',
    async issueTicket(request, tools) {
      const askedAt = tools.now();
      const body = encodeBatchRequest({
        userId: request.userId,
        expire: checked.ticketLifetimeSeconds,
        padCode: request.phoneId,
      });
      const signature = await sign({
        timestamp: String(askedAt),
        path: url.pathname,
        payload: body,
      });
      const answer = await tools.request({
        method: 'POST',
        url: url.href,
        headers: { 'content-type': 'application/json', ...signature },
        body,
      });
      const row = readAnswer(answer, request.phoneId, askedAt);
      const { phoneId, userId, role } = request;
      return {
        vendor: 'armcloud',
        phoneId,
        userId,
        role,
        expiresAt: askedAt + checked.ticketLifetimeSeconds * 1000,
        ...(await readConnection(row, request, tools, checked)),
      };
    },
  };
}

function readAnswer(answer: VendorAnswer, phoneId: string, now: number): BatchRow {
  const envelope = readEnvelope(parseJson(answer.text));
  if (envelope && envelope.code !== 200) throw vendorFailure(envelope.code, answer, now);
  if (answer.status < 200 || answer.status > 299) throw httpFailure(answer, now);
  if (!envelope) throw answerInvalid('it is not the JSON that its documents describe');
  const row = readBatchRow(envelope.data, phoneId);
  if (!row) throw answerInvalid('it holds no usable row for this phone');
  return row;
}

/** An HTTP status without the vendor's own code: a gateway before the service speaks. */
function httpFailure(answer: VendorAnswer, now: number): TelepadError {
  const { status } = answer;
  if (status === 401 || status === 403 || status === 429) return vendorFailure(status, answer, now);
  if (status < 500) return answerInvalid(`it has HTTP status ${status}. Check baseUrl`);
  return new TelepadError(
    'vendor_unreachable',
    `ArmCloud was asked for a ticket, but its service answered with HTTP status ${status}. Try again in a moment.`,
  );
}

async function readConnection(
  row: BatchRow,
  request: TicketRequest,
  tools: BrokerTools,
  { signallingScheme }: CheckedArmcloudSettings,
): Promise<Pick<Ticket, 'signalling' | 'iceServers'>> {
  if (!row.roomToken?.trim()) throw phoneOffline();
  if (row.streamType !== undefined && row.streamType !== 2) {
    throw new TelepadError(
      'vendor_unsupported',
      `ArmCloud streams this phone with its stream type ${row.streamType}, and Telepad speaks type 2. Ask the vendor to enable stream type 2.`,
    );
  }
  const key = await deriveFieldKey(request.phoneId);
  const address = openSealedField('signalServer', row.signalServer, key);
  if (address === null) throw phoneOffline();
  const server = readSignalServer(address);
  if (!server) throw answerInvalid('its signalServer is not an address');
  const roomToken = readRoomToken(row.roomToken);
  if (!roomToken) throw answerInvalid('its roomToken could not travel in an address');
  const pageScheme = request.isSecurePage ? 'wss' : 'ws';
  const scheme = signallingScheme === 'auto' ? pageScheme : signallingScheme;
  return {
    signalling: { url: signallingUrl(server, scheme, roomToken) },
    iceServers: [
      ...readIceServers('stuns', row.stuns, key, tools),
      ...readIceServers('turns', row.turns, key, tools),
    ],
  };
}

/**
 * A list that is missing or does not open gives no servers instead of no ticket: on many networks the phone
 * is reached without them (fact sheet 3.3). Whoever could tamper with a list could as well remove it; media
 * stays encrypted end to end. The operator is told, because relays that are missing are hard to notice.
 */
function readIceServers(
  name: 'stuns' | 'turns',
  value: unknown,
  key: Uint8Array,
  tools: BrokerTools,
): readonly IceServer[] {
  try {
    const text = openSealedField(name, value, key);
    const { servers, unusable } = readIceServerList(text ?? '');
    if (unusable > 0) {
      tools.warn(
        `ArmCloud's ${name} held ${unusable} unusable row(s), which the ticket leaves out.`,
      );
    }
    return servers;
  } catch {
    tools.warn(`ArmCloud's ${name} could not be decrypted; the ticket goes without these servers.`);
    return [];
  }
}

function phoneOffline(): TelepadError {
  return new TelepadError(
    'phone_offline',
    'ArmCloud was asked for a ticket, but it cannot reach the phone just now. Try again in a while, or restart the phone.',
  );
}

function answerInvalid(finding: string): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    `ArmCloud was asked for a ticket and its answer was read, but ${finding}.`,
  );
}
