import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhoneAutomation, PhoneRecording } from '../../../../src/index.js';
import { createStage, heldAfter, lying, pass, upright, userTouch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Calling = (automation: PhoneAutomation, signal: AbortSignal) => Promise<unknown>;

const calls: readonly Calling[] = [
  (each, signal) => each.tap({ x: 1, y: 2 }, { signal }),
  (each, signal) => each.swipe({ x: 1, y: 2 }, { x: 300, y: 400 }, { signal, timing: 'human' }),
  (each, signal) => each.pinch({ x: 0.5, y: 0.5, unit: 'ratio' }, 3, { signal, spread: 0.3 }),
  (each, signal) => each.longPress({ x: 5, y: 5 }, { signal }),
  (each, signal) => each.press('A', { signal, holdMs: 90, modifiers: ['Shift'] }),
  (each, signal) => each.type('ab\nc', { signal, timing: 'human' }),
  (each, signal) => each.replay(recording, { signal, allowOtherOrientation: true }),
];

const recording: PhoneRecording = {
  version: 1,
  steps: (['down', 'move', 'up'] as const).map((action, index) => ({
    atMs: index * 60,
    message: { ...userTouch(action), pointers: [{ id: 3, x: 0.1, y: index / 10, pressure: 1 }] },
  })),
};

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('call'), which: fc.nat(6) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('abort'), which: fc.nat(5) }) },
  {
    weight: 4,
    arbitrary: fc.record({ what: fc.constant('pass'), which: fc.integer({ min: 1, max: 200 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('touch', 'lift', 'lose', 'recover', 'turn'),
      which: fc.constant(0),
    }),
  },
);

describe('any calls with anything in between', () => {
  it('make a valid stream, leave nothing held and end, each of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 25 }),
        fc.boolean(),
        async (events, isClosed) => {
          const stage = createStage();
          const { session, automation } = stage;
          const aborts: AbortController[] = [];
          const works: Promise<unknown>[] = [];
          let isUserTouching = false;
          const release = () => {
            if (!isUserTouching) return;
            isUserTouching = false;
            session.send(userTouch('cancel'));
          };
          for (const { what, which } of events) {
            if (what === 'pass') await pass(which);
            else if (what === 'abort') aborts.at(-which)?.abort();
            else if (what === 'lose') {
              release();
              stage.lose();
            } else if (what === 'recover') session.move('live');
            else if (what === 'turn') stage.show(session.display === upright ? lying : upright);
            else if (what === 'call') {
              const abort = new AbortController();
              aborts.push(abort);
              works.push((calls[which] as Calling)(automation, abort.signal).catch(() => {}));
            } else if (what === 'touch' && !isUserTouching && session.isLive) {
              isUserTouching = true;
              session.send(userTouch('down'));
            } else if (what === 'lift' && isUserTouching) {
              isUserTouching = false;
              session.send(userTouch('up'));
            }
          }
          release();
          if (isClosed) stage.close();
          let isOver = false;
          void Promise.all(works).then(() => {
            isOver = true;
          });
          await pass(25 * 2000);
          expect(isOver).toBe(true);
          expect(heldAfter(session.sent)).toEqual([]);
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});
