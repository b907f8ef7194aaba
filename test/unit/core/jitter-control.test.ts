import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstCalmMs,
  initialJitterState,
  type JitterState,
  maxCalmMs,
  type PictureLook,
  raisePauseMs,
  stepJitter,
} from '../../../src/core/jitter-control.js';

const well = { framesDecoded: 30, framesDropped: 0, freezes: 0, decodeMs: 5 };
const frozen = { ...well, framesDecoded: 20, freezes: 1 };
const dropping = { ...well, framesDecoded: 27, framesDropped: 3 };
const slow = { ...well, decodeMs: 30 };

type Sight = Omit<PictureLook, 'atMs'>;

/** One look a second; gives the target after each. */
function run(sights: readonly Sight[], limitMs = 60, state = initialJitterState): JitterState[] {
  const from = Math.max(0, state.changedAtMs, state.sufferedAtMs);
  return sights.map((sight, index) => {
    state = stepJitter(state, { ...sight, atMs: from + (index + 1) * 1000 }, 1000, limitMs);
    return state;
  });
}

const targets = (states: readonly JitterState[]) => states.map(({ targetMs }) => targetMs);
const times = <Item>(count: number, item: Item): Item[] => new Array<Item>(count).fill(item);

describe('stepJitter', () => {
  it.each([
    ['nothing while the picture is well', times(4, well), [0, 0, 0, 0]],
    ['nothing for a single hitch', [frozen, well, well], [0, 0, 0]],
    ['nothing for two hitches far apart', [frozen, ...times(5, well), frozen], times(7, 0)],
    ['a step for two freezes close together', [frozen, well, frozen], [0, 0, 15]],
    ['a step for frames that are dropped again and again', [dropping, dropping], [0, 15]],
    [
      'nothing for one dropped frame of many',
      times(3, { ...well, framesDecoded: 29, framesDropped: 1 }),
      [0, 0, 0],
    ],
    [
      'nothing while hardly anything is shown',
      times(3, { ...well, framesDecoded: 2, framesDropped: 2, freezes: 1 }),
      [0, 0, 0],
    ],
    [
      'nothing where the browser does not tell the decode time',
      times(3, { ...well, decodeMs: undefined }),
      [0, 0, 0],
    ],
    ['two steps at the most for a slow decoder', times(8, slow), [0, 15, 15, 30, 30, 30, 30, 30]],
    [
      'a step after the other up to the limit',
      times(10, frozen),
      [0, 15, 15, 30, 30, 60, 60, 60, 60, 60],
    ],
  ])('asks for %s', (_, sights, expected) => {
    expect(targets(run(sights))).toEqual(expected);
  });

  it.each([
    [0, 0],
    [40, 40],
    [4000, 4000],
  ])('never asks for more than %s ms when that is the limit', (limitMs, expected) => {
    expect(targets(run(times(30, frozen), limitMs)).at(-1)).toBe(expected);
  });

  it('takes back a step after each ten calm seconds, down to nothing', () => {
    const raised = run(times(8, frozen)).at(-1) ?? initialJitterState;
    expect(raised.targetMs).toBe(60);
    const after = targets(run(times(32, well), 60, raised));
    expect([8, 9, 18, 19, 28, 29, 31].map((index) => after[index])).toEqual([
      60, 30, 30, 15, 15, 0, 0,
    ]);
  });

  it('waits twice as long when it lowered too early, and forgets that after a long calm', () => {
    const raised = run([frozen, frozen]).at(-1) ?? initialJitterState;
    const relapsed = run([...times(10, well), frozen, frozen], 60, raised);
    expect(targets(relapsed).slice(8)).toEqual([15, 0, 0, 15]);
    expect(relapsed.at(-1)?.calmMs).toBe(20_000);
    const after = run(times(45, well), 60, relapsed.at(-1));
    expect(targets(after).indexOf(0)).toBe(19);
    expect(after.at(-1)?.calmMs).toBe(firstCalmMs);
  });

  const sights = fc.array(
    fc.record({
      framesDecoded: fc.nat(60),
      framesDropped: fc.oneof(fc.constant(0), fc.nat(30)),
      freezes: fc.constantFrom(0, 0, 0, 1, 2),
      decodeMs: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    }),
    { maxLength: 200 },
  );
  const limits = fc.integer({ min: 0, max: 4000 });
  const isWell = ({ framesDropped, freezes, decodeMs }: Sight) =>
    framesDropped === 0 && freezes === 0 && (decodeMs ?? 0) < 10;

  it('stays within its limit and never raises for a picture that is well', () => {
    fc.assert(
      fc.property(sights, limits, (sights, limitMs) => {
        let before = 0;
        run(sights, limitMs).forEach(({ targetMs }, index) => {
          expect(targetMs).toBeLessThanOrEqual(limitMs);
          const sight = sights[index];
          if (sight && isWell(sight)) expect(targetMs).toBeLessThanOrEqual(before);
          before = targetMs;
        });
      }),
    );
  });

  it('comes back to nothing after any past, in bounded time', () => {
    const longest = (9 * maxCalmMs) / 1000 + 1;
    fc.assert(
      fc.property(sights, limits, (sights, limitMs) => {
        const past = run(sights, limitMs).at(-1) ?? initialJitterState;
        expect(targets(run(times(longest, well), limitMs, past)).at(-1)).toBe(0);
      }),
    );
  });

  it('does not oscillate: raises keep a pause, and a lowering comes no sooner than ten seconds after a raise', () => {
    fc.assert(
      fc.property(sights, limits, (sights, limitMs) => {
        let lastRaise = Number.NEGATIVE_INFINITY;
        let before = 0;
        for (const { targetMs, changedAtMs } of run(sights, limitMs)) {
          if (targetMs !== before) {
            const isRaise = targetMs > before;
            expect(changedAtMs - lastRaise).toBeGreaterThanOrEqual(
              isRaise ? raisePauseMs : firstCalmMs,
            );
            if (isRaise) lastRaise = changedAtMs;
          }
          before = targetMs;
        }
      }),
    );
  });
});
