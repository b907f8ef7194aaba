import { TelepadError } from '../../../core/errors.js';

/** What a relay puts up with. Each is a whole number; docs/broker.md has the same table. */
export const relayLimits = {
  /** Longest frame of a browser, in bytes: an SDP has a few thousand, and JSON inside JSON doubles its quotes. */
  maxBrowserFrameBytes: { usual: 65_536, min: 1024, max: 1_048_576 },
  /** Longest frame of a vendor, in bytes. */
  maxVendorFrameBytes: { usual: 262_144, min: 1024, max: 1_048_576 },
  /** Most frames of one browser within a second; a start has about thirty candidates. */
  maxFramesPerSecond: { usual: 100, min: 10, max: 10_000 },
  /**
   * Most bytes of one browser within a second, though never less than one longest frame: reading a frame takes time
   * that all connections share.
   */
  maxBytesPerSecond: { usual: 131_072, min: 1024, max: 1_073_741_824 },
  /** Most bytes that wait for one side; the other is no longer read from a quarter of it on. */
  maxBufferedBytes: { usual: 1_048_576, min: 65_536, max: 67_108_864 },
  /** How long one side may take nothing while something waits for it, in ms. */
  stallTimeoutMs: { usual: 30_000, min: 1000, max: 600_000 },
  /** How long a browser may send no frame, in ms; sessions send one every few seconds. */
  idleTimeoutMs: { usual: 120_000, min: 1000, max: 86_400_000 },
  /** How often a browser is asked for a sign of life, in ms; one that gave none since the last time is cut. */
  keepAliveMs: { usual: 20_000, min: 1000, max: 600_000 },
  /** How long the vendor's server may take to admit, in ms; browsers wait ten seconds. */
  handshakeTimeoutMs: { usual: 8000, min: 100, max: 60_000 },
  /** How long a ticket waits for its first use, in ms, if the vendor's own end does not come before. */
  unusedTicketMs: { usual: 300_000, min: 1000, max: 86_400_000 },
  /** How long a browser that lost its connection may come back, in ms, if the vendor's own end does not come before. */
  graceMs: { usual: 120_000, min: 1000, max: 86_400_000 },
  /** Most calls of the vendor's server for one ticket within a minute. */
  maxCallsPerMinute: { usual: 30, min: 1, max: 10_000 },
  /** Most connections at once. */
  maxConnections: { usual: 5000, min: 1, max: 1_000_000 },
  maxConnectionsPerUser: { usual: 100, min: 1, max: 1_000_000 },
  /** Most tickets that wait for a browser, new ones and those in their grace; the oldest are forgotten. */
  maxTickets: { usual: 20_000, min: 1, max: 1_000_000 },
  maxTicketsPerUser: { usual: 200, min: 1, max: 1_000_000 },
} as const satisfies Readonly<Record<string, { usual: number; min: number; max: number }>>;

export type RelayLimitName = keyof typeof relayLimits;

/** What a relay puts up with, each a whole number; docs/broker.md tells meaning, default and range of each. */
export type RelayLimits = { readonly [Name in RelayLimitName]: number };

/** @throws TelepadError `configuration_invalid` */
export function checkRelayLimits(given: Partial<RelayLimits> = {}): RelayLimits {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(relayLimits, name)) throw invalid(`there is no limit of that name`);
  }
  const entries = Object.entries(relayLimits).map(([name, { usual, min, max }]) => {
    const value = given[name as RelayLimitName] ?? usual;
    if (!Number.isInteger(value) || value < min || value > max) {
      throw invalid(`${name} must be a whole number of ${min} to ${max}`);
    }
    return [name, value];
  });
  return Object.fromEntries(entries) as RelayLimits;
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The signalling relay's limits: ${what}.`);
}
