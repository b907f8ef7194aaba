import type { SignallingRelay } from '../core/ports/broker.js';
import type { CallbackOptions } from './callback-options.js';
import type { FileOptions } from './files/file-options.js';
import type { Grant } from './grant.js';
import type { BrokerLogEntry } from './log-entry.js';
import type { RateLimitOptions } from './rate-limits/rate-limit-options.js';
import type { FetchFunction } from './vendor-http.js';

/** What a broker is made of besides its vendors. */
export interface BrokerBehaviour {
  /**
   * Decides who is asking and what they may do, from the cookies or headers of your own application; `null`
   * for someone you do not know. Without it nothing is allowed. Must not read the request's body;
   * whoever reads that of `request.clone()` has to limit its length, which the broker does only for itself. When it
   * throws, the answer is 500 and tells nothing of it.
   */
  readonly authorize?: (request: Request) => Grant | null | Promise<Grant | null>;
  /**
   * Origins, such as `https://app.example.com`, whose pages may use this broker with cookies. Default none:
   * only pages of the broker's own origin.
   */
  readonly allowedOrigins?: readonly string[];
  /** Longest wait for a vendor's answer, in ms, 1 to 120000. Default 10000. */
  readonly timeoutMs?: number;
  /** How much a user may ask of the broker, and the broker of a vendor; `false` for no limit at all. */
  readonly rateLimits?: RateLimitOptions | false;
  /** Takes what a vendor tells unasked at `POST …/callbacks/{vendor}/{secret}`. Default: there is no such route. */
  readonly callbacks?: CallbackOptions;
  /**
   * Takes files for phones at `POST …/uploads/{phoneId}`, of users who may call `uploadFile`, and keeps them until
   * the vendor has fetched them. Default: it takes none (`not_supported`).
   */
  readonly files?: FileOptions;
  /**
   * Takes the vendor's signalling address and the room's token out of every ticket: browsers then reach the vendor
   * through this relay, which a page needs that came over https where the vendor has only plain `ws:`.
   * `createSignallingRelay` of `telepad/broker/node` makes one. Group tickets are refused then. Default: none,
   * browsers connect to the vendor themselves.
   */
  readonly signallingRelay?: SignallingRelay;
  /**
   * For vendors that keep a phone for its user: ends the session of one who was lost, or never used a ticket, once the
   * phone was kept for them. False leaves that to the vendor's own time, and ends only what a user has left: for several
   * brokers between which one phone's tickets are spread, where a user whom this one has lost may be back through
   * another. Default true.
   */
  readonly endLostSessions?: boolean;
  /** Receives an entry for each answer. Entries hold no key, token or address. Default: no log. */
  readonly log?: (entry: BrokerLogEntry) => void;
  /** Ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: the runtime's own. */
  readonly fetch?: FetchFunction;
}
