import { TelepadError } from '../../../core/errors.js';
import type { RelayLimits } from './relay-limits.js';
import type { RelayLogEntry } from './relay-log-entry.js';

export interface SignallingRelayOptions {
  /**
   * Where browsers reach this relay: `wss://app.example.com/telepad/relay`, without query. The last part of its path
   * is what the relay goes by; `ws:` only for development. Default: beside the broker's `tickets`, with the host and
   * the path that the browser asked for; right when no proxy changes them.
   */
  readonly url?: string;
  /**
   * Origins, such as `https://app.example.com`, whose pages may connect. Default none: only pages of the relay's own
   * origin. The same list as the broker's.
   */
  readonly allowedOrigins?: readonly string[];
  /** What the relay puts up with; docs/broker.md lists the limits with their defaults. */
  readonly limits?: Partial<RelayLimits>;
  /** Receives an entry for each connection that opens, ends or is refused. Default: no log. */
  readonly log?: (entry: RelayLogEntry) => void;
  /** Ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** The part of a relay's path by which it knows its own upgrades, where no `url` says otherwise. */
const usualName = 'relay';

export interface RelayAddress {
  /** Last part of the path, before the id. */
  readonly name: string;
  /** As pages of the relay's own origin have it; undefined where it is not known. */
  readonly origin: string | undefined;
  /** The address without the id, for a browser that asked for its ticket at `askedAt`. */
  publicUrl(askedAt: string): string;
}

/** @throws TelepadError `configuration_invalid` */
export function readRelayAddress(url: string | undefined): RelayAddress {
  if (url === undefined) {
    return { name: usualName, origin: undefined, publicUrl: besideTickets };
  }
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const path = parsed?.pathname.replace(/\/+$/, '') ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    !parsed ||
    !/^wss?:$/.test(parsed.protocol) ||
    parsed.username + parsed.password + parsed.search + parsed.hash !== '' ||
    !/^[\w.~-]+$/.test(name)
  ) {
    throw new TelepadError(
      'configuration_invalid',
      "The signalling relay's url must be a ws: or wss: address with a path, such as wss://app.example.com/telepad/relay, without user name, query or fragment.",
    );
  }
  const origin = `${parsed.protocol === 'wss:' ? 'https' : 'http'}://${parsed.host}`;
  const publicUrl = `${parsed.protocol}//${parsed.host}${path}`;
  return { name, origin, publicUrl: () => publicUrl };
}

/** `https://host/telepad/tickets` → `wss://host/telepad/relay` */
function besideTickets(askedAt: string): string {
  const { protocol, host, pathname } = new URL(askedAt);
  const folder = pathname.slice(0, pathname.lastIndexOf('/'));
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}${folder}/${usualName}`;
}
