import { describe, expect, it } from 'vitest';
import { readStatistics } from '../../../src/core/statistics.js';
import type { PresentationFacts } from '../../../src/core/statistics-presentation.js';

/** Reports as each browser makes them, cut to the rows of one phone; ids and numbers are made up. */

type Rows = Readonly<Record<string, object>>;
const reportOf = (rows: Rows) =>
  new Map(Object.entries(rows).map(([id, row]) => [id, { id, ...row }] as const));

/** With abs-capture-time on the phone's packets, over a TURN server by TLS. */
const chromium = (later: number): Rows => ({
  CIT01_96: { type: 'codec', mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 },
  CIT01_111: { type: 'codec', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  CPold: { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 9 },
  CPnew: {
    type: 'candidate-pair',
    state: 'succeeded',
    nominated: true,
    localCandidateId: 'I1',
    remoteCandidateId: 'I2',
    currentRoundTripTime: 0.042,
    totalRoundTripTime: 0.5,
    responsesReceived: 12,
    availableOutgoingBitrate: 300_000,
    bytesReceived: 900 + later,
    bytesSent: 70,
  },
  I1: { type: 'local-candidate', candidateType: 'relay', protocol: 'udp', relayProtocol: 'tls' },
  I2: { type: 'remote-candidate', candidateType: 'prflx', protocol: 'udp' },
  IT01V: {
    type: 'inbound-rtp',
    timestamp: 1_800_000_005_000,
    kind: 'video',
    codecId: 'CIT01_96',
    remoteId: 'ROV',
    bytesReceived: 250_000 + 125_000 * later,
    packetsReceived: 300 + 130 * later,
    packetsLost: 4 + later,
    jitter: 0.003,
    nackCount: 3 + 2 * later,
    pliCount: 1 + later,
    firCount: 0,
    framesReceived: 60 + 31 * later,
    framesDecoded: 59 + 30 * later,
    framesDropped: 1,
    framesPerSecond: 30,
    frameWidth: 720,
    frameHeight: 1280,
    keyFramesDecoded: 1 + later,
    totalDecodeTime: 0.12 + 0.09 * later,
    totalProcessingDelay: 1.5 + 0.75 * later,
    jitterBufferDelay: 1.2 + 0.6 * later,
    jitterBufferTargetDelay: 2.4 + 1.2 * later,
    jitterBufferMinimumDelay: 1.8 + 0.9 * later,
    jitterBufferEmittedCount: 60 + 30 * later,
    freezeCount: 0,
    totalFreezesDuration: 0,
    lastPacketReceivedTimestamp: 1_800_000_004_990,
  },
  IT01A: {
    type: 'inbound-rtp',
    kind: 'audio',
    codecId: 'CIT01_111',
    bytesReceived: 8000 + 4000 * later,
    packetsReceived: 100 + 50 * later,
    packetsLost: 0,
    jitter: 0.001,
    totalSamplesReceived: 96_000 + 48_000 * later,
    concealedSamples: 480 * later,
    concealmentEvents: later,
    jitterBufferDelay: 3840 + 1920 * later,
    jitterBufferEmittedCount: 96_000 + 48_000 * later,
  },
  ROV: {
    type: 'remote-outbound-rtp',
    kind: 'video',
    timestamp: 1_800_000_004_600,
    // The phone's clock is 5 s ahead; the report took 21 ms.
    remoteTimestamp: 1_800_000_009_579,
    roundTripTimeMeasurements: 0,
    totalRoundTripTime: 0,
  },
  T01: {
    type: 'transport',
    selectedCandidatePairId: 'CPnew',
    bytesReceived: 300_000 + 140_000 * later,
    bytesSent: 9000 + 3000 * later,
    dtlsState: 'connected',
  },
});

/** Version 153: the pair is marked and counts, the transport does not. */
const firefox = (later: number): Rows => ({
  a1: { type: 'codec', codecType: 'decode', mimeType: 'video/VP8', sdpFmtpLine: 'max-fs=12288' },
  b2: {
    type: 'inbound-rtp',
    timestamp: 1_800_000_005_000,
    kind: 'video',
    mediaType: 'video',
    codecId: 'a1',
    remoteId: 'r1',
    bytesReceived: 200_000 + 100_000 * later,
    packetsReceived: 220 + 110 * later,
    packetsLost: 0,
    discardedPackets: 0,
    jitter: 0.00085,
    nackCount: 0,
    pliCount: 0,
    firCount: 0,
    framesReceived: 61 + 30 * later,
    framesDecoded: 60 + 30 * later,
    framesDropped: 0,
    framesPerSecond: 30,
    frameWidth: 720,
    frameHeight: 1280,
    keyFramesDecoded: 1,
    freezeCount: 0,
    totalFreezesDuration: 0,
    totalDecodeTime: 0.096 + 0.048 * later,
    totalProcessingDelay: 1.1 + 0.54 * later,
    jitterBufferDelay: 1 + 0.48 * later,
    jitterBufferEmittedCount: 60 + 30 * later,
  },
  c3: {
    type: 'candidate-pair',
    state: 'succeeded',
    nominated: true,
    selected: true,
    localCandidateId: 'l1',
    remoteCandidateId: 'l2',
    bytesReceived: 240_000 + 120_000 * later,
    bytesSent: 9000 + 4000 * later,
    currentRoundTripTime: 0.018,
    responsesReceived: 2,
  },
  l1: { type: 'local-candidate', candidateType: 'host', protocol: 'udp' },
  l2: { type: 'remote-candidate', candidateType: 'host', protocol: 'udp' },
  r1: {
    type: 'remote-outbound-rtp',
    kind: 'video',
    timestamp: 1_800_000_004_000,
    remoteTimestamp: 1_800_000_003_990,
  },
  t1: { type: 'transport', dtlsState: 'connected', iceState: 'connected' },
});

/** Of a page that uses a microphone: Safari then tells the decoder. H.264, and a round trip by RTCP alone. */
const safari = (later: number): Rows => ({
  COT01: { type: 'codec', mimeType: 'video/H264', clockRate: 90_000 },
  IT01V: {
    type: 'inbound-rtp',
    timestamp: 1_800_000_005_000,
    kind: 'video',
    codecId: 'COT01',
    remoteId: 'ROV',
    bytesReceived: 500_000 + 250_000 * later,
    packetsReceived: 500 + 240 * later,
    packetsLost: 0,
    jitter: 0.002,
    framesReceived: 120 + 60 * later,
    framesDecoded: 120 + 60 * later,
    framesDropped: 0,
    framesPerSecond: 60,
    frameWidth: 1080,
    frameHeight: 1920,
    decoderImplementation: 'VideoToolbox',
    powerEfficientDecoder: true,
    totalDecodeTime: 0.24 + 0.12 * later,
    jitterBufferDelay: 2 + 0.9 * later,
    jitterBufferEmittedCount: 120 + 60 * later,
    // By the phone's clock, since 1900.
    estimatedPlayoutTimestamp: 1_800_000_004_945 + 2_208_988_800_000,
  },
  ROV: {
    type: 'remote-outbound-rtp',
    kind: 'video',
    timestamp: 1_800_000_004_700,
    remoteTimestamp: 1_800_000_004_690,
    roundTripTime: 0.02,
    roundTripTimeMeasurements: 4,
  },
  CP: {
    type: 'candidate-pair',
    state: 'succeeded',
    nominated: true,
    localCandidateId: 'L',
    remoteCandidateId: 'R',
  },
  L: { type: 'local-candidate', candidateType: 'srflx', protocol: 'UDP' },
  R: { type: 'remote-candidate', candidateType: 'host', protocol: 'UDP' },
  T01: { type: 'transport', selectedCandidatePairId: 'CP', bytesReceived: 9, bytesSent: 8 },
});

const origin = 1_800_000_000_000;
const facts = (changes: Partial<PresentationFacts>): PresentationFacts => ({
  presented: undefined,
  frame: undefined,
  capture: undefined,
  timeOriginMs: origin,
  ...changes,
});

function lookTwice(
  rows: (later: number) => Rows,
  now?: PresentationFacts,
  last?: PresentationFacts,
) {
  const first = readStatistics(reportOf(rows(0)), 4000, undefined, last);
  return readStatistics(reportOf(rows(1)), 5000, first, now).statistics;
}

describe('statistics in Chromium', () => {
  it('know picture and sound, whole and of the window', () => {
    const { video, audio, intervalMs } = lookTwice(chromium);
    expect(intervalMs).toBe(1000);
    expect(video).toMatchObject({
      bitrate: 1_000_000,
      lossRate: 1 / 131,
      codec: 'VP8',
      jitterMs: 3,
      jitterBufferDelayMs: expect.closeTo(20, 6),
      jitterBufferTargetMs: expect.closeTo(40, 6),
      jitterBufferMinimumMs: expect.closeTo(30, 6),
      decodeMs: expect.closeTo(3, 6),
      processingMs: expect.closeTo(25, 6),
      frameRates: { received: 31, decoded: 30 },
      framesReceived: 91,
      keyFramesDecoded: 2,
      nackCount: 5,
      pliCount: 2,
      firCount: 0,
      window: { framesReceived: 31, keyFramesDecoded: 1, nackCount: 2, pliCount: 1, firCount: 0 },
    });
    // Pages that use neither camera nor microphone are not told.
    expect([video?.decoder, video?.isPowerEfficient]).toEqual([undefined, undefined]);
    expect(audio).toMatchObject({
      bitrate: 32_000,
      jitterBufferDelayMs: expect.closeTo(40, 6),
      samplesReceived: 144_000,
      concealedSamples: 480,
      window: { samplesReceived: 48_000, concealedSamples: 480, concealmentEvents: 1 },
    });
  });

  it('know the path of a relay by the transport’s own counts', () => {
    const { path, isRelayed, roundTripMs } = lookTwice(chromium);
    expect([isRelayed, roundTripMs]).toEqual([true, 42]);
    expect(path).toEqual({
      localCandidateType: 'relay',
      remoteCandidateType: 'prflx',
      protocol: 'udp',
      relayProtocol: 'tls',
      availableOutgoingBitrate: 300_000,
      bytesReceived: 440_000,
      bytesSent: 12_000,
      window: { bytesReceived: 140_000, bytesSent: 3000 },
    });
  });

  const frame = {
    presentationMs: 4480,
    expectedDisplayMs: 4490,
    receiveMs: 4455,
    captureMs: undefined,
    rtpTimestamp: 1800,
  };

  it('count what the view presents by the time of its own counts', () => {
    const at = (count: number, atMs: number) => facts({ presented: { count, atMs } });
    const { video } = lookTwice(chromium, at(90, 4540), at(60, 3540));
    expect(video?.frameRates.presented).toBe(30);
    expect(video?.framesPresented).toBe(90);
    expect(video?.window.framesPresented).toBe(30);
  });

  it('begin anew with another view', () => {
    const at = (count: number, atMs: number) => facts({ presented: { count, atMs } });
    const { video } = lookTwice(chromium, at(3, 5000), at(60, 4000));
    expect(video?.window.framesPresented).toBe(3);
    expect(video?.frameRates.presented).toBeUndefined();
  });

  it('measure from end to end by the phone’s stamp on a packet, across the turn of the RTP clock', () => {
    const capture = {
      // 4,390 ms by this computer's clock, which the phone's is 5 s ahead of: of a frame 90 ticks before the turn.
      captureTimestamp: origin + 4390 + 5000 + 2_208_988_800_000,
      rtpTimestamp: 2 ** 32 - 900,
      timestamp: origin + 4435,
    };
    const withView = lookTwice(chromium, facts({ capture, frame })).latency;
    // The frame on screen was captured 2,700 ticks later.
    expect(withView.endToEndMs).toBeCloseTo(4490 - (4390 + 30), 6);
    expect(withView.receiveToDisplayMs).toBe(35);
    expect(withView.inputToPhotonMs).toBeCloseTo(42 + 20 + 3 + 500 / 30 + 10, 6);
    const withoutView = lookTwice(chromium, facts({ capture })).latency;
    expect(withoutView.endToEndMs).toBeCloseTo(45, 6);
    expect(withoutView.receiveToDisplayMs).toBeUndefined();
    expect(withoutView.inputToPhotonMs).toBeCloseTo(42 + 20 + 3 + 500 / 30, 6);
  });

  it('believe the browser where it reckons the capture by itself', () => {
    const { endToEndMs } = lookTwice(
      chromium,
      facts({ frame: { ...frame, captureMs: 4430 } }),
    ).latency;
    expect(endToEndMs).toBe(60);
  });

  it('measure nothing from end to end without a stamp, and nothing that cannot be', () => {
    expect(lookTwice(chromium, facts({ frame })).latency.endToEndMs).toBeUndefined();
    for (const captureMs of [4491, -30_000]) {
      const { latency } = lookTwice(chromium, facts({ frame: { ...frame, captureMs } }));
      expect(latency.endToEndMs).toBeUndefined();
    }
  });
});

describe('statistics in Firefox', () => {
  it('know the picture, and the path by its pair', () => {
    const { video, path, roundTripMs, isRelayed } = lookTwice(firefox);
    expect(video).toMatchObject({
      bitrate: 800_000,
      codec: 'VP8',
      decodeMs: expect.closeTo(1.6, 6),
      jitterBufferDelayMs: expect.closeTo(16, 6),
      frameRates: { received: 30, decoded: 30 },
      width: 720,
      height: 1280,
    });
    expect([roundTripMs, isRelayed]).toEqual([18, false]);
    expect(path).toEqual({
      localCandidateType: 'host',
      remoteCandidateType: 'host',
      protocol: 'udp',
      bytesReceived: 360_000,
      bytesSent: 13_000,
      window: { bytesReceived: 120_000, bytesSent: 4000 },
    });
  });

  it('estimate the latency and measure none', () => {
    const { latency } = lookTwice(firefox);
    expect(latency.inputToPhotonMs).toBeCloseTo(18 + 16 + 1.6 + 500 / 30, 6);
    expect(latency.endToEndMs).toBeUndefined();
  });
});

describe('statistics in Safari', () => {
  it('know the decoder where the page may, and the path in small letters', () => {
    const { video, path, isRelayed } = lookTwice(safari);
    expect(video).toMatchObject({
      codec: 'H264',
      decoder: 'VideoToolbox',
      isPowerEfficient: true,
      frameRates: { received: 60, decoded: 60 },
      width: 1080,
      height: 1920,
    });
    expect(isRelayed).toBe(false);
    expect(path).toMatchObject({ localCandidateType: 'srflx', protocol: 'udp' });
  });

  it('take the round trip of RTCP where the pair has none, and the browser’s word for what is played', () => {
    const { roundTripMs, latency } = lookTwice(safari);
    expect(roundTripMs).toBe(20);
    // Its report left 10 ms before it came, half a round trip: both clocks show the same.
    expect(latency.endToEndMs).toBe(55);
  });
});
