import { TelepadError } from '../../../core/errors.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import type { IceServer, Ticket } from '../../../core/ticket.js';
import type { BatchRow } from '../wire/batch-apply-token.js';
import {
  readIceServerList,
  readRoomToken,
  readSignalServer,
  type SignalServer,
  signallingUrl,
} from '../wire/server-addresses.js';
import { answerInvalid, phoneOffline } from './vendor-failure.js';

const purpose = 'for a ticket';

/** What a page needs to reach the phone's room. */
export interface RoomAddress {
  readonly isSecurePage: boolean;
  readonly signallingScheme: 'auto' | 'ws' | 'wss';
}

/** The plain text of a field, `null` when there is none; throws when it does not open. */
export type FieldOpener = (name: string, value: unknown) => string | null;

/**
 * The way to the phone that a row tells.
 * @throws TelepadError `phone_offline`, `vendor_unsupported`, `vendor_answer_invalid` or `decryption_failed`
 */
export function readConnection(
  row: BatchRow,
  open: FieldOpener,
  page: RoomAddress,
  tools: Pick<BrokerTools, 'warn'>,
): Pick<Ticket, 'signalling' | 'iceServers'> {
  if (!row.roomToken?.trim()) throw phoneOffline(purpose);
  if (row.streamType !== undefined && row.streamType !== 2) {
    throw new TelepadError(
      'vendor_unsupported',
      `ArmCloud streams this phone with its stream type ${row.streamType}, and Telepad speaks type 2. Ask the vendor to enable stream type 2.`,
    );
  }
  const address = open('signalServer', row.signalServer);
  if (address === null) throw phoneOffline(purpose);
  const server = readSignalServer(address);
  if (!server) throw answerInvalid(purpose, 'its signalServer is not an address');
  return {
    signalling: { url: roomUrl(server, row.roomToken, page, purpose) },
    iceServers: [
      ...readIceServers('stuns', row.stuns, open, tools),
      ...readIceServers('turns', row.turns, open, tools),
    ],
  };
}

/**
 * The complete address of a room.
 * @throws TelepadError `vendor_answer_invalid`
 */
export function roomUrl(
  server: SignalServer,
  token: string,
  { isSecurePage, signallingScheme }: RoomAddress,
  askedFor: string,
): string {
  const roomToken = readRoomToken(token);
  if (!roomToken) throw answerInvalid(askedFor, 'its roomToken could not travel in an address');
  const pageScheme = isSecurePage ? 'wss' : 'ws';
  return signallingUrl(
    server,
    signallingScheme === 'auto' ? pageScheme : signallingScheme,
    roomToken,
  );
}

/**
 * A list that is missing or does not open gives no servers instead of no ticket: on many networks the phone
 * is reached without them (fact sheet 3.3). Whoever could tamper with a list could as well remove it; media
 * stays encrypted end to end. The operator is told, because relays that are missing are hard to notice.
 */
function readIceServers(
  name: 'stuns' | 'turns',
  value: unknown,
  open: FieldOpener,
  tools: Pick<BrokerTools, 'warn'>,
): readonly IceServer[] {
  try {
    const text = open(name, value);
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
