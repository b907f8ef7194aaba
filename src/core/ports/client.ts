import type { ControlMessage, PhoneEvent } from '../control.js';
import type { TelepadError } from '../errors.js';
import type { Ticket } from '../ticket.js';

/** What a WebSocket or a data channel carries. */
export type WireData = string | Uint8Array;

export interface SessionDescription {
  readonly type: 'offer' | 'answer';
  readonly sdp: string;
}

export interface IceCandidate {
  readonly candidate: string;
  readonly sdpMLineIndex: number | null;
  readonly sdpMid: string | null;
}

/** What this side wants of the phone from the start. */
export interface LinkPreferences {
  readonly media: 'video' | 'both';
  /** Null leaves the phone as it is: a watcher changes nothing. */
  readonly keyboardMode: 'local' | 'phone' | null;
}

/** What a dialect wants done. The link does it, in this order. */
export type DialectOutput =
  | { readonly type: 'signal'; readonly data: WireData }
  | { readonly type: 'channel'; readonly data: WireData }
  | { readonly type: 'joined' }
  | { readonly type: 'description'; readonly description: SessionDescription }
  | { readonly type: 'candidate'; readonly candidate: IceCandidate }
  | { readonly type: 'phone-event'; readonly event: PhoneEvent }
  /** A frame that could not be read; it is counted and dropped. `reason` quotes nothing of it. */
  | { readonly type: 'unreadable'; readonly reason: string }
  | { readonly type: 'failed'; readonly error: TelepadError };

/**
 * A vendor's signalling and control language as a pure state machine: text or bytes in, outputs out.
 * No socket, timer or peer connection in it; one dialect serves one peer connection.
 */
export interface WebRtcDialect {
  /** The data channel that this side creates before its first answer. */
  readonly channel: { readonly label: string; readonly ordered: boolean };
  /** Sent on the signalling socket at this interval, in ms; null where the vendor has none. */
  readonly heartbeat: { readonly intervalMs: number; readonly data: WireData } | null;
  /** A frame came on the signalling socket. */
  signalReceived(data: WireData): readonly DialectOutput[];
  /** Our side has set this local description. */
  localDescription(description: SessionDescription): readonly DialectOutput[];
  localCandidate(candidate: IceCandidate): readonly DialectOutput[];
  /** Our own data channel opened: the vendor's opening words. */
  channelOpened(preferences: LinkPreferences): readonly DialectOutput[];
  /** A frame came on any data channel. */
  channelReceived(data: WireData): readonly DialectOutput[];
  /**
   * A control message in the vendor's words; several frames where the vendor needs them.
   * @throws TelepadError `not_supported` when the vendor has no words for it
   */
  encode(message: ControlMessage): readonly WireData[];
}

/** What the client lends to a vendor. More kinds of link come with the vendors that need them. */
export interface LinkTools<Link> {
  /** A WebRTC link that speaks `dialect` over a WebSocket to `ticket.signalling.url`. */
  webrtc(dialect: WebRtcDialect): Link;
}

/** The browser part of a vendor. Pure: it picks a dialect and the kind of link for it. */
export interface ClientVendor {
  readonly id: string;
  connect<Link>(ticket: Ticket, tools: LinkTools<Link>): Link;
}
