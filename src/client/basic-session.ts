import type { ControlMessage, DisplayEvent, InputStateEvent } from '../core/control.js';
import type { TelepadError } from '../core/errors.js';
import type { SessionStateName } from '../core/session-state.js';
import type { Role } from '../core/ticket.js';

/** Why a session ended. */
export interface CloseReason {
  /** `user`: the page closed it. `error`: see `error`, which says what happened and what to do. */
  readonly cause: 'user' | 'error';
  readonly error?: TelepadError;
}

/** Every event of a session, with what its listener is given. */
export interface PhoneEvents {
  /** The session moved to another state. */
  state: (state: SessionStateName) => void;
  /** The first frame is on screen and control messages reach the phone; again after each recovery. */
  live: () => void;
  /** A new track was put into `videoStream` or `audioStream`, at the start and after each recovery. */
  track: (kind: 'video' | 'audio') => void;
  /** The phone's screen has this size in px now; it turns when the phone is rotated. */
  display: (display: DisplayEvent) => void;
  /** A text field on the phone gained or lost the focus. */
  inputstate: (inputState: InputStateEvent) => void;
  /** Something was copied on the phone. */
  clipboard: (text: string) => void;
  /** An app on the phone sent this text to the page. */
  appmessage: (text: string) => void;
  /**
   * Fingers and keys that are held must be let go now: the connection is about to be replaced or ended.
   * Input that Telepad attached does so by itself.
   */
  release: () => void;
  /**
   * Nobody has used the phone for a while, and in so many ms the session ends with `idle_timeout`, unless
   * somebody does or `keepAwake` is called.
   */
  idlewarning: (remainingMs: number) => void;
  /** Something failed that the session deals with by itself: it retries. For logs and status lines. */
  trouble: (error: TelepadError) => void;
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
  /** The phone's picture. The same object for the whole session; its track changes on recovery. */
  readonly videoStream: MediaStream;
  /** The phone's sound, apart from the picture so that lip-sync cannot hold the picture back. */
  readonly audioStream: MediaStream;
  /** Bytes that wait in the control channel; input is thinned while this grows. */
  readonly bufferedAmount: number;
  /** Set once the session has closed. */
  readonly closeReason: CloseReason | undefined;
  /**
   * Sends a control message to the phone.
   * @throws TelepadError `watch_only`, `not_connected`, `session_closed` or `not_supported`
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
   * it counts while the session is `negotiating`. Without a view (see `willPresent`) the session goes by
   * the arrival of video packets instead.
   */
  framePresented(width: number, height: number): void;
  /** For views: this many viewers will call `framePresented`; the function it returns takes that back. */
  willPresent(): () => void;
  /**
   * After how many ms without use the session ends by itself; 0 when it does not.
   * @default 0, or `ConnectOptions.policy.idleTimeoutMs`
   */
  readonly idleTimeoutMs: number;
  /**
   * Sets `idleTimeoutMs`, and begins to count anew.
   * @param timeoutMs 0 for never, or 1000 to 7,200,000
   * @throws TelepadError `argument_invalid`
   */
  setIdleTimeout(timeoutMs: number): void;
  /** Counts as a use of the phone: the idle time begins anew, and a warning is over. */
  keepAwake(): void;
  /** The live peer connection's statistics; undefined when there is no connection. */
  getStats(): Promise<RTCStatsReport | undefined>;
  /** Releases input, says goodbye and frees everything. Safe to call twice. */
  close(): void;
}
