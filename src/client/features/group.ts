import type { ControlMessage } from '../../core/control.js';
import type { TelepadError } from '../../core/errors.js';
import type { FeatureMessage } from '../../core/features.js';
import type { CloseReason } from '../basic-session.js';

/** A phone that was asked for and does not follow. */
export interface GroupFailure {
  readonly phoneId: string;
  /** Why not, for this phone alone: `phone_offline`, `phone_not_found`, … */
  readonly error: TelepadError;
}

/** Every event of a group, with what its listener is given. */
export interface PhoneGroupEvents {
  /** `phoneIds`, `failures`, `isConnected` or `isSyncing` is another one now. */
  change: () => void;
  /** The room was lost, or could not be entered again yet. The group deals with it by itself: it retries. */
  error: (error: TelepadError) => void;
  /** The end; nothing follows it. */
  closed: (reason: CloseReason) => void;
}

/** Text for all followers, or for each phone its own, by phoneId. */
export type GroupText = string | Readonly<Record<string, string>>;

/** One session's phone leads others: what its user does is repeated on them. They are not streamed. */
export interface PhoneGroup {
  /** The phones that follow. The leading one is not among them. */
  readonly phoneIds: readonly string[];
  /** The phones that were asked for and do not follow. `add` tries them again. */
  readonly failures: readonly GroupFailure[];
  /** False while the room is lost: nothing reaches the followers, and nothing is made up for later. */
  readonly isConnected: boolean;
  /** True while the user's touches, wheel, keys, text and clipboard are repeated on the followers. */
  readonly isSyncing: boolean;
  /** Set once the group has closed. */
  readonly closeReason: CloseReason | undefined;
  /**
   * Starts or stops the repeating. What the followers hold down is let go; a touch or key that is down already is
   * repeated from its next press on. The leading session goes on as it was.
   */
  setSync(isOn: boolean): void;
  /**
   * Brings further phones in, and tries those in `failures` again. Phones that are in stay in.
   * @returns the failures among the phones named here
   * @throws TelepadError `argument_invalid`, `session_closed`, `aborted`, or the broker's; the group is then as before
   */
  add(
    phoneIds: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly GroupFailure[]>;
  /** Lets phones go; those that are not in the group are ignored. */
  remove(phoneIds: readonly string[]): void;
  /**
   * Types into the focused fields. A single text goes to every follower; texts by phoneId go to the phones named,
   * which may include the leading one.
   * @throws TelepadError `argument_invalid` when a phone is not of this group, `not_connected` or `session_closed`;
   * nothing has been sent then
   */
  sendText(text: GroupText): void;
  /** Sets the phones' clipboards, as `sendText` does fields. */
  setClipboard(text: GroupText): void;
  /**
   * Sends any message to every follower, and not to the leading phone: a place, a shell command, a key.
   * @throws TelepadError `argument_invalid`, `not_supported`, `not_connected` or `session_closed`
   */
  broadcast(message: ControlMessage | FeatureMessage): void;
  /** Listens until the function it returns is called. A listener that throws does not disturb others. */
  on<Name extends keyof PhoneGroupEvents>(name: Name, listener: PhoneGroupEvents[Name]): () => void;
  /** Lets go what the followers hold down and leaves the room. Safe to call twice; ends by itself with the session. */
  close(): void;
}
