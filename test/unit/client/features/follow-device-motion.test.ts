import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceMotionOptions } from '../../../../src/client/features/following-options.js';
import type { SensorMessage } from '../../../../src/core/features.js';
import { codeOf, createStage as createFeatureStage, settle } from './features-stage.js';

const upright = {
  acceleration: { x: 0, y: 0, z: 0 },
  accelerationIncludingGravity: { x: 0, y: 9.8, z: 0 },
  rotationRate: { alpha: 0, beta: 0, gamma: 90 },
};

function createStage() {
  const stage = createFeatureStage();
  const { host, features } = stage;
  const window = new EventTarget();
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const screen = { orientation: { angle: 0 } };
  vi.stubGlobal('document', document);
  vi.stubGlobal('screen', screen);
  const listen = vi.fn(window.addEventListener.bind(window));
  vi.stubGlobal('addEventListener', listen);
  vi.stubGlobal('DeviceMotionEvent', class {});
  Object.assign(navigator, { vendor: 'Google Inc.' });
  const move = (sample: object = upright) =>
    window.dispatchEvent(Object.assign(new Event('devicemotion'), sample));
  return {
    ...stage,
    screen,
    move,
    /** Starts, with the first reading there already. */
    async follow(options?: DeviceMotionOptions) {
      const before = listen.mock.calls.length;
      const following = features.followDeviceMotion(options);
      await vi.waitFor(() => expect(listen.mock.calls.length).toBeGreaterThan(before));
      move();
      return following;
    },
    see(visibilityState: 'visible' | 'hidden') {
      document.visibilityState = visibilityState;
      document.dispatchEvent(new Event('visibilitychange'));
    },
    listeners,
    /** What the phone was told since the last time: `gravity 0 9.8 0`. */
    told: () =>
      (host.takeSent() as SensorMessage[]).map(({ sensor, x, y, z }) => `${sensor} ${x} ${y} ${z}`),
  };

  function listeners(): number {
    return (
      getEventListeners(window, 'devicemotion').length +
      getEventListeners(document, 'visibilitychange').length
    );
  }
}

const once = ['gyroscope 0 0 1.5708', 'gravity 0 9.8 0', 'acceleration 0 9.8 0'];
const rest = ['gyroscope 0 0 0', 'acceleration 0 9.8 0'];

describe('the movements of this device', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('reach the phone, and leave it at rest', async () => {
    const { host, follow, told, move, listeners } = createStage();
    const stop = await follow();
    expect(told()).toEqual(once);
    expect(host.uses).toEqual([false, false, false]);
    stop();
    stop();
    expect(told()).toEqual(rest);
    move();
    expect(told()).toEqual([]);
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are told no more often than 30 times a second, or as the page says', async () => {
    for (const [rateHz, expected] of [
      [undefined, 30],
      [5, 5],
      [100, 50],
    ] as const) {
      const { follow, told, move } = createStage();
      await follow(rateHz === undefined ? {} : { rateHz });
      // Fifty events in this second, the first of them already told.
      for (let event = 1; event < 50; event += 1) {
        vi.advanceTimersByTime(20);
        move();
      }
      const count = told().length / once.length;
      expect(Math.abs(count - expected), `${rateHz}: ${count}`).toBeLessThanOrEqual(1);
      vi.unstubAllGlobals();
    }
  });

  it('are left out, not kept, while nobody sees the page, the channel is full or there is none', async () => {
    const { host, follow, told, move, see } = createStage();
    await follow();
    told();
    const moveLater = () => {
      vi.advanceTimersByTime(100);
      move();
    };
    see('hidden');
    expect(told()).toEqual(rest);
    moveLater();
    expect(told()).toEqual([]);
    see('visible');
    host.fake.bufferedAmount = 5000;
    moveLater();
    expect(told()).toEqual([]);
    host.fake.bufferedAmount = 0;
    moveLater();
    expect(told()).toEqual(once);
    host.lose();
    moveLater();
    expect(told()).toEqual([]);
    host.recover();
    moveLater();
    expect(told()).toEqual(once);
  });

  it('are what is felt on the picture, however screen, view and phone are turned', async () => {
    const { host, follow, told, move, screen } = createStage();
    const view = { rotation: 0 as 0 | 90 };
    await follow({ view });
    const gravity = () => {
      told();
      vi.advanceTimersByTime(100);
      move();
      return told()[1];
    };
    screen.orientation.angle = 90;
    expect(gravity()).toBe('gravity -9.8 0 0');
    screen.orientation.angle = 270;
    expect(gravity()).toBe('gravity 9.8 0 0');
    view.rotation = 90;
    expect(gravity()).toBe('gravity 0 9.8 0');
    // The phone’s picture lies on its side: its right side is up then.
    screen.orientation.angle = 0;
    view.rotation = 0;
    Object.assign(host.fake, { display: { width: 1280, height: 720 } });
    expect(gravity()).toBe('gravity 9.8 0 0');
  });

  it('may be those of the device itself', async () => {
    const { follow, told, screen } = createStage();
    screen.orientation.angle = 90;
    await follow({ axes: 'device' });
    expect(told()[1]).toBe('gravity 0 9.8 0');
  });

  it('are turned over in Safari’s engine, unless the page knows better', async () => {
    const { follow, told } = createStage();
    Object.assign(navigator, { vendor: 'Apple Computer, Inc.' });
    const stop = await follow();
    expect(told()).toEqual(['gyroscope 0 0 1.5708', 'gravity 0 -9.8 0', 'acceleration 0 -9.8 0']);
    stop();
    told();
    await follow({ isInverted: false });
    expect(told()).toEqual(once);
  });

  it('are asked for before anything else where the browser asks its user', async () => {
    const { features, follow, told } = createStage();
    const requestPermission = vi.fn(async () => 'granted');
    vi.stubGlobal('DeviceMotionEvent', { requestPermission });
    const following = follow();
    expect(requestPermission).toHaveBeenCalledOnce();
    await following;
    expect(told()).toEqual(once);
    requestPermission.mockResolvedValueOnce('denied');
    expect(await codeOf(features.followDeviceMotion())).toBe('permission_denied');
    requestPermission.mockRejectedValueOnce(new DOMException('no click', 'NotAllowedError'));
    expect(await codeOf(features.followDeviceMotion())).toBe('permission_denied');
  });

  it('are not there on a device without sensors, and in a browser that does not know of them', async () => {
    const { features, move, listeners } = createStage();
    const told = codeOf(features.followDeviceMotion());
    await vi.waitFor(() => expect(listeners()).toBe(2));
    move({ acceleration: null, accelerationIncludingGravity: null, rotationRate: null });
    expect(await told).toBe('media_device_failed');
    const silent = codeOf(features.followDeviceMotion());
    await vi.waitFor(() => expect(listeners()).toBe(2));
    await vi.advanceTimersByTimeAsync(3000);
    expect(await silent).toBe('media_device_failed');
    expect(listeners()).toBe(0);
    vi.stubGlobal('DeviceMotionEvent', undefined);
    delete (globalThis as { DeviceMotionEvent?: unknown }).DeviceMotionEvent;
    expect(await codeOf(features.followDeviceMotion())).toBe('not_supported');
  });

  it('are waited for as long as nobody sees the page', async () => {
    const { features, see, move, listeners, told } = createStage();
    see('hidden');
    const following = features.followDeviceMotion();
    await vi.waitFor(() => expect(listeners()).toBe(2));
    await vi.advanceTimersByTimeAsync(10_000);
    see('visible');
    move();
    await following;
    expect(told()).toEqual(once);
  });

  it('end with the session, the page’s signal, and the next call', async () => {
    const { host, features, follow, listeners, told } = createStage();
    const abort = new AbortController();
    await follow({ signal: abort.signal });
    told();
    abort.abort();
    expect(told()).toEqual(rest);
    expect(listeners()).toBe(0);
    await follow();
    told();
    await follow();
    expect(listeners()).toBe(2);
    expect(told()).toEqual([...rest, ...once]);
    host.close();
    expect(listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await codeOf(features.followDeviceMotion())).toBe('session_closed');
  });

  it('are given up before the first reading', async () => {
    const { host, features, listeners } = createStage();
    const abort = new AbortController();
    const first = codeOf(features.followDeviceMotion({ signal: abort.signal }));
    await vi.waitFor(() => expect(listeners()).toBe(2));
    abort.abort();
    expect(await first).toBe('aborted');
    const second = codeOf(features.followDeviceMotion());
    await vi.waitFor(() => expect(listeners()).toBe(2));
    host.close();
    expect(await second).toBe('session_closed');
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('need arguments that can be, and someone who may control the phone', async () => {
    const { host, features } = createStage();
    for (const options of [
      { rateHz: 0 },
      { rateHz: 101 },
      { axes: 'page' as 'screen' },
      { landscape: 0 as 90 },
      { isInverted: 1 as unknown as boolean },
      { includesGravity: null as unknown as boolean },
    ])
      expect(await codeOf(features.followDeviceMotion(options)), JSON.stringify(options)).toBe(
        'argument_invalid',
      );
    host.fake.role = 'watch';
    expect(await codeOf(features.followDeviceMotion())).toBe('watch_only');
    expect(host.sent).toEqual([]);
  });
});
