import type { JsonObject } from '../../../../core/json.js';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, vendorCode } from './envelope.js';
import { readOptionalText, readText, readUserId } from './request-fields.js';
import { iceTexts, readExpiry, readQuality } from './room-answer.js';
import { sealForBrowser } from './seal-field.js';

/** The browser's own call for a room token, with an STS token in the header `token` (fact sheet 2.6). */
export function applyToken(body: JsonObject, parts: CloudParts, request: CloudRequest): object {
  const { world, pads, roomTokens, stsTokens, appId } = parts;
  const { faults } = world;
  const padCode = readText(body, 'padCode');
  const uuid = readOptionalText(body, 'uuid');
  stsTokens.admit(request.headers.token, { padCodes: [padCode], uuid, now: world.now() });
  const userId = readUserId(body);
  const expiresAt = readExpiry(body, world);
  const quality = readQuality(body);
  if (faults.unsupportedAccount) throw new ApiFailure(vendorCode.notEnabled);
  const pad = pads.get(padCode, vendorCode.padUnknown);
  if (!pad.isReachable) throw new ApiFailure(vendorCode.padUnreachable);
  const roomToken = roomTokens.issue({ padCode, userId, expiresAt, quality });
  const { streamType } = faults;
  if (streamType === 1) return { streamType, roomToken, appId, roomCode: `${padCode}${userId}` };
  if (streamType === 3) return { streamType, roomToken, accessInfo: 'not played here' };
  const { stuns, turns } = iceTexts(world.iceServers);
  const seal = (text: string) => sealForBrowser(text, padCode, faults.ciphertext);
  return {
    streamType,
    roomToken,
    // Complete, because browsers only add a slash and the token (fact sheet 3.3).
    signalServer: seal(`ws://${world.address()}`),
    stuns: seal(stuns),
    turns: seal(turns),
  };
}
