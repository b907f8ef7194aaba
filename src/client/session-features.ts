import { isTelepadError } from '../core/errors.js';
import type { FeatureHost } from './features/feature-host.js';
import type { PhoneFeatures } from './features/phone-features.js';
import type { Preparation } from './preparation.js';
import { featuresUnsupported, sessionClosed, vendorNotLoaded } from './session-errors.js';

/** Loads the code of the features. */
export type ImportFeatures = () => Promise<{
  createFeatures(host: FeatureHost): PhoneFeatures;
}>;

export const importFeatures: ImportFeatures = () => import('./features/phone-features.js');

/**
 * Loads the features' code and the vendor's words for them, side by side.
 * @throws TelepadError `not_supported`, `vendor_load_failed` or `session_closed`
 */
export async function loadFeatures(
  host: Omit<FeatureHost, 'vendor'>,
  { vendor, ticket }: Pick<Preparation, 'vendor' | 'ticket'>,
  load: ImportFeatures,
): Promise<PhoneFeatures> {
  if (!ticket || !vendor?.loadFeatures) throw featuresUnsupported();
  try {
    const [words, { createFeatures }] = await Promise.all([vendor.loadFeatures(ticket), load()]);
    if (host.life.aborted) throw sessionClosed();
    // Not copied: its getters are alive.
    return createFeatures(Object.assign(host, { vendor: words }));
  } catch (cause) {
    throw isTelepadError(cause) ? cause : vendorNotLoaded(cause);
  }
}
