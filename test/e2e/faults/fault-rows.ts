/**
 * The fault matrix as a table: what goes wrong, how it must end, and what may heal it. The spec runs it; the table in
 * docs/reliability.md is held to it by a unit test.
 */

/** What healed a session, the least of them first. */
export const rungs = [
  'nothing needed',
  'signalling again',
  'ICE restart',
  'new peer, same ticket',
  'new peer, fresh ticket',
] as const;
export type Rung = (typeof rungs)[number];

export interface FaultRow {
  readonly id: string;
  /** As a reader of the table wants it. */
  readonly name: string;
  /** Who looks: a user in a view, an app without a view, or somebody who may only watch. */
  readonly viewer: 'view' | 'headless' | 'watch';
  /** Of the session that the fault meets. */
  readonly end: 'live' | `closed: ${string}`;
  /** Which rungs are right; several where chance decides between them. Empty where the session ends. */
  readonly healedBy: readonly Rung[];
  /** Signalling sockets that are open in the end; `0 or 1` where it depends on which rung was quicker. */
  readonly sockets: 0 | 1 | '0 or 1';
  /** An ICE restart may take as long as it needs, so that a busy machine does not take the next rung. */
  readonly isPatient: boolean;
  /** How long the whole row may take, in ms: an upper bound of the test, no promise. */
  readonly limitMs: number;
  /** It runs for every vendor. */
  readonly isForAll: boolean;
  /** Chromium's own words that the fault provokes, with `URL` in the place of the address. */
  readonly console?: readonly string[];
}

const any: readonly Rung[] = rungs;
const kept: readonly Rung[] = ['nothing needed', 'signalling again', 'ICE restart'];
const anew: readonly Rung[] = ['new peer, same ticket', 'new peer, fresh ticket'];

type Usual = Pick<FaultRow, 'viewer' | 'end' | 'limitMs' | 'sockets' | 'isForAll' | 'isPatient'>;
type Written = Omit<FaultRow, keyof Usual> & Partial<Usual>;

/** The long ones first: they run beside the others. */
const written: readonly Written[] = [
  {
    id: 'media-cut-30s',
    name: 'Media path cut for 30 s',
    healedBy: any,
    limitMs: 70_000,
  },
  {
    id: 'signalling-closed',
    name: 'Signalling killed with a close frame',
    healedBy: ['signalling again'],
  },
  {
    id: 'signalling-cut',
    isForAll: true,
    name: 'Signalling killed without a word',
    healedBy: ['signalling again'],
  },
  {
    id: 'signalling-refused',
    name: 'Signalling killed, then refused for 3 s',
    healedBy: ['signalling again'],
  },
  {
    id: 'connect-refused',
    name: 'Signalling refused for 1 s while connecting',
    healedBy: any,
  },
  {
    id: 'connect-slow',
    name: 'Signalling 1 s late while connecting',
    healedBy: ['nothing needed'],
  },
  {
    id: 'connect-duplicated',
    name: 'Each signal sent twice while connecting',
    healedBy: ['nothing needed'],
  },
  {
    id: 'connect-reordered',
    name: 'Signals out of order while connecting',
    healedBy: ['nothing needed'],
  },
  {
    id: 'phone-restarted',
    isForAll: true,
    name: 'Phone ends every session and revokes their tokens',
    healedBy: ['new peer, fresh ticket'],
  },
  {
    id: 'phone-killed',
    isForAll: true,
    name: 'Phone process killed without a word, back after 3 s with new tokens',
    healedBy: ['new peer, fresh ticket'],
  },
  {
    id: 'media-cut-1s',
    name: 'Media path cut for 1 s',
    healedBy: ['nothing needed'],
  },
  {
    id: 'media-cut-5s',
    isForAll: true,
    name: 'Media path cut for 5 s',
    healedBy: kept,
    isPatient: true,
  },
  {
    id: 'all-cut-5s',
    isForAll: true,
    name: 'Signalling and media path cut for 5 s',
    healedBy: any,
  },
  {
    id: 'expired-signalling',
    name: 'Ticket expired, then signalling killed',
    // Nothing admits it any more, and nothing needs it before the next trouble, which gets a fresh ticket.
    healedBy: ['nothing needed'],
    sockets: 0,
  },
  {
    id: 'expired-media',
    name: 'Ticket expired, then signalling killed and the media path cut for 5 s',
    healedBy: any,
    // A link that lives again before a fresh ticket is got needs no signalling; see the row above.
    sockets: '0 or 1',
  },
  {
    id: 'taken-over',
    name: 'The same user opens the phone in another page',
    end: 'closed: opened_elsewhere',
    healedBy: [],
    // Some rounds of two pages, and each takes as long as the machine needs for a connection.
    limitMs: 120_000,
  },
  {
    id: 'loss-5',
    name: '5 % of the packets lost for 6 s',
    healedBy: ['nothing needed'],
  },
  {
    id: 'loss-20',
    name: '20 % of the packets lost for 6 s',
    healedBy: kept,
    isPatient: true,
  },
  {
    id: 'delay-200',
    name: 'Packets 200 ms late for 6 s',
    healedBy: ['nothing needed'],
  },
  {
    id: 'tab-hidden',
    name: 'Tab hidden for 3 s, phone restarted meanwhile',
    healedBy: ['new peer, fresh ticket'],
  },
  {
    id: 'tab-frozen',
    name: 'Tab stands still for 6 s, media path cut meanwhile',
    healedBy: any,
  },
  {
    id: 'page-offline',
    name: 'Page offline and media path cut for 5 s',
    healedBy: any,
  },
  {
    id: 'reoffers-ignored',
    name: 'Media path cut for 5 s, and the phone answers no ICE restart',
    healedBy: any,
  },
  {
    id: 'video-frozen',
    name: 'No more video packets although ICE is connected, until a new connection is made',
    healedBy: anew,
  },
  {
    id: 'channel-mute',
    name: 'Control channel mute although ICE is connected, until a new connection is made',
    healedBy: anew,
  },
  {
    id: 'headless-media-cut-5s',
    name: 'Without a view: media path cut for 5 s',
    viewer: 'headless',
    healedBy: kept,
    isPatient: true,
  },
  {
    id: 'watch-phone-restarted',
    name: 'Watcher: phone ends every session',
    viewer: 'watch',
    healedBy: ['new peer, fresh ticket'],
  },
];

export const faultRows: readonly FaultRow[] = written.map((row) => ({
  viewer: 'view',
  end: 'live',
  sockets: 1,
  isForAll: false,
  isPatient: false,
  limitMs: 40_000,
  ...row,
}));
