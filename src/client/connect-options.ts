import type { ClientVendor } from '../core/ports/client.js';
import type { SessionPolicy } from '../core/session-policy.js';
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
   * this computer reach the field all the same. `local`: the phone shows none. @default 'phone'
   */
  readonly keyboardMode?: 'local' | 'phone';
  /** Time limits and retries; what is left out keeps its default. */
  readonly policy?: Partial<SessionPolicy>;
}

/** By vendor id: loads the vendor's browser part. */
export type ClientVendors = Readonly<Record<string, () => Promise<ClientVendor>>>;
