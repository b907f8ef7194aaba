import { randomBytes } from 'node:crypto';
import type { EmulatorVendor, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ArmcloudApi } from './api.js';
import { AppStore } from './app-store.js';
import { Callbacks } from './callbacks.js';
import type { CloudParts } from './cloud-parts.js';
import { FileStore } from './file-store.js';
import { Pads } from './pads.js';
import { Previews } from './previews.js';
import { RoomTokens } from './room-tokens.js';
import { ShareRooms } from './share-rooms.js';
import { SignallingRooms } from './signalling-rooms.js';
import type { ArmcloudAccount } from './signature-check.js';
import { StsTokens } from './sts-tokens.js';
import { TaskBoard } from './task-board.js';

/** A fake ArmCloud: its REST API for servers and browsers, signalling for stream type 2, and shared rooms. */
export const armcloudEmulator: EmulatorVendor<ArmcloudAccount> = {
  id: 'armcloud',
  phoneId: (number) => `AC${String(number).padStart(11, '0')}`,
  createCloud(world) {
    const credentials = { accessKey: makeKey('AK', 16), secretKey: makeKey('SK', 32) };
    const parts = makeParts(world);
    const { rooms, shareRooms, roomTokens, previews } = parts;
    const api = new ArmcloudApi(parts, credentials);
    return {
      credentials,
      handleRequest: async (request) =>
        previews.serve(request.path, world.now()) ?? api.handle(request),
      acceptSocket(path) {
        if (world.faults.refuseSignalling) return 503;
        // Nothing in it is decoded: room tokens hold `/`, `+` and `=` (fact sheet 4.1).
        const roomToken = path.slice(1);
        return shareRooms.accept(roomToken) ?? rooms.accept(roomToken);
      },
      closePhone(phoneId) {
        rooms.closePad(phoneId);
        shareRooms.leave(phoneId);
      },
      dropSignalling(phoneId, hasCloseFrame) {
        rooms.dropSignalling(phoneId, hasCloseFrame);
        shareRooms.dropSignalling(phoneId, hasCloseFrame);
      },
      expireTokens(phoneId) {
        roomTokens.revokeAll(phoneId);
        shareRooms.revokeAll(phoneId);
      },
    };
  },
};

function makeParts(world: EmulatorWorld): CloudParts {
  const pads = new Pads(world);
  const roomTokens = new RoomTokens();
  const rooms = new SignallingRooms(world, pads, roomTokens);
  return {
    world,
    pads,
    tasks: new TaskBoard(world),
    callbacks: new Callbacks(world),
    files: new FileStore(world),
    apps: new AppStore(world),
    previews: new Previews(),
    stsTokens: new StsTokens(),
    roomTokens,
    rooms,
    shareRooms: new ShareRooms(world, pads, rooms),
    appId: makeKey('app', 12),
    accountId: makeKey('', 6),
  };
}

function makeKey(prefix: string, bytes: number): string {
  return `${prefix}${randomBytes(bytes).toString('hex')}`;
}
