import type { BrokerTools, BrokerVendor } from '../core/ports/broker.js';
import type { BrokerParts, RequestFacts, VendorCaller } from './broker-parts.js';
import { callVendor, type FetchFunction } from './vendor-http.js';
import { wait } from './wait.js';

export interface VendorToolsOptions extends Pick<BrokerParts, 'rateLimits' | 'now' | 'write'> {
  readonly fetch: FetchFunction;
  readonly timeoutMs: number;
}

/** Makes what the broker lends to a vendor for one request. */
export function createToolMaker(options: VendorToolsOptions): BrokerParts['toolsFor'] {
  const { fetch, timeoutMs, rateLimits, now, write } = options;
  return (vendor: BrokerVendor, facts: RequestFacts, caller?: VendorCaller): BrokerTools => ({
    async request(call, { isShared = false } = {}) {
      await rateLimits.passVendorCall(vendor.id);
      const signal = isShared ? undefined : caller?.signal;
      return callVendor(call, { fetch, timeoutMs, signal });
    },
    now,
    wait: (delayMs) => wait(delayMs, caller?.signal),
    report: (progress) => caller?.report?.(progress),
    warn: (message) => write({ level: 'warn', event: 'warned', message, route: null, ...facts }),
  });
}
