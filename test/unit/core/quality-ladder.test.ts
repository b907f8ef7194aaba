import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BurdenLook,
  firstLadderCalmMs,
  initialLadderState,
  type LadderState,
  maxLadderCalmMs,
  settleMs,
  stepLadder,
} from '../../../src/core/quality-ladder.js';

type Sight = Omit<BurdenLook, 'atMs'>;

const well: Sight = {
  intervalMs: 1000,
  packetsReceived: 300,
  lossRate: 0,
  roundTripMs: 40,
  waitMs: 20,
  framesDecoded: 30,
  framesDropped: 0,
  decodeMs: 8,
};
const lossy = { ...well, lossRate: 0.2 };

/** One look a second, on one clock over all runs. */
function run(sights: readonly Sight[], state = initialLadderState, fromMs = 0, steps = 3) {
  const states: LadderState[] = [];
  sights.forEach((sight, index) => {
    state = stepLadder(state, { ...sight, atMs: fromMs + (index + 1) * 1000 }, steps);
    states.push(state);
  });
  return states;
}

const times = <Item>(count: number, item: Item): Item[] => new Array<Item>(count).fill(item);
const steps = (states: readonly LadderState[]) => states.map(({ step }) => step);

describe('stepLadder', () => {
  it.each([
    ['heavy loss', lossy],
    ['a decoder that has no time left', { ...well, decodeMs: 31 }],
    ['frames that wait for their packets', { ...well, waitMs: 250 }],
    ['many dropped frames', { ...well, framesDecoded: 20, framesDropped: 10 }],
  ])('goes a step down for five seconds of %s', (_, sight) => {
    expect(steps(run(times(5, sight)))).toEqual([0, 0, 0, 0, 1]);
  });

  it('goes a step down when the round trip has grown far beyond what it was: a queue is building', () => {
    const slow = { ...well, roundTripMs: 400 };
    expect(steps(run([...times(3, well), ...times(5, slow)])).at(-1)).toBe(1);
    // A network that was slow from the start has no queue.
    expect(steps(run(times(20, slow))).at(-1)).toBe(0);
  });

  it('takes a round trip that a lighter picture does not shorten for that of a longer way', () => {
    const states = run([...times(3, well), ...times(60, { ...well, roundTripMs: 400 })]);
    expect(Math.max(...steps(states))).toBe(1);
    expect(states.at(-1)).toMatchObject({ step: 0, floorMs: 400 });
  });

  it('lets the floor rise with a way that gets longer slowly', () => {
    const ways = Array.from({ length: 600 }, (_, second) => ({
      ...well,
      roundTripMs: 40 + second,
    }));
    expect(Math.max(...steps(run(ways)))).toBe(0);
  });

  it.each([
    ['a picture that is well', times(60, well)],
    ['four seconds of trouble', [...times(4, lossy), ...times(60, well)]],
    ['trouble every other second', times(30, [lossy, well]).flat()],
    ['loss that retransmission makes up for', times(60, { ...well, lossRate: 0.05 })],
    ['loss among a handful of packets', times(60, { ...lossy, packetsReceived: 5 })],
    [
      'a still picture with slow frames',
      times(60, { ...well, framesDecoded: 2, decodeMs: 900, waitMs: 500 }),
    ],
    [
      'a browser that tells no times',
      times(60, { ...well, roundTripMs: undefined, waitMs: undefined, decodeMs: undefined }),
    ],
  ])('stays for %s', (_, sights) => {
    expect(Math.max(...steps(run(sights)))).toBe(0);
  });

  it('lets each step show what it does, and ends at the last one', () => {
    const states = steps(run(times(40, lossy)));
    expect([4, 13, 14, 22, 23, 24, 39].map((index) => states[index])).toEqual([
      1, 2, 2, 3, 3, 3, 3,
    ]);
  });

  it('never steps where there are no steps', () => {
    expect(Math.max(...steps(run(times(60, lossy), initialLadderState, 0, 0)))).toBe(0);
  });

  it('goes up again after twenty calm seconds each, to where it began', () => {
    const down = run(times(15, lossy)).at(-1);
    expect(down?.step).toBe(2);
    const up = steps(run(times(60, well), down, 15_000));
    // The last step down was a second before.
    expect(up.indexOf(1)).toBe(18);
    expect(up.indexOf(0)).toBe(38);
  });

  it('waits twice as long after a step up that failed, and forgets that after a long calm', () => {
    const down = run(times(5, lossy)).at(-1);
    const again = run([...times(20, well), ...times(10, lossy)], down, 5000);
    expect(steps(again).slice(18)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    expect(again.at(-1)?.calmMs).toBe(2 * firstLadderCalmMs);
    const later = run(times(100, well), again.at(-1), 35_000);
    expect(steps(later).indexOf(0)).toBe(38);
    expect(later.at(-1)?.calmMs).toBe(firstLadderCalmMs);
  });

  const sight: fc.Arbitrary<Sight> = fc.record({
    intervalMs: fc.constant(1000),
    packetsReceived: fc.nat(500),
    lossRate: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true })),
    roundTripMs: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }),
    waitMs: fc.option(fc.integer({ min: -50, max: 1000 }), { nil: undefined }),
    framesDecoded: fc.nat(60),
    framesDropped: fc.oneof(fc.constant(0), fc.nat(30)),
    decodeMs: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
  });
  const pasts = fc.array(sight, { maxLength: 300 });

  it('stays between the phone’s own picture and the last step, one step at a time, with pauses', () => {
    fc.assert(
      fc.property(pasts, fc.nat(3), (past, last) => {
        let before = initialLadderState;
        for (const state of run(past, undefined, 0, last)) {
          expect(state.step).toBeGreaterThanOrEqual(0);
          expect(state.step).toBeLessThanOrEqual(last);
          if (state.step !== before.step) {
            expect(Math.abs(state.step - before.step)).toBe(1);
            expect(state.changedAtMs - before.changedAtMs).toBeGreaterThanOrEqual(
              state.step < before.step ? firstLadderCalmMs : settleMs,
            );
          }
          before = state;
        }
      }),
    );
  });

  it('goes down in no second that is well', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(sight, fc.constant(well)), { maxLength: 200 }), (past) => {
        let before = 0;
        run(past).forEach(({ step }, index) => {
          const now = past[index];
          if (now === well && past.every(({ roundTripMs }) => (roundTripMs ?? 40) >= 40))
            expect(step).toBeLessThanOrEqual(before);
          before = step;
        });
      }),
    );
  });

  it('comes back to the phone’s own picture after any past, in bounded time', () => {
    fc.assert(
      fc.property(pasts, (past) => {
        const last = run(past).at(-1) ?? initialLadderState;
        const still = { ...well, roundTripMs: undefined };
        const calm = run(times((4 * maxLadderCalmMs) / 1000, still), last, past.length * 1000);
        expect(steps(calm).at(-1)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});
