import type { TicketSource } from '../ticket-source.js';

export interface DiagnoseOptions {
  /** As for `connect`. A function is asked once, so that the broker is part of what is looked at. */
  readonly ticket: TicketSource;
  /** Ends it: the promise rejects with `aborted`, and nothing of it stays. */
  readonly signal?: AbortSignal;
  /**
   * How long each server may take, in ms, from 100 to 60,000; they are tried at the same time. The ticket may take
   * three times as long. @default 5000
   */
  readonly timeoutMs?: number;
  /**
   * Opens the signalling address of the ticket and closes it at once. That joins the phone's room for a moment: where
   * the vendor allows one connection per user, another session of this user is cut by it. `false` leaves it out.
   * @default true
   */
  readonly signalling?: boolean;
  /** As for `connect`: `relay` makes TURN a must. @default 'all' */
  readonly iceTransportPolicy?: RTCIceTransportPolicy;
}
