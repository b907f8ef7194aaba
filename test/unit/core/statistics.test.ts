import { describe, expect, it } from 'vitest';
import { readStatistics } from '../../../src/core/statistics.js';

/** As Chromium reports a phone that is watched over a relay. */
function report(
  changes: { readonly video?: object; readonly audio?: object; readonly pair?: object } = {},
) {
  const rows: Record<string, object> = {
    video: {
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'c1',
      bytesReceived: 1000,
      packetsReceived: 90,
      packetsLost: 10,
      jitter: 0.004,
      jitterBufferDelay: 1,
      jitterBufferEmittedCount: 50,
      frameWidth: 720,
      frameHeight: 1280,
      framesPerSecond: 30,
      framesDecoded: 60,
      framesDropped: 2,
      freezeCount: 1,
      totalFreezesDuration: 0.25,
      totalDecodeTime: 0.2,
      ...changes.video,
    },
    audio: {
      type: 'inbound-rtp',
      kind: 'audio',
      codecId: 'c2',
      bytesReceived: 400,
      packetsReceived: 100,
      packetsLost: 0,
      jitter: 0.001,
      jitterBufferDelay: 96,
      jitterBufferEmittedCount: 4800,
      concealedSamples: 480,
      concealmentEvents: 3,
      ...changes.audio,
    },
    c1: { type: 'codec', mimeType: 'video/H264', clockRate: 90_000 },
    c2: { type: 'codec', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    t: { type: 'transport', selectedCandidatePairId: 'p2' },
    p1: { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 9 },
    p2: {
      type: 'candidate-pair',
      localCandidateId: 'l',
      remoteCandidateId: 'r',
      currentRoundTripTime: 0.05,
      ...changes.pair,
    },
    l: { type: 'local-candidate', candidateType: 'relay' },
    r: { type: 'remote-candidate', candidateType: 'host' },
  };
  return new Map(Object.entries(rows));
}

describe('the statistics of a phone', () => {
  it('are what the browser reports, in ms and bits per second', () => {
    const first = readStatistics(report(), 10_000);
    const later = report({
      video: {
        bytesReceived: 501_000,
        packetsReceived: 489,
        packetsLost: 11,
        jitterBufferDelay: 2.2,
        jitterBufferEmittedCount: 110,
        framesDecoded: 110,
        framesDropped: 3,
        totalDecodeTime: 0.3,
        freezeCount: 2,
        totalFreezesDuration: 0.5,
      },
      audio: { bytesReceived: 8400, packetsReceived: 200 },
    });
    expect(readStatistics(later, 12_000, first).statistics).toEqual({
      intervalMs: 2000,
      networkQuality: 'excellent',
      roundTripMs: 50,
      isRelayed: true,
      path: { localCandidateType: 'relay', remoteCandidateType: 'host', window: {} },
      // 50 + 20 + 2 ms, and half of 40.
      latency: { inputToPhotonMs: expect.closeTo(92, 6) },
      video: {
        bitrate: 2_000_000,
        lossRate: 0.0025,
        jitterMs: 4,
        jitterBufferDelayMs: expect.closeTo(20, 6),
        codec: 'H264',
        width: 720,
        height: 1280,
        framesPerSecond: 30,
        frameRates: { decoded: 25 },
        decodeMs: expect.closeTo(2, 6),
        bytesReceived: 501_000,
        packetsReceived: 489,
        packetsLost: 11,
        framesDecoded: 110,
        framesDropped: 3,
        freezeCount: 2,
        freezeDurationMs: 500,
        window: {
          bytesReceived: 500_000,
          packetsReceived: 399,
          packetsLost: 1,
          framesDecoded: 50,
          framesDropped: 1,
          freezeCount: 1,
          freezeDurationMs: 250,
        },
      },
      audio: {
        bitrate: 32_000,
        lossRate: 0,
        jitterMs: 1,
        codec: 'opus',
        sampleRate: 48_000,
        channels: 2,
        bytesReceived: 8400,
        packetsReceived: 200,
        packetsLost: 0,
        concealedSamples: 480,
        concealmentEvents: 3,
        window: {
          bytesReceived: 8000,
          packetsReceived: 100,
          packetsLost: 0,
          concealedSamples: 0,
          concealmentEvents: 0,
        },
      },
    });
  });

  it('have no rates at the first look, and losses since the beginning', () => {
    const { intervalMs, video, audio } = readStatistics(report(), 10_000).statistics;
    expect(intervalMs).toBe(0);
    expect([video?.bitrate, audio?.bitrate]).toEqual([0, 0]);
    expect([video?.lossRate, audio?.lossRate]).toEqual([0.1, 0]);
    expect(video?.jitterBufferDelayMs).toBe(20);
  });

  it('count from 0 again on a new connection', () => {
    const first = readStatistics(report(), 10_000);
    const fresh = { bytesReceived: 500, packetsReceived: 5, packetsLost: 0 };
    const { video } = readStatistics(report({ video: fresh }), 12_000, first).statistics;
    expect(video?.bitrate).toBe(2000);
    expect(video?.lossRate).toBe(0);
  });

  it('never lose less than nothing: packets can come twice', () => {
    const first = readStatistics(report(), 10_000);
    const { video } = readStatistics(
      report({ video: { packetsReceived: 190, packetsLost: -5 } }),
      12_000,
      first,
    ).statistics;
    expect(video?.lossRate).toBe(0);
  });

  it('know the path of browsers that mark it, and of those that only nominate it', () => {
    const rows = report();
    rows.delete('t');
    expect(readStatistics(rows, 0).statistics.roundTripMs).toBe(9000);
    rows.set('p2', { ...rows.get('p2'), selected: true });
    expect(readStatistics(rows, 0).statistics.roundTripMs).toBe(50);
    rows.set('l', { type: 'local-candidate', candidateType: 'srflx' });
    expect(readStatistics(rows, 0).statistics.isRelayed).toBe(false);
  });

  it('leave open what the browser does not tell', () => {
    const rows = new Map<string, unknown>([
      ['video', { type: 'inbound-rtp', kind: 'video' }],
      ['odd', null],
    ]);
    expect(readStatistics(rows, 5).statistics).toEqual({
      intervalMs: 0,
      networkQuality: 'unknown',
      latency: {},
      video: { bitrate: 0, lossRate: 0, frameRates: {}, window: {} },
    });
  });

  it('count from 0 again when another row takes the place of the one before', () => {
    const first = readStatistics(report({ video: { id: 'V1' } }), 10_000);
    const other = { id: 'V2', bytesReceived: 1500, packetsReceived: 95, packetsLost: 0 };
    const { video } = readStatistics(report({ video: other }), 12_000, first).statistics;
    expect(video?.window).toMatchObject({ bytesReceived: 1500, packetsReceived: 95 });
  });

  it('have no averages where nothing was played, and no rates where no time has passed', () => {
    const first = readStatistics(report(), 10_000);
    const { video, latency } = readStatistics(report(), 10_000, first).statistics;
    expect(video).toMatchObject({ bitrate: 0, lossRate: 0 });
    expect([video?.jitterBufferDelayMs, video?.decodeMs]).toEqual([undefined, undefined]);
    expect(video?.frameRates).toEqual({});
    expect(latency).toEqual({});
  });
});

describe('the network', () => {
  it('is down without a connection', () => {
    expect(readStatistics(undefined, 5).statistics).toEqual({
      intervalMs: 0,
      networkQuality: 'down',
      latency: {},
    });
  });

  const networks = [
    { roundTripMs: 100, lossPercent: 1, quality: 'excellent' },
    { roundTripMs: 101, lossPercent: 0, quality: 'good' },
    { roundTripMs: 20, lossPercent: 3, quality: 'good' },
    { roundTripMs: 350, lossPercent: 0, quality: 'fair' },
    { roundTripMs: 20, lossPercent: 8, quality: 'fair' },
    { roundTripMs: 600, lossPercent: 15, quality: 'poor' },
    { roundTripMs: 601, lossPercent: 0, quality: 'bad' },
    { roundTripMs: 20, lossPercent: 16, quality: 'bad' },
  ];
  for (const { roundTripMs, lossPercent, quality } of networks) {
    it(`with ${roundTripMs} ms and ${lossPercent} % lost is ${quality}`, () => {
      const rows = report({
        video: { packetsReceived: 100 - lossPercent, packetsLost: lossPercent },
        pair: { currentRoundTripTime: roundTripMs / 1000 },
      });
      expect(readStatistics(rows, 0).statistics.networkQuality).toBe(quality);
    });
  }
});
