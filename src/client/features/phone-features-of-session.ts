import { TelepadError } from '../../core/errors.js';
import type { VendorFeatures } from '../../core/ports/client.js';
import type { IdleClock } from '../idle-clock.js';
import type { LinkOwner } from '../link-owner.js';
import type { SessionLink } from '../session-link.js';
import { createFeatures, type PhoneFeatures } from './phone-features.js';
import { createFeatureHost } from './session-host.js';

/**
 * What a session loads when it is asked for its features.
 * @throws TelepadError `not_supported` for a vendor that has none
 */
export function createFeaturesOfSession(
  owner: LinkOwner,
  link: SessionLink,
  idle: IdleClock,
  vendor: VendorFeatures | undefined,
): PhoneFeatures {
  if (!vendor)
    throw new TelepadError('not_supported', 'Phones of this vendor have no further features.');
  return createFeatures(createFeatureHost(owner, link, idle, vendor));
}
