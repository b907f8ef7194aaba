import type { KnownFacts, PageFacts } from '../../core/explain-failure.js';
import type { UpkeepHost } from '../upkeep/upkeep-host.js';

/** What the page itself tells of its network and its address. */
export function pageFacts(): PageFacts {
  return {
    // Absent in some embedded browsers: only a clear no counts.
    isOnline: globalThis.navigator?.onLine !== false,
    isSecurePage: globalThis.location?.protocol === 'https:',
    now: Date.now(),
  };
}

/** What a session knows of its way to the phone, without asking anybody. */
export function knownFacts({ session, options, ticket, evidence }: UpkeepHost): KnownFacts {
  const [track] = session.videoStream.getVideoTracks();
  return {
    ...pageFacts(),
    ticket,
    evidence,
    // Browsers mute a track for as long as none of its packets arrive.
    isVideoArriving: track?.muted === false,
    isRenewable: typeof options.ticket === 'function',
  };
}
