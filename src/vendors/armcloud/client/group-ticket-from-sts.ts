import { TelepadError } from '../../../core/errors.js';
import type { GroupTicket } from '../../../core/ticket.js';
import { openWithAnyKey } from '../wire/open-with-any-key.js';
import { readRoomToken, readSignalServer, signallingUrl } from '../wire/server-addresses.js';
import { encodeSdkShareRequest, sdkSharePath } from '../wire/share-apply-token.js';
import { answerInvalid } from './ask-sdk-token.js';
import { installationId } from './installation-id.js';
import { openSdkField } from './open-sdk-field.js';
import { type ArmcloudStsOptions, checkStsOptions } from './sts-options.js';
import {
  askWithToken,
  browserTools,
  refuseOtherTransports,
  type StsTools,
} from './ticket-from-sts.js';

/** How a page gets a group's ticket for itself, with an STS token in place of a Telepad broker. */
export interface ArmcloudStsGroupOptions
  extends Omit<ArmcloudStsOptions, 'phoneId' | 'role' | 'quality' | 'dialect'> {
  /** The padCodes of the phones that shall follow. The STS token must be one that opens all of them. */
  readonly phoneIds: readonly string[];
  /**
   * Path of the call below `baseUrl`; where it is for this transport is not documented.
   * @default '/rtc/open/room/sdk/share/applyToken'
   */
  readonly path?: string;
}

/** `armcloudGroupTicketFromSts`, whose documentation is where it is exported. */
export async function groupTicketFromSts(
  options: ArmcloudStsGroupOptions,
  tools: StsTools = browserTools,
): Promise<GroupTicket> {
  const { phoneIds, userId, signal, path = sdkSharePath, signallingScheme = 'auto' } = options;
  const [checked] = checkPhones(options);
  if (!checked || !/^\/[\w/.-]*$/.test(path))
    throw invalid('phoneIds is empty, or path is no path');
  const storage = options.storage === undefined ? tools.storage() : options.storage;
  const body = encodeSdkShareRequest({
    userId,
    uuid: options.uuid ?? installationId(storage),
    expire: checked.ticketLifetimeSeconds,
    padCodes: [...new Set(phoneIds)],
  });
  const askedAt = tools.now();
  const call = { ...tools, baseUrl: checked.baseUrl, path, body, signal };
  const answer = await askWithToken(options, call);
  refuseOtherTransports(answer);
  const roomToken = readRoomToken(answer.roomToken ?? '');
  if (!roomToken) throw answerInvalid('it holds no room token that could travel in an address');
  // It comes in the clear (fact sheet 2.8), at least from the servers that were seen.
  const address = await openWithAnyKey(phoneIds, (phoneId) =>
    openSdkField('signalServer', answer.signalServer, phoneId),
  );
  const server = readSignalServer(address ?? '');
  if (!server) throw answerInvalid('it names no signalling server for the group');
  const pageScheme = tools.isSecurePage() ? 'wss' : 'ws';
  const scheme = signallingScheme === 'auto' ? pageScheme : signallingScheme;
  const { signallingProxy } = checked;
  return {
    vendor: 'armcloud',
    userId,
    expiresAt: askedAt + checked.ticketLifetimeSeconds * 1000,
    signalling: {
      url: signallingProxy
        ? `${signallingProxy}/${roomToken}`
        : signallingUrl(server, scheme, roomToken),
    },
    // The answer tells nothing of single phones: one that is off is in, and hears nothing.
    phoneIds: [...new Set(phoneIds)],
    failures: [],
  };
}

function checkPhones(options: ArmcloudStsGroupOptions) {
  const { phoneIds } = options;
  if (!Array.isArray(phoneIds)) throw invalid('phoneIds must be a list of padCodes');
  return (phoneIds as readonly string[]).map((phoneId) => checkStsOptions({ ...options, phoneId }));
}

function invalid(what: string): TelepadError {
  return new TelepadError('argument_invalid', `ArmCloud was not asked for a group: ${what}.`);
}
