import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AutomationCallOptions, PhoneAutomation } from '../../../../src/index.js';
import { inShort } from '../fake-page.js';
import { createStage, heldAfter, pass, play, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const at = { x: 10, y: 20 };
const to = { x: 300, y: 900 };
const middle = { x: 360, y: 640 };

type Call = (automation: PhoneAutomation, options?: AutomationCallOptions) => Promise<void>;

/** Every call that takes more than a moment. */
const slowCalls: Record<string, Call> = {
  tap: (each, options) => each.tap(at, options),
  doubleTap: (each, options) => each.doubleTap(at, options),
  longPress: (each, options) => each.longPress(at, options),
  swipe: (each, options) => each.swipe(at, to, { ...options, holdMs: 50 }),
  pinch: (each, options) => each.pinch(middle, 2, options),
  scroll: (each, options) => each.scroll(at, 100, options),
  press: (each, options) => each.press('ENTER', { ...options, holdMs: 200 }),
  paste: (each, options) => each.paste('x', options),
  wait: (each, options) => each.wait(100, options),
  'type with human timing': (each, options) => each.type('abc\nd', { ...options, timing: 'human' }),
};

describe('calls of one automation', () => {
  it('are done one after the other, in the order they were asked for', async () => {
    const { session, automation } = createStage();
    const calls = [automation.doubleTap(at), automation.pinch(middle, 2), automation.tap(to)];
    await play(Promise.all([...calls, automation.type('x')]));
    expect(heldAfter(session.sent)).toEqual([]);
    const edges = inShort(session.sent).filter((each) => !each.startsWith('move'));
    expect(edges.map((each) => each.split(' ')[0])).toEqual([
      ...['down', 'up', 'down', 'up', 'down', 'pointer-down', 'pointer-up', 'up', 'down', 'up'],
      'text',
    ]);
  });

  it('go on after one that failed', async () => {
    const { session, automation } = createStage();
    const wrong = watch(automation.tap({ x: 9999, y: 0 }));
    await play(automation.tap(at));
    expect(wrong.outcome).toBe('argument_invalid');
    expect(inShort(session.sent)).toEqual(['down 0 0@10,20', 'up 0 0@10,20']);
  });

  it('that are aborted while they wait end at once, and let nobody past', async () => {
    const { session, automation } = createStage();
    const abort = new AbortController();
    const first = watch(automation.longPress(at));
    const second = watch(automation.tap(to, { signal: abort.signal }));
    const third = watch(automation.type('x'));
    await pass(10);
    abort.abort();
    await pass();
    expect([first.outcome, second.outcome, third.outcome]).toEqual(['waits', 'aborted', 'waits']);
    expect(inShort(session.sent)).toEqual(['down 0 0@10,20']);
    await pass(600);
    expect(inShort(session.sent)).toEqual(['up 0 0@10,20', 'text x']);
  });

  it('with a signal that is aborted already do nothing', async () => {
    const { session, automation } = createStage();
    for (const [name, call] of Object.entries(slowCalls)) {
      const seen = watch(call(automation, { signal: AbortSignal.abort() }));
      await pass();
      expect(seen.outcome, name).toBe('aborted');
    }
    expect(session.sent).toEqual([]);
  });

  it('leave nothing behind on a signal that lives on', async () => {
    const { automation } = createStage();
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removers = () => added.mock.calls.map(([, , options]) => options);
    await play(automation.tap(at, { signal }));
    for (const options of removers())
      expect((options as AddEventListenerOptions).signal?.aborted).toBe(true);
  });

  for (const [name, call] of Object.entries(slowCalls)) {
    it(`${name} lets everything go at once when it is aborted, at any moment`, async () => {
      for (let afterMs = 0; ; afterMs += 7) {
        const { session, automation } = createStage();
        const abort = new AbortController();
        const seen = watch(call(automation, { signal: abort.signal }));
        await pass(afterMs);
        if (seen.outcome === 'done') {
          expect(afterMs).toBeGreaterThan(0);
          break;
        }
        abort.abort();
        expect(heldAfter(session.sent), `${afterMs} ms`).toEqual([]);
        const count = session.sent.length;
        await pass(2000);
        expect(seen.outcome).toBe('aborted');
        expect(session.sent.length).toBe(count);
        await play(automation.tap(at));
        expect(heldAfter(session.sent)).toEqual([]);
      }
    });

    it(`${name} ends with the connection, at any moment, and with the session`, async () => {
      for (let afterMs = 0; ; afterMs += 23) {
        const lost = createStage();
        const closed = createStage();
        const seen = [watch(call(lost.automation)), watch(call(closed.automation))];
        await pass(afterMs);
        if (seen[0]?.outcome === 'done') break;
        lost.lose();
        closed.close();
        expect(heldAfter(lost.session.sent)).toEqual([]);
        await pass(2000);
        expect(seen.map(({ outcome }) => outcome)).toEqual(['connection_lost', 'session_closed']);
      }
    });

    it(`${name} lets go what it holds when a message cannot be sent`, async () => {
      for (let count = 0; ; count++) {
        const { session, automation } = createStage();
        session.messagesUntilFailure = count;
        const seen = watch(call(automation));
        await pass(5000);
        if (seen.outcome === 'done') break;
        expect(seen.outcome).toBe('not_connected');
        // As far as it went: nobody can let go on a channel that is gone.
        expect(session.sent.length).toBe(count);
        session.messagesUntilFailure = Number.POSITIVE_INFINITY;
        await play(automation.wait(1));
        expect(session.sent.length).toBe(count);
      }
    });
  }

  it('are refused after the end', async () => {
    const { automation, close } = createStage();
    close();
    const outcomes: string[] = [];
    for (const call of Object.values(slowCalls)) {
      const seen = watch(call(automation));
      await pass();
      outcomes.push(seen.outcome);
    }
    expect(new Set(outcomes)).toEqual(new Set(['session_closed']));
  });
});
