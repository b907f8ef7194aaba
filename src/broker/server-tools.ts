import type { BrokerTools } from '../core/ports/broker.js';
import { checkTimeout } from './check-timeout.js';
import { callVendor, type FetchFunction } from './vendor-http.js';
import { wait } from './wait.js';

/** How a server's own code calls a vendor, without a browser that waits. */
export interface ServerCallOptions {
  /** Longest wait for an answer, in ms, 1 to 120000. Default 10000. */
  readonly timeoutMs?: number;
  /** Receives what does not stop a call, but should be known. It holds no key, token or address. Default: nobody. */
  readonly warn?: (message: string) => void;
  /** Ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: the runtime's own. */
  readonly fetch?: FetchFunction;
}

/**
 * What a vendor's account needs to make calls. The result is asked for each call; its signal gives that call up.
 * @throws TelepadError `configuration_invalid`
 */
export function createServerTools(
  options: ServerCallOptions = {},
): (signal?: AbortSignal) => BrokerTools {
  const { now = Date.now, warn = () => {} } = options;
  const timeoutMs = checkTimeout(options.timeoutMs);
  const fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  return (signal) => ({
    request: (call, { isShared = false } = {}) =>
      callVendor(call, { fetch, timeoutMs, signal: isShared ? undefined : signal }),
    now,
    wait: (delayMs) => wait(delayMs, signal),
    report: () => {},
    warn,
  });
}
