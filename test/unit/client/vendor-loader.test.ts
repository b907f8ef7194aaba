import { describe, expect, it, vi } from 'vitest';
import { VendorLoader } from '../../../src/client/vendor-loader.js';
import type { ClientVendor } from '../../../src/core/ports/client.js';

const vendor = { id: 'fake' } as ClientVendor;

describe('a vendor loader', () => {
  it('has what was prepared without a wait', async () => {
    const load = vi.fn(async () => vendor);
    const loader = new VendorLoader({ fake: load, other: async () => vendor });
    expect(loader.loaded('fake')).toBeUndefined();
    loader.prepare('fake');
    await vi.waitFor(() => expect(loader.loaded('fake')).toBe(vendor));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('prepares the only vendor unasked, and none of several', () => {
    const load = vi.fn(async () => vendor);
    new VendorLoader({ fake: load }).prepare(undefined);
    expect(load).toHaveBeenCalledTimes(1);
    new VendorLoader({ fake: load, other: load }).prepare(undefined);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('keeps a failure of preparing for those who need the vendor', async () => {
    const failure = new Error('offline');
    const loader = new VendorLoader({ fake: () => Promise.reject(failure) });
    loader.prepare('fake');
    await expect(loader.load('fake')).rejects.toBe(failure);
    expect(loader.loaded('fake')).toBeUndefined();
  });

  it.each(['other', '__proto__'])('knows no vendor called %s', async (id) => {
    const loader = new VendorLoader({ fake: async () => vendor });
    await expect(loader.load(id)).rejects.toMatchObject({ code: 'vendor_unknown' });
  });
});
