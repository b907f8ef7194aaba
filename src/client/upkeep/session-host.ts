import type { Size } from '../../core/geometry.js';
import type { VendorFeatures } from '../../core/ports/client.js';
import type { LinkOwner } from '../link-owner.js';
import type { SessionLink } from '../session-link.js';
import { evidenceOf } from './link-evidence.js';
import type { UpkeepHost } from './upkeep-host.js';

/** What a session lends to its upkeep. Getters, because links and tickets come and go. */
export function createSessionHost(
  { session, options, life, choices, preparation, media, status, emitter, dispatch }: LinkOwner,
  link: SessionLink,
): UpkeepHost {
  let words: Promise<VendorFeatures> | undefined;
  return {
    session,
    options,
    life,
    choices,
    videos: media.videos,
    get ticket() {
      return preparation.ticket;
    },
    get vendor() {
      return preparation.vendor;
    },
    get connection() {
      return link.current?.connection;
    },
    get evidence() {
      return link.last && evidenceOf(link.last);
    },
    get isSignalling() {
      return link.current?.isSignalling ?? false;
    },
    get assumeDisplay() {
      return preparation.vendor?.isDisplayUntold
        ? (size: Size) => status.assumeDisplay(size)
        : undefined;
    },
    dispatch,
    emit: (...event) => emitter.emit(...event),
    send: (message) => link.send(message, true),
    // Questions, which somebody who only watches may ask.
    sendFrames: (frames) => link.for(false).sendFrames(frames),
    onSending: (listener) => link.events.on('sending', listener),
    onSent: (listener) =>
      link.events.on('sent', (message, _frames, isOwn) => {
        if (!isOwn) listener(message);
      }),
    takeAnswers(take) {
      status.takeAnswer = take;
    },
    async vendorFeatures() {
      const { vendor, ticket } = preparation;
      if (!ticket) return undefined;
      words ??= vendor?.loadFeatures?.(ticket).catch((error) => {
        words = undefined;
        throw error;
      });
      return words;
    },
  };
}
