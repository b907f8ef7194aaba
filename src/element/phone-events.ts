import type { CloseReason } from '../client/session.js';
import type { ControlMessage } from '../core/control.js';
import type { TelepadError } from '../core/errors.js';
import type { PreparationProgress } from '../core/preparation.js';
import type { SessionStateName } from '../core/session-state.js';
import type { PhoneStatistics } from '../core/statistics.js';
import type { UploadNews } from './player-host.js';

/** The element's events. All bubble and cross shadow roots. */
export interface TelepadPhoneEventMap {
  /** The session moved to another state. */
  'telepad-state': CustomEvent<{ readonly state: SessionStateName }>;
  /** The phone is not ready yet, and this is what its vendor does about it. The element says so, too. */
  'telepad-progress': CustomEvent<PreparationProgress>;
  /** The first frame is on screen and input reaches the phone; again after each recovery. */
  'telepad-live': CustomEvent<null>;
  /** The session ended; `telepad-error` has come before when an error ended it. */
  'telepad-closed': CustomEvent<{ readonly reason: CloseReason }>;
  /** The session could not be opened, or ended against the user's wish. The element shows it too. */
  'telepad-error': CustomEvent<{ readonly error: TelepadError }>;
  /**
   * The browser plays the picture or the sound only after the user has touched the page; the next tap or key press on
   * the phone is enough. Told for the picture first, where it refuses both.
   */
  'telepad-needs-tap': CustomEvent<{ readonly kind: 'video' | 'audio' }>;
  /** Nobody uses the phone: in so many ms the session ends with `idle_timeout`. */
  'telepad-idle-warning': CustomEvent<{ readonly remainingMs: number }>;
  /**
   * Text, clipboard and key messages that may not have reached the phone: the connection broke while they were on
   * their way, or it was down for too long. They are not sent again. The element says so, too.
   */
  'telepad-lost': CustomEvent<{ readonly messages: readonly ControlMessage[] }>;
  /** How picture and sound arrive, once a second from the first `telepad-live` on. */
  'telepad-stats': CustomEvent<{ readonly statistics: PhoneStatistics }>;
  /** Something was copied on the phone. */
  'telepad-clipboard': CustomEvent<{ readonly text: string }>;
  /** How far a file is that was dropped on the phone; at last that it is there, or why it is not. */
  'telepad-upload': CustomEvent<UploadNews>;
  /**
   * A screenshot or a recording is ready. The element downloads it, unless the page calls `preventDefault()` and does
   * something else with it.
   */
  'telepad-file': CustomEvent<{ readonly file: File }>;
}
