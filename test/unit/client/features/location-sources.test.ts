import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LocationFollowOptions } from '../../../../src/client/features/following-options.js';
import type { LocationMessage } from '../../../../src/core/features.js';
import { codeOf, createStage as createFeatureStage, settle } from './features-stage.js';

/** The browser's geolocation; the test moves the device. */
class FakeGeolocation {
  readonly watches = new Map<number, [PositionCallback, PositionErrorCallback]>();
  options: PositionOptions | undefined;
  #count = 0;

  watchPosition(
    found: PositionCallback,
    failed: PositionErrorCallback,
    options: PositionOptions,
  ): number {
    this.#count += 1;
    this.options = options;
    this.watches.set(this.#count, [found, failed]);
    return this.#count;
  }

  clearWatch(watch: number): void {
    this.watches.delete(watch);
  }

  moveTo(latitude: number, longitude: number): void {
    for (const [found] of this.watches.values())
      found({ coords: { latitude, longitude } } as GeolocationPosition);
  }

  fail(code: number): void {
    for (const [, failed] of this.watches.values())
      failed({ code, message: 'no satellites' } as GeolocationPositionError);
  }
}

function createStage() {
  const stage = createFeatureStage();
  const { host, features } = stage;
  const geolocation = new FakeGeolocation();
  Object.assign(navigator, { geolocation });
  const watching = () => vi.waitFor(() => expect(geolocation.watches.size).toBe(1));
  return {
    ...stage,
    geolocation,
    watching,
    async follow(options?: LocationFollowOptions) {
      const following = features.followLocation(options);
      await watching();
      geolocation.moveTo(10, 20);
      return following;
    },
    /** What the phone was told since the last time: `48.85,2.35`. */
    told: () =>
      (host.takeSent() as LocationMessage[]).map(
        ({ latitude, longitude }) => `${+latitude.toFixed(4)},${+longitude.toFixed(4)}`,
      ),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('the location of this device', () => {
  it('reaches the phone when it is known, and when it changes', async () => {
    const { host, follow, told, geolocation } = createStage();
    const places: number[] = [];
    const stop = await follow({ onPosition: ({ latitude }) => places.push(latitude) });
    expect(geolocation.options).toEqual({ enableHighAccuracy: true, maximumAge: 1000 });
    expect(told()).toEqual(['10,20']);
    expect(host.uses).toEqual([false]);
    await vi.advanceTimersByTimeAsync(1000);
    geolocation.moveTo(11, 20);
    expect(told()).toEqual(['11,20']);
    expect(places).toEqual([10, 11]);
    stop();
    stop();
    expect(geolocation.watches.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is told once in a second, and then the latest', async () => {
    const { follow, told, geolocation } = createStage();
    await follow();
    told();
    geolocation.moveTo(11, 20);
    await vi.advanceTimersByTimeAsync(500);
    geolocation.moveTo(12, 20);
    expect(told()).toEqual([]);
    await vi.advanceTimersByTimeAsync(500);
    expect(told()).toEqual(['12,20']);
    await vi.advanceTimersByTimeAsync(5000);
    expect(told()).toEqual([]);
  });

  it('is not told for less than a metre', async () => {
    const { follow, told, geolocation } = createStage();
    await follow();
    told();
    await vi.advanceTimersByTimeAsync(1000);
    geolocation.moveTo(10.000_005, 20);
    expect(told()).toEqual([]);
    geolocation.moveTo(10.000_02, 20);
    expect(told()).toEqual(['10,20']);
  });

  it('is told again after a recovery, and what was missed with it', async () => {
    const { host, follow, told, geolocation } = createStage();
    await follow();
    told();
    host.lose();
    await vi.advanceTimersByTimeAsync(1000);
    geolocation.moveTo(15, 20);
    expect(told()).toEqual([]);
    host.recover();
    expect(told()).toEqual(['15,20']);
    await vi.advanceTimersByTimeAsync(1000);
    host.lose();
    host.recover();
    expect(told()).toEqual(['15,20']);
  });

  it('is not there when its user refuses', async () => {
    const { features, geolocation, watching } = createStage();
    const code = codeOf(features.followLocation());
    await watching();
    geolocation.fail(1);
    expect(await code).toBe('permission_denied');
    expect(geolocation.watches.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is waited for while it cannot be found, but not for ever', async () => {
    const { features, geolocation, watching } = createStage();
    const code = codeOf(features.followLocation({ timeoutMs: 5000 }));
    await watching();
    geolocation.fail(2);
    expect(geolocation.watches.size).toBe(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await code).toBe('media_device_failed');
    expect(geolocation.watches.size).toBe(0);
  });

  it('may be lost for a while, or be taken back', async () => {
    const { follow, geolocation } = createStage();
    const errors: string[] = [];
    await follow({ onError: ({ code }) => errors.push(code) });
    geolocation.fail(3);
    expect(geolocation.watches.size).toBe(1);
    geolocation.fail(1);
    expect(errors).toEqual(['media_device_failed', 'permission_denied']);
    expect(geolocation.watches.size).toBe(0);
  });

  it('ends with the session, the page’s signal, a place by hand and another source', async () => {
    const { host, features, follow, geolocation, watching } = createStage();
    const { listenerCount } = host.fake;
    const abort = new AbortController();
    await follow({ signal: abort.signal });
    abort.abort();
    expect(geolocation.watches.size).toBe(0);
    await follow();
    features.setLocation({ latitude: 1, longitude: 2 });
    expect(geolocation.watches.size).toBe(0);
    // Also before it has found anything.
    const early = codeOf(features.followLocation());
    await watching();
    features.setLocation({ latitude: 1, longitude: 2 });
    expect(await early).toBe('aborted');
    await follow();
    host.close();
    expect(geolocation.watches.size).toBe(0);
    expect(host.fake.listenerCount).toBe(listenerCount);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('needs a browser and arguments that can be', async () => {
    const { host, features } = createStage();
    for (const options of [
      { minIntervalMs: 99 },
      { minDistanceMeters: -1 },
      { timeoutMs: 0 },
      { isAccurate: 'yes' as unknown as boolean },
    ])
      expect(await codeOf(features.followLocation(options)), JSON.stringify(options)).toBe(
        'argument_invalid',
      );
    expect(await codeOf(features.followLocation({ signal: AbortSignal.abort() }))).toBe('aborted');
    Object.assign(navigator, { geolocation: undefined });
    expect(await codeOf(features.followLocation())).toBe('not_supported');
    host.fake.role = 'watch';
    expect(await codeOf(features.followLocation())).toBe('watch_only');
  });

  it('survives a listener that throws', async () => {
    const { follow, told } = createStage();
    const report = vi.spyOn(console, 'error').mockImplementation(() => {});
    await follow({
      onPosition: () => {
        throw new Error('of the page');
      },
    });
    expect(told()).toEqual(['10,20']);
    expect(report).toHaveBeenCalledOnce();
  });
});

describe('a route', () => {
  const timed = [
    { latitude: 0, longitude: 0, timeMs: 0 },
    { latitude: 0, longitude: 1, timeMs: 2000 },
    { latitude: 0, longitude: 2, timeMs: 4000 },
  ];

  it('leads the phone, once a second, from its beginning to its end', async () => {
    const { host, features, told } = createStage();
    const playback = await features.playRoute(timed);
    expect(playback).toMatchObject({ state: 'playing', durationMs: 4000 });
    expect(told()).toEqual(['0,0']);
    await vi.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual(['0,0.5']);
    expect(playback.position).toMatchObject({ progress: 0.25 });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told()).toEqual(['0,1', '0,1.5', '0,2']);
    expect(await playback.ended).toBe('finished');
    expect(playback.state).toBe('ended');
    expect(vi.getTimerCount()).toBe(0);
    // Whoever starts it uses the phone; what follows by itself does not.
    expect(host.fake.awakenings).toBe(1);
    expect(new Set(host.uses)).toEqual(new Set([false]));
  });

  it('may be faster, in a rhythm of its own, and begin anew', async () => {
    const { features, told } = createStage();
    const positions: number[] = [];
    const playback = await features.playRoute(timed, {
      speed: 4,
      loop: true,
      updateIntervalMs: 250,
      onPosition: ({ progress }) => positions.push(progress),
    });
    await vi.advanceTimersByTimeAsync(1250);
    expect(told()).toEqual(['0,0', '0,0.5', '0,1', '0,1.5', '0,0', '0,0.5']);
    expect(positions).toEqual([0, 0.25, 0.5, 0.75, 0, 0.25]);
    playback.stop();
    expect(await playback.ended).toBe('stopped');
  });

  it('without times is walked, or as fast as the page says', async () => {
    const { features } = createStage();
    const places = [
      { latitude: 0, longitude: 0 },
      { latitude: 0, longitude: 0.001 },
    ];
    const walked = await features.playRoute(places);
    expect(walked.meters).toBeCloseTo(111.2, 1);
    expect(walked.durationMs / 1000).toBeCloseTo(111.2 / 1.4, 0);
    const driven = await features.playRoute(timed, { metersPerSecond: 20_000 });
    expect(driven.durationMs / 1000).toBeCloseTo(11.1, 1);
    expect(await walked.ended).toBe('replaced');
    // Times that do not pass are none.
    const stood = await features.playRoute(places.map((place) => ({ ...place, timeMs: 5 })));
    expect(stood.durationMs).toBe(walked.durationMs);
  });

  it('may rest, and go on from there', async () => {
    const { features, told } = createStage();
    const playback = await features.playRoute(timed);
    await vi.advanceTimersByTimeAsync(1500);
    playback.pause();
    playback.pause();
    told();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(playback.state).toBe('paused');
    expect(playback.position.progress).toBe(0.375);
    expect(told()).toEqual([]);
    playback.resume();
    playback.resume();
    await vi.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual(['0,1.25']);
    playback.stop();
    playback.resume();
    playback.stop();
    expect(playback.state).toBe('ended');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on while the phone is away', async () => {
    const { host, features, told } = createStage();
    const positions: number[] = [];
    await features.playRoute(timed, { onPosition: ({ progress }) => positions.push(progress) });
    told();
    host.lose();
    await vi.advanceTimersByTimeAsync(2000);
    expect(told()).toEqual([]);
    host.recover();
    await vi.advanceTimersByTimeAsync(1000);
    expect(told()).toEqual(['0,1.5']);
    expect(positions).toEqual([0, 0.25, 0.5, 0.75]);
  });

  it('ends with the session, the page’s signal, a place by hand and another source', async () => {
    const { host, features, follow } = createStage();
    const abort = new AbortController();
    const aborted = await features.playRoute(timed, { signal: abort.signal });
    abort.abort();
    expect(await aborted.ended).toBe('stopped');
    const byHand = await features.playRoute(timed);
    features.setLocation({ latitude: 1, longitude: 1 });
    expect(await byHand.ended).toBe('replaced');
    const followed = await features.playRoute(timed);
    await follow();
    expect(await followed.ended).toBe('replaced');
    const closed = await features.playRoute(timed);
    host.close();
    expect(await closed.ended).toBe('closed');
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that cannot be says what is wrong with it, and leaves what plays alone', async () => {
    const { features } = createStage();
    const playing = await features.playRoute(timed);
    const wrong: [unknown, string][] = [
      [[], 'route must be a list of 2 to 200000 points; it has 0'],
      [[timed[0], { latitude: 91, longitude: 0 }], 'latitude of point 1 of route'],
      [[timed[0], { latitude: 1, longitude: '2' }], 'longitude of point 1 of route'],
      [[timed[0], null], 'point 1 of route must be an object'],
      [[timed[1], timed[0]], 'timeMs of point 1 of route must be a number from 2000'],
      [42, 'route must be GPX or KML, as text or as a file, or a list of places'],
      ['<gpx><!ENTITY a "b">', 'route must be without a DOCTYPE'],
      ['x'.repeat(20_000_001), 'route must be at most 20000000 characters long'],
      [new Blob(['<!doctype html>']), 'route must be without a DOCTYPE'],
    ];
    for (const [route, message] of wrong)
      await expect(features.playRoute(route as string)).rejects.toMatchObject({
        code: 'argument_invalid',
        message: expect.stringContaining(message),
      });
    for (const options of [
      { speed: 0 },
      { metersPerSecond: 0 },
      { updateIntervalMs: 49 },
      { loop: 1 as unknown as boolean },
    ])
      expect(await codeOf(features.playRoute(timed, options)), JSON.stringify(options)).toBe(
        'argument_invalid',
      );
    expect(playing.state).toBe('playing');
  });
});
