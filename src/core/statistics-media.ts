import { asBoolean, asNumber, asString, type JsonObject } from './json.js';
import type { PresentationFacts } from './statistics-presentation.js';
import { inMs, type ReportRows, type RowCounts } from './statistics-report.js';

export interface MediaCounters {
  readonly packetsReceived: number | undefined;
  /** Can fall: a packet that was counted as lost came late, or one came twice. */
  readonly packetsLost: number | undefined;
  /** Headers left out. */
  readonly bytesReceived: number | undefined;
  /** Requests for lost packets that were sent to the phone. */
  readonly nackCount: number | undefined;
}

export interface VideoCounters extends MediaCounters {
  readonly framesReceived: number | undefined;
  readonly framesDecoded: number | undefined;
  /** Received and never shown: they came too late, or the decoder did. */
  readonly framesDropped: number | undefined;
  /** Put on screen by the view that shows most, since that view began; undefined without a view. */
  readonly framesPresented: number | undefined;
  readonly keyFramesDecoded: number | undefined;
  /** Pauses between two frames that stand out: longer than three times the usual, and usual plus 150 ms. */
  readonly freezeCount: number | undefined;
  readonly freezeDurationMs: number | undefined;
  /** Requests for a key frame that the browser sent by RTCP: picture loss indications, and full intra requests. */
  readonly pliCount: number | undefined;
  readonly firCount: number | undefined;
}

export interface AudioCounters extends MediaCounters {
  readonly samplesReceived: number | undefined;
  /** Samples that were made up because the true ones had not come. */
  readonly concealedSamples: number | undefined;
  readonly concealmentEvents: number | undefined;
}

/** Rates and averages are of the window. */
export interface MediaStatistics {
  /** Bits per second that arrived, headers left out; 0 at the first look. */
  readonly bitrate: number;
  /** Part of the packets that were lost, 0 to 1; at the first look since the connection began. */
  readonly lossRate: number;
  /** How unevenly packets arrive, now, in ms. */
  readonly jitterMs: number | undefined;
  /** How long what was played had waited for its turn, on average, in ms. */
  readonly jitterBufferDelayMs: number | undefined;
  /** How long the browser meant it to wait, on average, in ms. */
  readonly jitterBufferTargetMs: number | undefined;
  /** What would have been enough for the network alone, without a wish of the page or lip-sync, in ms. */
  readonly jitterBufferMinimumMs: number | undefined;
  /** Such as `H264`, `VP8` or `opus`. */
  readonly codec: string | undefined;
}

/** Frames per second of the window; undefined at the first look. */
export interface FrameRates {
  readonly received: number | undefined;
  readonly decoded: number | undefined;
  /** Undefined without a view. */
  readonly presented: number | undefined;
}

export interface VideoStatistics extends MediaStatistics, VideoCounters {
  /** The same counts, of the window alone; at the first look since the connection began. */
  readonly window: VideoCounters;
  /** Of the picture as it arrives, in px. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  /** As the browser counts it, over a time of its own. */
  readonly framesPerSecond: number | undefined;
  readonly frameRates: FrameRates;
  /** For one frame, on average, in ms. */
  readonly decodeMs: number | undefined;
  /** From a frame's first packet to its decoded picture, on average, in ms. */
  readonly processingMs: number | undefined;
  /** The decoder's name; browsers tell it only to pages that use a camera or a microphone. */
  readonly decoder: string | undefined;
  /** True for a decoder that saves power, usually one in hardware; told under the same condition. */
  readonly isPowerEfficient: boolean | undefined;
}

export interface AudioStatistics extends MediaStatistics, AudioCounters {
  /** The same counts, of the window alone; at the first look since the connection began. */
  readonly window: AudioCounters;
  readonly sampleRate: number | undefined;
  readonly channels: number | undefined;
}

/** Reads a count of a row by its name in the report. */
type Read = (name: string) => number | undefined;

function mediaCounters(read: Read): MediaCounters {
  return {
    packetsReceived: read('packetsReceived'),
    packetsLost: read('packetsLost'),
    bytesReceived: read('bytesReceived'),
    nackCount: read('nackCount'),
  };
}

function videoCounters(read: Read, framesPresented: number | undefined): VideoCounters {
  return {
    ...mediaCounters(read),
    framesReceived: read('framesReceived'),
    framesDecoded: read('framesDecoded'),
    framesDropped: read('framesDropped'),
    framesPresented,
    keyFramesDecoded: read('keyFramesDecoded'),
    freezeCount: read('freezeCount'),
    freezeDurationMs: inMs(read('totalFreezesDuration')),
    pliCount: read('pliCount'),
    firCount: read('firCount'),
  };
}

function audioCounters(read: Read): AudioCounters {
  return {
    ...mediaCounters(read),
    samplesReceived: read('totalSamplesReceived'),
    concealedSamples: read('concealedSamples'),
    concealmentEvents: read('concealmentEvents'),
  };
}

function describeMedia(counts: RowCounts, codec: JsonObject | undefined): MediaStatistics {
  const { row, window, meanMs } = counts;
  const lost = Math.max(0, window('packetsLost') ?? 0);
  const sent = lost + (window('packetsReceived') ?? 0);
  const mimeType = asString(codec?.mimeType);
  const buffered = (sum: string) => meanMs(sum, 'jitterBufferEmittedCount');
  return {
    bitrate: Math.round((counts.perSecond('bytesReceived') ?? 0) * 8),
    lossRate: sent > 0 ? lost / sent : 0,
    jitterMs: inMs(row.jitter),
    jitterBufferDelayMs: buffered('jitterBufferDelay'),
    jitterBufferTargetMs: buffered('jitterBufferTargetDelay'),
    jitterBufferMinimumMs: buffered('jitterBufferMinimumDelay'),
    codec: mimeType?.slice(mimeType.indexOf('/') + 1),
  };
}

/** @param last what the last look knew; the view may be another one since */
export function describeVideo(
  counts: RowCounts,
  rows: ReportRows,
  now: PresentationFacts | undefined,
  last: PresentationFacts | undefined,
): VideoStatistics {
  const { row, total, window, meanMs, perSecond } = counts;
  const presented = now?.presented;
  const before = last?.presented;
  const isSameView =
    presented !== undefined && before !== undefined && before.count <= presented.count;
  const shown = presented && presented.count - (isSameView ? before.count : 0);
  const shownMs = isSameView ? presented.atMs - before.atMs : 0;
  return {
    ...describeMedia(counts, rows.named(row.codecId)),
    ...videoCounters(total, presented?.count),
    window: videoCounters(window, shown),
    width: asNumber(row.frameWidth),
    height: asNumber(row.frameHeight),
    framesPerSecond: asNumber(row.framesPerSecond),
    frameRates: {
      received: perSecond('framesReceived'),
      decoded: perSecond('framesDecoded'),
      presented: shown !== undefined && shownMs > 0 ? (shown * 1000) / shownMs : undefined,
    },
    decodeMs: meanMs('totalDecodeTime', 'framesDecoded'),
    processingMs: meanMs('totalProcessingDelay', 'framesDecoded'),
    decoder: asString(row.decoderImplementation),
    isPowerEfficient: asBoolean(row.powerEfficientDecoder),
  };
}

export function describeAudio(counts: RowCounts, rows: ReportRows): AudioStatistics {
  const codec = rows.named(counts.row.codecId);
  return {
    ...describeMedia(counts, codec),
    ...audioCounters(counts.total),
    window: audioCounters(counts.window),
    sampleRate: asNumber(codec?.clockRate),
    channels: asNumber(codec?.channels),
  };
}
