import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { ladderStep } from '../../../src/core/session-ladder.js';
import { initialSessionState, step as plainStep } from '../../../src/core/session-machine.js';
import { defaultSessionPolicy, isIdleTimeout } from '../../../src/core/session-policy.js';
import type { LadderContext } from '../../../src/core/session-repair.js';
import type { SessionEffect, SessionEvent, SessionState } from '../../../src/core/session-state.js';
import {
  type EventName,
  type Expected,
  events,
  expired,
  idleForMs,
  linkConditions,
  lost,
  policy,
  problem,
  random,
  refusal,
  silence,
  situations,
  start,
  stop,
  variants,
} from './session-machine-table.js';

const context = { policy, random, idleForMs, link: linkConditions };

/** As a session steps that has loaded its ladder. */
const step = (state: SessionState, event: SessionEvent, context: LadderContext) =>
  ladderStep(state, event, context) ?? plainStep(state, event, context);

/** An error of an event must be that very error; one that the machine makes is known by its code. */
function comparable(value: object): object {
  const { error } = value as { error?: unknown };
  if (error === undefined) return value;
  const isGiven = [problem, refusal, lost, expired, silence].includes(error as TelepadError);
  return { ...value, error: isGiven ? error : { code: (error as { code: string }).code } };
}

const allEvents = Object.keys(events) as EventName[];

describe.each(situations)('in $title', ({ handles, ignores }) => {
  it('the table has every event once', () => {
    const named = [...Object.keys(handles), ...ignores];
    expect(named.sort()).toEqual([...allEvents].sort());
  });
});

describe.each([...situations, ...variants])('in $title', ({ state, handles, ignores, link }) => {
  const context = { policy, random, idleForMs, link: { ...linkConditions, ...link } };

  it.each(Object.entries(handles) as [EventName, Expected][])('%s', (name, expected) => {
    const { state: next, effects } = step(state, events[name], context);
    const [expectedState, ...expectedEffects] = expected;
    expect(comparable(next)).toEqual(comparable(expectedState));
    expect(effects.map(comparable)).toEqual(expectedEffects.map(comparable));
  });

  it.each([...ignores])('%s means nothing', (name) => {
    const result = step(state, events[name], context);
    expect(result.state).toBe(state);
    expect(result.effects).toEqual([]);
  });
});

/** The way from one state through events; the names of the states, and all effects. */
function walk(from: SessionState, ...names: EventName[]) {
  let state = from;
  const effects: SessionEffect[] = [];
  const states: string[] = [];
  for (const name of names) {
    const result = step(state, events[name], context);
    state = result.state;
    states.push(state.name);
    effects.push(...result.effects);
  }
  return { state, states, effects, types: effects.map(({ type }) => type) };
}

const toJoined = ['connect', 'ticket-issued', 'vendor-loaded', 'joined'] as const;
const toLive = [
  ...toJoined,
  'offered',
  'peer-connected',
  'channel-opened',
  'display',
  'frame',
] as const;

describe('from the start to the picture', () => {
  it('takes these states and effects', () => {
    const { states, effects } = walk(initialSessionState, ...toLive);
    expect(states).toEqual([
      'ticketing',
      'preparing',
      'signalling',
      'negotiating',
      'negotiating',
      'negotiating',
      'negotiating',
      'negotiating',
      'live',
    ]);
    expect(effects).toEqual([
      stop('recovery'),
      start('preparation', 6000),
      { type: 'request-ticket' },
      { type: 'load-vendor' },
      stop('preparation'),
      start('offer', 1000),
      { type: 'open-link' },
      stop('offer'),
      start('connection', 2000),
      stop('connection'),
      start('first-frame', 3000),
      stop('offer'),
      stop('connection'),
      stop('first-frame'),
      stop('display'),
      start('steady', 7000),
      start('idle', 6500),
      { type: 'announce-live' },
    ]);
  });

  it('is live whatever order the three signs come in', () => {
    for (const signs of [
      ['channel-opened', 'display', 'frame'],
      ['channel-opened', 'frame', 'display'],
      ['display', 'channel-opened', 'frame'],
      ['display', 'frame', 'channel-opened'],
      ['frame', 'channel-opened', 'display'],
      ['frame', 'display', 'channel-opened'],
    ] as const) {
      const { states } = walk(initialSessionState, ...toJoined, 'offered', ...signs);
      expect(states.slice(-3)).toEqual(['negotiating', 'negotiating', 'live']);
    }
  });

  it('is live although the peer connection says so only afterwards', () => {
    const { state, effects } = walk(
      initialSessionState,
      ...toJoined,
      'offered',
      'channel-opened',
      'display',
      'frame',
      'peer-connected',
    );
    expect(state.name).toBe('live');
    expect(effects).not.toContainEqual(start('first-frame', 3000));
  });

  it('takes an offer before the admission for the admission', () => {
    const { states } = walk(
      initialSessionState,
      'connect',
      'ticket-issued',
      'vendor-loaded',
      'offered',
      'joined',
      'peer-connected',
      'channel-opened',
      'display',
      'frame',
    );
    expect(states.slice(3)).toEqual([
      'negotiating',
      'negotiating',
      'negotiating',
      'negotiating',
      'negotiating',
      'live',
    ]);
  });

  it('keeps the size that the phone told when the channel opens late', () => {
    const { types, state } = walk(
      initialSessionState,
      ...toJoined,
      'offered',
      'peer-connected',
      'frame',
      'display',
      'display timeout',
      'channel-opened',
    );
    expect(state.name).toBe('live');
    expect(types).not.toContain('assume-display');
  });

  it('gives a connection that comes and goes no second wait for the first frame', () => {
    const { effects } = walk(
      initialSessionState,
      ...toJoined,
      'offered',
      'peer-connected',
      'peer-disconnected',
      'peer-connected',
    );
    expect(effects.slice(-3)).toEqual([
      start('first-frame', 3000),
      start('disconnect', 5000),
      stop('disconnect'),
    ]);
  });
});

describe('signalling that breaks', () => {
  it('is opened again on the same ticket as often as the policy says, waiting longer each time', () => {
    const { states, effects } = walk(
      initialSessionState,
      ...toJoined,
      'signalling-lost',
      'signalling-retry timeout',
      'joined',
      'signalling-lost',
      'signalling-retry timeout',
      'joined',
      'signalling-lost',
    );
    expect(states.slice(4)).toEqual([
      'signalling',
      'signalling',
      'negotiating',
      'signalling',
      'signalling',
      'negotiating',
      'recovering',
    ]);
    const retries = effects.filter(
      (effect) => effect.type === 'start-timer' && effect.timer === 'signalling-retry',
    );
    expect(retries).toEqual([start('signalling-retry', 75), start('signalling-retry', 150)]);
    expect(effects.filter(({ type }) => type === 'request-ticket')).toHaveLength(1);
  });

  it('after the offer begins again with a new link, so that no old answer meets a new offer', () => {
    const { state, effects } = walk(
      initialSessionState,
      ...toJoined,
      'offered',
      'signalling-lost',
      'signalling-retry timeout',
    );
    expect(state.name).toBe('signalling');
    expect(effects.slice(9)).toEqual([
      { type: 'release-input' },
      { type: 'stop-all-timers' },
      { type: 'close-link' },
      { type: 'announce-trouble', error: lost },
      start('offer', 1000),
      start('signalling-retry', 75),
      { type: 'reopen-signalling' },
    ]);
  });

  it('leaves a live picture alone, and is opened again at a calm pace however often it breaks', () => {
    const names: EventName[] = [...toLive];
    for (let round = 0; round < 6; round++) {
      names.push('signalling-lost', 'signalling-retry timeout', 'joined');
    }
    const { state, effects, types } = walk(initialSessionState, ...names);
    expect(state).toEqual({
      name: 'live',
      attempts: 0,
      hangUps: 0,
      hasBeenLive: true,
    });
    expect(types).not.toContain('close-link');
    expect(effects.flatMap((effect) => ('delayMs' in effect ? [effect] : [])).slice(6)).toEqual([
      ...Array.from({ length: 6 }, () => start('signalling-retry', 750)),
    ]);
  });
});

describe('attempts', () => {
  it('before the first picture end with the error when the policy’s are used up', () => {
    const { state, states } = walk(
      initialSessionState,
      'connect',
      'ticket-failed',
      'recovery timeout',
      'ticket-failed',
    );
    expect(states).toEqual(['ticketing', 'recovering', 'ticketing', 'closed']);
    expect(state).toEqual({ name: 'closed', error: problem });
  });

  it('after it wait longer and longer, then end', () => {
    const { states, effects } = walk(
      initialSessionState,
      ...toLive,
      'peer-failed',
      'recovery timeout',
      'ticket-failed',
      'recovery timeout',
      'ticket-failed',
      'recovery timeout',
      'ticket-failed',
    );
    expect(states.slice(9)).toEqual([
      'recovering',
      'ticketing',
      'recovering',
      'ticketing',
      'recovering',
      'ticketing',
      'closed',
    ]);
    const waits = effects.filter(
      (effect) => effect.type === 'start-timer' && effect.timer === 'recovery',
    );
    expect(waits).toEqual([start('recovery', 300), start('recovery', 600), start('recovery', 900)]);
  });

  it('go on being counted when a picture does not last', () => {
    const again = ['peer-failed', 'recovery timeout', ...toLive.slice(1)] as const;
    const { states, effects } = walk(
      initialSessionState,
      ...toLive,
      ...again,
      ...again,
      ...again,
      'peer-failed',
    );
    expect(states.at(-1)).toBe('closed');
    const waits = effects.filter(
      (effect) => effect.type === 'start-timer' && effect.timer === 'recovery',
    );
    expect(waits).toEqual([start('recovery', 300), start('recovery', 600), start('recovery', 900)]);
  });

  it('are counted anew after each picture that lasts', () => {
    const again = ['recovery timeout', ...toLive.slice(1), 'steady timeout'] as const;
    const { state, effects } = walk(
      initialSessionState,
      ...toLive,
      'steady timeout',
      'channel-closed',
      ...again,
      'channel-closed',
      ...again,
    );
    expect(state).toEqual({
      name: 'live',
      attempts: 0,
      hangUps: 2,
      hasBeenLive: true,
    });
    expect(effects.filter(({ type }) => type === 'announce-live')).toHaveLength(3);
    const waits = effects.filter(
      (effect) => effect.type === 'start-timer' && effect.timer === 'recovery',
    );
    expect(waits).toEqual([start('recovery', 300), start('recovery', 300)]);
  });

  it('with an expired ticket get a fresh one at the next attempt', () => {
    const { states, types } = walk(
      initialSessionState,
      'connect',
      'ticket-issued',
      'vendor-loaded',
      'signalling-lost, ticket expired',
      'recovery timeout',
    );
    expect(states.slice(3)).toEqual(['recovering', 'ticketing']);
    expect(types.at(-1)).toBe('request-ticket');
  });

  it('that the network’s return brings forward, again and again, never use the policy up', () => {
    let state = walk(initialSessionState, ...toLive, 'peer-failed').state;
    for (let round = 0; round < 50; round++) {
      state = walk(state, 'retry-now', 'ticket-failed').state;
    }
    expect(state).toEqual({
      name: 'recovering',
      attempts: 1,
      hangUps: 0,
      hasBeenLive: true,
      error: problem,
    });
  });
});

describe('a phone that hangs up', () => {
  const back = ['recovery timeout', ...toLive.slice(1)] as const;

  it('again and again right after it was reached has been opened elsewhere: the session ends', () => {
    const { state, states } = walk(
      initialSessionState,
      ...toLive,
      'channel-closed',
      ...back,
      'channel-closed',
      ...back,
      'channel-closed',
    );
    expect(states.filter((name) => name === 'recovering')).toHaveLength(2);
    expect(state).toMatchObject({
      name: 'closed',
      error: {
        code: 'opened_elsewhere',
        retryable: false,
        message: expect.stringContaining('the same user has probably opened it elsewhere'),
      },
    });
  });

  it('while it is reached counts as well', () => {
    const { state } = walk(
      initialSessionState,
      ...toLive,
      'channel-closed',
      ...back,
      'channel-closed',
      ...back.slice(0, -3),
      'channel-closed',
    );
    expect(state.name).toBe('closed');
  });

  it('after a picture that lasted is looked for anew', () => {
    // The second one runs twice as long.
    const steady = [...back, 'steady timeout', 'steady timeout', 'channel-closed'] as const;
    const { state } = walk(
      initialSessionState,
      ...toLive,
      'steady timeout',
      'channel-closed',
      ...steady,
      ...steady,
      ...steady,
    );
    expect(state).toMatchObject({ name: 'recovering', attempts: 1, hangUps: 1 });
  });

  it('unheard, again and again, has been opened elsewhere too, though each picture lasts a while', () => {
    const refused = Array.from({ length: 5 }, () => 'signalling-lost' as const);
    const shutOut = ['path stalled', ...refused] as const;
    const round = [...shutOut, ...back, 'steady timeout'] as const;
    const { state } = walk(initialSessionState, ...toLive, 'steady timeout', ...round, ...round);
    expect(state).toMatchObject({ name: 'live', attempts: 0, hangUps: 2 });
    expect(walk(state, ...shutOut).state).toMatchObject({
      name: 'closed',
      error: { code: 'opened_elsewhere' },
    });
    expect(walk(state, 'steady timeout').state).toMatchObject({ hangUps: 0 });
  });

  it('is not blamed for other trouble, nor forgotten over it', () => {
    const { state } = walk(
      initialSessionState,
      ...toLive,
      'channel-closed',
      ...back,
      'peer-failed',
      ...back,
      'channel-closed',
    );
    expect(state).toMatchObject({ name: 'recovering', attempts: 3, hangUps: 2 });
  });
});

describe('a phone that nobody uses', () => {
  const live = walk(initialSessionState, ...toLive).state;
  const stepAfter = (state: SessionState, event: EventName, idle: number, changes = {}) =>
    step(state, events[event], {
      ...context,
      policy: { ...policy, ...changes },
      idleForMs: idle,
    });

  it('is warned about, and given up', () => {
    const { states, state } = walk(live, 'idle timeout', 'idle timeout');
    expect(states).toEqual(['idle-warning', 'closed']);
    expect(state).toMatchObject({ error: { code: 'idle_timeout', retryable: false } });
  });

  it('is not given up when it is used after the warning', () => {
    const { states, effects } = walk(live, 'idle timeout', 'used', 'idle timeout');
    expect(states).toEqual(['idle-warning', 'live', 'idle-warning']);
    expect(effects.filter(({ type }) => type === 'announce-live')).toEqual([]);
  });

  it('has the rest of its time when it was used since the timer began', () => {
    expect(stepAfter(live, 'idle timeout', 6499)).toEqual({
      state: live,
      effects: [start('idle', 1)],
    });
    expect(stepAfter(live, 'idle timeout', 6500).state.name).toBe('idle-warning');
  });

  it('is given up without a warning when the timer comes too late for one, as after a sleep', () => {
    expect(stepAfter(live, 'idle timeout', 8999).state.name).toBe('idle-warning');
    expect(stepAfter(live, 'idle timeout', 9000).state).toMatchObject({
      name: 'closed',
      error: { code: 'idle_timeout' },
    });
  });

  it('is warned about for half of a short time at most', () => {
    const short = { idleTimeoutMs: 4000, idleWarningMs: 30_000 };
    expect(stepAfter(live, 'used', 0, short).effects).toEqual([start('idle', 2000)]);
    expect(stepAfter(live, 'idle timeout', 2000, short).state).toMatchObject({ remainingMs: 2000 });
  });

  it('needs no warning where the policy has none', () => {
    const silent = { idleWarningMs: 0 };
    expect(stepAfter(live, 'used', 0, silent).effects).toEqual([start('idle', 9000)]);
    expect(stepAfter(live, 'idle timeout', 9000, silent).state.name).toBe('closed');
  });

  it('does not matter without an idle timeout, nor once there is none any more', () => {
    const never = { idleTimeoutMs: 0 };
    expect(stepAfter(live, 'used', 0, never)).toEqual({ state: live, effects: [stop('idle')] });
    expect(stepAfter(live, 'idle timeout', 99_000, never)).toEqual({ state: live, effects: [] });
    const { state: warned } = walk(live, 'idle timeout');
    expect(stepAfter(warned, 'used', 0, never)).toEqual({ state: live, effects: [stop('idle')] });
  });

  it('is counted anew after a recovery', () => {
    const back = ['peer-failed', 'recovery timeout', ...toLive.slice(1)] as const;
    const { states, effects } = walk(live, 'idle timeout', ...back);
    expect(states.at(-1)).toBe('live');
    expect(effects).toContainEqual(start('idle', 6500));
  });
});

describe('what an idle timeout may be', () => {
  it.each([0, 1000, 7_200_000])('%d is one', (timeoutMs) => {
    expect(isIdleTimeout(timeoutMs)).toBe(true);
  });

  it.each([-1, 999, 7_200_001, Number.NaN, Number.POSITIVE_INFINITY])('%d is none', (timeoutMs) => {
    expect(isIdleTimeout(timeoutMs)).toBe(false);
  });
});

describe('an error that tells how long to wait', () => {
  const busy = new TelepadError('vendor_rate_limited', 'Too many.', { retryAfterMs: 30_000 });
  const refused = step(
    { name: 'ticketing', attempts: 0, hangUps: 0, hasBeenLive: false },
    { type: 'ticket-failed', error: busy },
    context,
  );

  it('is waited for', () => {
    expect(refused.effects.at(-1)).toEqual(start('recovery', 30_000));
  });

  it('is waited for although the network came back', () => {
    expect(step(refused.state, { type: 'retry-now' }, context)).toEqual({
      state: refused.state,
      effects: [],
    });
  });

  it('does not shorten the policy’s own wait', () => {
    const soon = new TelepadError('vendor_rate_limited', 'Too many.', { retryAfterMs: 1 });
    const { effects } = step(
      { name: 'ticketing', attempts: 0, hangUps: 0, hasBeenLive: false },
      { type: 'ticket-failed', error: soon },
      context,
    );
    expect(effects.at(-1)).toEqual(start('recovery', 150));
  });
});

describe('the default policy', () => {
  it('waits this long', () => {
    expect(defaultSessionPolicy).toEqual({
      preparationTimeoutMs: 30_000,
      offerTimeoutMs: 10_000,
      connectionTimeoutMs: 15_000,
      firstFrameTimeoutMs: 10_000,
      displayTimeoutMs: 1000,
      disconnectGraceMs: 1000,
      restartTimeoutMs: 4000,
      repairTimeoutMs: 30_000,
      rejoinTimeoutMs: 3000,
      steadyAfterMs: 10_000,
      idleTimeoutMs: 0,
      idleWarningMs: 30_000,
      signallingRetry: { maxAttempts: 2, baseDelayMs: 300, maxDelayMs: 5000 },
      connectRetry: { maxAttempts: 1, baseDelayMs: 500, maxDelayMs: 5000 },
      recoveryRetry: { maxAttempts: 10, baseDelayMs: 300, maxDelayMs: 8000 },
    });
  });
});

describe('whatever happens', () => {
  const anyEvent = fc.constantFrom(...allEvents).map((name): SessionEvent => events[name]);
  it('any event after any other is taken in every situation', () => {
    fc.assert(
      fc.property(fc.constantFrom(...situations), anyEvent, anyEvent, (situation, one, two) => {
        const first = step(situation.state, one, context);
        const second = step(first.state, two, context);
        if (first.state.name === 'closed') {
          expect(second.state).toBe(first.state);
          expect(second.effects).toEqual([]);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
