import { asArray, asObject, asString, type JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import { readUserId } from './request-fields.js';
import { iceTexts, readExpiry } from './room-answer.js';
import { sealField } from './seal-field.js';

/** Room tokens for several pads (fact sheet 2.7). `videoStream` is taken and ignored, its units are unclear. */
export function batchApplyToken(body: JsonObject, parts: CloudParts): readonly object[] {
  const { world, pads, roomTokens, appId } = parts;
  const userId = readUserId(body);
  const expiresAt = readExpiry(body, world);
  const padCodes = readPads(body.pads);
  if (world.faults.unsupportedAccount) throw new ApiFailure(vendorCode.notEnabled);
  const wanted = padCodes.map((padCode) => pads.get(padCode, vendorCode.padUnknown));
  return wanted.map(({ padCode, isReachable }) => {
    const shared = {
      padCode,
      roomCode: `${padCode}${userId}`,
      appId,
      streamType: world.faults.streamType,
      videoCodec: '',
      reportSdkLog: false,
    };
    if (!isReachable) return { ...shared, ...unreachable };
    const { stuns, turns } = iceTexts(world.iceServers);
    const seal = (text: string) => sealField(text, padCode, world.faults.ciphertext);
    return {
      ...shared,
      msg: null,
      roomToken: roomTokens.issue({ padCode, userId, expiresAt }),
      // Bare, without a scheme: the documented shape of this call (fact sheet 3.3).
      signalServer: seal(world.address()),
      stuns: seal(stuns),
      turns: seal(turns),
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

/** The padCodes of `pads`, at least one, each once. */
export function readPads(pads: unknown): readonly string[] {
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
