import { TelepadError } from '../../../src/core/errors.js';
import type { PreparationProgress } from '../../../src/core/preparation.js';
import type { SessionPolicy } from '../../../src/core/session-policy.js';
import type { LinkConditions } from '../../../src/core/session-repair.js';
import type {
  Repair,
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
  restartTimeoutMs: 5500,
  repairTimeoutMs: 20_000,
  rejoinTimeoutMs: 1500,
  steadyAfterMs: 7000,
  idleTimeoutMs: 9000,
  idleWarningMs: 2500,
  signallingRetry: { maxAttempts: 2, baseDelayMs: 100, maxDelayMs: 1000 },
  connectRetry: { maxAttempts: 1, baseDelayMs: 200, maxDelayMs: 2000 },
  recoveryRetry: { maxAttempts: 3, baseDelayMs: 400, maxDelayMs: 1200 },
};

/** Makes every wait three quarters of its ceiling. */
export const random = 0.5;

/** All is well with the link, and its ticket would do for another one. */
export const linkConditions: LinkConditions = {
  isConnected: true,
  isSignalling: true,
  canReopen: true,
  isOffline: false,
  isHidden: false,
  isQuiet: true,
};

/** Long enough for the warning, which comes after 6500 ms, and not for the end. */
export const idleForMs = 8000;

export const silence = new TelepadError('media_stalled', 'Nothing arrives.');
export const problem = new TelepadError('phone_offline', 'The phone is offline.');
export const refusal = new TelepadError('forbidden', 'Not your phone.');
export const lost = new TelepadError('signalling_lost', 'The socket closed.');
export const expired = new TelepadError('ticket_expired', 'Too old.', { retryable: true });

export const queued: PreparationProgress = { stage: 'queued', hint: 3 };

export const events = {
  connect: { type: 'connect' },
  progress: { type: 'progress', progress: queued },
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
  answered: { type: 'answered' },
  'peer-connected': { type: 'peer-connected' },
  'peer-disconnected': { type: 'peer-disconnected' },
  'peer-failed': { type: 'peer-failed', error: problem },
  'peer-failed for good': { type: 'peer-failed', error: refusal },
  'peer-failed, its path only': { type: 'peer-failed', error: problem, isPath: true },
  'path stalled': { type: 'stalled', silence: 'path', error: silence },
  'media stalled': { type: 'stalled', silence: 'media', error: silence },
  'channel stalled': { type: 'stalled', silence: 'channel', error: silence },
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
  'restart timeout': { type: 'timeout', timer: 'restart' },
  'repair timeout': { type: 'timeout', timer: 'repair' },
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
  /** Where they are not `linkConditions`. */
  readonly link?: Partial<LinkConditions>;
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

const restartIce = { type: 'restart-ice' } as const;
const openLink = { type: 'open-link' } as const;
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

const repair: Repair = {
  isSignalling: true,
  isConnected: true,
  isAnswered: false,
  hasFrame: false,
  reopenings: 0,
};
const repairing = (error: TelepadError | ErrorCoded, changes: Partial<Repair> = {}) =>
  ({
    name: 'recovering',
    attempts: 0,
    hangUps: 0,
    hasBeenLive: true,
    error,
    repair: { ...repair, ...changes },
  }) as const;
/** The situations below have been brought about by this error. */
const inRepair = (changes: Partial<Repair> = {}) =>
  ({ ...repairing(silence, changes), error: silence }) as const;

/** The link is kept, and a restart offered at once. */
const beginRepair = (error: TelepadError | ErrorCoded, changes: Partial<Repair> = {}): Expected => [
  repairing(error, changes),
  releaseInput,
  stopAllTimers,
  announceTrouble(error),
  start('repair', 20_000),
  restartIce,
  start('restart', 5500),
];

/** A second connection on the same ticket. */
const rejoin = (error: TelepadError | ErrorCoded): Expected => [
  { name: 'signalling', attempts: 1, hangUps: 0, hasBeenLive: true, reopenings: 0 },
  ...letGo,
  announceTrouble(error),
  start('offer', 1500),
  openLink,
];

const becomeLiveAgain = [stop('restart'), stop('repair'), ...becomeLive] as const;

const waiting = {
  name: 'recovering',
  attempts: 2,
  hangUps: 0,
  hasBeenLive: true,
  error: problem,
} as const;

const stalls = ['path stalled', 'media stalled', 'channel stalled'] as const;
const repairTimeouts = ['restart timeout', 'repair timeout'] as const;

const ticketEvents = [
  'progress',
  'ticket-issued',
  'ticket-failed',
  'ticket-failed for good',
] as const;
const vendorEvents = ['vendor-loaded', 'vendor-failed', 'vendor-failed for good'] as const;
const socketEvents = [
  'joined',
  'signalling-lost',
  'signalling-lost, ticket expired',
  'signalling-lost for good',
] as const;
const peerEvents = [
  'offered',
  'answered',
  ...stalls,
  'peer-connected',
  'peer-disconnected',
  'peer-failed',
  'peer-failed for good',
  'peer-failed, its path only',
  'channel-opened',
  'channel-closed',
  'frame',
  'display',
] as const;
const peerTimeouts = [
  ...repairTimeouts,
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
      progress: [
        { name: 'ticketing', ...noHistory },
        start('preparation', 6000),
        { type: 'announce-progress', progress: queued },
      ],
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
      ...repairTimeouts,
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
      ...repairTimeouts,
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
      ...repairTimeouts,
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
      ...repairTimeouts,
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
      'peer-failed, its path only': firstRetry(problem),
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
      'answered',
      ...stalls,
      ...repairTimeouts,
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
      'peer-failed, its path only': beginRepair(problem),
      'path stalled': beginRepair(silence),
      'media stalled': beginRepair(silence),
      // Its path is alive: a restart would change nothing.
      'channel stalled': rejoin(silence),
      'peer-failed for good': closedBy(refusal),
      'channel-closed': firstRecovery({ code: 'connection_lost' }, 1),
      'disconnect timeout': beginRepair({ code: 'connection_lost' }),
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
      'answered',
      ...repairTimeouts,
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
      'peer-failed, its path only': beginRepair(problem),
      'path stalled': beginRepair(silence),
      'media stalled': beginRepair(silence),
      // Its path is alive: a restart would change nothing.
      'channel stalled': rejoin(silence),
      'peer-failed for good': closedBy(refusal),
      'channel-closed': firstRecovery({ code: 'connection_lost' }, 1),
      'disconnect timeout': beginRepair({ code: 'connection_lost' }),
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
      'answered',
      ...repairTimeouts,
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
    title: 'recovering, a restart offered',
    state: inRepair(),
    handles: {
      'signalling-lost': [
        inRepair({ isSignalling: false, reopenings: 1 }),
        stop('restart'),
        announceTrouble(lost),
        start('signalling-retry', 75),
      ],
      'signalling-lost, ticket expired': firstRecovery(expired),
      'signalling-lost for good': closedBy(refusal),
      answered: [inRepair({ isAnswered: true }), start('restart', 5500)],
      'peer-connected': [inRepair()],
      'peer-disconnected': [inRepair({ isConnected: false })],
      'peer-failed': firstRecovery(problem),
      'peer-failed for good': closedBy(refusal),
      // The restart may still bring another path.
      'peer-failed, its path only': [inRepair({ isConnected: false })],
      // The phone has restarted, or thrown this user out: neither the link nor its ticket is of use any more.
      'channel-closed': firstRecovery({ code: 'connection_lost' }, 1),
      frame: [live, ...becomeLiveAgain],
      'signalling-retry timeout': [inRepair(), reopenSignalling],
      'restart timeout': rejoin(silence),
      'repair timeout': rejoin(silence),
      'retry-now': [inRepair(), restartIce, start('restart', 5500)],
      ...ends,
    },
    ignores: [
      'connect',
      ...ticketEvents,
      ...vendorEvents,
      'joined',
      'offered',
      ...stalls,
      'channel-opened',
      'display',
      'preparation timeout',
      'offer timeout',
      'connection timeout',
      'first-frame timeout',
      'display timeout',
      'disconnect timeout',
      'recovery timeout',
      'steady timeout',
      'idle timeout',
      'used',
    ],
  },
  {
    title: 'recovering',
    state: waiting,
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

/** Where a detail makes a difference to some events. */
export const variants: readonly Situation[] = [
  {
    title: 'live, disconnected and without signalling',
    state: live,
    link: { isConnected: false, isSignalling: false },
    handles: {
      'retry-now': [
        repairing({ code: 'connection_lost' }, { isConnected: false, isSignalling: false }),
        releaseInput,
        stopAllTimers,
        announceTrouble({ code: 'connection_lost' }),
        start('repair', 20_000),
        reopenSignalling,
      ],
    },
    ignores: [],
  },
  {
    title: 'live, without signalling, its ticket expired',
    state: live,
    link: { isConnected: false, isSignalling: false, canReopen: false },
    handles: {
      // There is nobody to tell a restart to.
      'path stalled': firstRecovery(silence),
      'media stalled': firstRecovery(silence),
      'channel stalled': firstRecovery(silence),
      'disconnect timeout': firstRecovery({ code: 'connection_lost' }),
      'peer-failed, its path only': firstRecovery(problem),
      'retry-now': firstRecovery({ code: 'connection_lost' }),
    },
    ignores: [],
  },
  {
    title: 'live, its ticket expired',
    state: live,
    link: { canReopen: false },
    handles: {
      'path stalled': beginRepair(silence),
      'channel stalled': firstRecovery(silence),
    },
    ignores: [],
  },
  {
    title: 'recovering, a restart answered, not connected yet',
    state: inRepair({ isAnswered: true, isConnected: false }),
    handles: {
      'peer-connected': [inRepair({ isAnswered: true })],
      // Seen before the connection was called one; it must be one, too.
      frame: [inRepair({ isAnswered: true, isConnected: false, hasFrame: true })],
      'peer-failed, its path only': rejoin(problem),
      'restart timeout': rejoin(silence),
      'retry-now': [inRepair({ isConnected: false }), restartIce, start('restart', 5500)],
    },
    ignores: ['joined', 'offered'],
  },
  {
    title: 'recovering, a frame seen, not connected yet',
    state: inRepair({ isConnected: false, hasFrame: true }),
    handles: { 'peer-connected': [live, ...becomeLiveAgain] },
    ignores: [],
  },
  {
    title: 'recovering, signalling down',
    state: inRepair({ isSignalling: false, reopenings: 3 }),
    handles: {
      joined: [inRepair({ reopenings: 3 }), restartIce, start('restart', 5500)],
      'signalling-lost': [
        inRepair({ isSignalling: false, reopenings: 4 }),
        stop('restart'),
        announceTrouble(lost),
        // Three quarters of 800.
        start('signalling-retry', 600),
      ],
      frame: [live, ...becomeLiveAgain],
      // Nobody can be reached: there is no use in hurrying to the same server again.
      'repair timeout': firstRecovery(silence),
      'retry-now': [
        inRepair({ isSignalling: false, reopenings: 3 }),
        stop('signalling-retry'),
        reopenSignalling,
      ],
    },
    ignores: ['offered'],
  },
  {
    title: 'recovering, signalling refused again and again',
    state: inRepair({ isSignalling: false, reopenings: 4 }),
    // The phone has hung up, unheard.
    handles: { 'signalling-lost': firstRecovery(lost, 1) },
    ignores: ['offered'],
  },
  {
    title: 'recovering, signalling refused again and again, as it was after the last picture',
    state: { ...inRepair({ isSignalling: false, reopenings: 4 }), hangUps: 2 },
    handles: { 'signalling-lost': closedBy({ code: 'opened_elsewhere' }) },
    ignores: ['offered'],
  },
  {
    title: 'recovering, signalling down and the browser without a network',
    state: inRepair({ isSignalling: false, reopenings: 4 }),
    link: { isOffline: true },
    handles: {
      'signalling-lost': [
        inRepair({ isSignalling: false, reopenings: 5 }),
        stop('restart'),
        announceTrouble(lost),
        start('signalling-retry', 750),
      ],
    },
    ignores: ['offered'],
  },
  {
    title: 'recovering, on a ticket that admits no more',
    state: inRepair(),
    link: { canReopen: false },
    handles: {
      'restart timeout': firstRecovery(silence),
      'repair timeout': firstRecovery(silence),
    },
    ignores: [],
  },
  {
    title: 'recovering, the page hidden',
    state: inRepair(),
    link: { isHidden: true },
    handles: {
      'restart timeout': firstRecovery(silence),
      'repair timeout': firstRecovery(silence),
    },
    ignores: [],
  },
  {
    title: 'live for a while, after the phone had hung up',
    state: { ...live, attempts: 1, hangUps: 1 },
    handles: {
      'steady timeout': [{ ...live, hangUps: 1 }, start('steady', 14_000)],
    },
    ignores: [],
  },
  {
    title: 'live for long, after the phone had hung up',
    state: { ...live, hangUps: 1 },
    handles: { 'steady timeout': [live] },
    ignores: [],
  },
  {
    title: 'recovering, a second connection having been made already',
    state: { ...inRepair(), attempts: 1 },
    handles: {
      'restart timeout': [
        { name: 'recovering', attempts: 2, hangUps: 0, hasBeenLive: true, error: silence },
        ...letGo,
        announceTrouble(silence),
        start('recovery', 600),
      ],
    },
    ignores: [],
  },
  {
    title: 'recovering, the browser offline',
    state: inRepair({ isSignalling: false }),
    link: { isOffline: true },
    handles: {
      // Whoever cannot be reached cannot be late.
      'restart timeout': [inRepair({ isSignalling: false }), start('restart', 1000)],
      'signalling-retry timeout': [
        inRepair({ isSignalling: false }),
        start('signalling-retry', 1000),
      ],
      'repair timeout': firstRecovery(silence),
      'retry-now': [inRepair({ isSignalling: false }), stop('signalling-retry'), reopenSignalling],
    },
    ignores: [],
  },
  {
    title: 'ticketing after it was live',
    state: { name: 'ticketing', attempts: 2, hangUps: 1, hasBeenLive: true },
    handles: {
      // The request that hangs is aborted, and another one is not held against the session.
      'retry-now': [
        { name: 'ticketing', attempts: 2, hangUps: 1, hasBeenLive: true },
        closeLink,
        stop('recovery'),
        start('preparation', 6000),
        { type: 'request-ticket' },
      ],
    },
    ignores: [],
  },
  {
    title: 'ticketing after it was live, the request just made',
    state: { name: 'ticketing', attempts: 2, hangUps: 1, hasBeenLive: true },
    link: { isQuiet: false },
    handles: {},
    ignores: ['retry-now'],
  },
  ...(['isOffline', 'isHidden'] as const).map((away) => ({
    title: `recovering without a link, ${away}`,
    state: waiting,
    link: { [away]: true },
    handles: { 'recovery timeout': [waiting, start('recovery', 1000)] as const },
    ignores: [],
  })),
  {
    title: 'recovering before it was ever live, the page hidden and offline',
    state: { ...waiting, hasBeenLive: false },
    link: { isOffline: true, isHidden: true },
    handles: {
      'recovery timeout': [
        { name: 'ticketing', attempts: 2, hangUps: 0, hasBeenLive: false },
        stop('recovery'),
        start('preparation', 6000),
        { type: 'request-ticket' },
      ],
    },
    ignores: [],
  },
];
