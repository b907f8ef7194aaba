import type {
  ControlMessage,
  DisplayEvent,
  InputStateEvent,
  KeyboardModeMessage,
} from '../core/control.js';
import type { Diagnosis } from '../core/diagnosis.js';
import type { TelepadError } from '../core/errors.js';
import type { Capability } from '../core/ports/client.js';
import type { PreparationProgress } from '../core/preparation.js';
import type { SessionStateName } from '../core/session-state.js';
import type { PhoneStatistics } from '../core/statistics.js';
import type { Role } from '../core/ticket.js';

/** Whose keyboard types: `phone`: the phone shows its soft keyboard; `local`: it shows none. */
export type KeyboardMode = KeyboardModeMessage['mode'];

/** Why a session ended. */
export interface CloseReason {
  /** `user`: the page closed it. `error`: see `error`, which says what happened and what to do. */
  readonly cause: 'user' | 'error';
  readonly error?: TelepadError;
  /**
   * What stood between the page and the phone, for errors of the network and the media; absent where the error says
   * it all.
   */
  readonly diagnosis?: Diagnosis;
  /**
   * Of `idle_timeout`, with vendors that keep a phone for its user: until when another session of the same user finds it
   * as it was, in ms since 1970.
   */
  readonly keptUntil?: number;
}

/** Every event of a session, with what its listener is given. */
export interface PhoneEvents {
  /** The session moved to another state. */
  state: (state: SessionStateName) => void;
  /**
   * The phone is not ready yet, and this is what its vendor does about it; while a ticket is fetched, again and again.
   * What was told last holds until the next `state`.
   */
  progress: (progress: PreparationProgress) => void;
  /** The first frame is on screen and control messages reach the phone; again after each recovery. */
  live: () => void;
  /** A new track was put into `videoStream` or `audioStream`, at the start and after each recovery. */
  track: (kind: 'video' | 'audio') => void;
  /** The phone's screen has this size in px now; it turns when the phone is rotated. */
  display: (display: DisplayEvent) => void;
  /** A text field on the phone gained or lost the focus. */
  inputstate: (inputState: InputStateEvent) => void;
  /** `keyboardMode` is another one now. */
  keyboardmode: (mode: KeyboardMode) => void;
  /** Something was copied on the phone. */
  clipboard: (text: string) => void;
  /** An app on the phone sent this text to the page. */
  appmessage: (text: string) => void;
  /**
   * Fingers and keys that are held must be let go now: the connection is about to be replaced or ended.
   * Input that Telepad attached does so by itself; and what a page still holds by `send` afterwards is released, too.
   */
  release: () => void;
  /**
   * Nobody has used the phone for a while, and in so many ms the session ends with `idle_timeout`, unless
   * somebody does or `keepAwake` is called.
   */
  idlewarning: (remainingMs: number) => void;
  /**
   * Something failed that the session deals with by itself: it retries. For logs and status lines. Also text that the
   * phone cannot be sent (`not_supported`): it is left out, and typing goes on.
   */
  trouble: (error: TelepadError) => void;
  /**
   * How picture and sound arrive, once a second from the first `live` on, also while the session recovers
   * (`networkQuality` is `down` then).
   */
  stats: (statistics: PhoneStatistics) => void;
  /**
   * Text, clipboard and key messages that did not reach the phone, as far as anybody can tell: what was on its way
   * when the connection broke is among them, although the phone may have got it. So are text and clipboard that
   * waited in vain for a recovery, and what was refused during one: keys, and text and clipboard for which there was no
   * room. They are not sent again.
   */
  lost: (messages: readonly ControlMessage[]) => void;
  /**
   * The session ends unused, and its phone is kept for the same user for so many ms; `closed` follows, and has it as
   * `keptUntil`. With vendors that keep phones.
   */
  keeping: (remainingMs: number) => void;
  /** The end; nothing follows it. */
  closed: (reason: CloseReason) => void;
}

/** A session without its lazily loaded features, which are given one. */
export interface BasicSession {
  readonly state: SessionStateName;
  /** True in the states `live` and `idle-warning`: the phone is on screen and control messages reach it. */
  readonly isLive: boolean;
  /** True once the session has been live, also while it recovers. */
  readonly hasBeenLive: boolean;
  /** Undefined until a ticket has come. */
  readonly role: Role | undefined;
  readonly phoneId: string | undefined;
  /** The phone's screen; undefined until the phone or its picture has told it. */
  readonly display: DisplayEvent | undefined;
  readonly inputState: InputStateEvent | undefined;
  /**
   * Whether the phone's vendor has words for this; calls that need it reject with `not_supported` otherwise. True for
   * everything until the vendor is known, which it is from the state `signalling` on.
   */
  supports(capability: Capability): boolean;
  /** @default 'phone', or `ConnectOptions.keyboardMode` */
  readonly keyboardMode: KeyboardMode;
  /**
   * Says whose keyboard types from now on, also after recoveries. While the session is not live, the phone hears of it
   * once it is. The keys of this computer reach the phone in both modes.
   * @throws TelepadError `watch_only`, or `not_supported` (see `supports`)
   */
  setKeyboardMode(mode: KeyboardMode): void;
  /** The phone's picture. The same object for the whole session; its track changes on recovery. */
  readonly videoStream: MediaStream;
  /** The phone's sound, apart from the picture so that lip-sync cannot hold the picture back. */
  readonly audioStream: MediaStream;
  /**
   * While the session waits for its next attempt: when that begins, on the clock of performance.now(). Undefined
   * while an attempt runs, and whenever nothing has to be repaired.
   */
  readonly nextAttemptAt: number | undefined;
  /** Bytes that wait in the control channel; input is thinned while this grows. */
  readonly bufferedAmount: number;
  /** Set once the session has closed. */
  readonly closeReason: CloseReason | undefined;
  /**
   * Sends a control message to the phone.
   *
   * While the session recovers, text and clipboard wait and go out once and in order when it is live again: up to 4096
   * messages with 65,536 characters together, for up to a minute; a newer clipboard takes the place of one that waits.
   * What is on its way when a connection is given up, or waits in vain, is told by `lost` and never sent again.
   * @throws TelepadError `watch_only`, `session_closed`, `not_supported`, or `not_connected`: also for keys and touches
   * while the session recovers, and for more than is kept; nothing was sent then
   */
  send(message: ControlMessage): void;
  /** Listens until the function it returns is called. A listener that throws does not disturb others. */
  on<Name extends keyof PhoneEvents>(name: Name, listener: PhoneEvents[Name]): () => void;
  /**
   * Resolves when the session is live (at once when it is); rejects with the error that closed it, or with
   * `aborted`.
   */
  whenLive(options?: { signal?: AbortSignal }): Promise<void>;
  /**
   * For views: says that a frame has been put on screen, with its size in px. Safe to call for every frame;
   * it counts while the session is not live. Without a view (see `willPresent`) the session goes by
   * the arrival of video packets instead.
   */
  framePresented(width: number, height: number): void;
  /**
   * For views: this many viewers will call `framePresented`; the function it returns takes that back.
   * @param video the element that shows the session, where it is one
   */
  willPresent(video?: HTMLVideoElement): () => void;
  /**
   * After how many ms without use the session ends by itself; 0 when it does not.
   * @default 0, or the vendor's own once it is known, or `ConnectOptions.policy.idleTimeoutMs`
   */
  readonly idleTimeoutMs: number;
  /**
   * Sets `idleTimeoutMs`, and begins to count anew.
   * @param timeoutMs 0 for never, or 1000 to 7,200,000
   * @throws TelepadError `argument_invalid`
   */
  setIdleTimeout(timeoutMs: number): void;
  /**
   * Begins the next attempt at once, as the return of the network does, also where a request for a fresh ticket has been
   * silent for a second; nothing happens where nothing waits.
   */
  retryNow(): void;
  /**
   * Counts as a use of the phone: the idle time begins anew, and a warning is over. Where the phone counts by itself, it
   * is told so, once in 5 s at most.
   */
  keepAwake(): void;
  /**
   * Takes a look at how picture and sound arrive, now. Rates and averages are of the time since the look before; the
   * `stats` event brings one each second. Rejects with `vendor_load_failed` when the code for it did not load.
   */
  stats(): Promise<PhoneStatistics>;
  /**
   * Finds out what stands between this page and the phone: ICE servers are tried one by one, for up to 5 s. Does not
   * disturb the session, and may be asked for in any state. Rejects with `vendor_load_failed` when the code for it
   * did not load.
   */
  diagnose(): Promise<Diagnosis>;
  /** The browser's own report on the present peer connection; undefined when there is no connection. */
  getStats(): Promise<RTCStatsReport | undefined>;
  /** Releases input, says goodbye and frees everything. Safe to call twice. */
  close(): void;
}
