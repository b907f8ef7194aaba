import type { ControlMessage, PhoneEvent } from '../control.js';
import type { TelepadError } from '../errors.js';
import type { FeatureEvent, FeatureMessage } from '../features.js';
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
  /** A readable frame of the data channel that only the vendor's further features understand. */
  | { readonly type: 'feature-frame'; readonly data: WireData }
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
  /**
   * Loads what the vendor's phones can do beyond the dialect; absent where that is nothing. Apart from the
   * dialect, so that a page without these features does not download them.
   * @param ticket has the settings of the vendor's language (`Ticket.dialect`)
   */
  loadFeatures?(ticket: Ticket): Promise<VendorFeatures>;
}

/** A vendor's words for the features of features.ts. Pure, as dialects are. */
export interface VendorFeatures {
  /**
   * @throws TelepadError `argument_invalid` for what the vendor would not take, `not_supported` where it has no words
   */
  encode(message: FeatureMessage): readonly WireData[];
  /** `ignored` for frames that mean nothing here, `undefined` for broken ones. */
  decode(data: WireData): FeatureEvent | 'ignored' | undefined;
  /** Absent where the vendor has no group control. */
  readonly group?: GroupDialect;
}

/** How one page controls several phones at once: a shared room that repeats data channel frames to all of them. */
export interface GroupDialect {
  readonly heartbeat: { readonly intervalMs: number; readonly data: WireData } | null;
  /**
   * A control message as data channel frames, as the dialect's `encode` gives them, for `broadcast`. The leading
   * phone's dialect may be gone when the other phones still have a finger to let go.
   * @throws TelepadError `not_supported` when the vendor has no words for it
   */
  encode(message: ControlMessage): readonly WireData[];
  /** A data channel frame of the leading phone, as all phones of the room are to be told it. */
  broadcast(frame: WireData): WireData;
  /** Text for the focused field of some phones of the room, or for their clipboards. */
  textFor(
    phoneIds: readonly string[],
    what: 'text' | 'clipboard',
    text: string,
  ): readonly WireData[];
  /** Puts phones out of the room. */
  remove(phoneIds: readonly string[]): WireData;
  /** What the room's server said. `joined`: we are admitted. */
  received(data: WireData): 'joined' | 'ignored' | undefined;
}
