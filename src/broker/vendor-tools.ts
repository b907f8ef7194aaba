import type { BrokerTools, BrokerVendor } from '../core/ports/broker.js';
import type { BrokerParts, RequestFacts } from './broker-parts.js';
import { callVendor, type FetchFunction } from './vendor-http.js';

export interface VendorToolsOptions extends Pick<BrokerParts, 'rateLimits' | 'now' | 'write'> {
  readonly fetch: FetchFunction;
  readonly timeoutMs: number;
}

/** Makes what the broker lends to a vendor for one request. */
export function createToolMaker(options: VendorToolsOptions): BrokerParts['toolsFor'] {
  const { fetch, timeoutMs, rateLimits, now, write } = options;
  return (vendor: BrokerVendor, facts: RequestFacts, request?: Request): BrokerTools => ({
    async request(call, { isShared = false } = {}) {
      await rateLimits.passVendorCall(vendor.id);
      const signal = isShared ? undefined : request?.signal;
      return callVendor(call, { fetch, timeoutMs, signal });
    },
    now,
    warn: (message) => write({ level: 'warn', event: 'warned', message, route: null, ...facts }),
  });
}
