import type { PhoneAutomation } from './automation/phone-automation.js';
import type { BasicSession } from './basic-session.js';
import type { PhoneFeatures } from './features/phone-features.js';

export type { CloseReason, KeyboardMode, PhoneEvents } from './basic-session.js';

/** One user on one phone, from ticket to close. Needs no element; `attachView` shows it in one. */
export interface PhoneSession extends BasicSession {
  /**
   * What the phone can do beyond picture, touch and typing. The code behind it is loaded at the first call; each
   * session has one such object, for all its recoveries. It may be asked for at any time: it waits until the
   * vendor of the phone is known, not until the session is live.
   *
   * Rejects with `not_supported` where the vendor has no such features, with `vendor_load_failed` when they did
   * not load (another call tries again), and with the error that closed the session, or `session_closed`.
   */
  features(): Promise<PhoneFeatures>;

  /**
   * Taps, gestures, keys and text that a page makes by itself, and their recording. The code behind it is loaded at
   * the first call; each session has one such object, for all its recoveries, and it may be asked for at any time.
   *
   * Rejects with `vendor_load_failed` when it did not load (another call tries again), and with `session_closed`.
   */
  automation(): Promise<PhoneAutomation>;
}
