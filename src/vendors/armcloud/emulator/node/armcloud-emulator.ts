import { randomBytes } from 'node:crypto';
import type { EmulatorVendor } from '../../../../core/ports/emulator.js';
import { ArmcloudApi } from './api.js';
import { batchApplyToken } from './batch-apply-token.js';
import type { ArmcloudAccount } from './check-signature.js';
import { dissolveRoom, padDetails } from './pad-calls.js';
import { RoomTokens } from './room-tokens.js';
import { SignallingRooms } from './signalling-rooms.js';

/** A fake ArmCloud: the signed REST calls around streaming, and signalling for stream type 2. */
export const armcloudEmulator: EmulatorVendor<ArmcloudAccount> = {
  id: 'armcloud',
  phoneId: (number) => `AC${String(number).padStart(11, '0')}`,
  createCloud(world) {
    const credentials = { accessKey: makeKey('AK', 16), secretKey: makeKey('SK', 32) };
    const appId = makeKey('app', 12);
    const tokens = new RoomTokens();
    const rooms = new SignallingRooms(world, tokens);
    const api = new ArmcloudApi(world, credentials, {
      '/rtc/open/room/batchApplyToken': (body) => batchApplyToken(body, world, tokens, appId),
      '/rtc/open/room/dissolveRoom': (body) => dissolveRoom(body, world, rooms),
      '/openapi/open/pad/padDetails': (body) => padDetails(body, world, rooms),
    });
    return {
      credentials,
      handleRequest: (request) => api.handle(request),
      acceptSocket: (path) => rooms.accept(path),
      closePhone: (phoneId) => rooms.closePad(phoneId),
      dropSignalling: (phoneId, hasCloseFrame) => rooms.dropSignalling(phoneId, hasCloseFrame),
    };
  },
};

function makeKey(prefix: string, bytes: number): string {
  return `${prefix}${randomBytes(bytes).toString('hex')}`;
}
