import type { ClientVendor } from '../core/ports/client.js';
import type { SessionPolicy } from '../core/session-policy.js';
import type { KeyboardMode } from './basic-session.js';
import type { TicketSource } from './ticket-source.js';

export interface ConnectOptions {
  readonly ticket: TicketSource;
  /**
   * The vendor of the phone, where the page knows it before the ticket does: its part is then loaded while
   * the ticket is fetched. Not needed where there is only one vendor.
   */
  readonly vendor?: string;
  /** Closes the session when it is aborted. */
  readonly signal?: AbortSignal;
  /** What the phone sends from the start. @default 'both' */
  readonly media?: 'video' | 'both';
  /**
   * Whose keyboard types into the phone's fields. `phone`: the phone shows its own soft keyboard; keys of
   * this computer reach the field all the same. `local`: the phone shows none, and on a touch device the view opens
   * that of the device. `session.setKeyboardMode` changes it later. @default 'phone'
   */
  readonly keyboardMode?: KeyboardMode;
  /**
   * Which network paths may be used, in RTCConfiguration's word: `relay` goes through the ticket's TURN servers only,
   * which hides this computer's addresses from the phone. @default 'all'
   */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
  /** What the session may change by itself to keep the picture prompt and even; what is left out keeps its default. */
  readonly adapt?: AdaptOptions;
  /** Time limits and retries; what is left out keeps its default. */
  readonly policy?: Partial<SessionPolicy>;
}

/** What a session changes by itself while the picture suffers, and changes back when it is well again. */
export interface AdaptOptions {
  /**
   * How much the browser may be asked to hold the picture back, in ms; 0 to 4000, and the nearest of them is taken.
   * It begins at 0 and is raised only while frames are dropped, come too late or take too long to decode. 0 never asks
   * for any delay. `features.setJitterBufferTarget` takes its place.
   * @default 60
   */
  readonly maxJitterBufferMs?: number;
  /**
   * Whether the phone may be asked for a lighter picture while network or decoder cannot follow. Never for
   * sessions that only watch, and not after the page has called `features.setQuality`. A phone may send one and the
   * same picture to everybody who sees it: say false where that would disturb.
   * @default true
   */
  readonly quality?: boolean;
}

/** By vendor id: loads the vendor's browser part. */
export type ClientVendors = Readonly<Record<string, () => Promise<ClientVendor>>>;
