import { describe, expect, it } from 'vitest';
import { installationId } from '../../../../../src/vendors/armcloud/client/installation-id.js';

const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function memory(kept?: string) {
  const items = new Map<string, string>(kept === undefined ? [] : [['armcloud_uuid', kept]]);
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

describe('the UUID of an installation', () => {
  it('is made up once and kept under the vendor’s own name', () => {
    const storage = memory();
    const id = installationId(storage);
    expect(id).toMatch(v4);
    expect([...storage.items]).toEqual([['armcloud_uuid', id]]);
    expect(installationId(storage)).toBe(id);
  });

  it('is the one that the vendor’s client has kept', () => {
    const storage = memory('0B6C2F3E-7d1a-4c55-9c1e-2a6f0d9b8e77');
    expect(installationId(storage)).toBe('0B6C2F3E-7d1a-4c55-9c1e-2a6f0d9b8e77');
  });

  it('is made up where the kept one is none', () => {
    const storage = memory('undefined');
    expect(installationId(storage)).toMatch(v4);
    expect(storage.items.get('armcloud_uuid')).toMatch(v4);
  });

  it('stays the same while the page lives where there is no storage', () => {
    expect(installationId(null)).toMatch(v4);
    expect(installationId(null)).toBe(installationId(null));
  });

  it('does without a storage that throws, as in sandboxed frames', () => {
    const forbidden = {
      getItem: () => {
        throw new DOMException('no', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('no', 'QuotaExceededError');
      },
    };
    expect(installationId(forbidden)).toMatch(v4);
    expect(installationId(forbidden)).toBe(installationId(null));
  });
});
