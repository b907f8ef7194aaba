import type { ControlMessage } from '../../core/control.js';
import type { SessionDescription, VendorFeatures, WireData } from '../../core/ports/client.js';
import type { BasicSession } from '../basic-session.js';
import type { PageChoices } from '../page-choices.js';
import type { Upkeep } from '../upkeep/upkeep-host.js';

/** What a session lends to its lazily loaded features. */
export interface FeatureHost {
  readonly session: BasicSession;
  readonly vendor: VendorFeatures;
  /** Aborted when the session has closed. */
  readonly life: AbortSignal;
  /** To be told what the page chose by itself, which the session then leaves alone. */
  readonly choices: PageChoices;
  /** What measures the session, loaded when first asked for. Rejects with `vendor_load_failed`. */
  upkeep(): Promise<Pick<Upkeep, 'watch'>>;
  /** The present peer connection; another one after each recovery, undefined in between. */
  readonly connection: RTCPeerConnection | undefined;
  /**
   * Sends frames on the control channel.
   * @param isUse false for what goes out without the user's doing (queries, sensors): it does not restart the idle
   * timer. True by default.
   * @throws TelepadError `watch_only`, `not_connected`, `session_closed` or `not_supported`
   */
  send(frames: readonly WireData[], isUse?: boolean): void;
  /**
   * Stops the idle timer, because the phone is in use without messages (a camera is on), until the function it
   * returns is called; then the timer begins anew. Safe to call that twice.
   */
  holdIdle(): () => void;
  /** Hears the frames of the data channel that the dialect left to the features. Returns the remover. */
  onFrame(listener: (data: WireData) => void): () => void;
  /**
   * Hears each control message that went out, with the frames it became, so that a group can repeat it. What goes
   * out by `send` is not told. Returns the remover.
   */
  onSent(listener: (message: ControlMessage, frames: readonly WireData[]) => void): () => void;
  /**
   * Signals an offer of ours, which is already the connection's local description. The answer is applied; an offer
   * of the phone that comes instead takes ours back (`signalingState` tells), and so does an answer that cannot be
   * used. Make the offer by `createOffer`: a bare `setLocalDescription()` could answer for the session.
   * @throws TelepadError `watch_only`, `not_connected` or `session_closed`
   */
  offer(offer: SessionDescription): void;
}
