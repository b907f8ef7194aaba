import { asArray, asObject, asString, type JsonObject } from '../../../../core/json.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { IceServer } from '../../../../core/ticket.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import type { RoomTokens } from './room-tokens.js';
import { sealField } from './seal-field.js';

const userIdForm = /^[A-Za-z0-9_@-]{1,128}$/;
const defaultExpireSeconds = 86_400;

/** Room tokens for several pads (fact sheet 2.7). `videoStream` is taken and ignored, its units are unclear. */
export function batchApplyToken(
  body: JsonObject,
  world: EmulatorWorld,
  tokens: RoomTokens,
  appId: string,
): readonly object[] {
  const userId = asString(body.userId);
  if (!userId || !userIdForm.test(userId)) {
    throw parameterInvalid('userId must be 1 to 128 of A-Z a-z 0-9 _ - @.');
  }
  const { expire = defaultExpireSeconds } = body;
  if (typeof expire !== 'number' || !Number.isInteger(expire) || expire < 1) {
    throw parameterInvalid('expire must be a whole number of seconds, at least 1.');
  }
  const padCodes = readPadCodes(body.pads);
  if (world.faults.unsupportedAccount) {
    throw new ApiFailure(
      vendorCode.notEnabled,
      'This interface does not support this feature at the moment',
    );
  }
  if (padCodes.some((padCode) => !world.phones.has(padCode))) {
    throw new ApiFailure(vendorCode.padUnknown, 'Instance does not exist');
  }
  return padCodes.map((padCode) => {
    const lifetimeMs = world.faults.roomTokenLifetimeMs || expire * 1000;
    const expiresAt = world.now() + lifetimeMs;
    const shared = {
      padCode,
      roomCode: `${padCode}${userId}`,
      appId,
      streamType: 2,
      videoCodec: '',
      reportSdkLog: false,
    };
    if (!world.phones.get(padCode)?.isOnline) return { ...shared, ...unreachable };
    return {
      ...shared,
      msg: null,
      roomToken: tokens.issue({ padCode, userId, expiresAt }),
      ...sealedAddresses(world, padCode),
    };
  });
}

/** A pad that cannot be reached does not fail the batch. */
const unreachable = {
  msg: 'connect pad fail',
  roomToken: null,
  signalServer: null,
  stuns: null,
  turns: null,
} as const;

function readPadCodes(pads: unknown): readonly string[] {
  const padCodes = asArray(pads)?.map((pad) => asString(asObject(pad)?.padCode));
  if (!padCodes || padCodes.length === 0)
    throw parameterInvalid('pads must list at least one pad.');
  const known = padCodes.filter((padCode) => padCode !== undefined && padCode !== '');
  if (known.length < padCodes.length) throw parameterInvalid('each of pads needs a padCode.');
  if (new Set(known).size < known.length) {
    throw new ApiFailure(vendorCode.padDuplicated, 'pads names a pad twice.');
  }
  return known as readonly string[];
}

function sealedAddresses(world: EmulatorWorld, padCode: string) {
  const { ciphertext } = world.faults;
  const seal = (text: string) => sealField(text, padCode, ciphertext);
  const rows = world.iceServers.flatMap(vendorRows);
  const isTurn = ({ uri }: { uri: string }) => /^turns?:/.test(uri);
  return {
    // Bare, without a scheme: the documented shape of this call (fact sheet 3.3).
    signalServer: seal(world.address()),
    stuns: seal(JSON.stringify(rows.filter((row) => !isTurn(row)))),
    turns: seal(JSON.stringify(rows.filter(isTurn))),
  };
}

/** One row for each address, under the vendor's names. */
function vendorRows({ urls, username, credential }: IceServer) {
  return [urls].flat().map((uri) => ({
    uri,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { pwd: credential }),
  }));
}
