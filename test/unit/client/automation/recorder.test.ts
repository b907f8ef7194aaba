import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ControlMessage } from '../../../../src/core/control.js';
import { createStage, lying, pass, play, userTouch, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const key = (action: 'down' | 'up', keyCode: number, metaState = 0) =>
  ({ type: 'key', action, keyCode, metaState, repeat: false }) as const;

describe('recording', () => {
  it('notes what the user does, as parts of the screen, and when', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    await pass(100);
    session.send(userTouch('down', 180, 320));
    await pass(16);
    session.send(userTouch('move', 360, 640));
    session.send(userTouch('up', 360, 640));
    session.send({ type: 'text', text: 'hi' });
    session.send({ type: 'clipboard', text: 'clip' });
    session.send(key('down', 66));
    session.send(key('up', 66));
    session.send({ type: 'scroll', x: 72, y: 128, width: 720, height: 1280, notchesY: 2 });
    await pass(84);
    expect(recorder.stepCount).toBe(8);
    const screen = { width: 720, height: 1280 };
    const touch = (action: string, x: number, y: number) => ({
      type: 'touch',
      action,
      actionIndex: 0,
      pointers: [{ id: 0, x, y, pressure: 1 }],
      ...screen,
    });
    expect(recorder.stop()).toEqual({
      version: 1,
      durationMs: 200,
      steps: [
        { atMs: 100, message: touch('down', 0.25, 0.25) },
        { atMs: 116, message: touch('move', 0.5, 0.5) },
        { atMs: 116, message: touch('up', 0.5, 0.5) },
        { atMs: 116, message: { type: 'text', text: 'hi' } },
        { atMs: 116, message: { type: 'clipboard', text: 'clip' } },
        { atMs: 116, message: key('down', 66) },
        { atMs: 116, message: key('up', 66) },
        { atMs: 116, message: { type: 'scroll', x: 0.1, y: 0.1, ...screen, notchesY: 2 } },
      ],
    });
  });

  it('is plain JSON that can be read again', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record({ redactText: true });
    session.send(userTouch('down', 1 / 3, 2 / 3));
    session.send(userTouch('up', 1, 2));
    await play(automation.swipe({ x: 1, y: 2 }, { x: 3, y: 4 }, { durationMs: 50 }));
    const recording = recorder.stop();
    const copy: unknown = JSON.parse(JSON.stringify(recording));
    expect(copy).toEqual(recording);
    expect(await automation.readRecording(copy)).toEqual(recording);
  });

  it('keeps how a pen was held', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    const pen = { toolType: 'stylus', tilt: 0.5, orientation: -1 } as const;
    const { pointers, ...down } = userTouch('down', 72, 128);
    session.send({ ...down, pointers: pointers.map((each) => ({ ...each, ...pen })) });
    const [step] = recorder.stop().steps;
    expect(step).toMatchObject({ message: { pointers: [{ id: 0, x: 0.1, y: 0.1, ...pen }] } });
  });

  it('leaves out what is no input', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    const others: ControlMessage[] = [
      { type: 'media', kind: 'both', isOpen: true },
      { type: 'key-frame' },
      { type: 'query', about: 'display' },
      { type: 'keyboard-mode', mode: 'local' },
      { ...userTouch('down'), width: 0 },
      { type: 'scroll', x: Number.NaN, y: 0, width: 720, height: 1280, notchesY: 1 },
    ];
    for (const message of others) session.send(message);
    expect(recorder.stop().steps).toEqual([]);
  });

  it('begins and ends no gesture in the middle', async () => {
    const { session, automation } = createStage();
    session.send(userTouch('down'));
    session.send(key('down', 29));
    const recorder = await automation.record();
    session.send(userTouch('move', 50, 50));
    session.send(userTouch('up', 50, 50));
    session.send(key('up', 29));
    session.send(userTouch('down', 72, 128));
    session.send(key('down', 30));
    const { steps } = recorder.stop();
    expect(steps.map((each) => ('message' in each ? each.message : each))).toMatchObject([
      { action: 'down', pointers: [{ x: 0.1, y: 0.1 }] },
      key('down', 30),
      { action: 'cancel', pointers: [{ x: 0.1, y: 0.1 }] },
      key('up', 30),
    ]);
  });

  it('makes a valid stream of one that was not', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    session.send(userTouch('down'));
    session.send(userTouch('down', 30, 40));
    session.send(userTouch('pointer-up'));
    session.send(userTouch('up'));
    const recording = recorder.stop();
    await automation.readRecording(recording);
    const actions = recording.steps.map((each) =>
      'message' in each && each.message.type === 'touch' ? each.message.action : '',
    );
    expect(actions).toEqual(['down', 'cancel', 'down', 'cancel']);
  });

  it('hears nothing more after its end, and tells the same again', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    session.send({ type: 'text', text: 'in' });
    const recording = recorder.stop();
    expect(recorder.isRecording).toBe(false);
    session.send({ type: 'text', text: 'out' });
    expect(recorder.stop()).toBe(recording);
    expect(recording.steps).toHaveLength(1);
  });

  it('notes calls as calls, where they were aimed at and from when they really began', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    session.send(userTouch('down'));
    const { signal } = new AbortController();
    const tapped = automation.tap({ x: 180, y: 640 }, { signal, timing: 'exact' });
    await pass(30);
    session.send(userTouch('up'));
    await play(tapped);
    await play(automation.type('hello\n'));
    await play(automation.wait(100));
    const { steps } = recorder.stop();
    const screen = { width: 720, height: 1280 };
    expect(steps.slice(2)).toEqual([
      {
        atMs: 30,
        call: 'tap',
        args: [{ x: 0.25, y: 0.5, unit: 'ratio' }, { timing: 'exact' }],
        screen,
      },
      { atMs: expect.any(Number), call: 'type', args: ['hello\n'], screen },
    ]);
  });

  it('notes that the phone was turned', async () => {
    const { session, automation, show } = createStage();
    const recorder = await automation.record();
    const turned = automation.rotate('landscape');
    await pass();
    show(lying);
    session.turnings[0]?.answer();
    await play(turned);
    expect(recorder.stop().steps).toMatchObject([{ call: 'rotate', args: ['landscape'] }]);
  });

  it('forgets calls that failed', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    const swiped = watch(automation.swipe({ x: 1, y: 1 }, { x: 500, y: 500 }));
    await pass(50);
    session.send(userTouch('down'));
    session.send(userTouch('up'));
    await pass(1);
    expect(swiped.outcome).toBe('aborted');
    const { steps } = recorder.stop();
    expect(steps.map((each) => 'call' in each)).toEqual([false, false]);
  });

  it('makes text unreadable where that is wished', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record({ redactText: true });
    session.send({ type: 'text', text: 'geheim👍\n' });
    session.send({ type: 'clipboard', text: 'pw' });
    session.send(key('down', 36, 0x41));
    session.send(key('up', 36));
    session.send(key('down', 29, 0x3000));
    session.send(key('up', 29, 0x3000));
    session.send(key('down', 66));
    session.send(key('up', 66));
    await play(automation.type('se\ncret'));
    await play(automation.paste('secret'));
    await play(automation.press('S'));
    await play(automation.press('S', { modifiers: ['Control'] }));
    const recording = recorder.stop();
    expect(recording.isRedacted).toBe(true);
    expect(
      recording.steps.map((each) =>
        'call' in each
          ? [each.call, each.args?.[0]]
          : 'text' in each.message
            ? each.message.text
            : 'keyCode' in each.message && each.message.keyCode,
      ),
    ).toEqual([
      '*******\n',
      '**',
      17,
      17,
      29,
      29,
      66,
      66,
      ['type', '**\n****'],
      ['paste', '******'],
      ['press', 17],
      ['press', 'S'],
    ]);
    await automation.readRecording(recording);
  });

  it('ends by itself when it is full, and can still be read', async () => {
    const { session, automation } = createStage();
    const recorder = await automation.record();
    session.send(userTouch('down'));
    for (let index = 0; index < 11; index++)
      session.send({ type: 'text', text: 'x'.repeat(100_000) });
    expect(recorder.isRecording).toBe(false);
    const recording = recorder.stop();
    expect(recording.isTruncated).toBe(true);
    expect(recording.steps).toHaveLength(1 + 10 + 1);
    await automation.readRecording(recording);
  });

  it('is checked', async () => {
    const { automation } = createStage();
    const wrong = watch(automation.record({ redactText: 'yes' as unknown as boolean }));
    await pass();
    expect(wrong.outcome).toBe('argument_invalid');
  });

  it('goes on beside another one', async () => {
    const { session, automation } = createStage();
    const first = await automation.record();
    session.send({ type: 'text', text: 'a' });
    const second = await automation.record();
    session.send({ type: 'text', text: 'b' });
    expect([first.stop().steps.length, second.stop().steps.length]).toEqual([2, 1]);
  });
});
