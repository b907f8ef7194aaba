import type { TelepadError } from './errors.js';
import type { PreparationProgress } from './preparation.js';

/** The vocabulary of the session machine: its states, what it hears, and what it asks for. */

/** What outlives a single attempt. */
export interface SessionHistory {
  /** New connections since the session was last steady, or since its start; those by `retry-now` left out. */
  readonly attempts: number;
  /** How often the phone itself has hung up of late. */
  readonly hangUps: number;
  readonly hasBeenLive: boolean;
}

interface Signalled extends SessionHistory {
  /**
   * Re-openings of the signalling socket in this attempt. Being admitted does not reset it, or a server that
   * admits and drops us in turn would be called without end.
   */
  readonly reopenings: number;
}

interface Negotiating extends Signalled {
  readonly isOffered: boolean;
  readonly isConnected: boolean;
  readonly isChannelOpen: boolean;
  readonly hasFrame: boolean;
  readonly hasDisplay: boolean;
}

/** A link that is kept although nothing comes through it: how far its repair has come. */
export interface Repair {
  /** Signalling stands: an ICE restart can be offered. */
  readonly isSignalling: boolean;
  /** The phone has answered the restart that was offered last. */
  readonly isAnswered: boolean;
  readonly isConnected: boolean;
  /** A frame has come since the repair began. */
  readonly hasFrame: boolean;
  /** Re-openings of the signalling socket since then. */
  readonly reopenings: number;
}

export type SessionState =
  | { readonly name: 'idle' }
  /** Waiting for the ticket source. */
  | ({ readonly name: 'ticketing' } & SessionHistory)
  /** Loading the vendor's code; later also waiting for a vendor that has to wake the phone. */
  | ({ readonly name: 'preparing' } & SessionHistory)
  /** Opening the socket and waiting to be admitted to the phone's room. */
  | ({ readonly name: 'signalling' } & Signalled)
  /** From admission to the first frame. */
  | ({ readonly name: 'negotiating' } & Negotiating)
  | ({ readonly name: 'live' } & SessionHistory)
  /** Live, but unused for so long that the session ends in `remainingMs`, counted from the warning. */
  | ({ readonly name: 'idle-warning'; readonly remainingMs: number } & SessionHistory)
  /** Repairing the link; without `repair` the link is gone, and the next attempt is waited for. */
  | ({
      readonly name: 'recovering';
      readonly error: TelepadError;
      readonly repair?: Repair;
    } & SessionHistory)
  /** The end. `error` is absent when the page closed the session. */
  | { readonly name: 'closed'; readonly error?: TelepadError };

export type SessionStateName = SessionState['name'];

export type SessionTimer =
  | 'preparation'
  | 'offer'
  | 'connection'
  | 'first-frame'
  | 'display'
  | 'disconnect'
  | 'steady'
  | 'idle'
  | 'signalling-retry'
  | 'restart'
  | 'repair'
  | 'recovery';

/**
 * What is silent: the whole `path` (not even STUN answers), the `media` while the path lives, or the `channel`, on
 * which the phone does not answer and nothing drains.
 */
export type LinkSilence = 'path' | 'media' | 'channel';

export type SessionEvent =
  | { readonly type: 'connect' }
  /** The phone is not ready yet, but on its way. */
  | { readonly type: 'progress'; readonly progress: PreparationProgress }
  | { readonly type: 'ticket-issued' }
  | { readonly type: 'ticket-failed'; readonly error: TelepadError }
  | { readonly type: 'vendor-loaded' }
  | { readonly type: 'vendor-failed'; readonly error: TelepadError }
  | { readonly type: 'joined' }
  | { readonly type: 'signalling-lost'; readonly error: TelepadError }
  | { readonly type: 'offered' }
  /** The phone answered an ICE restart. */
  | { readonly type: 'answered' }
  | { readonly type: 'peer-connected' }
  | { readonly type: 'peer-disconnected' }
  /** `isPath`: only the network path failed, which an ICE restart can bring back. */
  | { readonly type: 'peer-failed'; readonly error: TelepadError; readonly isPath?: boolean }
  | { readonly type: 'channel-opened' }
  /** The phone hung up; `error` where it said so. */
  | { readonly type: 'channel-closed'; readonly error?: TelepadError }
  | { readonly type: 'frame' }
  | { readonly type: 'display' }
  /** Nothing arrives any more on a connection that ICE calls connected: see `LinkSilence`. */
  | { readonly type: 'stalled'; readonly silence: LinkSilence; readonly error: TelepadError }
  | { readonly type: 'timeout'; readonly timer: SessionTimer }
  /** The user did something on the phone, or the idle timeout is another one now. */
  | { readonly type: 'used' }
  /** The network or the tab came back: what waits should be tried at once. */
  | { readonly type: 'retry-now' }
  | { readonly type: 'close' }
  | { readonly type: 'fatal'; readonly error: TelepadError };

export type SessionEventType = SessionEvent['type'];

export type SessionEffect =
  | { readonly type: 'request-ticket' }
  | { readonly type: 'load-vendor' }
  /** A new link for the present ticket; opens its signalling. */
  | { readonly type: 'open-link' }
  /** Opens signalling again, with a new link where there is none; nothing where signalling stands. */
  | { readonly type: 'reopen-signalling' }
  /** Offers the phone another network path for the present connection. */
  | { readonly type: 'restart-ice' }
  | { readonly type: 'close-link' }
  | { readonly type: 'start-timer'; readonly timer: SessionTimer; readonly delayMs: number }
  | { readonly type: 'stop-timer'; readonly timer: SessionTimer }
  | { readonly type: 'stop-all-timers' }
  /** Fingers and keys must be let go while there is still a channel to say it on. */
  | { readonly type: 'release-input' }
  /** The phone has not told its size: take the picture's. */
  | { readonly type: 'assume-display' }
  | { readonly type: 'announce-live' }
  | { readonly type: 'announce-progress'; readonly progress: PreparationProgress }
  | { readonly type: 'announce-idle'; readonly remainingMs: number }
  | { readonly type: 'announce-trouble'; readonly error: TelepadError };
