import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';

/** Until it is used (fact sheet 3.3: one client reports about 15 s). */
const unusedLifetimeMs = 15_000;

/** More tokens than this are not remembered: the oldest go first. */
const capacity = 20_000;

/** What a device token admits: to the signalling of one device. */
export interface DevicePass {
  /** Tells passes apart; no secret. */
  readonly passId: string;
  readonly deviceId: string;
  readonly streamingId: string;
}

interface IssuedPass extends DevicePass {
  /** Ms since 1970; a token that was used in time lives on (assumed). */
  readonly expiresAt: number;
  isUsed: boolean;
  isExpired: boolean;
}

/** The device tokens that `auth` gave out. */
export class DeviceTokens {
  readonly #world: EmulatorWorld;
  /** By the token's digest: a look-up then tells nothing about tokens by the time it takes. */
  readonly #passes = new Map<string, IssuedPass>();

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  issue(deviceId: string): { readonly token: string; readonly streamingId: string } {
    const token = randomBytes(16).toString('hex');
    const streamingId = randomUUID();
    const lifetimeMs = this.#world.faults.roomTokenLifetimeMs || unusedLifetimeMs;
    const passId = digest(token);
    this.#passes.set(passId, {
      passId,
      deviceId,
      streamingId,
      expiresAt: this.#world.now() + lifetimeMs,
      isUsed: false,
      isExpired: false,
    });
    forgetOldest(this.#passes, capacity);
    return { token, streamingId };
  }

  /** Takes the token for one connection. */
  use(token: string, deviceId: string): DevicePass | 'invalid' | 'expired' {
    const pass = this.#passes.get(digest(token));
    if (pass?.deviceId !== deviceId) return 'invalid';
    if (pass.isExpired) return 'expired';
    if (pass.isUsed) return this.#world.faults.singleUseTokens ? 'invalid' : pass;
    if (pass.expiresAt <= this.#world.now()) return 'expired';
    pass.isUsed = true;
    return pass;
  }

  /** The time of all that were given out for a device is over, used or not. */
  expireAll(deviceId: string): void {
    for (const pass of this.#passes.values()) {
      if (pass.deviceId === deviceId) pass.isExpired = true;
    }
  }

  revoke(passId: string): void {
    this.#passes.delete(passId);
  }

  /** All that were given out for a device, used or not. */
  revokeAll(deviceId: string): void {
    for (const pass of this.#passes.values()) {
      if (pass.deviceId === deviceId) this.revoke(pass.passId);
    }
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
