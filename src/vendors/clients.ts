import type { ClientVendor } from '../core/ports/client.js';

/** Loads the browser part of a vendor when a ticket of that vendor is used for the first time. */
export type ClientVendorLoader = () => Promise<ClientVendor>;

export const clientVendors: Readonly<Record<string, ClientVendorLoader>> = {
  armcloud: async () => (await import('./armcloud/client/armcloud-client.js')).armcloudClient,
};
