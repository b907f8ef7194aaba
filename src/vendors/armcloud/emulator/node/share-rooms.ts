import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import { asObject, asString, parseJson } from '../../../../core/json.js';
import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { addressees, decodeBroadcast, kickedOut } from '../../wire/group-codec.js';
import { ownJoinRoomFrame } from '../../wire/signal-codec.js';
import { answerPing } from './heartbeat.js';
import type { Pads } from './pads.js';
import type { SignallingRooms } from './signalling-rooms.js';

/** One user's room that repeats what is said in it to several pads (fact sheet 2.8 and 4.6). */
interface ShareRoom {
  readonly roomCode: string;
  readonly userId: string;
  /** The pads that were invited and have not left. */
  readonly members: Set<string>;
  readonly sockets: Set<CloudSocket>;
}

interface SharePass {
  readonly room: ShareRoom;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** More rooms and tokens than this are not remembered: the oldest go first. */
const capacity = 10_000;

/** Shared rooms: who may enter, which pads listen, and what reaches them. */
export class ShareRooms {
  readonly #world: EmulatorWorld;
  readonly #pads: Pads;
  readonly #rooms: SignallingRooms;
  readonly #shareRooms = new Map<string, ShareRoom>();
  readonly #passes = new Map<string, SharePass>();

  constructor(world: EmulatorWorld, pads: Pads, rooms: SignallingRooms) {
    this.#world = world;
    this.#pads = pads;
    this.#rooms = rooms;
  }

  /**
   * Invites pads to a room, which comes into being or grows; those that cannot be reached stay out.
   * @returns a token that admits to it
   */
  invite(
    order: { readonly roomCode: string; readonly userId: string; readonly expiresAt: number },
    padCodes: readonly string[],
  ): string {
    const { roomCode, userId, expiresAt } = order;
    const room = this.#shareRooms.get(roomCode) ?? {
      roomCode,
      userId,
      members: new Set(),
      sockets: new Set(),
    };
    remember(this.#shareRooms, roomCode, room);
    for (const padCode of padCodes) {
      if (this.#pads.find(padCode)?.isReachable) room.members.add(padCode);
    }
    const roomToken = `001${randomBytes(24).toString('base64')}/+${randomBytes(12).toString('base64')}==`;
    remember(this.#passes, roomToken, { room, expiresAt });
    return roomToken;
  }

  /** Lets a WebSocket in; `undefined` for a token that is none of a shared room, or has expired. */
  accept(roomToken: string): ((socket: CloudSocket) => void) | undefined {
    const pass = this.#passes.get(roomToken);
    if (!pass || pass.expiresAt <= this.#world.now()) return undefined;
    return (socket) => this.#join(pass.room, socket);
  }

  /** The pads that hear what is said in a room. */
  membersOf(roomCode: string): readonly string[] {
    return [...(this.#shareRooms.get(roomCode)?.members ?? [])];
  }

  /** The pad leaves every room; it must be invited anew. */
  leave(padCode: string): void {
    for (const { members } of this.#shareRooms.values()) members.delete(padCode);
  }

  /** Nothing that was given out admits to the rooms that this pad is in. */
  revokeAll(padCode: string): void {
    for (const [roomToken, { room }] of this.#passes) {
      if (room.members.has(padCode)) this.#passes.delete(roomToken);
    }
  }

  /** Cuts the signalling of the rooms that this pad is in. */
  dropSignalling(padCode: string, hasCloseFrame: boolean): void {
    for (const { members, sockets } of this.#shareRooms.values()) {
      if (!members.has(padCode)) continue;
      for (const socket of [...sockets]) {
        if (hasCloseFrame) socket.close();
        else socket.terminate();
      }
    }
  }

  #join(room: ShareRoom, socket: CloudSocket): void {
    room.sockets.add(socket);
    socket.onMessage((data) => this.#received(room, socket, data));
    socket.onClose(() => room.sockets.delete(socket));
    socket.send(ownJoinRoomFrame);
  }

  #received(room: ShareRoom, socket: CloudSocket, data: string): void {
    const frame = decodeBroadcast(data);
    if (frame === undefined) {
      if (asString(asObject(parseJson(data))?.event) === 'ping') answerPing(this.#world, socket);
      else this.#report(room, 'a frame in a shared room is neither a broadcast nor a ping');
      return;
    }
    const leaving = kickedOut(frame);
    if (leaving) {
      for (const padCode of leaving) room.members.delete(padCode);
      return;
    }
    const wanted = addressees(frame);
    for (const padCode of room.members) {
      if (wanted === 'all' || wanted.includes(padCode)) {
        this.#rooms.phoneEnd(padCode, room.userId)?.broadcastReceived(frame);
      }
    }
  }

  #report(room: ShareRoom, text: string): void {
    for (const padCode of room.members) {
      this.#pads.find(padCode)?.phone.reportViolation(`armcloud: ${text}`);
    }
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.set(key, value);
  forgetOldest(map, capacity);
}
