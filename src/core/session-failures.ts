import { TelepadError } from './errors.js';

/** What the session machine itself finds wrong: waits that took too long, a phone that hung up, nobody there. */
export const sessionFailures = {
  ticketTimeout: () =>
    new TelepadError(
      'broker_unreachable',
      'No ticket came in time. Check the network and the broker.',
    ),
  vendorTimeout: () =>
    new TelepadError(
      'vendor_load_failed',
      'The vendor’s part of Telepad did not load in time. Check the network, and that every file of the build is served.',
    ),
  admissionTimeout: () =>
    new TelepadError(
      'signalling_refused',
      'The signalling server did not let us in in time. Check the network, and that the phone runs.',
    ),
  offerTimeout: () =>
    new TelepadError(
      'offer_timeout',
      'The phone made no offer in time. Check that it runs, or restart it.',
    ),
  connectionTimeout: () =>
    new TelepadError(
      'connection_timeout',
      'No network path to the phone was found in time. Check that STUN and TURN servers can be reached from here.',
    ),
  firstFrameTimeout: () =>
    new TelepadError(
      'first_frame_timeout',
      'The phone was reached, but no picture or control channel came in time. Check that it is awake and that this browser can decode its video.',
    ),
  connectionBroken: () =>
    new TelepadError('connection_lost', 'The connection to the phone broke. Check the network.'),
  connectionFailed: () =>
    new TelepadError(
      'connection_lost',
      'No network path to the phone works. Check that STUN and TURN servers can be reached from here.',
    ),
  channelClosed: () =>
    new TelepadError(
      'connection_lost',
      'The phone hung up. It has restarted, or the same user has opened it elsewhere.',
    ),
  openedElsewhere: () =>
    new TelepadError(
      'opened_elsewhere',
      'The phone hung up again and again: the same user has probably opened it elsewhere. Close it there.',
    ),
  idleTimeout: () =>
    new TelepadError('idle_timeout', 'The phone was not used for a while. Connect again to go on.'),
} as const satisfies Readonly<Record<string, () => TelepadError>>;
