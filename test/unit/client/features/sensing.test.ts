import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SensorMessage } from '../../../../src/core/features.js';
import { codeOf, createStage } from './features-stage.js';

describe('what the phone feels', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2030-01-01T00:00:00Z') });
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is told its place, with the time', () => {
    const { host, features } = createStage();
    features.setLocation({ latitude: 48.85, longitude: 2.35 });
    expect(host.takeSent()).toEqual([
      { type: 'location', latitude: 48.85, longitude: 2.35, timeMs: 1_893_456_000_000 },
    ]);
    expect(host.uses).toEqual([true]);
  });

  it('is given a reading of a sensor, which is no use of the phone by itself', () => {
    const { host, features } = createStage();
    features.sendSensor({ sensor: 'gravity', x: 0, y: 9.81, z: -1 });
    expect(host.takeSent()).toEqual([{ type: 'sensor', sensor: 'gravity', x: 0, y: 9.81, z: -1 }]);
    expect(host.uses).toEqual([false]);
  });

  it('is shaken with the same random vector for all sensors, each 10 ms', async () => {
    const random = vi.spyOn(Math, 'random');
    random.mockReturnValueOnce(0).mockReturnValueOnce(0.5).mockReturnValueOnce(1);
    random.mockReturnValue(0.2);
    const { host, features } = createStage();
    const shaken = features.shake(30);
    expect(host.takeSent()).toEqual([
      { type: 'sensor', sensor: 'gyroscope', x: -5, y: 2.5, z: 10 },
      { type: 'sensor', sensor: 'gravity', x: -5, y: 2.5, z: 10 },
      { type: 'sensor', sensor: 'acceleration', x: -5, y: 2.5, z: 10 },
    ]);
    await vi.advanceTimersByTimeAsync(10);
    expect((host.takeSent() as SensorMessage[]).map(({ x }) => x)).toEqual([-2, -2, -2]);
    await vi.advanceTimersByTimeAsync(20);
    await shaken;
    expect(host.takeSent()).toHaveLength(3);
    expect(host.fake.awakenings).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is shaken for a second and a half unless told otherwise', async () => {
    const { host, features } = createStage();
    const shaken = features.shake();
    await vi.advanceTimersByTimeAsync(1500);
    await shaken;
    expect(host.sent).toHaveLength(450);
  });

  it('is shaken no more at once when the page gives it up', async () => {
    const { host, features } = createStage();
    const stop = new AbortController();
    const shaken = codeOf(features.shake(1000, { signal: stop.signal }));
    await vi.advanceTimersByTimeAsync(50);
    stop.abort();
    expect(await shaken).toBe('aborted');
    const { length } = host.sent;
    await vi.advanceTimersByTimeAsync(1000);
    expect(host.sent).toHaveLength(length);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is shaken no more when the connection is lost or the session ends', async () => {
    const { host, features } = createStage();
    const first = codeOf(features.shake(1000));
    host.lose();
    await vi.advanceTimersByTimeAsync(10);
    expect(await first).toBe('not_connected');
    host.recover();
    const second = codeOf(features.shake(1000));
    host.close();
    expect(await second).toBe('session_closed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not shaken with a signal that is aborted already', async () => {
    const { host, features } = createStage();
    expect(await codeOf(features.shake(100, { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(host.sent).toEqual([]);
  });

  it('is checked before anything is sent', async () => {
    const { host, features } = createStage();
    const wrong: (() => unknown)[] = [
      () => features.setLocation({ latitude: 90.1, longitude: 0 }),
      () => features.setLocation({ latitude: 0, longitude: -180.1 }),
      () => features.setLocation({ latitude: Number.NaN, longitude: 0 }),
      () => features.setLocation({ latitude: '1' as unknown as number, longitude: 0 }),
      () => features.sendSensor({ sensor: 'light' as 'gravity', x: 0, y: 0, z: 0 }),
      () => features.sendSensor({ sensor: 'gravity', x: 0, y: Number.POSITIVE_INFINITY, z: 0 }),
      () => features.shake(0),
      () => features.shake(60_001),
      () => features.shake(1.5),
    ];
    for (const call of wrong) expect(await codeOf(call), String(call)).toBe('argument_invalid');
    expect(host.sent).toEqual([]);
  });
});
