import { asObject, asString, type JsonObject } from '../../../core/json.js';

/** The room in which one user leads several phones (API reference; fact sheet 2.8, 4.6). */
export interface ShareRequest {
  readonly userId: string;
  /** Part of the room's number. */
  readonly terminal: string;
  /** Seconds. */
  readonly expire: number;
  readonly padCodes: readonly string[];
}

/** The call itself appears to invite the phones into the room (fact sheet Q16). */
export function shareRequest({ userId, terminal, expire, padCodes }: ShareRequest): JsonObject {
  const pads = padCodes.map((padCode) => ({ padCode }));
  return { userId, terminal, expire, pushPublicStream: false, pads };
}

/** The same call for browsers, with an STS token (vendor's client; fact sheet 2.8). */
export const sdkSharePath = '/rtc/open/room/sdk/share/applyToken';

export function encodeSdkShareRequest(
  request: Omit<ShareRequest, 'terminal'> & { readonly uuid: string },
): string {
  const { userId, uuid, expire, padCodes } = request;
  const pads = padCodes.map((padCode) => ({ padCode, userId }));
  return JSON.stringify({
    userId,
    uuid,
    terminal: 'h5',
    expire,
    pushPublicStream: false,
    pads,
  });
}

export interface SharedRoom {
  readonly roomToken: string;
  /** Not in the documented answer; the vendor's own page gets one unsealed from a call of its own (fact sheet 2.8). */
  readonly signalServer: unknown;
}

export function readSharedRoom(data: unknown): SharedRoom | undefined {
  const room = asObject(data);
  const roomToken = asString(room?.roomToken)?.trim();
  return room && roomToken ? { roomToken, signalServer: room.signalServer } : undefined;
}
