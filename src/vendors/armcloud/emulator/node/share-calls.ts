import type { JsonObject } from '../../../../core/json.js';
import type { CloudRequest } from '../../../../core/ports/emulator.js';
import { readPads } from './batch-apply-token.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, vendorCode } from './envelope.js';
import { readOptionalFlag, readOptionalText, readText, readUserId } from './request-fields.js';
import { readExpiry } from './room-answer.js';

/** Of a shared room's token, in seconds, where the request says nothing (API reference). */
const defaultExpireSeconds = 3600;

/** `room/share/applyToken`, for servers: the documented fields, no signalling address among them. */
export function shareApplyToken(body: JsonObject, parts: CloudParts) {
  return openShareRoom(body, parts);
}

/**
 * `room/sdk/share/applyToken`, for browsers, with an STS token. For stream type 2 the signalling address comes
 * along in the clear (fact sheet 2.8).
 */
export function sdkShareApplyToken(body: JsonObject, parts: CloudParts, request: CloudRequest) {
  const { world, stsTokens } = parts;
  const uuid = readOptionalText(body, 'uuid');
  stsTokens.admit(request.headers.token, { padCodes: readPads(body.pads), uuid, now: world.now() });
  const room = openShareRoom(body, parts);
  const { streamType } = world.faults;
  if (streamType !== 2) return { streamType, ...room };
  return { streamType, ...room, signalServer: `ws://${world.address()}` };
}

/** The room's number is terminal, user and account (API reference): the same three mean the same room. */
function openShareRoom(body: JsonObject, parts: CloudParts) {
  const { world, pads, shareRooms, appId, accountId } = parts;
  const userId = readUserId(body);
  const roomCode = `${readText(body, 'terminal')}${userId}${accountId}`;
  readOptionalFlag(body, 'pushPublicStream');
  const expiresAt = readExpiry(body, world, defaultExpireSeconds);
  const padCodes = readPads(body.pads);
  if (world.faults.unsupportedAccount) throw new ApiFailure(vendorCode.notEnabled);
  for (const padCode of padCodes) pads.get(padCode, vendorCode.padUnknown);
  const roomToken = shareRooms.invite({ roomCode, userId, expiresAt }, padCodes);
  return { roomToken, roomCode, appId };
}
