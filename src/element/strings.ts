import type { ErrorCode } from '../core/errors.js';
import type { moreEnglish } from './more-strings.js';

/** What the element shows and speaks from the first moment. What its lazy part says is in more-strings.ts. */
export const english = {
  player: 'Cloud phone',
  screen: 'Screen of the phone',
  fullStop: '. ',
  emptyTitle: 'No phone selected',
  emptyText: 'Choose a phone and it will appear here.',
  stoppedTitle: 'Disconnected',
  connect: 'Connect',
  connecting: 'Connecting',
  stepTicket: 'Asking for access',
  stepSignalling: 'Calling the phone',
  stepNegotiating: 'Setting up the connection',
  stepPicture: 'Waiting for the picture',
  queued: 'Waiting in the queue',
  restoring: 'Restoring the phone',
  'backing-up': 'Backing up the phone',
  resetting: 'Resetting the phone',
  restarting: 'Restarting the phone',
  moving: 'Moving the phone',
  waking: 'Waking the phone',
  stepPreparing: 'This may take a while',
  tryingAgain: 'Trying again',
  reconnecting: 'Reconnecting…',
  attempt: 'Reconnecting, attempt {number}',
  nextAttempt: 'Next attempt in {seconds} s',
  offline: 'This device is offline.',
  tryNow: 'Try now',
  lost: 'What was typed last may not have reached the phone.',
  live: 'Connected',
  liveWatching: 'Connected, watching only',
  retry: 'Try again',
  errorCode: 'Code',
  errorDefault: 'Could not connect',
  title_connection_lost: 'Connection lost',
  title_signalling_lost: 'Connection lost',
  title_phone_offline: 'The phone is offline',
  title_phone_not_found: 'Phone not found',
  title_unauthenticated: 'Please sign in',
  title_forbidden: 'No access to this phone',
  title_ticket_expired: 'Access has expired',
  title_webrtc_unsupported: 'This browser cannot show the phone',
  title_media_stalled: 'The picture stopped',
  title_opened_elsewhere: 'Opened in another place',
  soundOn: 'Tap to turn sound on',
  pictureOn: 'Tap to show the phone',
  idleTitle: 'Disconnecting in {seconds} s',
  idleText: 'Touch the phone to stay connected.',
  idleStatus: 'Disconnecting soon, because the phone is not used',
  stay: 'Stay connected',
  title_idle_timeout: 'Disconnected while not in use',
  toolbar: 'Phone controls',
  back: 'Back',
  home: 'Home',
  recents: 'Recent apps',
  volumeDown: 'Volume down',
  volumeUp: 'Volume up',
  power: 'Power',
  rotate: 'Rotate view',
  mute: 'Mute',
  unmute: 'Turn sound on',
  enterFullscreen: 'Full screen',
  leaveFullscreen: 'Leave full screen',
  more: 'More controls',
  copyFromPhone: 'Copy from phone',
  pasteToPhone: 'Paste to phone',
  notLoaded: 'That could not be loaded. Try again.',
} as const;

export type FirstStringKey = keyof typeof english;

export type PhoneStringKey = FirstStringKey | keyof typeof moreEnglish;

/**
 * For an error: a title, where it may have another one than `errorDefault`, and the element's own text, cause and advice,
 * in place of the error's English message. English has no such texts: there the message says more.
 */
export type ErrorStringKey = `title_${ErrorCode}` | `text_${ErrorCode}`;

/**
 * Every text the element shows or speaks. `{seconds}` and the like stand where a value is put in.
 */
export type PhoneStrings = { readonly [Key in PhoneStringKey]: string } & {
  readonly [Key in ErrorStringKey]?: string;
};

/** Those that are needed before the lazy part is there. */
export type FirstStrings = Pick<PhoneStrings, FirstStringKey | ErrorStringKey>;
