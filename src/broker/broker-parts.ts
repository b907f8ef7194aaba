import type { BrokerTools, BrokerVendor, SignallingRelay } from '../core/ports/broker.js';
import type { FileDesk } from './files/file-desk.js';
import type { Grant } from './grant.js';
import type { BrokerLogEntry } from './log-entry.js';
import type { RateLimits } from './rate-limits/create-rate-limits.js';
import type { SessionBook } from './sessions/session-book.js';

/** What is known of a request so far, for its log entries. */
export type RequestFacts = {
  -readonly [Name in
    | 'route'
    | 'vendor'
    | 'phoneId'
    | 'phoneIds'
    | 'userId'
    | 'operation']?: BrokerLogEntry[Name];
};

/** What a broker's routes work with. */
export interface BrokerParts {
  readonly vendors: readonly BrokerVendor[];
  readonly rateLimits: RateLimits;
  readonly signallingRelay: SignallingRelay | undefined;
  /** Absent where the broker takes no files. */
  readonly files: FileDesk | undefined;
  readonly sessions: SessionBook;
  readonly now: () => number;
  /** Never throws, whatever the application's log does. */
  readonly write: (entry: BrokerLogEntry) => void;
  /** @param caller none for work that goes on after the answer */
  toolsFor(vendor: BrokerVendor, facts: RequestFacts, caller?: VendorCaller): BrokerTools;
}

/** On whose behalf a vendor is called; a browser's request is one. */
export interface VendorCaller {
  /** Its end ends the calls. */
  readonly signal: AbortSignal;
  readonly report?: BrokerTools['report'];
}

/** A request of somebody whom the application knows. */
export interface AuthorizedRequest {
  readonly request: Request;
  readonly grant: Grant;
  readonly facts: RequestFacts;
}
