import { TelepadError } from './errors.js';

/** What the session machine itself finds wrong: waits that took too long, a phone that hung up, nobody there. */
export const sessionFailures = {
  ticketTimeout: () =>
    new TelepadError(
      'broker_unreachable',
      'The ticket source was asked, but gave no ticket in time. Check the network and the broker.',
    ),
  vendorTimeout: () =>
    new TelepadError(
      'vendor_load_failed',
      'The vendor’s part of Telepad did not load in time. Check the network, and that every file of the build is served.',
    ),
  admissionTimeout: () =>
    new TelepadError(
      'signalling_refused',
      'The signalling server was called, but did not let us into the phone’s room in time. Check the network, and that the phone is running.',
    ),
  offerTimeout: () =>
    new TelepadError(
      'offer_timeout',
      'The signalling server admitted us, but the phone made no offer in time. Check that the phone is running, or restart it.',
    ),
  connectionTimeout: () =>
    new TelepadError(
      'connection_timeout',
      'The phone and this browser found no network path to each other in time. Check that STUN and TURN servers are reachable from here.',
    ),
  firstFrameTimeout: () =>
    new TelepadError(
      'first_frame_timeout',
      'The connection stands, but no picture or no control channel came in time. Check that the phone is awake and that this browser can decode its video.',
    ),
  disconnectTimeout: () =>
    new TelepadError(
      'connection_lost',
      'The connection to the phone broke and did not come back in time. Check the network.',
    ),
  channelClosed: () =>
    new TelepadError(
      'connection_lost',
      'The phone closed the control channel. It may have restarted, or the same user has opened it elsewhere.',
    ),
  openedElsewhere: () =>
    new TelepadError(
      'connection_lost',
      'The phone hung up again and again right after it was reached: the same user has probably opened it elsewhere. Close it there first.',
    ),
  idleTimeout: () =>
    new TelepadError(
      'idle_timeout',
      'The session was ended because the phone was not used for a while. Connect again to go on.',
    ),
} as const satisfies Readonly<Record<string, () => TelepadError>>;
