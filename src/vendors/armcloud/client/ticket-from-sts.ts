import { TelepadError } from '../../../core/errors.js';
import type { IceServer, Ticket } from '../../../core/ticket.js';
import { encodeSdkTokenRequest, type SdkTokenAnswer } from '../wire/sdk-apply-token.js';
import {
  readIceServerList,
  readRoomToken,
  readSignalServer,
  signallingUrl,
} from '../wire/server-addresses.js';
import { answerInvalid, askSdkToken } from './ask-sdk-token.js';
import { browserStorage, type InstallationStorage, installationId } from './installation-id.js';
import { openSdkField } from './open-sdk-field.js';
import {
  type ArmcloudStsOptions,
  type CheckedStsOptions,
  checkStsOptions,
  checkStsToken,
} from './sts-options.js';

/** What the browser lends. */
export interface StsTools {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly storage: () => InstallationStorage | null;
  /** True for pages that came over https. */
  readonly isSecurePage: () => boolean;
}

export const browserTools: StsTools = {
  fetch: (...request) => fetch(...request),
  now: () => Date.now(),
  storage: browserStorage,
  isSecurePage: () => globalThis.location?.protocol === 'https:',
};

/** `armcloudTicketFromSts`, whose documentation is where it is exported. */
export async function ticketFromSts(
  options: ArmcloudStsOptions,
  tools: StsTools = browserTools,
): Promise<Ticket> {
  const checked = checkStsOptions(options);
  const { phoneId, userId, signal } = options;
  const storage = options.storage === undefined ? tools.storage() : options.storage;
  const body = encodeSdkTokenRequest({
    userId,
    padCode: phoneId,
    uuid: options.uuid ?? installationId(storage),
    expire: checked.ticketLifetimeSeconds,
    quality: checked.quality,
  });
  const askedAt = tools.now();
  const answer = await askWithToken(options, { ...tools, baseUrl: checked.baseUrl, body, signal });
  return {
    vendor: 'armcloud',
    phoneId,
    userId,
    role: checked.role,
    expiresAt: askedAt + checked.ticketLifetimeSeconds * 1000,
    ...(await readConnection(answer, options, checked, tools)),
    ...(checked.dialect && { dialect: checked.dialect }),
  };
}

/** Where the vendor advises it and there is a function for it, asks once more with a fresh STS token. */
export async function askWithToken(
  { token, signal }: Pick<ArmcloudStsOptions, 'token' | 'signal'>,
  call: Omit<Parameters<typeof askSdkToken>[0], 'token'>,
): Promise<SdkTokenAnswer> {
  const isFunction = typeof token === 'function';
  for (let canRepeat = isFunction; ; canRepeat = false) {
    const current = checkStsToken(isFunction ? await token(signal) : token);
    const result = await askSdkToken({ ...call, token: current });
    if ('answer' in result) return result.answer;
    if (result.advice !== 're-auth' || !canRepeat) throw result.error;
  }
}

async function readConnection(
  answer: SdkTokenAnswer,
  { phoneId, signallingScheme = 'auto' }: ArmcloudStsOptions,
  { signallingProxy }: CheckedStsOptions,
  { isSecurePage }: StsTools,
): Promise<Pick<Ticket, 'signalling' | 'iceServers'>> {
  refuseOtherTransports(answer);
  if (!answer.roomToken?.trim()) throw phoneOffline();
  const roomToken = readRoomToken(answer.roomToken);
  if (!roomToken) throw answerInvalid('its roomToken could not travel in an address');
  const address = await openSdkField('signalServer', answer.signalServer, phoneId);
  if (address === null) throw phoneOffline();
  const server = readSignalServer(address);
  if (!server) throw answerInvalid('its signalServer is not an address');
  const pageScheme = isSecurePage() ? 'wss' : 'ws';
  const scheme = signallingScheme === 'auto' ? pageScheme : signallingScheme;
  const [stuns, turns] = await Promise.all([
    readIceServers('stuns', answer.stuns, phoneId),
    readIceServers('turns', answer.turns, phoneId),
  ]);
  return {
    signalling: {
      url: signallingProxy
        ? `${signallingProxy}/${roomToken}`
        : signallingUrl(server, scheme, roomToken),
    },
    iceServers: [...stuns, ...turns],
  };
}

/** @throws TelepadError `vendor_unsupported` */
export function refuseOtherTransports({ streamType }: SdkTokenAnswer): void {
  if (streamType === undefined || streamType === 2) return;
  throw new TelepadError(
    'vendor_unsupported',
    `ArmCloud streams this phone with its stream type ${streamType}, and Telepad speaks type 2. Ask the vendor to enable stream type 2.`,
  );
}

/** Every row that is usable; a list that is missing or does not open stops nothing (fact sheet 3.3). */
async function readIceServers(
  name: string,
  value: unknown,
  phoneId: string,
): Promise<readonly IceServer[]> {
  const text = await openSdkField(name, value, phoneId).catch(() => null);
  return readIceServerList(text ?? '').servers;
}

function phoneOffline(): TelepadError {
  return new TelepadError(
    'phone_offline',
    'ArmCloud was asked for a room token, but it cannot reach the phone just now. Try again in a while, or restart the phone.',
  );
}
