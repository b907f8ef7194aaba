import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ladderStep } from '../../../src/core/session-ladder.js';
import { initialSessionState, step } from '../../../src/core/session-machine.js';
import type { LinkConditions } from '../../../src/core/session-repair.js';
import type {
  SessionEffect,
  SessionEvent,
  SessionState,
  SessionTimer,
} from '../../../src/core/session-state.js';
import {
  type EventName,
  events,
  idleForMs,
  linkConditions,
  policy,
} from './session-machine-table.js';

/** Cheaper than `expect`, which is called some hundred thousand times here. */
function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(`It is not so that ${what}.`);
}

/** A session as its surroundings see it: what runs and what stands because of the effects alone. */
class World {
  state: SessionState = initialSessionState;
  readonly timers = new Set<SessionTimer>();
  hasLink = false;
  /** Something may be held on the phone: since a link is there, and until it is let go. */
  isHolding = false;
  isSignalling = false;
  opened = 0;
  closed = 0;
  liveCount = 0;
  isTicketAsked = false;
  isVendorAsked = false;
  restarts = 0;
  /** Every state that it has been in. */
  readonly reached = new Set<string>();

  apply(effects: readonly SessionEffect[]): void {
    for (const effect of effects) this.#applyOne(effect);
  }

  #applyOne(effect: SessionEffect): void {
    switch (effect.type) {
      case 'request-ticket':
        must(!this.hasLink, 'a ticket is asked for without a link');
        this.isTicketAsked = true;
        break;
      case 'load-vendor':
        this.isVendorAsked = true;
        break;
      case 'open-link':
        this.#open();
        break;
      case 'reopen-signalling':
        if (this.hasLink) this.isSignalling = true;
        else this.#open();
        break;
      case 'restart-ice':
        must(this.hasLink, 'a restart has a link');
        this.restarts += 1;
        break;
      case 'release-input':
        this.isHolding = false;
        break;
      case 'close-link':
        must(!this.isHolding, 'input is let go before its link is closed');
        if (this.hasLink) this.closed += 1;
        this.hasLink = false;
        this.isSignalling = false;
        break;
      case 'start-timer':
        must(effect.delayMs > 0 && Number.isFinite(effect.delayMs), 'a wait has an end');
        this.timers.add(effect.timer);
        break;
      case 'stop-timer':
        this.timers.delete(effect.timer);
        break;
      case 'stop-all-timers':
        this.timers.clear();
        break;
      case 'announce-live':
        this.liveCount += 1;
        this.isHolding = true;
        break;
      case 'announce-progress':
        must(this.state.name === 'ticketing', 'progress is told while a ticket is waited for');
        break;
      case 'assume-display':
      case 'announce-idle':
      case 'announce-trouble':
        break;
    }
  }

  #open(): void {
    must(!this.hasLink, 'there is one link at a time');
    this.opened += 1;
    this.hasLink = true;
    this.isSignalling = true;
    this.isHolding = true;
  }
}

/** Of these timers, one runs in each state, so that no session waits for ever. */
const clocks: Readonly<Record<SessionState['name'], readonly SessionTimer[]>> = {
  idle: [],
  ticketing: ['preparation'],
  preparing: ['preparation'],
  signalling: ['offer'],
  negotiating: ['offer', 'connection', 'first-frame'],
  live: ['idle'],
  'idle-warning': ['idle'],
  recovering: ['recovery', 'repair'],
  closed: [],
};

/** Timers that mean something in each state; another one must not run. */
const known: Readonly<Record<SessionState['name'], readonly SessionTimer[]>> = {
  idle: [],
  ticketing: ['preparation'],
  preparing: ['preparation'],
  signalling: ['offer', 'signalling-retry'],
  negotiating: ['offer', 'connection', 'first-frame', 'display', 'disconnect', 'signalling-retry'],
  live: ['idle', 'steady', 'disconnect', 'signalling-retry'],
  'idle-warning': ['idle', 'steady', 'disconnect', 'signalling-retry'],
  recovering: ['recovery', 'repair', 'restart', 'signalling-retry'],
  closed: [],
};

const linked: readonly SessionState['name'][] = ['negotiating', 'live', 'idle-warning'];

function checkInvariants({ state, timers, hasLink, opened, closed }: World): void {
  const { name } = state;
  must(opened - closed === (hasLink ? 1 : 0), 'a link is the present one or has been closed');
  for (const timer of timers) must(known[name].includes(timer), `${timer} may run in ${name}`);
  must(
    clocks[name].length === 0 || clocks[name].some((timer) => timers.has(timer)),
    `${name} ends some time`,
  );
  must(hasLink || !linked.includes(name), `${name} has a link`);
  if (state.name === 'recovering') {
    const { repair, attempts, hasBeenLive } = state;
    must(hasLink === !!repair, 'a link is kept for its repair, and for nothing else');
    must(timers.has('repair') === !!repair, 'a repair has its time');
    must(timers.has('recovery') === !repair, 'the next attempt has its time');
    must(!repair || hasBeenLive, 'only what was live is repaired');
    must(!(repair?.isConnected && repair.hasFrame), 'a repair that is through ends');
    must(!!repair || attempts > 0, 'an attempt that is waited for is counted');
  } else must(!('repair' in state), 'a repair is part of recovering');
  if ('attempts' in state)
    must(
      state.attempts >= 0 && state.attempts <= policy.recoveryRetry.maxAttempts + 1,
      'attempts are counted, and limited',
    );
  if (name === 'live' || name === 'idle-warning')
    must('hasBeenLive' in state && state.hasBeenLive, 'live has been live');
  if (name === 'closed') must(!hasLink && timers.size === 0, 'closed has released everything');
}

/** What only a link can say, and what only the work that was asked for. */
const ofLink: ReadonlySet<SessionEvent['type']> = new Set([
  'joined',
  'signalling-lost',
  'offered',
  'answered',
  'peer-connected',
  'peer-disconnected',
  'peer-failed',
  'channel-opened',
  'channel-closed',
  'stalled',
  'display',
]);

function canHappen(world: World, event: SessionEvent): boolean {
  switch (event.type) {
    case 'timeout':
      return world.timers.has(event.timer);
    case 'progress':
    case 'ticket-issued':
    case 'ticket-failed':
      return world.isTicketAsked && world.state.name === 'ticketing';
    case 'vendor-loaded':
    case 'vendor-failed':
      return world.isVendorAsked && world.state.name === 'preparing';
    case 'signalling-lost':
      return world.hasLink && world.isSignalling;
    case 'answered':
      return world.hasLink && world.restarts > 0;
    default:
      return !ofLink.has(event.type) || world.hasLink;
  }
}

/** One thing that happens to a session, under conditions of its own. */
class Happening implements fc.Command<object, World> {
  readonly #name: EventName;
  readonly #link: Partial<LinkConditions>;
  readonly #random: number;
  readonly #hasLadder: boolean;

  constructor(name: EventName, link: Partial<LinkConditions>, random: number, hasLadder: boolean) {
    this.#name = name;
    this.#link = link;
    this.#random = random;
    this.#hasLadder = hasLadder;
  }

  /** The model knows nothing: what is possible is seen from the world. */
  check(): boolean {
    return true;
  }

  run(_model: object, world: World): void {
    const event: SessionEvent = events[this.#name];
    if (!canHappen(world, event)) return;
    if (event.type === 'timeout') world.timers.delete(event.timer);
    if (event.type === 'signalling-lost') world.isSignalling = false;
    const { state: before, liveCount } = world;
    const context = {
      policy,
      random: this.#random,
      idleForMs,
      link: { ...linkConditions, ...this.#link, isSignalling: world.isSignalling },
    };
    const { state, effects } =
      (this.#hasLadder ? ladderStep(before, event, context) : undefined) ??
      step(before, event, context);
    world.state = state;
    world.reached.add('repair' in state ? 'repair' : state.name);
    world.apply(effects);
    checkInvariants(world);

    if (before.name === 'closed')
      must(state === before && effects.length === 0, 'closed is the end');
    const isLive = (name: string) => name === 'live' || name === 'idle-warning';
    const becameLive = isLive(state.name) && !isLive(before.name);
    must(world.liveCount - liveCount === (becameLive ? 1 : 0), 'live is told when it comes');
    if (isLive(before.name) && !isLive(state.name))
      must(effects[0]?.type === 'release-input', 'input is let go first');
    if (isLive(before.name) && state.name === 'recovering')
      must(
        effects.filter(({ type }) => type === 'announce-trouble').length === 1,
        'trouble is told, once',
      );
  }

  toString(): string {
    return [this.#name, JSON.stringify(this.#link), this.#hasLadder ? '' : 'plainly']
      .join(' ')
      .trim();
  }
}

const names = Object.keys(events) as EventName[];
/** Endings are rare, or no walk would get anywhere. */
const mild = names.filter((name) => !/close$|fatal|good/.test(name));
const way = [
  'connect',
  'progress',
  'ticket-issued',
  'vendor-loaded',
  'joined',
  'offered',
  'peer-connected',
  'channel-opened',
  'display',
  'frame',
] as const satisfies readonly EventName[];
const trouble = [
  'peer-disconnected',
  'disconnect timeout',
  'path stalled',
  'media stalled',
  'channel stalled',
  'peer-failed, its path only',
  'signalling-lost',
  'channel-closed',
] as const satisfies readonly EventName[];
const mending = [
  'joined',
  'answered',
  'peer-connected',
  'frame',
  'retry-now',
  'restart timeout',
  'repair timeout',
  'recovery timeout',
  'signalling-retry timeout',
] as const satisfies readonly EventName[];

const conditions: fc.Arbitrary<Partial<LinkConditions>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc.record(
      {
        isConnected: fc.boolean(),
        canReopen: fc.boolean(),
        isOffline: fc.boolean(),
        isHidden: fc.boolean(),
        isQuiet: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
);

const happening = (from: readonly EventName[]) =>
  fc
    .record({
      name: fc.constantFrom(...from),
      link: conditions,
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    })
    .map(({ name, link, random }) => new Happening(name, link, random, true));

/** The whole way to a picture, event by event. */
const toPicture = way.map((name) => fc.constant(new Happening(name, {}, 0.5, true)));

const commands = fc.commands(
  [
    ...toPicture,
    happening(way),
    happening(way),
    happening(trouble),
    happening(mending),
    happening(mild),
    happening(names),
  ],
  { maxCommands: 60, size: 'max' },
);

function startsLive(): World {
  const world = new World();
  for (const name of way) new Happening(name, {}, 0.5, true).run({}, world);
  expect(world.state.name).toBe('live');
  return world;
}

describe('the session machine, whatever happens to it', () => {
  it.each([
    ['from its start', () => new World(), ['ticketing', 'recovering', 'closed']],
    [
      'from its first picture',
      startsLive,
      [
        'closed',
        'idle-warning',
        'live',
        'negotiating',
        'preparing',
        'recovering',
        'repair',
        'signalling',
        'ticketing',
      ],
    ],
  ])('keeps its promises %s, and can always be closed', (_from, begin, states) => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(commands, (walk) => {
        let world = new World();
        fc.modelRun(() => {
          world = begin();
          return { model: {}, real: world };
        }, walk);
        // Whatever state it is in: it closes, and everything is released.
        new Happening('close', {}, 0.5, true).run({}, world);
        must(world.state.name === 'closed' && !world.isHolding, 'it closes, and holds nothing');
        for (const name of world.reached) reached.add(name);
      }),
      { numRuns: 250 },
    );
    expect([...reached]).toEqual(expect.arrayContaining(states));
  });

  it('never reaches a repair before its ladder is loaded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...mild, ...way, ...trouble), { maxLength: 60 }),
        (walk) => {
          const world = startsLive();
          for (const name of walk) {
            new Happening(name, {}, 0.5, false).run({}, world);
            expect('repair' in world.state).toBe(false);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});
