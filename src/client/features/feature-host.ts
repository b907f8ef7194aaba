import type { SessionDescription, VendorFeatures, WireData } from '../../core/ports/client.js';
import type { PhoneSession } from '../session.js';

/** What a session lends to its lazily loaded features. */
export interface FeatureHost {
  readonly session: PhoneSession;
  readonly vendor: VendorFeatures;
  /** Aborted when the session has closed. */
  readonly life: AbortSignal;
  /** The present peer connection; another one after each recovery, undefined in between. */
  readonly connection: RTCPeerConnection | undefined;
  /**
   * Sends frames on the control channel.
   * @throws TelepadError `watch_only`, `not_connected`, `session_closed` or `not_supported`
   */
  send(frames: readonly WireData[]): void;
  /** Hears the frames of the data channel that the dialect left to the features. */
  onFrame(listener: (data: WireData) => void): void;
  /**
   * Hears the frames that went out on the control channel, those of `send` excepted, so that a group can repeat
   * them. Returns the remover.
   */
  onSent(listener: (frames: readonly WireData[]) => void): () => void;
  /** Signals an offer of ours, which is already the connection's local description; the answer is applied. */
  offer(offer: SessionDescription): void;
}
