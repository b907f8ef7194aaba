import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  FeatureChannel,
  UseConnection,
} from '../../../../src/client/features/feature-channel.js';
import { createReception } from '../../../../src/client/features/reception.js';
import { createReportSource } from '../../../../src/client/upkeep/report-source.js';
import { watchStatistics } from '../../../../src/client/upkeep/sampler.js';
import type { Upkeep, UpkeepHost } from '../../../../src/client/upkeep/upkeep-host.js';

class FakeReceiver {
  readonly track = { kind: 'audio' };
  jitterBufferTarget: number | null | undefined = undefined;
}

class FakeConnection extends EventTarget {
  readonly receivers = [new FakeReceiver(), new FakeReceiver()];
  getReceivers = () => this.receivers;

  addTrack(): FakeReceiver {
    const receiver = new FakeReceiver();
    this.receivers.push(receiver);
    this.dispatchEvent(Object.assign(new Event('track'), { receiver }));
    return receiver;
  }
}

function stage() {
  const life = new AbortController();
  const uses: UseConnection[] = [];
  const host = {
    life: life.signal,
    choices: {},
    connection: new FakeConnection() as FakeConnection | undefined,
    session: { getStats: vi.fn(async (): Promise<unknown> => new Map()) },
    videos: [],
    upkeep: vi.fn(async (): Promise<Pick<Upkeep, 'watch'>> => {
      const adaptation = { jitterBufferTargetMs: undefined, qualityStep: 0 };
      const takeReport = createReportSource(host as unknown as UpkeepHost, { adaptation });
      return {
        watch: (listener, intervalMs) =>
          watchStatistics(takeReport, listener, intervalMs, life.signal),
      };
    }),
  };
  const channel = {
    host,
    onConnection(use: UseConnection) {
      uses.push(use);
      connect(use);
    },
  };
  const connect = (use: UseConnection) =>
    use(host.connection as unknown as RTCPeerConnection, life.signal);
  const features = createReception(channel as unknown as FeatureChannel);
  return { features, host, life, uses, connect };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCRtpReceiver', FakeReceiver);
  FakeReceiver.prototype.jitterBufferTarget = null;
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('watching statistics', () => {
  it('tells them at once and every two seconds, until it is stopped', async () => {
    const { features, life } = stage();
    const heard: number[] = [];
    const stop = features.watchStatistics(({ intervalMs }) => heard.push(intervalMs));
    await vi.advanceTimersByTimeAsync(0);
    expect(heard).toEqual([0]);
    await vi.advanceTimersByTimeAsync(1999);
    expect(heard).toEqual([0]);
    await vi.advanceTimersByTimeAsync(2001);
    expect(heard).toEqual([0, 2000, 2000]);
    stop();
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(heard).toHaveLength(3);
    expect(vi.getTimerCount()).toBe(0);
    life.abort();
  });

  it('keeps its rhythm when the browser takes its time', async () => {
    const { features, host } = stage();
    const heard: number[] = [];
    host.session.getStats.mockImplementation(
      () => new Promise((resolve) => setTimeout(() => resolve(new Map()), 100)),
    );
    features.watchStatistics(({ intervalMs }) => heard.push(intervalMs), { intervalMs: 500 });
    await vi.advanceTimersByTimeAsync(1100);
    expect(heard).toEqual([0, 500, 500]);
  });

  it('says down while there is no connection, also when one closes just then', async () => {
    const { features, host } = stage();
    const heard: string[] = [];
    features.watchStatistics(({ networkQuality }) => heard.push(networkQuality));
    await vi.advanceTimersByTimeAsync(0);
    host.session.getStats.mockResolvedValue(undefined);
    await vi.advanceTimersByTimeAsync(2000);
    host.session.getStats.mockRejectedValue(new Error('closed'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual(['unknown', 'down', 'down']);
  });

  it('ends with the session, and can be stopped from within', async () => {
    const { features, life } = stage();
    let count = 0;
    features.watchStatistics(() => {
      count += 1;
    });
    const stop = features.watchStatistics(() => stop());
    await vi.advanceTimersByTimeAsync(0);
    expect(vi.getTimerCount()).toBe(1);
    life.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(count).toBe(1);
    features.watchStatistics(() => {
      count += 1;
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(count).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tries again when the code for it did not load, unless it is stopped', async () => {
    const { features, host } = stage();
    host.upkeep.mockRejectedValueOnce(new Error('offline'));
    const heard: number[] = [];
    features.watchStatistics(({ intervalMs }) => heard.push(intervalMs));
    await vi.advanceTimersByTimeAsync(1999);
    expect(heard).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(heard).toEqual([0]);
    host.upkeep.mockRejectedValueOnce(new Error('offline'));
    const stop = features.watchStatistics(() => heard.push(-1));
    await vi.advanceTimersByTimeAsync(0);
    stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(heard).toEqual([0, 2000, 2000]);
  });

  it('is not begun when it was stopped while its code came', async () => {
    const { features, host } = stage();
    features.watchStatistics(() => {})();
    await vi.advanceTimersByTimeAsync(5000);
    expect(host.session.getStats).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on when its listener throws', async () => {
    const { features } = stage();
    const printed = vi.spyOn(console, 'error').mockReturnValue();
    const listener = vi.fn(() => {
      throw new Error('oops');
    });
    features.watchStatistics(listener);
    await vi.advanceTimersByTimeAsync(2000);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(printed).toHaveBeenCalledTimes(2);
  });

  for (const intervalMs of [249, 60_001, Number.NaN, 1000.5]) {
    it(`refuses an interval of ${intervalMs} ms`, () => {
      const { features } = stage();
      expect(() => features.watchStatistics(() => {}, { intervalMs })).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
      expect(vi.getTimerCount()).toBe(0);
    });
  }
});

describe('the target of the jitter buffer', () => {
  it('is known to the session as the wish of the page, until it is taken back', () => {
    const { features, host } = stage();
    features.setJitterBufferTarget(300);
    expect(host.choices).toEqual({ jitterTargetMs: 300 });
    features.setJitterBufferTarget(null);
    expect(host.choices).toEqual({ jitterTargetMs: null });
  });

  const targets = (connection: FakeConnection | undefined) =>
    connection?.receivers.map(({ jitterBufferTarget }) => jitterBufferTarget);

  it('is the browser’s own until it is set', () => {
    const { host, uses } = stage();
    expect(uses).toEqual([]);
    expect(targets(host.connection)).toEqual([undefined, undefined]);
  });

  it('is that of every track, also of those that come later and after a recovery', () => {
    const { features, host, uses, connect } = stage();
    features.setJitterBufferTarget(0);
    expect(targets(host.connection)).toEqual([0, 0]);
    expect(host.connection?.addTrack().jitterBufferTarget).toBe(0);
    features.setJitterBufferTarget(300);
    expect(targets(host.connection)).toEqual([300, 300, 300]);
    expect(host.connection?.addTrack().jitterBufferTarget).toBe(300);
    host.connection = undefined;
    features.setJitterBufferTarget(null);
    host.connection = new FakeConnection();
    for (const use of uses) connect(use);
    expect(uses).toHaveLength(1);
    expect(targets(host.connection)).toEqual([null, null]);
  });

  for (const target of [-1, 4001, 1.5, Number.NaN]) {
    it(`refuses ${target}`, () => {
      const { features, host } = stage();
      expect(() => features.setJitterBufferTarget(target)).toThrow(
        expect.objectContaining({ code: 'argument_invalid' }),
      );
      expect(targets(host.connection)).toEqual([undefined, undefined]);
    });
  }

  it('is not supported by every browser', () => {
    vi.stubGlobal('RTCRtpReceiver', class {});
    const { features } = stage();
    expect(() => features.setJitterBufferTarget(0)).toThrow(
      expect.objectContaining({ code: 'not_supported' }),
    );
  });
});
