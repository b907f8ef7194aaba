import { forgetOldest } from '../../../core/forget-oldest.js';
import { deriveFieldKey } from './open-sealed-field.js';

/** The keys of phones' sealed fields, kept because a phone is opened again and again. */
export interface FieldKeys {
  /** At once when it is known. */
  of(phoneId: string): Uint8Array | Promise<Uint8Array>;
}

/** @param maxKeys beyond it the key that was not used for longest is forgotten */
export function createFieldKeys(maxKeys = 10_000): FieldKeys {
  /** In the order of their last use. */
  const keys = new Map<string, Uint8Array>();

  function keep(phoneId: string, key: Uint8Array): Uint8Array {
    keys.delete(phoneId);
    keys.set(phoneId, key);
    forgetOldest(keys, maxKeys);
    return key;
  }

  return {
    of(phoneId) {
      const known = keys.get(phoneId);
      if (known) return keep(phoneId, known);
      return deriveFieldKey(phoneId).then((key) => keep(phoneId, key));
    },
  };
}
