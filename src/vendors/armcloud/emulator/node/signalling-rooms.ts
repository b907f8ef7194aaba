import type { CloudSocket, EmulatedPhone, EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { RoomPass, RoomTokens } from './room-tokens.js';
import { ViewerSession } from './viewer-session.js';

/** The signalling server: admits by room token, one session for each user of a pad (fact sheet 4). */
export class SignallingRooms {
  readonly #world: EmulatorWorld;
  readonly #tokens: RoomTokens;
  readonly #sessions = new Map<string, ViewerSession>();

  constructor(world: EmulatorWorld, tokens: RoomTokens) {
    this.#world = world;
    this.#tokens = tokens;
  }

  /** @param path the raw room token after one slash; nothing in it is decoded */
  accept(path: string): ((socket: CloudSocket) => void) | number {
    if (this.#world.faults.refuseSignalling) return 503;
    const pass = this.#tokens.find(path.slice(1), this.#world.now());
    if (!pass) return 401;
    const phone = this.#world.phones.get(pass.padCode);
    return phone?.isOnline ? (socket) => this.#join(pass, phone, socket) : 503;
  }

  #join(pass: RoomPass, phone: EmulatedPhone, socket: CloudSocket): void {
    const key = sessionKey(pass);
    const existing = this.#sessions.get(key);
    if (existing?.pass.roomToken === pass.roomToken) {
      existing.attach(socket);
      return;
    }
    // The same user on the same pad: the earlier connection is cut (API reference), for good.
    if (existing) this.#cut(existing);
    const session = new ViewerSession(pass, phone, this.#world, () => {
      if (this.#sessions.get(key) === session) this.#sessions.delete(key);
    });
    this.#sessions.set(key, session);
    session.attach(socket);
  }

  /** Its room token does not come back: or two pages would throw each other out for ever. */
  #cut(session: ViewerSession): void {
    this.#tokens.revoke(session.pass.roomToken);
    session.end();
  }

  #of(padCode: string): readonly ViewerSession[] {
    return [...this.#sessions.values()].filter(({ pass }) => pass.padCode === padCode);
  }

  closePad(padCode: string): void {
    for (const session of this.#of(padCode)) this.#cut(session);
  }

  dropSignalling(padCode: string, hasCloseFrame: boolean): void {
    for (const session of this.#of(padCode)) session.dropSocket(hasCloseFrame);
  }

  isStreaming(padCode: string): boolean {
    return this.#of(padCode).some((session) => session.isStreaming);
  }
}

function sessionKey({ padCode, userId }: RoomPass): string {
  return `${padCode} ${userId}`;
}
