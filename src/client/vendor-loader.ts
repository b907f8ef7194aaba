import type { ClientVendor } from '../core/ports/client.js';
import type { ClientVendors } from './connect-options.js';
import { vendorUnknown } from './session-errors.js';

/** Loads the browser parts of vendors for one session, and remembers them. */
export class VendorLoader {
  readonly #vendors: ClientVendors;
  readonly #loaded = new Map<string, ClientVendor>();

  constructor(vendors: ClientVendors) {
    this.#vendors = vendors;
  }

  /**
   * Starts to load what will probably be needed, so that it need not be waited for later: this vendor, or the
   * only one. A failure is met again by `load`.
   */
  prepare(id: string | undefined): void {
    const ids = Object.keys(this.#vendors);
    const likely = id ?? (ids.length === 1 ? ids[0] : undefined);
    if (likely !== undefined) this.load(likely).catch(() => {});
  }

  /** Without a wait, when it has been loaded before. */
  loaded(id: string): ClientVendor | undefined {
    return this.#loaded.get(id);
  }

  /** @throws TelepadError `vendor_unknown`, or whatever loading it throws */
  async load(id: string): Promise<ClientVendor> {
    const load = Object.hasOwn(this.#vendors, id) ? this.#vendors[id] : undefined;
    if (!load) throw vendorUnknown();
    const vendor = await load();
    this.#loaded.set(id, vendor);
    return vendor;
  }
}
