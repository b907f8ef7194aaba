import type { Site } from '../harness/site.js';

/** How often, and when, the brokers have asked KooPhone for this; `path` is the end of the address. */
export function callsOf(site: Site, path: string): readonly number[] {
  return site.vendorCalls.filter((call) => call.path.endsWith(path)).map(({ atMs }) => atMs);
}
