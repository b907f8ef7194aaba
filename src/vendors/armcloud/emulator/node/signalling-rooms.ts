import type { CloudSocket, EmulatedPhone, EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { Pads } from './pads.js';
import { PhoneEnd } from './phone-end.js';
import type { RoomPass, RoomTokens } from './room-tokens.js';
import { ViewerSession } from './viewer-session.js';

/** The signalling server: admits by room token, one session for each user of a pad (fact sheet 4). */
export class SignallingRooms {
  readonly #world: EmulatorWorld;
  readonly #pads: Pads;
  readonly #tokens: RoomTokens;
  readonly #sessions = new Map<string, ViewerSession>();

  constructor(world: EmulatorWorld, pads: Pads, tokens: RoomTokens) {
    this.#world = world;
    this.#pads = pads;
    this.#tokens = tokens;
  }

  accept(roomToken: string): ((socket: CloudSocket) => void) | number {
    const pass = this.#tokens.find(roomToken, this.#world.now());
    if (!pass) return 401;
    const pad = this.#pads.find(pass.padCode);
    return pad?.isReachable ? (socket) => this.#join(pass, pad.phone, socket) : 503;
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

  /**
   * The phone's end for what this user says to it through a shared room: of the user's own session on it, where
   * there is one. `undefined` when there is no such phone.
   */
  phoneEnd(padCode: string, userId: string): PhoneEnd | undefined {
    const session = this.#sessions.get(sessionKey({ padCode, userId }));
    if (session) return session.phoneEnd;
    const phone = this.#pads.find(padCode)?.phone;
    return phone && new PhoneEnd(phone, this.#world, () => undefined);
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

function sessionKey({ padCode, userId }: Pick<RoomPass, 'padCode' | 'userId'>): string {
  return `${padCode} ${userId}`;
}
