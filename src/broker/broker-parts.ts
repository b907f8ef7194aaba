import type { BrokerTools, BrokerVendor } from '../core/ports/broker.js';
import type { Grant } from './grant.js';
import type { BrokerLogEntry } from './log-entry.js';
import type { RateLimits } from './rate-limits/create-rate-limits.js';

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
  readonly now: () => number;
  /** Never throws, whatever the application's log does. */
  readonly write: (entry: BrokerLogEntry) => void;
  /** @param request the browser's, whose end ends the calls; none for work that goes on after the answer */
  toolsFor(vendor: BrokerVendor, facts: RequestFacts, request?: Request): BrokerTools;
}

/** A request of somebody whom the application knows. */
export interface AuthorizedRequest {
  readonly request: Request;
  readonly grant: Grant;
  readonly facts: RequestFacts;
}
