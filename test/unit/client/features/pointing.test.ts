import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import { inShort } from '../fake-page.js';
import { codeOf, createStage } from './features-stage.js';

const place = { x: 100, y: 220, width: 360, height: 640 };

describe('taps and keys that a page makes by itself', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('tap in the space that the caller measured in, for 15 to 25 ms', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    const { host, features } = createStage();
    const short = features.tap(place);
    expect(host.fake.sent.splice(0)).toEqual([
      {
        type: 'touch',
        action: 'down',
        actionIndex: 0,
        pointers: [{ id: 0, x: 100, y: 220, pressure: 1 }],
        width: 360,
        height: 640,
      },
    ]);
    await vi.advanceTimersByTimeAsync(14);
    expect(host.fake.sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await short;
    expect(inShort(host.fake.sent)).toEqual(['up 0 0@100,220']);
    random.mockReturnValue(1);
    const long = features.tap(place);
    await vi.advanceTimersByTimeAsync(24);
    expect(inShort(host.fake.sent)).toEqual(['down 0 0@100,220']);
    await vi.advanceTimersByTimeAsync(1);
    await long;
    expect(inShort(host.fake.sent)).toEqual(['up 0 0@100,220']);
  });

  it('lead a finger step by step', () => {
    const { host, features } = createStage();
    features.sendPointer('down', place);
    features.sendPointer('move', { ...place, x: 120 });
    features.sendPointer('up', { ...place, x: 130 });
    expect(inShort(host.fake.sent)).toEqual([
      'down 0 0@100,220',
      'move 0 0@120,220',
      'up 0 0@130,220',
    ]);
  });

  it('let a finger go where it was last when the connection is lost', async () => {
    const { host, features } = createStage();
    features.sendPointer('down', place);
    features.sendPointer('move', { ...place, x: 120 });
    host.fake.sent.length = 0;
    host.fake.emit('release');
    host.fake.emit('release');
    expect(inShort(host.fake.sent)).toEqual(['cancel 0 0@120,220']);
  });

  it('do not lift a tap that has been let go already', async () => {
    const { host, features } = createStage();
    const tapped = features.tap(place);
    host.fake.emit('release');
    await vi.advanceTimersByTimeAsync(25);
    await tapped;
    expect(inShort(host.fake.sent)).toEqual(['down 0 0@100,220', 'cancel 0 0@100,220']);
  });

  it('survive that nothing can be let go any more', () => {
    const { host, features } = createStage();
    features.sendPointer('down', place);
    host.fake.failure = new TelepadError('not_connected', 'gone');
    expect(() => host.fake.emit('release')).not.toThrow();
    host.fake.failure = undefined;
    host.fake.sent.length = 0;
    host.fake.emit('release');
    expect(host.fake.sent).toEqual([]);
  });

  it('press a key with modifiers', () => {
    const { host, features } = createStage();
    features.pressShortcut(29, 0x3000);
    expect(host.fake.sent).toEqual([
      { type: 'key', action: 'down', keyCode: 29, metaState: 12_288, repeat: false },
      { type: 'key', action: 'up', keyCode: 29, metaState: 12_288, repeat: false },
    ]);
  });

  it('are checked before anything is sent', async () => {
    const { host, features } = createStage();
    const wrong: (() => unknown)[] = [
      () => features.tap({ ...place, x: -1 }),
      () => features.tap({ ...place, y: 641 }),
      () => features.tap({ ...place, width: 0 }),
      () => features.tap({ ...place, height: Number.NaN }),
      () => features.sendPointer('press' as 'down', place),
      () => features.sendPointer('down', { ...place, x: Number.NaN }),
      () => features.pressShortcut(0, 0),
      () => features.pressShortcut(29, -1),
      () => features.pressShortcut(29.5, 0),
    ];
    for (const call of wrong) expect(await codeOf(call), String(call)).toBe('argument_invalid');
    expect(host.fake.sent).toEqual([]);
  });
});
