import type { PhoneEvent } from '../../../../core/control.js';
import type { FeatureEvent } from '../../../../core/features.js';
import type { WireData } from '../../../../core/ports/client.js';
import type { CloudSocket } from '../../../../core/ports/emulator.js';
import type { CloseReason } from './close-reasons.js';
import type { DevicePass } from './device-tokens.js';
import type { Instance } from './instances.js';

/** One viewer of one instance, whatever its signalling speaks. */
export interface StreamSession {
  readonly instance: Instance;
  readonly pass: DevicePass;
  readonly isStreaming: boolean;
  /** How long the phone is kept for this viewer after its end, in ms. */
  readonly keepMs: number;
  /** Its first WebSocket, or the next one. */
  attach(socket: CloudSocket): void;
  dropSocket(hasCloseFrame: boolean): void;
  /** Safe to call twice. Nothing is said where the viewer has left by itself. */
  end(reason?: CloseReason): void;
}

/** A data channel at the phone's end. */
export interface ChannelEnd {
  /** @returns whether it was input of the user's */
  received(data: WireData): boolean;
  /** The channel on which the phone speaks is open. */
  opened(): void;
  happened(event: PhoneEvent | FeatureEvent): void;
}

/** What a session tells the streams that it is one of. */
export interface SessionOwner {
  ended(session: StreamSession): void;
  /** Nobody has used it for too long. */
  unused(session: StreamSession): void;
}
