import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PhoneRecording, RecordingStep, ReplayOptions } from '../../../../src/index.js';
import { inShort } from '../fake-page.js';
import { createStage, heldAfter, lying, pass, play, userTouch, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Action = 'down' | 'pointer-down' | 'move' | 'pointer-up' | 'up' | 'cancel';

const touch = (
  atMs: number,
  action: Action,
  x: number,
  y: number,
  screen = { width: 720, height: 1280 },
): RecordingStep => ({
  atMs,
  message: {
    type: 'touch',
    action,
    actionIndex: 0,
    pointers: [{ id: 0, x, y, pressure: 1 }],
    ...screen,
  },
});

const swiped: readonly RecordingStep[] = [
  touch(100, 'down', 0.5, 0.75),
  touch(200, 'move', 0.5, 0.5),
  touch(300, 'up', 0.5, 0.25),
];

const recordingOf = (...steps: readonly RecordingStep[]): PhoneRecording => ({ version: 1, steps });

/** What a replay sends, each message with the ms at which it does. */
async function timed(recording: PhoneRecording, options?: ReplayOptions) {
  const stage = createStage();
  const lines: string[] = [];
  const startMs = performance.now();
  stage.session.sentListeners.push((message) =>
    lines.push(`${Math.round(performance.now() - startMs)} ${inShort([message])[0]}`),
  );
  await play(stage.automation.replay(recording, options));
  expect(heldAfter(stage.session.sent)).toEqual([]);
  return lines;
}

describe('a replay', () => {
  it('does the same again, at the same times', async () => {
    expect(await timed(recordingOf(...swiped))).toEqual([
      '100 down 0 0@360,960',
      '200 move 0 0@360,640',
      '300 up 0 0@360,320',
    ]);
  });

  it('is as fast as it is asked to be', async () => {
    const times = async (options: ReplayOptions) =>
      (await timed(recordingOf(...swiped), options)).map((line) => line.split(' ')[0]);
    expect(await times({ speed: 2 })).toEqual(['50', '100', '150']);
    expect(await times({ speed: 0.1 })).toEqual(['1000', '2000', '3000']);
    expect(await times({ speed: 'instant' })).toEqual(['0', '0', '0']);
  });

  it('hits the same place of a screen of another size', async () => {
    const { session, automation, show } = createStage();
    show({ type: 'display', width: 1080, height: 2400 });
    await play(automation.replay(recordingOf(...swiped), { speed: 'instant' }));
    expect(session.sent[0]).toMatchObject({
      width: 1080,
      height: 2400,
      pointers: [{ x: 540, y: 1800 }],
    });
  });

  it('makes calls, one after the other, in their own time', async () => {
    const script = recordingOf(
      { call: 'tap', args: [{ x: 0.5, y: 0.5, unit: 'ratio' }] },
      { call: 'wait', args: [100] },
      { call: 'type', args: ['hi\n'] },
      { call: 'home' },
    );
    for (const speed of [1, 10, 'instant'] as const)
      expect(await timed(script, { speed })).toEqual([
        '0 down 0 0@360,640',
        '40 up 0 0@360,640',
        '140 text hi',
        '140 key down 66',
        '140 key up 66',
        '140 key down 3',
        '140 key up 3',
      ]);
  });

  it('keeps the order when a call takes longer than it did', async () => {
    const lines = await timed(
      recordingOf(
        { atMs: 0, call: 'longPress', args: [{ x: 1, y: 2 }] },
        { atMs: 10, message: { type: 'text', text: 'a' } },
        { atMs: 700, message: { type: 'text', text: 'b' } },
      ),
    );
    expect(lines).toEqual(['0 down 0 0@1,2', '600 up 0 0@1,2', '600 text a', '700 text b']);
  });

  it('tells how far it is', async () => {
    const onProgress = vi.fn();
    await timed(recordingOf(...swiped), { onProgress, speed: 'instant' });
    expect(onProgress.mock.calls).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('of the other orientation is refused, unless it is allowed', async () => {
    const { session, automation, show } = createStage();
    show(lying);
    const refused = watch(automation.replay(recordingOf(...swiped)));
    await pass(1000);
    expect(refused.outcome).toBe('argument_invalid');
    expect(session.sent).toEqual([]);
    await play(
      automation.replay(recordingOf(...swiped), { allowOtherOrientation: true, speed: 'instant' }),
    );
    expect(inShort(session.sent)).toEqual([
      'down 0 0@640,540',
      'move 0 0@640,360',
      'up 0 0@640,180',
    ]);
  });

  it('waits until the phone has turned as it did', async () => {
    const stage = createStage();
    const wide = { width: 1280, height: 720 };
    const recording = recordingOf(
      ...swiped,
      touch(400, 'down', 0.1, 0.1, wide),
      touch(410, 'up', 0.1, 0.1, wide),
    );
    const replayed = watch(stage.automation.replay(recording));
    await pass(2000);
    expect(stage.session.sent).toHaveLength(3);
    stage.show(lying);
    await pass(100);
    expect(replayed.outcome).toBe('done');
    expect(inShort(stage.session.sent).slice(3)).toEqual(['down 0 0@128,72', 'up 0 0@128,72']);

    const never = createStage();
    const late = watch(never.automation.replay(recording));
    await pass(400 + 5000);
    expect(late.outcome).toBe('phone_timeout');
  });

  it('may turn the phone itself', async () => {
    const { session, automation, show } = createStage();
    const wide = { width: 1280, height: 720 };
    const replayed = watch(
      automation.replay(
        recordingOf(
          { call: 'rotate', args: ['landscape'] },
          { call: 'tap', args: [{ x: 0.5, y: 0.5, unit: 'ratio' }], screen: wide },
        ),
      ),
    );
    await pass(10);
    show(lying);
    await pass(100);
    expect(replayed.outcome).toBe('done');
    expect(inShort(session.sent)).toEqual(['down 0 0@640,360', 'up 0 0@640,360']);
  });

  it('lets go at once when it is stopped, or has ended with something held', async () => {
    const abort = new AbortController();
    const { session, automation } = createStage();
    const stopped = watch(automation.replay(recordingOf(...swiped), { signal: abort.signal }));
    await pass(150);
    abort.abort();
    expect(inShort(session.sent)).toEqual(['down 0 0@360,960', 'cancel 0 0@360,960']);
    await pass(1000);
    expect(stopped.outcome).toBe('aborted');
    const key = { type: 'key', action: 'down', keyCode: 29, metaState: 0, repeat: false } as const;
    await play(automation.replay(recordingOf(swiped[0] as RecordingStep, { message: key })));
    expect(inShort(session.sent)).toEqual([
      'down 0 0@360,960',
      'key down 29',
      'cancel 0 0@360,960',
      'key up 29',
    ]);
  });

  it('gives way to the user', async () => {
    const { session, automation } = createStage();
    const replayed = watch(automation.replay(recordingOf(...swiped)));
    await pass(150);
    session.send(userTouch('down'));
    await pass(1000);
    session.send(userTouch('up'));
    expect(replayed.outcome).toBe('aborted');
    expect(heldAfter(session.sent)).toEqual([]);
    expect(session.sent).toHaveLength(4);
  });

  it('ends a gesture that a call of it comes into', async () => {
    const lines = await timed(
      recordingOf(
        touch(0, 'down', 0.5, 0.5),
        { atMs: 10, call: 'tap', args: [{ x: 7, y: 8 }] },
        touch(100, 'move', 0.6, 0.6),
        touch(110, 'up', 0.6, 0.6),
      ),
    );
    expect(lines).toEqual([
      '0 down 0 0@360,640',
      '10 cancel 0 0@360,640',
      '10 down 0 0@7,8',
      '50 up 0 0@7,8',
    ]);
  });

  it('sends no release of a key that nothing pressed', async () => {
    const up = { type: 'key', action: 'up', keyCode: 29, metaState: 0, repeat: false } as const;
    const repeat = { ...up, action: 'down', repeat: true } as const;
    expect(await timed(recordingOf({ message: up }, { message: repeat }))).toEqual([]);
  });

  it('waits while the channel is full', async () => {
    const { session, automation } = createStage();
    session.bufferedAmount = 9000;
    void automation.replay(recordingOf(...swiped), { speed: 'instant' });
    await pass(1000);
    expect(session.sent).toEqual([]);
    session.bufferedAmount = 0;
    await pass(100);
    expect(session.sent).toHaveLength(3);
  });

  it('keeps its place among other calls', async () => {
    const { session, automation } = createStage();
    const calls = [
      automation.replay(recordingOf({ message: { type: 'text', text: '1' } })),
      automation.type('2'),
    ];
    await play(Promise.all(calls));
    expect(inShort(session.sent)).toEqual(['text 1', 'text 2']);
  });

  it('is recorded by what it sends', async () => {
    const { automation } = createStage();
    const recorder = await automation.record();
    await play(automation.replay(recordingOf(...swiped)));
    const again = recorder.stop().steps;
    expect(again.map((each) => ('message' in each ? each.message : each))).toEqual(
      swiped.map((each) => ('message' in each ? each.message : each)),
    );
  });
});

const good = touch(0, 'down', 0.5, 0.5);
const withMessage = (changes: object) => ({
  version: 1,
  steps: [{ message: { ...('message' in good ? good.message : {}), ...changes } }],
});

describe('what is no recording', () => {
  const table: readonly (readonly [what: string, recording: unknown, named: string])[] = [
    ['nothing', undefined, 'recording must be an object'],
    ['text', '{"version":1,"steps":[]}', 'recording must be an object'],
    ['another version', { version: 2, steps: [] }, 'recording.version'],
    ['no steps', { version: 1 }, 'recording.steps'],
    ['too many steps', { version: 1, steps: new Array(100_001).fill(good) }, 'recording.steps'],
    ['a wrong length', { version: 1, steps: [], durationMs: 'long' }, 'recording.durationMs'],
    ['a wrong flag', { version: 1, steps: [], isRedacted: 1 }, 'recording.isRedacted'],
    ['a step of nothing', { version: 1, steps: [null] }, 'steps[0]'],
    ['a step without anything in it', { version: 1, steps: [{}] }, 'steps[0].message'],
    ['a negative time', { version: 1, steps: [{ ...good, atMs: -1 }] }, 'steps[0].atMs'],
    ['a time that goes back', { version: 1, steps: [touch(9, 'down', 0, 0), good] }, 'steps[1].at'],
    ['a time without end', { version: 1, steps: [{ ...good, atMs: Infinity }] }, 'steps[0].atMs'],
    ['a message of another kind', withMessage({ type: 'shell' }), 'steps[0].message.type'],
    ['an unknown touch', withMessage({ action: 'hover' }), 'steps[0].message.action'],
    ['a touch without fingers', withMessage({ pointers: [] }), 'steps[0].message.pointers'],
    [
      'too many fingers',
      withMessage({ pointers: new Array(11).fill({ id: 0, x: 0, y: 0 }) }),
      'steps[0].message.pointers',
    ],
    ['a finger of nothing', withMessage({ pointers: [7] }), 'pointers[0]'],
    ['a place in px', withMessage({ pointers: [{ id: 0, x: 360, y: 0 }] }), 'pointers[0].x'],
    ['no place', withMessage({ pointers: [{ id: 0, y: 0 }] }), 'pointers[0].x'],
    ['a wrong id', withMessage({ pointers: [{ id: -1, x: 0, y: 0 }] }), 'pointers[0].id'],
    [
      'too much pressure',
      withMessage({ pointers: [{ id: 0, x: 0, y: 0, pressure: 2 }] }),
      'pointers[0].pressure',
    ],
    ['a wrong index', withMessage({ actionIndex: 1 }), 'steps[0].message.actionIndex'],
    ['a screen without width', withMessage({ width: 0 }), 'steps[0].message.width'],
    ['a touch from nowhere', withMessage({ action: 'move' }), 'steps[0].message must be a touch'],
    [
      'two fingers with one id',
      withMessage({ pointers: [0, 0].map((id) => ({ id, x: 0, y: 0 })) }),
      'steps[0].message must be a touch',
    ],
    ['a second down', { version: 1, steps: [good, good] }, 'steps[1].message must be a touch'],
    ['a wrong key', withMessage({ type: 'key', keyCode: 'A' }), 'steps[0].message.keyCode'],
    [
      'a wrong edge',
      withMessage({ type: 'key', keyCode: 29, action: 'press' }),
      'steps[0].message.action',
    ],
    ['no text', withMessage({ type: 'text', text: 7 }), 'steps[0].message.text'],
    [
      'too much text',
      withMessage({ type: 'clipboard', text: 'x'.repeat(1_000_001) }),
      'steps[0].message.text',
    ],
    ['a wheel without end', withMessage({ type: 'scroll', notchesY: 1e9 }), 'steps[0].message'],
    ['an unknown call', { version: 1, steps: [{ call: 'format' }] }, 'steps[0].call'],
    ['a call of Object', { version: 1, steps: [{ call: 'constructor' }] }, 'steps[0].call'],
    ['arguments of text', { version: 1, steps: [{ call: 'tap', args: 'x' }] }, 'steps[0].args'],
    ['a wrong argument', { version: 1, steps: [{ call: 'wait', args: [-1] }] }, 'steps[0]'],
    [
      'a call with a wrong screen',
      { version: 1, steps: [{ call: 'home', screen: { width: 1 } }] },
      'steps[0].screen.height',
    ],
  ];
  for (const [what, recording, named] of table) {
    it(`is ${what}`, async () => {
      const { session, automation } = createStage();
      const read = watch(automation.readRecording(recording));
      const replayed = watch(automation.replay(recording as PhoneRecording));
      await pass(10);
      expect([read.outcome, replayed.outcome]).toEqual(['argument_invalid', 'argument_invalid']);
      expect(read.message).toContain(named);
      expect(session.sent).toEqual([]);
    });
  }

  it('is not replayed in ways that are none', async () => {
    const { session, automation } = createStage();
    const wrong: unknown[] = [
      { speed: 0 },
      { speed: 11 },
      { speed: 'fast' },
      { allowOtherOrientation: 1 },
      7,
    ];
    for (const options of wrong) {
      const seen = watch(automation.replay(recordingOf(good), options as ReplayOptions));
      await pass(10);
      expect(seen.outcome).toBe('argument_invalid');
    }
    expect(session.sent).toEqual([]);
  });

  it('and what it does not know is left out', async () => {
    const { automation } = createStage();
    const read = await automation.readRecording({
      ...withMessage({ extra: 1 }),
      note: 'by hand',
    });
    expect(read).toEqual({ version: 1, steps: [{ ...good, atMs: 0 }] });
  });
});
