import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReportSource } from '../../../../src/client/upkeep/report-source.js';
import { createLooker, startLooking } from '../../../../src/client/upkeep/sampler.js';
import type { PhoneStatistics } from '../../../../src/core/statistics.js';
import { FakeHost } from './fake-host.js';

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const adaptation = { jitterBufferTargetMs: undefined, qualityStep: 0 };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

function stage(inspect?: () => number | undefined) {
  const host = new FakeHost();
  host.fake.state = 'live';
  const told: (PhoneStatistics & { readonly atMs: number })[] = [];
  const beganAtMs = performance.now();
  const source = createReportSource(host, { adaptation });
  const start = () =>
    startLooking(
      host,
      source,
      (statistics) => told.push({ ...statistics, atMs: performance.now() - beganAtMs }),
      inspect,
    );
  const times = () => told.map(({ atMs }) => atMs);
  return { host, told, times, source, start };
}

const bytes = (bytesReceived: number) => ({
  video: { type: 'inbound-rtp', kind: 'video', bytesReceived, packetsReceived: bytesReceived },
});

describe('the statistics of each second', () => {
  it('begin with the first live', async () => {
    const { host, times, start } = stage();
    host.fake.hasBeenLive = false;
    start();
    await pass(3000);
    expect(host.fake.looks).toBe(0);
    host.fake.goLive();
    await pass(2000);
    expect(times()).toEqual([3000, 4000, 5000]);
    host.fake.goLive();
    await pass(1000);
    expect(times()).toEqual([3000, 4000, 5000, 6000]);
    host.end();
    expect(host.listenerCount).toBe(0);
  });

  it('go on while the session recovers, with a network that is down', async () => {
    const { host, told, start } = stage();
    start();
    await pass(1000);
    host.fake.rows = undefined;
    host.connection = undefined;
    await pass(1000);
    host.fake.rows = new Error('closed');
    await pass(1000);
    expect(told.map(({ networkQuality }) => networkQuality)).toEqual([
      'unknown',
      'excellent',
      'down',
      'down',
    ]);
  });

  it('call the network down also while a connection is repaired, or another one is made', async () => {
    const { host, told, start } = stage();
    start();
    await pass(1000);
    host.fake.state = 'recovering';
    await pass(1000);
    host.fake.state = 'negotiating';
    await pass(1000);
    host.fake.state = 'idle-warning';
    await pass(1000);
    expect(told.map(({ networkQuality }) => networkQuality)).toEqual([
      'unknown',
      'excellent',
      'down',
      'down',
      'excellent',
    ]);
  });

  it('keep their second when the browser takes its time, one report after the other', async () => {
    const { host, times, start } = stage();
    let asked = 0;
    let most = 0;
    host.fake.getStats = async () => {
      asked += 1;
      most = Math.max(most, asked);
      await new Promise((resolve) => setTimeout(resolve, 300));
      asked -= 1;
      return new Map() as unknown as RTCStatsReport;
    };
    start();
    await pass(3400);
    expect(times()).toEqual([300, 1300, 2300, 3300]);
    expect(most).toBe(1);
  });

  it('go on when the browser never makes a report, as for a connection that closed meanwhile', async () => {
    const { host, told, start } = stage();
    host.fake.gate = new Promise(() => {});
    start();
    await pass(6000);
    expect([host.fake.looks, told.length]).toEqual([2, 1]);
    host.fake.gate = Promise.resolve();
    await pass(6000);
    expect(told.length).toBeGreaterThan(3);
    host.end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('do not make up for what a throttled page has missed', async () => {
    const { times, start } = stage();
    start();
    await pass(2000);
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 10_300);
    await pass(3000);
    const late = times().slice(3);
    expect(late).toHaveLength(3);
    for (const [index, atMs] of late.slice(1).entries())
      expect(atMs - (late[index] ?? 0)).toBeGreaterThanOrEqual(500);
  });

  it('stay those of a second while looks are more frequent', async () => {
    const { host, times, start } = stage(() => 250);
    start();
    await pass(3000);
    expect(times()).toEqual([0, 1000, 2000, 3000]);
    expect(host.fake.looks).toBe(13);
  });

  it('end with the session, and leave nothing behind', async () => {
    const { host, times, start } = stage();
    start();
    await pass(1000);
    host.fake.gate = new Promise((resolve) => setTimeout(resolve, 1500));
    await pass(1000);
    host.end();
    await pass(5000);
    expect(times()).toEqual([0, 1000]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a look', () => {
  it('has the time since the last one of the same looker as its window', async () => {
    const { host, source } = stage();
    const [one, other] = [createLooker(), createLooker()];
    host.fake.rows = bytes(1000);
    one(await source());
    other(await source());
    await pass(1000);
    host.fake.rows = bytes(2000);
    expect(one(await source()).video?.window.bytesReceived).toBe(1000);
    await pass(1000);
    host.fake.rows = bytes(4000);
    const late = other(await source());
    expect([late.intervalMs, late.video?.window.bytesReceived]).toEqual([2000, 3000]);
    const again = one(await source());
    expect([again.intervalMs, again.video?.window.bytesReceived]).toEqual([1000, 2000]);
  });

  it('counts from 0 on another connection, however far that has counted', async () => {
    const { host, source } = stage();
    const look = createLooker();
    host.fake.rows = bytes(1000);
    look(await source());
    await pass(1000);
    host.connection = FakeHost.connection();
    host.fake.rows = bytes(5000);
    expect(look(await source()).video?.window.bytesReceived).toBe(5000);
  });

  it('shares the report that the browser is making with whoever asks meanwhile', async () => {
    const { host, source } = stage();
    const reports = await Promise.all([source(), source()]);
    expect(host.fake.looks).toBe(1);
    expect(reports[0]).toBe(reports[1]);
    await source();
    expect(host.fake.looks).toBe(2);
  });

  it('knows the stamp of the newest frame where the browser tells it', async () => {
    const { host, source } = stage();
    const stamp = { captureTimestamp: 3, rtpTimestamp: 2, timestamp: 1 };
    const receiver = (kind: string, sources: readonly object[]) => ({
      track: { kind },
      getSynchronizationSources: () => sources,
    });
    const having = (...receivers: object[]) =>
      Object.assign(new EventTarget(), {
        getReceivers: () => receivers,
      }) as unknown as RTCPeerConnection;
    host.connection = having(receiver('audio', [{ ...stamp, source: 9 }]));
    expect((await source()).presentation.capture).toBeUndefined();
    host.connection = having(receiver('video', [{ rtpTimestamp: 2, timestamp: 1 }]));
    expect((await source()).presentation.capture).toBeUndefined();
    host.connection = having({ track: { kind: 'video' } });
    expect((await source()).presentation.capture).toBeUndefined();
    host.connection = having(receiver('video', [{ ...stamp, source: 9, audioLevel: 0 }]));
    expect((await source()).presentation.capture).toEqual(stamp);
  });
});
