import type { VendorFeatures } from '../../core/ports/client.js';
import type { IdleClock } from '../idle-clock.js';
import type { LinkOwner } from '../link-owner.js';
import type { SessionLink } from '../session-link.js';
import type { FeatureHost } from './feature-host.js';

/** What a session lends to its features. Getters, because links come and go. */
export function createFeatureHost(
  { session, life, choices, upkeep }: LinkOwner,
  link: SessionLink,
  idle: IdleClock,
  vendor: VendorFeatures,
): FeatureHost {
  return {
    vendor,
    session,
    life,
    choices,
    upkeep,
    get connection() {
      return link.current?.connection;
    },
    send: (frames, isUse = true) => {
      link.for(true).sendFrames(frames);
      if (isUse) session.keepAwake();
    },
    holdIdle: () => idle.hold(),
    onFrame: (listener) => link.events.on('frame', listener),
    onSent: (listener) => link.events.on('sent', (message, frames) => listener(message, frames)),
    offer: (offer) => link.for(true).offer(offer),
  };
}
