import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TouchMessage } from '../../../../src/core/control.js';
import type { PhoneAutomation, ScreenPoint } from '../../../../src/index.js';
import { inShort } from '../fake-page.js';
import { createStage, heldAfter, lying, pass, play, userTouch, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What goes out, each message with the ms at which it did. */
async function timed(call: (automation: PhoneAutomation) => Promise<void>): Promise<string[]> {
  const stage = createStage();
  const { session } = stage;
  const lines: string[] = [];
  const startMs = performance.now();
  session.sentListeners.push((message) =>
    lines.push(`${performance.now() - startMs} ${inShort([message])[0]}`),
  );
  await play(call(stage.automation));
  expect(heldAfter(session.sent)).toEqual([]);
  return lines;
}

describe('gestures that a page makes', () => {
  it('tap for 40 ms, in px of the phone’s screen', async () => {
    const stage = createStage();
    await play(stage.automation.tap({ x: 100, y: 220 }));
    expect(stage.session.sent).toEqual(
      (['down', 'up'] as const).map((action) => ({
        type: 'touch',
        action,
        actionIndex: 0,
        pointers: [{ id: 0, x: 100, y: 220, pressure: 1 }],
        width: 720,
        height: 1280,
      })),
    );
    expect(await timed((each) => each.tap({ x: 1, y: 1 }))).toEqual([
      '0 down 0 0@1,1',
      '40 up 0 0@1,1',
    ]);
  });

  it('take parts of the screen only where it is said', async () => {
    expect(await timed((each) => each.tap({ x: 1, y: 0.5, unit: 'px' }))).toEqual([
      '0 down 0 0@1,0.5',
      '40 up 0 0@1,0.5',
    ]);
    expect(await timed((each) => each.tap({ x: 0.25, y: 0.5, unit: 'ratio' }))).toEqual([
      '0 down 0 0@180,640',
      '40 up 0 0@180,640',
    ]);
    // The last px of the screen, and not the first one beside it.
    expect(await timed((each) => each.tap({ x: 1, y: 1, unit: 'ratio' }))).toEqual([
      '0 down 0 0@719,1279',
      '40 up 0 0@719,1279',
    ]);
  });

  it('tap twice with 100 ms in between', async () => {
    expect(await timed((each) => each.doubleTap({ x: 10, y: 20 }))).toEqual([
      '0 down 0 0@10,20',
      '40 up 0 0@10,20',
      '140 down 0 0@10,20',
      '180 up 0 0@10,20',
    ]);
  });

  it('stay for a long press', async () => {
    expect(await timed((each) => each.longPress({ x: 10, y: 20 }))).toEqual([
      '0 down 0 0@10,20',
      '600 up 0 0@10,20',
    ]);
    expect(await timed((each) => each.longPress({ x: 10, y: 20 }, { durationMs: 900 }))).toEqual([
      '0 down 0 0@10,20',
      '900 up 0 0@10,20',
    ]);
  });

  it('swipe evenly, with a move for each frame', async () => {
    const swiped = await timed((each) =>
      each.swipe({ x: 0, y: 1000 }, { x: 100, y: 0 }, { durationMs: 40 }),
    );
    expect(swiped).toEqual([
      '0 down 0 0@0,1000',
      '16 move 0 0@40,600',
      '32 move 0 0@80,200',
      '40 move 0 0@100,0',
      '40 up 0 0@100,0',
    ]);
    const usual = await timed((each) => each.swipe({ x: 360, y: 900 }, { x: 360, y: 300 }));
    expect(usual).toHaveLength(1 + 19 + 1);
    expect(usual.at(-1)).toBe('300 up 0 0@360,300');
  });

  it('rest before they drag, where it is asked for', async () => {
    const dragged = await timed((each) =>
      each.swipe({ x: 0, y: 0 }, { x: 16, y: 0 }, { durationMs: 16, holdMs: 600 }),
    );
    expect(dragged).toEqual(['0 down 0 0@0,0', '616 move 0 0@16,0', '616 up 0 0@16,0']);
  });

  it('spread two fingers to zoom in, and bring them together to zoom out', async () => {
    const options = { durationMs: 32, angleDegrees: 0 };
    expect(await timed((each) => each.pinch({ x: 360, y: 640 }, 2, options))).toEqual([
      '0 down 0 0@270,640',
      '0 pointer-down 1 0@270,640 1@450,640',
      '16 move 0 0@225,640 1@495,640',
      '32 move 0 0@180,640 1@540,640',
      '32 pointer-up 1 0@180,640 1@540,640',
      '32 up 0 0@180,640',
    ]);
    const apart = { ...options, durationMs: 16, angleDegrees: 90, spread: 1 };
    expect(await timed((each) => each.pinch({ x: 360, y: 640 }, 0.25, apart))).toEqual([
      '0 down 0 0@360,280',
      '0 pointer-down 1 0@360,280 1@360,1000',
      '16 move 0 0@360,550 1@360,730',
      '16 pointer-up 1 0@360,550 1@360,730',
      '16 up 0 0@360,550',
    ]);
  });

  it('turn the wheel in portions that a phone can follow', async () => {
    expect(await timed((each) => each.scroll({ x: 5, y: 6 }, 3))).toEqual(['0 scroll 3 5,6']);
    expect(await timed((each) => each.scroll({ x: 5, y: 6 }, -25))).toEqual([
      '0 scroll -10 5,6',
      '16 scroll -10 5,6',
      '32 scroll -5 5,6',
    ]);
  });

  it('swipe where the phone knows no wheel, as far as the wheel would go, and without a fling', async () => {
    const stage = createStage();
    stage.session.lacks = ['scroll'];
    await play(stage.automation.scroll({ x: 5, y: 6 }, 3));
    const touches = stage.session.sent as readonly TouchMessage[];
    const ys = touches.map(({ pointers }) => Math.round(pointers[0]?.y ?? 0));
    // Three notches of 64 dp on a screen of 360 dp that is 720 px wide, from as far up as the way allows.
    expect([touches[0]?.action, ys[0], touches.at(-1)?.action, ys.at(-1)]).toEqual([
      'down',
      512,
      'up',
      128,
    ]);
    expect([...ys].sort((a, b) => b - a)).toEqual(ys);
  });

  it('swipe several times for a way that is longer than the screen', async () => {
    const stage = createStage();
    stage.session.lacks = ['scroll'];
    await play(stage.automation.scroll({ x: 5, y: 1000 }, -20));
    const touches = stage.session.sent as readonly TouchMessage[];
    const at = (action: TouchMessage['action']) =>
      touches.filter((touch) => touch.action === action).map(({ pointers }) => pointers[0]?.y ?? 0);
    const way = at('up').reduce((sum, y, index) => sum + y - (at('down')[index] ?? 0), 0);
    expect(at('up')).toHaveLength(4);
    expect(Math.round(way)).toBe(20 * 128);
    for (const y of [...at('down'), ...at('up')]) {
      expect(y).toBeGreaterThanOrEqual(128);
      expect(y).toBeLessThanOrEqual(1152);
    }
  });

  it('with human timing land beside, bend, hurry and dawdle, as chance has it', async () => {
    const stage = createStage();
    const { session, automation, draws } = stage;
    // Where the finger lands, and for how long.
    draws.splice(0, 1, 0, 1, 0.5);
    const durations: number[] = [];
    session.sentListeners.push(() => durations.push(performance.now()));
    await play(automation.tap({ x: 100, y: 100 }, { timing: 'human' }));
    expect(inShort(session.sent)).toEqual(['down 0 0@103,100', 'up 0 0@103,100']);
    expect((durations[1] ?? 0) - (durations[0] ?? 0)).toBe(60);

    draws.splice(0, draws.length, 0.5);
    await play(
      automation.swipe(
        { x: 100, y: 900 },
        { x: 100, y: 100 },
        { timing: 'human', durationMs: 100 },
      ),
    );
    const ys = session.sent.flatMap((each) =>
      each.type === 'touch' ? each.pointers.map(({ y }) => y) : [],
    );
    // Starts and stops gently.
    expect(ys[0]).toBe(900);
    expect((ys[0] as number) - (ys[1] as number)).toBeLessThan(40);
    expect(ys).toEqual([...ys].sort((a, b) => b - a));
    expect(ys.at(-1)).toBe(100);
  });

  it('with human timing never leave the screen', async () => {
    const { session, automation, draws } = createStage();
    draws[0] = 0.999;
    await play(automation.swipe({ x: 720, y: 0 }, { x: 0, y: 1280 }, { timing: 'human' }));
    for (const message of session.sent)
      for (const { x, y } of message.type === 'touch' ? message.pointers : []) {
        expect(x >= 0 && x <= 719).toBe(true);
        expect(y >= 0 && y <= 1279).toBe(true);
      }
  });

  it('skip moves while the channel is full, but not the way they end', async () => {
    const { session, automation } = createStage();
    session.bufferedAmount = 5000;
    await play(automation.swipe({ x: 0, y: 0 }, { x: 100, y: 0 }));
    expect(inShort(session.sent)).toEqual(['down 0 0@0,0', 'move 0 0@100,0', 'up 0 0@100,0']);
  });

  it('are checked before anything is sent', async () => {
    const { session, automation } = createStage();
    const at: ScreenPoint = { x: 1, y: 1 };
    const wrong: (() => Promise<void>)[] = [
      () => automation.tap({ x: -1, y: 0 }),
      () => automation.tap({ x: 721, y: 0 }),
      () => automation.tap({ x: 0, y: Number.NaN }),
      () => automation.tap({ x: 1.5, y: 0, unit: 'ratio' }),
      () => automation.tap({ x: 1, y: 0, unit: '%' as 'px' }),
      () => automation.tap(undefined as unknown as ScreenPoint),
      () => automation.tap({ x: '1', y: 1 } as unknown as ScreenPoint),
      () => automation.tap(at, { timing: 'fast' as 'human' }),
      () => automation.tap(at, 7 as unknown as object),
      () => automation.doubleTap({ x: 0, y: 1281 }),
      () => automation.longPress(at, { durationMs: 0 }),
      () => automation.longPress(at, { durationMs: 60_001 }),
      () => automation.swipe(at, { x: 0, y: -1 }),
      () => automation.swipe(at, { x: 0, y: 1281 }),
      () => automation.swipe(at, at, { durationMs: Number.POSITIVE_INFINITY }),
      () => automation.swipe(at, at, { holdMs: -1 }),
      () => automation.pinch({ x: 360, y: 640 }, 0),
      () => automation.pinch({ x: 360, y: 640 }, 11),
      () => automation.pinch({ x: 10, y: 640 }, 2),
      () => automation.pinch({ x: 360, y: 640 }, 2, { spread: 1.1 }),
      () => automation.pinch({ x: 360, y: 640 }, 2, { angleDegrees: 361 }),
      () => automation.scroll(at, 0.5),
      () => automation.scroll(at, 1001),
    ];
    for (const call of wrong) {
      const seen = watch(call());
      await pass(1);
      expect(seen.outcome, String(call)).toBe('argument_invalid');
    }
    expect(session.sent).toEqual([]);
  });

  it('need a screen, and somebody who may touch it', async () => {
    const stage = createStage();
    const unknown = createStage();
    unknown.show(undefined);
    const noScreen = watch(unknown.automation.tap({ x: 1, y: 1 }));
    stage.session.role = 'watch';
    const watcher = watch(stage.automation.tap({ x: 1, y: 1 }));
    await pass();
    expect([noScreen.outcome, watcher.outcome]).toEqual(['not_connected', 'watch_only']);
  });

  it('are cancelled when the screen turns under them', async () => {
    const stage = createStage();
    const swiped = watch(stage.automation.swipe({ x: 0, y: 0 }, { x: 100, y: 900 }));
    await pass(20);
    stage.show(lying);
    await pass(20);
    expect(swiped.outcome).toBe('aborted');
    expect(swiped.message).toContain('turned');
    expect(inShort(stage.session.sent).at(-1)).toMatch(/^cancel/);
  });

  it('keep to the px that they were measured in when the screen only changes its size', async () => {
    const stage = createStage();
    const work = play(stage.automation.swipe({ x: 0, y: 0 }, { x: 100, y: 900 }));
    await pass(20);
    stage.show({ type: 'display', width: 360, height: 640 });
    await work;
    const last = stage.session.sent.at(-1);
    expect(last).toMatchObject({ action: 'up', width: 720, pointers: [{ x: 100, y: 900 }] });
  });

  it('wait until the user’s gesture is over', async () => {
    const { session, automation } = createStage();
    session.send(userTouch('down'));
    const tapped = watch(automation.tap({ x: 1, y: 1 }));
    await pass(1000);
    expect(tapped.outcome).toBe('waits');
    session.send(userTouch('up'));
    await pass(100);
    expect(tapped.outcome).toBe('done');
    expect(heldAfter(session.sent)).toEqual([]);
  });

  it('give way to the user who touches in the middle', async () => {
    const { session, automation } = createStage();
    const pinched = watch(automation.pinch({ x: 360, y: 640 }, 2));
    await pass(50);
    session.send(userTouch('down'));
    expect(inShort(session.sent.slice(-2))).toEqual([
      expect.stringMatching(/^cancel 0 0@.* 1@/),
      'down 0 0@10,20',
    ]);
    await pass();
    expect(pinched.outcome).toBe('aborted');
    expect(pinched.message).toContain('touched');
    session.send(userTouch('up'));
    await play(automation.tap({ x: 1, y: 1 }));
    expect(heldAfter(session.sent)).toEqual([]);
  });

  it('do not wait for a finger that was lost with its connection', async () => {
    const stage = createStage();
    stage.session.send(userTouch('down'));
    stage.lose();
    stage.session.move('live');
    const tapped = watch(stage.automation.tap({ x: 1, y: 1 }));
    await pass(100);
    expect(tapped.outcome).toBe('done');
  });
});
