import { randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { PhonePeer } from '../../../../core/ports/emulator.js';

/** What a room token admits: one user to one pad's room. */
export interface RoomPass {
  readonly roomToken: string;
  readonly padCode: string;
  readonly userId: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
  /** How the picture is encoded from the start, where the call said it; in px, frames and bits per second. */
  readonly quality?: Parameters<PhonePeer['setQuality']>[0] | undefined;
}

/** More tokens than this are not remembered: the oldest go first. */
const capacity = 20_000;

/** The room tokens that were given out. */
export class RoomTokens {
  readonly #passes = new Map<string, RoomPass>();

  issue(pass: Omit<RoomPass, 'roomToken'>): string {
    const roomToken = makeToken();
    this.#passes.set(roomToken, { ...pass, roomToken });
    forgetOldest(this.#passes, capacity);
    return roomToken;
  }

  /** `undefined` for a token that is unknown, revoked or expired. */
  find(roomToken: string, now: number): RoomPass | undefined {
    const pass = this.#passes.get(roomToken);
    if (pass && pass.expiresAt > now) return pass;
    this.#passes.delete(roomToken);
    return undefined;
  }

  /** All that were given out for a pad. */
  revokeAll(padCode: string): void {
    for (const pass of this.#passes.values()) {
      if (pass.padCode === padCode) this.revoke(pass.roomToken);
    }
  }

  revoke(roomToken: string): void {
    this.#passes.delete(roomToken);
  }
}

/**
 * Looks like the vendor's: `001`, then base64. Each one has a `/`, a `+` and a `=` in it, the characters that
 * a careless client or proxy would change on the way.
 */
function makeToken(): string {
  const bytes = randomBytes(36);
  const part = (index: number) => bytes.toString('base64', index * 12, index * 12 + 12);
  return `001${part(0)}/${part(1)}+${part(2)}==`;
}
