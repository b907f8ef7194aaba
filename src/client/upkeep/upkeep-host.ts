import type { ControlMessage, PhoneEvent } from '../../core/control.js';
import type { Diagnosis, LinkEvidence } from '../../core/diagnosis.js';
import type { TelepadError } from '../../core/errors.js';
import type { Size } from '../../core/geometry.js';
import type { ClientVendor, VendorFeatures, WireData } from '../../core/ports/client.js';
import type { SessionEvent } from '../../core/session-state.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import type { Ticket } from '../../core/ticket.js';
import type { BasicSession, PhoneEvents } from '../basic-session.js';
import type { ConnectOptions } from '../connect-options.js';
import type { PageChoices } from '../page-choices.js';

/**
 * What keeps a live session good: it measures, finds stalls, bounds the latency, keeps what is typed while the
 * connection is down, and explains failures. Loaded after the first frame (or at the first trouble), because a page
 * needs none of it before.
 */
export interface Upkeep {
  /** Takes a look now; its windows are from one such look to the next. */
  stats(): Promise<PhoneStatistics>;
  /** See `ReceptionFeatures.watchStatistics`. */
  watch(listener: (statistics: PhoneStatistics) => void, intervalMs: number): () => void;
  /** See `PhoneSession.diagnose`. */
  diagnose(): Promise<Diagnosis>;
  /** Why the session could not go on, from what has been seen; asks nobody. */
  explain(error: TelepadError): Diagnosis | undefined;
  /**
   * Takes a message that cannot be sent now, to send it once when the session is live again.
   * @returns false for what is not kept (all but text and clipboard, or too much)
   */
  hold(message: ControlMessage): boolean;
  /** The page says that the phone is used; phones that count by themselves are told, once in 5 s at most. */
  wake?(): void;
  /**
   * The session ends with this error. Until when the phone is kept for its user, in ms since 1970, where the vendor does
   * so; the page has been told by `keeping` then.
   */
  keep?(error: TelepadError): number | undefined;
  /** The session has become live: what is held goes out, before the page hears of it. */
  resume?(): void;
  /** Lets go what is held on the phone, after everybody who listens for `release` has done so. */
  release?(): void;
}

/** What a session lends to its upkeep. */
export interface UpkeepHost {
  readonly session: BasicSession;
  readonly options: ConnectOptions;
  /** Aborted when the session has closed. */
  readonly life: AbortSignal;
  /** What the page has chosen by itself. */
  readonly choices: Readonly<PageChoices>;
  readonly ticket: Ticket | undefined;
  readonly vendor?: ClientVendor | undefined;
  /** The present link's; another one after each new connection, undefined in between. */
  readonly connection: RTCPeerConnection | undefined;
  readonly evidence: LinkEvidence | undefined;
  /** True while the signalling socket of the present link is open. */
  readonly isSignalling: boolean;
  /** The video elements that show the session. */
  readonly videos: Iterable<HTMLVideoElement>;
  /** Takes this for the phone's screen; absent where the phone tells its size itself. */
  readonly assumeDisplay?: ((size: Size) => void) | undefined;
  /**
   * What was seen becomes the session machine's: a `stalled` link, or a `frame` that proves a session without views
   * to be alive again.
   */
  dispatch(event: Extract<SessionEvent, { type: 'stalled' | 'frame' }>): void;
  /** Tells the page. */
  emit<Name extends 'stats' | 'lost' | 'trouble' | 'keeping'>(
    name: Name,
    ...values: Parameters<PhoneEvents[Name]>
  ): void;
  /**
   * Sends on the control channel without counting as use of the phone.
   * @throws TelepadError as `PhoneSession.send`
   */
  send(message: ControlMessage): void;
  /** The same, for frames in the vendor's words. */
  sendFrames(frames: readonly WireData[]): void;
  /** Hears each control message before it is put into the vendor's words. Returns the remover. */
  onSending(listener: (message: ControlMessage) => void): () => void;
  /** Hears each control message that went out, the upkeep's own left out. Returns the remover. */
  onSent(listener: (message: ControlMessage) => void): () => void;
  /**
   * What the phone says is shown to `take` first. It returns true for answers to questions of the upkeep's own, which
   * the page is not told: nothing has changed. There is one such taker.
   */
  takeAnswers(take: (event: PhoneEvent) => boolean): void;
  /** The vendor's words for features, loaded when first asked for; undefined where there are none. */
  vendorFeatures(): Promise<VendorFeatures | undefined>;
}
