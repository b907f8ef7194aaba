import { randomUUID } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import { ApiFailure, vendorCode } from './envelope.js';

interface StsToken {
  /** The one pad that it opens; undefined for every pad of the account. */
  readonly padCode: string | undefined;
  /** Ms since 1970. */
  readonly expiresAt: number;
  isRevoked: boolean;
  /** The installation that used it first; no other may. */
  uuid: string | undefined;
}

/** More tokens than this are not remembered: the oldest go first. */
const capacity = 10_000;

/** How long an STS token lives, in ms: a day (assumed; not documented, fact sheet Q15). */
export const stsTokenLifetimeMs = 86_400_000;

/** The short-lived tokens that browsers may hold (fact sheet 2.5). */
export class StsTokens {
  readonly #tokens = new Map<string, StsToken>();

  /** @param padCode binds it to this pad */
  issue(expiresAt: number, padCode?: string): string {
    // The reference shows a token for one pad with a suffix after a comma: clients must take it as it is.
    const token = padCode === undefined ? randomUUID() : `${randomUUID()},Emulator`;
    this.#tokens.set(token, { padCode, expiresAt, isRevoked: false, uuid: undefined });
    forgetOldest(this.#tokens, capacity);
    return token;
  }

  /** @returns false when there is no such token */
  revoke(token: string): boolean {
    const found = this.#tokens.get(token);
    if (found) found.isRevoked = true;
    return found !== undefined;
  }

  /** Of tokens for this one pad. */
  revokePad(padCode: string): void {
    for (const token of this.#tokens.values()) {
      if (token.padCode === padCode) token.isRevoked = true;
    }
  }

  /**
   * Admits a browser to some pads, and binds the token to its installation.
   * @throws ApiFailure 100006 to 100008, 120006, 120009
   */
  admit(
    token: string | undefined,
    use: {
      readonly padCodes: readonly string[];
      readonly uuid: string | undefined;
      readonly now: number;
    },
  ): void {
    if (!token) throw new ApiFailure(vendorCode.stsTokenMissing, 'The header token is missing.');
    const found = this.#tokens.get(token);
    if (!found) throw new ApiFailure(vendorCode.stsTokenUnknown);
    if (found.isRevoked || found.expiresAt <= use.now) {
      throw new ApiFailure(vendorCode.stsTokenRevoked);
    }
    if (found.uuid !== undefined && found.uuid !== use.uuid) {
      throw new ApiFailure(vendorCode.otherInstallation);
    }
    if (use.padCodes.some((padCode) => (found.padCode ?? padCode) !== padCode)) {
      throw new ApiFailure(vendorCode.otherPad);
    }
    found.uuid = use.uuid;
  }
}
