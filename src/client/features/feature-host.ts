import type { ControlMessage } from '../../core/control.js';
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
   * Hears each control message that went out, with the frames it became, so that a group can repeat it. What goes
   * out by `send` is not told. Returns the remover.
   */
  onSent(listener: (message: ControlMessage, frames: readonly WireData[]) => void): () => void;
  /** Signals an offer of ours, which is already the connection's local description; the answer is applied. */
  offer(offer: SessionDescription): void;
}
