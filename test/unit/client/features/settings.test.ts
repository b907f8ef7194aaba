import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import type { Quality } from '../../../../src/core/features.js';
import { codeOf, createStage, settle } from './features-stage.js';

const changed = {
  type: 'quality',
  from: { width: 540, height: 960 },
  to: { width: 720, height: 1280 },
} as const;

describe('settings of the phone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('change the quality, and tell when the phone has done it', async () => {
    const { host, features } = createStage();
    const done = features.setQuality('high');
    await settle();
    expect(host.takeSent()).toEqual([{ type: 'quality', quality: 'high' }]);
    expect(host.choices).toEqual({ hasQuality: true });
    host.tell(changed);
    expect(await done).toEqual(changed);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('say that a quality was not confirmed within five seconds', async () => {
    const { features } = createStage();
    const done = codeOf(features.setQuality('high'));
    await vi.advanceTimersByTimeAsync(4999);
    expect(await Promise.race([done, 'waiting'])).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await done).toBe('phone_timeout');
  });

  it('do not wait for the confirmation of a quality that is confirmed already', async () => {
    const { host, features } = createStage();
    const ids = { vendorIds: { resolution: 15, frameRate: 3, bitrate: 5 } };
    const done = features.setQuality(ids);
    await settle();
    host.tell(changed);
    await done;
    host.takeSent();
    expect(await features.setQuality({ ...ids })).toEqual(changed);
    expect(host.takeSent()).toEqual([{ type: 'quality', quality: ids }]);
    const other = codeOf(features.setQuality('high'));
    await vi.advanceTimersByTimeAsync(5000);
    expect(await other).toBe('phone_timeout');
    // The phone may have obeyed all the same, so the first quality has to be confirmed anew.
    await vi.advanceTimersByTimeAsync(5000);
    const back = codeOf(features.setQuality(ids));
    await vi.advanceTimersByTimeAsync(5000);
    expect(await back).toBe('phone_timeout');
  });

  it('are told to the phone again after a recovery', async () => {
    const { host, features } = createStage();
    const done = features.setQuality({ width: 720, height: 1280, frameRate: 30, bitrate: 2e6 });
    await settle();
    host.tell(changed);
    await done;
    features.setOperationMonitor(true);
    features.setMedia('audio', false);
    host.takeSent();
    host.fake.sent.length = 0;
    host.uses.length = 0;
    host.lose();
    host.recover();
    expect(host.takeSent()).toEqual([
      {
        type: 'quality',
        quality: { width: 720, height: 1280, frameRate: 30, bitrate: 2_000_000 },
      },
      { type: 'operation-monitor', isOpen: true },
    ]);
    expect(host.uses).toEqual([false, false]);
    expect(host.fake.sent).toEqual([{ type: 'media', kind: 'audio', isOpen: false }]);
  });

  it('are not told again when the connection has been kept', () => {
    const { host, features } = createStage();
    features.setOperationMonitor(true);
    host.takeSent();
    host.fake.move('recovering');
    host.fake.move('live');
    host.fake.emit('live');
    expect(host.takeSent()).toEqual([]);
  });

  it('do not keep what could not be sent', async () => {
    const { host, features } = createStage();
    host.lose();
    expect(await codeOf(features.setQuality('high'))).toBe('not_connected');
    expect(host.choices).toEqual({});
    expect(await codeOf(() => features.setOperationMonitor(true))).toBe('not_connected');
    host.recover();
    expect(host.takeSent()).toEqual([]);
  });

  it('stop and start what the phone sends, by kind', () => {
    const { host, features } = createStage();
    features.setMedia('both', false);
    features.setMedia('video', true);
    expect(host.fake.sent.splice(0)).toEqual([
      { type: 'media', kind: 'both', isOpen: false },
      { type: 'media', kind: 'video', isOpen: true },
    ]);
    host.lose();
    host.recover();
    expect(host.fake.sent).toEqual([
      { type: 'media', kind: 'audio', isOpen: false },
      { type: 'media', kind: 'video', isOpen: true },
    ]);
  });

  it('remember a pause that was asked for without a connection', () => {
    const { host, features } = createStage();
    host.lose();
    host.fake.failure = new TelepadError('not_connected', 'no channel');
    features.setMedia('video', false);
    host.fake.failure = undefined;
    host.recover();
    expect(host.fake.sent).toEqual([{ type: 'media', kind: 'video', isOpen: false }]);
  });

  it('do not hide that a session has ended behind a pause', async () => {
    const { host, features } = createStage();
    host.fake.failure = new TelepadError('session_closed', 'ended');
    expect(await codeOf(() => features.setMedia('video', false))).toBe('session_closed');
  });

  it('give the screen another size, or its own back', () => {
    const { host, features } = createStage();
    features.setDisplaySize({ width: 720, height: 1280, density: 320 });
    features.setDisplaySize(null);
    expect(host.takeSent()).toEqual([
      { type: 'display-size', size: { width: 720, height: 1280, density: 320 } },
      { type: 'display-size', size: null },
    ]);
    expect(host.uses).toEqual([false, false]);
  });

  it('take apps off the phone', () => {
    const { host, features } = createStage();
    features.uninstall(['com.example.demo', 'org.example.other_app']);
    expect(host.takeSent()).toEqual([
      { type: 'uninstall', packageNames: ['com.example.demo', 'org.example.other_app'] },
    ]);
    expect(host.uses).toEqual([true]);
  });

  it('tell operations while their monitor is on', () => {
    const { host, features } = createStage();
    const heard: unknown[] = [];
    features.on('operation', ({ operation }) => heard.push(operation));
    features.setOperationMonitor(true);
    host.tell({ type: 'operation', operation: { actionType: 'click', x: 10 } });
    expect(heard).toEqual([{ actionType: 'click', x: 10 }]);
  });

  it('are checked before anything is sent', async () => {
    const { host, features } = createStage();
    const wrong: (() => unknown)[] = [
      () => features.setQuality('best' as Quality & string),
      () => features.setQuality(null as unknown as Quality),
      () => features.setQuality({ width: 15, height: 960, frameRate: 30, bitrate: 2e6 }),
      () => features.setQuality({ width: 540.5, height: 960, frameRate: 30, bitrate: 2e6 }),
      () => features.setQuality({ width: 540, height: 9000, frameRate: 30, bitrate: 2e6 }),
      () => features.setQuality({ width: 540, height: 960, frameRate: 0, bitrate: 2e6 }),
      () => features.setQuality({ width: 540, height: 960, frameRate: 30, bitrate: 999 }),
      () => features.setQuality({ vendorIds: { resolution: -1, frameRate: 1, bitrate: 1 } }),
      () => features.setQuality({ vendorIds: undefined as never }),
      () => features.setQuality('high', { timeoutMs: 0 }),
      () => features.setMedia('all' as 'both', true),
      () => features.setMedia('both', 1 as unknown as boolean),
      () => features.setDisplaySize({ width: 63, height: 1280, density: 320 }),
      () => features.setDisplaySize({ width: 720, height: 8193, density: 320 }),
      () => features.setDisplaySize({ width: 720, height: 1280, density: 39 }),
      () => features.setOperationMonitor('on' as unknown as boolean),
      () => features.uninstall([]),
      () => features.uninstall(new Array(101).fill('com.example.demo')),
      () => features.uninstall(['com.example.demo', 'rm -rf /']),
      () => features.uninstall('com.example.demo' as unknown as string[]),
    ];
    for (const call of wrong) expect(await codeOf(call), String(call)).toBe('argument_invalid');
    expect(host.sent).toEqual([]);
    expect(host.fake.sent).toEqual([]);
  });
});
