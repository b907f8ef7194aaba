import { TelepadError } from '../../../src/core/errors.js';
import type { SessionPolicy } from '../../../src/core/session-policy.js';
import type {
  SessionEffect,
  SessionEvent,
  SessionState,
  SessionTimer,
} from '../../../src/core/session-state.js';

/** The whole session machine as data: for each situation, what each event does. */

/** No two waits are the same, so that a wrong one shows. */
export const policy: SessionPolicy = {
  preparationTimeoutMs: 6000,
  offerTimeoutMs: 1000,
  connectionTimeoutMs: 2000,
  firstFrameTimeoutMs: 3000,
  displayTimeoutMs: 4000,
  disconnectGraceMs: 5000,
  steadyAfterMs: 7000,
  idleTimeoutMs: 9000,
  idleWarningMs: 2500,
  signallingRetry: { maxAttempts: 2, baseDelayMs: 100, maxDelayMs: 1000 },
  connectRetry: { maxAttempts: 1, baseDelayMs: 200, maxDelayMs: 2000 },
  recoveryRetry: { maxAttempts: 3, baseDelayMs: 400, maxDelayMs: 1200 },
};

/** Makes every wait three quarters of its ceiling. */
export const random = 0.5;

/** Long enough for the warning, which comes after 6500 ms, and not for the end. */
export const idleForMs = 8000;

export const problem = new TelepadError('phone_offline', 'The phone is offline.');
export const refusal = new TelepadError('forbidden', 'Not your phone.');
export const lost = new TelepadError('signalling_lost', 'The socket closed.');
export const expired = new TelepadError('ticket_expired', 'Too old.', { retryable: true });

export const events = {
  connect: { type: 'connect' },
  'ticket-issued': { type: 'ticket-issued' },
  'ticket-failed': { type: 'ticket-failed', error: problem },
  'ticket-failed for good': { type: 'ticket-failed', error: refusal },
  'vendor-loaded': { type: 'vendor-loaded' },
  'vendor-failed': { type: 'vendor-failed', error: problem },
  'vendor-failed for good': { type: 'vendor-failed', error: refusal },
  joined: { type: 'joined' },
  'signalling-lost': { type: 'signalling-lost', error: lost },
  'signalling-lost, ticket expired': { type: 'signalling-lost', error: expired },
  'signalling-lost for good': { type: 'signalling-lost', error: refusal },
  offered: { type: 'offered' },
  'peer-connected': { type: 'peer-connected' },
  'peer-disconnected': { type: 'peer-disconnected' },
  'peer-failed': { type: 'peer-failed', error: problem },
  'peer-failed for good': { type: 'peer-failed', error: refusal },
  'channel-opened': { type: 'channel-opened' },
  'channel-closed': { type: 'channel-closed' },
  frame: { type: 'frame' },
  display: { type: 'display' },
  'preparation timeout': { type: 'timeout', timer: 'preparation' },
  'offer timeout': { type: 'timeout', timer: 'offer' },
  'connection timeout': { type: 'timeout', timer: 'connection' },
  'first-frame timeout': { type: 'timeout', timer: 'first-frame' },
  'display timeout': { type: 'timeout', timer: 'display' },
  'disconnect timeout': { type: 'timeout', timer: 'disconnect' },
  'steady timeout': { type: 'timeout', timer: 'steady' },
  'idle timeout': { type: 'timeout', timer: 'idle' },
  'signalling-retry timeout': { type: 'timeout', timer: 'signalling-retry' },
  'recovery timeout': { type: 'timeout', timer: 'recovery' },
  used: { type: 'used' },
  'retry-now': { type: 'retry-now' },
  close: { type: 'close' },
  fatal: { type: 'fatal', error: refusal },
} as const satisfies Readonly<Record<string, SessionEvent>>;

export type EventName = keyof typeof events;

/** An error that the machine makes itself, by its code; errors of events are compared by identity. */
export interface ErrorCoded {
  readonly code: string;
}

/** Next state, then effects. The state's error, like an effect's, may be given by its code. */
export type Expected = readonly [
  state: Readonly<Record<string, unknown>>,
  ...effects: readonly Readonly<Record<string, unknown>>[],
];

export interface Situation {
  readonly title: string;
  readonly state: SessionState;
  readonly handles: { readonly [Name in EventName]?: Expected };
  /** Same state object, no effect. */
  readonly ignores: readonly EventName[];
}

export const start = (timer: SessionTimer, delayMs: number): SessionEffect => ({
  type: 'start-timer',
  timer,
  delayMs,
});
export const stop = (timer: SessionTimer): SessionEffect => ({ type: 'stop-timer', timer });
const announceTrouble = (error: TelepadError | ErrorCoded) => ({ type: 'announce-trouble', error });

/** What the end of a link always takes, in this order. */
const releaseInput = { type: 'release-input' } as const;
const stopAllTimers = { type: 'stop-all-timers' } as const;
const closeLink = { type: 'close-link' } as const;
const letGo = [releaseInput, stopAllTimers, closeLink] as const;

const reopenSignalling = { type: 'reopen-signalling' } as const;

const closedByUser: Expected = [{ name: 'closed' }, ...letGo];
const closedBy = (error: TelepadError | ErrorCoded): Expected => [
  { name: 'closed', error },
  ...letGo,
];
const ends = { close: closedByUser, fatal: closedBy(refusal) } as const;

/** The first attempt failed: 150 ms are three quarters of connectRetry's 200. */
const firstRetry = (error: TelepadError | ErrorCoded, hangUps = 0): Expected => [
  { name: 'recovering', attempts: 1, hangUps, hasBeenLive: false, error },
  ...letGo,
  announceTrouble(error),
  start('recovery', 150),
];

/** A live connection failed: 300 ms are three quarters of recoveryRetry's 400. */
const firstRecovery = (error: TelepadError | ErrorCoded, hangUps = 0): Expected => [
  { name: 'recovering', attempts: 1, hangUps, hasBeenLive: true, error },
  ...letGo,
  announceTrouble(error),
  start('recovery', 300),
];

/** The socket was lost while the peer connection was not up: begin again on the same ticket. */
const signalAgain: Expected = [
  { name: 'signalling', attempts: 0, hangUps: 0, hasBeenLive: false, reopenings: 1 },
  ...letGo,
  announceTrouble(lost),
  start('offer', 1000),
  start('signalling-retry', 75),
];

const noHistory = { attempts: 0, hangUps: 0, hasBeenLive: false } as const;

const negotiating = {
  name: 'negotiating',
  ...noHistory,
  reopenings: 0,
  isOffered: false,
  isConnected: false,
  isChannelOpen: false,
  hasFrame: false,
  hasDisplay: false,
} as const;
const offered = { ...negotiating, isOffered: true } as const;
const connected = { ...offered, isConnected: true } as const;
const withoutDisplay = { ...connected, isChannelOpen: true, hasFrame: true } as const;
const withoutChannel = { ...connected, hasFrame: true, hasDisplay: true } as const;

const live = { name: 'live', attempts: 0, hangUps: 0, hasBeenLive: true } as const;
const idleWarning = { ...live, name: 'idle-warning', remainingMs: 1000 } as const;
const becomeLive = [
  stop('offer'),
  stop('connection'),
  stop('first-frame'),
  stop('display'),
  start('steady', 7000),
  start('idle', 6500),
  { type: 'announce-live' },
] as const;

const ticketEvents = ['ticket-issued', 'ticket-failed', 'ticket-failed for good'] as const;
const vendorEvents = ['vendor-loaded', 'vendor-failed', 'vendor-failed for good'] as const;
const socketEvents = [
  'joined',
  'signalling-lost',
  'signalling-lost, ticket expired',
  'signalling-lost for good',
] as const;
const peerEvents = [
  'offered',
  'peer-connected',
  'peer-disconnected',
  'peer-failed',
  'peer-failed for good',
  'channel-opened',
  'channel-closed',
  'frame',
  'display',
] as const;
const peerTimeouts = [
  'connection timeout',
  'first-frame timeout',
  'display timeout',
  'disconnect timeout',
] as const;

export const situations: readonly Situation[] = [
  {
    title: 'idle',
    state: { name: 'idle' },
    handles: {
      connect: [
        { name: 'ticketing', ...noHistory },
        stop('recovery'),
        start('preparation', 6000),
        { type: 'request-ticket' },
      ],
      ...ends,
    },
    ignores: [
      ...ticketEvents,
      ...vendorEvents,
      ...socketEvents,
      ...peerEvents,
      ...peerTimeouts,
      'preparation timeout',
      'offer timeout',
      'signalling-retry timeout',
      'recovery timeout',
      'retry-now',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'ticketing',
    state: { name: 'ticketing', ...noHistory },
    handles: {
      'ticket-issued': [{ name: 'preparing', ...noHistory }, { type: 'load-vendor' }],
      'ticket-failed': firstRetry(problem),
      'ticket-failed for good': closedBy(refusal),
      'preparation timeout': firstRetry({ code: 'broker_unreachable' }),
      ...ends,
    },
    ignores: [
      'connect',
      ...vendorEvents,
      ...socketEvents,
      ...peerEvents,
      ...peerTimeouts,
      'offer timeout',
      'signalling-retry timeout',
      'recovery timeout',
      'retry-now',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'preparing',
    state: { name: 'preparing', ...noHistory },
    handles: {
      'vendor-loaded': [
        { name: 'signalling', ...noHistory, reopenings: 0 },
        stop('preparation'),
        start('offer', 1000),
        { type: 'open-link' },
      ],
      'vendor-failed': firstRetry(problem),
      'vendor-failed for good': closedBy(refusal),
      'preparation timeout': firstRetry({ code: 'vendor_load_failed' }),
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...socketEvents,
      ...peerEvents,
      ...peerTimeouts,
      'offer timeout',
      'signalling-retry timeout',
      'recovery timeout',
      'retry-now',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'signalling',
    state: { name: 'signalling', ...noHistory, reopenings: 0 },
    handles: {
      joined: [negotiating],
      'signalling-lost': signalAgain,
      'signalling-lost, ticket expired': firstRetry(expired),
      'signalling-lost for good': closedBy(refusal),
      offered: [offered, stop('offer'), start('connection', 2000)],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'offer timeout': firstRetry({ code: 'signalling_refused' }),
      'signalling-retry timeout': [
        { name: 'signalling', ...noHistory, reopenings: 0 },
        reopenSignalling,
      ],
      'retry-now': [
        { name: 'signalling', ...noHistory, reopenings: 0 },
        stop('signalling-retry'),
        reopenSignalling,
      ],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'peer-connected',
      'peer-disconnected',
      'channel-opened',
      'channel-closed',
      'frame',
      'display',
      ...peerTimeouts,
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'negotiating, admitted',
    state: negotiating,
    handles: {
      'signalling-lost': signalAgain,
      'signalling-lost, ticket expired': firstRetry(expired),
      'signalling-lost for good': closedBy(refusal),
      offered: [offered, stop('offer'), start('connection', 2000)],
      'peer-connected': [
        { ...negotiating, isConnected: true },
        stop('connection'),
        start('first-frame', 3000),
      ],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-opened': [{ ...negotiating, isChannelOpen: true }],
      'channel-closed': firstRetry({ code: 'connection_lost' }, 1),
      frame: [{ ...negotiating, hasFrame: true }, start('display', 4000)],
      display: [{ ...negotiating, hasDisplay: true }],
      'offer timeout': firstRetry({ code: 'offer_timeout' }),
      'connection timeout': firstRetry({ code: 'connection_timeout' }),
      'first-frame timeout': firstRetry({ code: 'first_frame_timeout' }),
      'display timeout': [{ ...negotiating, hasDisplay: true }, { type: 'assume-display' }],
      'disconnect timeout': firstRetry({ code: 'connection_lost' }),
      'signalling-retry timeout': [negotiating, reopenSignalling],
      'retry-now': [negotiating, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'peer-disconnected',
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'negotiating, offered',
    state: offered,
    handles: {
      'signalling-lost': signalAgain,
      'signalling-lost, ticket expired': firstRetry(expired),
      'signalling-lost for good': closedBy(refusal),
      'peer-connected': [connected, stop('connection'), start('first-frame', 3000)],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-opened': [{ ...offered, isChannelOpen: true }],
      'channel-closed': firstRetry({ code: 'connection_lost' }, 1),
      frame: [{ ...offered, hasFrame: true }, start('display', 4000)],
      display: [{ ...offered, hasDisplay: true }],
      'offer timeout': firstRetry({ code: 'offer_timeout' }),
      'connection timeout': firstRetry({ code: 'connection_timeout' }),
      'first-frame timeout': firstRetry({ code: 'first_frame_timeout' }),
      'display timeout': [{ ...offered, hasDisplay: true }, { type: 'assume-display' }],
      'disconnect timeout': firstRetry({ code: 'connection_lost' }),
      'signalling-retry timeout': [offered, reopenSignalling],
      'retry-now': [offered, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      // A phone that offers again and again gets no more time by it.
      'offered',
      'peer-disconnected',
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'negotiating, connected, nothing seen yet',
    state: connected,
    handles: {
      'signalling-lost': [connected, announceTrouble(lost), start('signalling-retry', 750)],
      'signalling-lost, ticket expired': [connected, announceTrouble(expired)],
      'signalling-lost for good': [connected, announceTrouble(refusal)],
      'peer-connected': [connected, stop('disconnect')],
      'peer-disconnected': [connected, start('disconnect', 5000)],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-opened': [{ ...connected, isChannelOpen: true }],
      'channel-closed': firstRetry({ code: 'connection_lost' }, 1),
      frame: [{ ...connected, hasFrame: true }, start('display', 4000)],
      display: [{ ...connected, hasDisplay: true }],
      'offer timeout': firstRetry({ code: 'offer_timeout' }),
      'connection timeout': firstRetry({ code: 'connection_timeout' }),
      'first-frame timeout': firstRetry({ code: 'first_frame_timeout' }),
      'display timeout': [{ ...connected, hasDisplay: true }, { type: 'assume-display' }],
      'disconnect timeout': firstRetry({ code: 'connection_lost' }),
      'signalling-retry timeout': [connected, reopenSignalling],
      'retry-now': [connected, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'negotiating, all but the display',
    state: withoutDisplay,
    handles: {
      'signalling-lost': [withoutDisplay, announceTrouble(lost), start('signalling-retry', 750)],
      'signalling-lost, ticket expired': [withoutDisplay, announceTrouble(expired)],
      'signalling-lost for good': [withoutDisplay, announceTrouble(refusal)],
      'peer-connected': [withoutDisplay, stop('disconnect')],
      'peer-disconnected': [withoutDisplay, start('disconnect', 5000)],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-opened': [withoutDisplay],
      'channel-closed': firstRetry({ code: 'connection_lost' }, 1),
      // The display timer runs since the first frame; later frames must not put it off.
      frame: [withoutDisplay],
      display: [live, ...becomeLive],
      'offer timeout': firstRetry({ code: 'offer_timeout' }),
      'connection timeout': firstRetry({ code: 'connection_timeout' }),
      'first-frame timeout': firstRetry({ code: 'first_frame_timeout' }),
      'display timeout': [live, { type: 'assume-display' }, ...becomeLive],
      'disconnect timeout': firstRetry({ code: 'connection_lost' }),
      'signalling-retry timeout': [withoutDisplay, reopenSignalling],
      'retry-now': [withoutDisplay, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'negotiating, all but the channel',
    state: withoutChannel,
    handles: {
      'signalling-lost': [withoutChannel, announceTrouble(lost), start('signalling-retry', 750)],
      'signalling-lost, ticket expired': [withoutChannel, announceTrouble(expired)],
      'signalling-lost for good': [withoutChannel, announceTrouble(refusal)],
      'peer-connected': [withoutChannel, stop('disconnect')],
      'peer-disconnected': [withoutChannel, start('disconnect', 5000)],
      'peer-failed': firstRetry(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-opened': [live, ...becomeLive],
      'channel-closed': firstRetry({ code: 'connection_lost' }, 1),
      frame: [withoutChannel],
      display: [withoutChannel],
      'offer timeout': firstRetry({ code: 'offer_timeout' }),
      'connection timeout': firstRetry({ code: 'connection_timeout' }),
      'first-frame timeout': firstRetry({ code: 'first_frame_timeout' }),
      'disconnect timeout': firstRetry({ code: 'connection_lost' }),
      'signalling-retry timeout': [withoutChannel, reopenSignalling],
      'retry-now': [withoutChannel, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      // The phone has told its size meanwhile: the picture's must not replace it.
      'display timeout',
      'preparation timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'live',
    state: live,
    handles: {
      'signalling-lost': [live, announceTrouble(lost), start('signalling-retry', 750)],
      'signalling-lost, ticket expired': [live, announceTrouble(expired)],
      'signalling-lost for good': [live, announceTrouble(refusal)],
      'peer-connected': [live, stop('disconnect')],
      'peer-disconnected': [live, start('disconnect', 5000)],
      'peer-failed': firstRecovery(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-closed': firstRecovery({ code: 'connection_lost' }, 1),
      'disconnect timeout': firstRecovery({ code: 'connection_lost' }),
      'steady timeout': [live],
      'idle timeout': [
        idleWarning,
        start('idle', 1000),
        { type: 'announce-idle', remainingMs: 1000 },
      ],
      used: [live, start('idle', 6500)],
      'signalling-retry timeout': [live, reopenSignalling],
      'retry-now': [live, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      'channel-opened',
      'frame',
      'display',
      'preparation timeout',
      'offer timeout',
      'connection timeout',
      'first-frame timeout',
      'display timeout',
      'recovery timeout',
    ],
  },
  {
    title: 'idle-warning',
    state: idleWarning,
    handles: {
      'signalling-lost': [idleWarning, announceTrouble(lost), start('signalling-retry', 750)],
      'signalling-lost, ticket expired': [idleWarning, announceTrouble(expired)],
      'signalling-lost for good': [idleWarning, announceTrouble(refusal)],
      'peer-connected': [idleWarning, stop('disconnect')],
      'peer-disconnected': [idleWarning, start('disconnect', 5000)],
      'peer-failed': firstRecovery(problem),
      'peer-failed for good': closedBy(refusal),
      'channel-closed': firstRecovery({ code: 'connection_lost' }, 1),
      'disconnect timeout': firstRecovery({ code: 'connection_lost' }),
      'steady timeout': [idleWarning],
      'idle timeout': closedBy({ code: 'idle_timeout' }),
      used: [live, start('idle', 6500)],
      'signalling-retry timeout': [idleWarning, reopenSignalling],
      'retry-now': [idleWarning, stop('signalling-retry'), reopenSignalling],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      'channel-opened',
      'frame',
      'display',
      'preparation timeout',
      'offer timeout',
      'connection timeout',
      'first-frame timeout',
      'display timeout',
      'recovery timeout',
    ],
  },
  {
    title: 'recovering',
    state: { name: 'recovering', attempts: 2, hangUps: 0, hasBeenLive: true, error: problem },
    handles: {
      'recovery timeout': [
        { name: 'ticketing', attempts: 2, hangUps: 0, hasBeenLive: true },
        stop('recovery'),
        start('preparation', 6000),
        { type: 'request-ticket' },
      ],
      'retry-now': [
        // The attempt that is brought forward is not held against the session.
        { name: 'ticketing', attempts: 1, hangUps: 0, hasBeenLive: true },
        stop('recovery'),
        start('preparation', 6000),
        { type: 'request-ticket' },
      ],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      ...socketEvents,
      ...peerEvents,
      ...peerTimeouts,
      'preparation timeout',
      'offer timeout',
      'signalling-retry timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  ...[{ name: 'closed' } as const, { name: 'closed', error: problem } as const].map((state) => ({
    title: 'error' in state ? 'closed by an error' : 'closed by the page',
    state,
    handles: {},
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      ...socketEvents,
      ...peerEvents,
      ...peerTimeouts,
      'preparation timeout',
      'offer timeout',
      'signalling-retry timeout',
      'recovery timeout',
      'retry-now',
      'close',
      'fatal',
      'steady timeout',
      'idle timeout',
      'used',
    ] as const,
  })),
];
