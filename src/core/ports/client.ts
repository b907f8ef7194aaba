import type { ControlMessage, PhoneEvent } from '../control.js';
import type { TelepadError } from '../errors.js';
import type { FeatureEvent, FeatureMessage, Quality } from '../features.js';
import type { SessionPolicy } from '../session-policy.js';
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
  /** `isHangUp`: the phone itself ended a session that was made already. */
  | { readonly type: 'failed'; readonly error: TelepadError; readonly isHangUp?: boolean };

export interface DialectChannel {
  readonly label: string;
  readonly ordered: boolean;
  /**
   * A channel of this label that the phone opens is the one to talk on, from when it is open; ours only until then.
   * @default false
   */
  readonly prefersRemote?: boolean;
}

/**
 * A vendor's signalling and control language as a pure state machine: text or bytes in, outputs out.
 * No socket, timer or peer connection in it; one dialect serves one peer connection.
 */
export interface WebRtcDialect {
  /** The data channel that this side creates before its first answer. */
  readonly channel: DialectChannel;
  /** Sent on the signalling socket at this interval, in ms; null where the vendor has none. */
  readonly heartbeat: { readonly intervalMs: number; readonly data: WireData } | null;
  /** The signalling socket is open: at first, and again after each loss. For languages in which the client speaks first. */
  signalOpened?(): readonly DialectOutput[];
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
  /** What this side wants from the start, for vendors that are told so before there is a channel. */
  readonly preferences: LinkPreferences;
}

/**
 * What not every vendor has words for. `text`: any text at once; without it, what has a key on a US keyboard can still
 * be typed. `scroll`: without it, swipes scroll. `display`: the phone tells the size of its screen, apart from the
 * picture's. The others are what a session, its features or the broker do under such a name.
 */
export type Capability =
  | 'text'
  | 'clipboard'
  | 'scroll'
  | 'hover'
  | 'keyboard-mode'
  | 'input-state'
  | 'key-frame'
  | 'media'
  | 'display'
  | 'quality'
  | 'location'
  | 'sensors'
  | 'camera'
  | 'microphone'
  | 'video-file'
  | 'rotation'
  | 'save-screenshot'
  | 'shell'
  | 'device-info'
  | 'uninstall'
  | 'display-size'
  | 'operation-monitor'
  | 'group'
  | 'upload';

/** What a vendor does about sessions that nobody uses. When it ends them is in its `policy`. */
export interface VendorIdle {
  /** For how long the phone then still waits for the same user, in ms. */
  keepMs(ticket: Ticket): number;
  /** Tells the phone that it is still used, and does nothing else there. */
  readonly wake?: readonly ControlMessage[];
}

/** The browser part of a vendor. Pure: it picks a dialect and the kind of link for it. */
export interface ClientVendor {
  readonly id: string;
  /** What this vendor's phones have no words for; absent where they lack nothing. */
  readonly lacks?: readonly Capability[];
  /**
   * The phone tells no size of its screen: the picture's is taken, and followed.
   * @default false
   */
  readonly isDisplayUntold?: boolean;
  /**
   * Whoever was let in with a ticket in time may come back with it later: its end is that of its first use.
   * @default false
   */
  readonly admitsAgain?: boolean;
  /** Defaults that go before those of sessions; a page's own go before these. */
  readonly policy?: Partial<SessionPolicy>;
  readonly idle?: VendorIdle;
  connect<Link>(ticket: Ticket, tools: LinkTools<Link>): Link;
  /**
   * Loads what the vendor's phones can do beyond the dialect; absent where that is nothing. Apart from the
   * dialect, so that a page without these features does not download them.
   * @param ticket has the settings of the vendor's language (`Ticket.dialect`)
   */
  loadFeatures?(ticket: Ticket): Promise<VendorFeatures>;
}

/** What of a picture's quality can be seen from outside: the most of each. A phone whose screen is still sends less. */
export interface SeenPicture {
  /** In px, either way up. */
  readonly width: number;
  readonly height: number;
  /** Frames per second. */
  readonly frameRate: number;
  /** Bits per second. */
  readonly bitrate: number;
}

/** A vendor's words for the features of features.ts. Pure, as dialects are. */
export interface VendorFeatures {
  /**
   * @throws TelepadError `argument_invalid` for what the vendor would not take, `not_supported` where it has no words
   */
  encode(message: FeatureMessage): readonly WireData[];
  /** `ignored` for frames that mean nothing here, `undefined` for broken ones. */
  decode(data: WireData): FeatureEvent | 'ignored' | undefined;
  /**
   * How the picture as it was seen can be made lighter: itself, in the vendor's terms, and each next one lighter than
   * the one before. Empty for a picture that the vendor could not be asked for again. Absent where the vendor has no
   * qualities.
   */
  qualitySteps?(seen: SeenPicture): readonly Quality[];
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
