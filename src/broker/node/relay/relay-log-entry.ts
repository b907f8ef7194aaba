/** Why a relayed connection ended. */
export type RelayEnd =
  /** The page closed it, or went away. */
  | 'browser-closed'
  /** The network took it: no goodbye, or no sign of life. */
  | 'browser-lost'
  | 'vendor-closed'
  | 'vendor-lost'
  /** A frame that no client of ours sends; the ticket is worth nothing any more. */
  | 'frame-refused'
  | 'too-many-frames'
  | 'idle'
  /** One side took too little of what waited for it. */
  | 'stalled'
  /** The same browser came back before its end was noticed. */
  | 'replaced'
  | 'relay-closed';

/** Why a browser was not let in. */
export type RelayRefusal =
  | 'not-a-websocket'
  | 'origin-not-allowed'
  /** Unknown, expired, or used before: nobody is told which. */
  | 'ticket-invalid'
  | 'too-many-connections'
  /** This browser comes and goes too often. */
  | 'too-many-calls'
  /** It went away while the vendor's server was called. */
  | 'browser-left'
  /** The vendor's server refused, could not be reached, or took too long. */
  | 'vendor-refused'
  | 'relay-closed';

/** What the relay tells its operator. Entries hold no ticket, token, address or frame. */
export interface RelayLogEntry {
  readonly level: 'info' | 'warn';
  readonly event: 'relay-opened' | 'relay-closed' | 'relay-refused';
  readonly reason?: RelayEnd | RelayRefusal;
  /** Where the ticket is known. */
  readonly vendor?: string;
  readonly phoneId?: string;
  readonly userId?: string;
  /** From the opening to the end, in ms; only of `relay-closed`. */
  readonly durationMs?: number;
  /** Frames that were passed on; only of `relay-closed`. */
  readonly framesFromBrowser?: number;
  readonly framesFromVendor?: number;
}
