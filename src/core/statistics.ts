import { asBoolean, asNumber, asObject, asString, type JsonObject } from './json.js';

/**
 * How well a phone's picture and sound arrive, from the browser's own report. Browsers differ in what they
 * report: what one leaves out is undefined here, never a guess.
 */

/** From `excellent` to `bad`; `down` without a connection, `unknown` before anything has been measured. */
export type NetworkQuality = 'unknown' | 'excellent' | 'good' | 'fair' | 'poor' | 'bad' | 'down';

export interface MediaStatistics {
  /** Bits per second that arrived in the interval. */
  readonly bitrate: number;
  /** Part of the packets that were lost in the interval, 0 to 1. */
  readonly lossRate: number;
  /** Ms. */
  readonly jitterMs: number | undefined;
  /** How long what was played in the interval had waited for its turn, on average, in ms. */
  readonly jitterBufferDelayMs: number | undefined;
  /** Such as `H264`, `VP8` or `opus`. */
  readonly codec: string | undefined;
}

export interface VideoStatistics extends MediaStatistics {
  /** Of the picture as it arrives, in px. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly framesPerSecond: number | undefined;
  /** Since the connection began; so are all counts. */
  readonly framesDecoded: number | undefined;
  readonly framesDropped: number | undefined;
  readonly freezeCount: number | undefined;
  readonly freezeDurationMs: number | undefined;
}

export interface AudioStatistics extends MediaStatistics {
  readonly sampleRate: number | undefined;
  readonly channels: number | undefined;
  /** Samples that were made up because the true ones had not come, since the connection began. */
  readonly concealedSamples: number | undefined;
  readonly concealmentEvents: number | undefined;
}

export interface PhoneStatistics {
  /** Of the rates: the time since the last look, in ms; 0 at the first one. */
  readonly intervalMs: number;
  readonly networkQuality: NetworkQuality;
  /** To the phone and back, in ms. */
  readonly roundTripMs: number | undefined;
  /** True when a TURN server carries the media. */
  readonly isRelayed: boolean | undefined;
  readonly video: VideoStatistics | undefined;
  readonly audio: AudioStatistics | undefined;
}

/** One look at a report: compare the next one with it. */
export interface StatisticsLook {
  readonly statistics: PhoneStatistics;
  /** By kind: the counters that rates are made of. */
  readonly counters: Readonly<Record<string, Counters>>;
  readonly atMs: number;
}

interface Counters {
  readonly bytes: number;
  readonly received: number;
  readonly lost: number;
  /** Seconds, and how many frames or samples they are the sum of. */
  readonly bufferDelay: number;
  readonly bufferEmitted: number;
}

const nothing: Counters = { bytes: 0, received: 0, lost: 0, bufferDelay: 0, bufferEmitted: 0 };

/**
 * @param report an RTCStatsReport; undefined without a connection
 * @param atMs the time of the report, on any clock
 */
export function readStatistics(
  report: Iterable<readonly [string, unknown]> | undefined,
  atMs: number,
  before?: StatisticsLook,
): StatisticsLook {
  const rows = new Map<string, JsonObject>();
  for (const [id, value] of report ?? []) rows.set(id, asObject(value) ?? {});
  const inbound = (kind: string) =>
    [...rows.values()].find((row) => row.type === 'inbound-rtp' && row.kind === kind);
  // Without what was counted before, rates have no meaning; a new connection counts from 0 again.
  const intervalMs = before ? atMs - before.atMs : 0;
  const counters: Record<string, Counters> = {};
  const media = (kind: string, row: JsonObject): MediaStatistics => {
    const now = readCounters(row);
    const last = before?.counters[kind] ?? nothing;
    counters[kind] = now;
    return describeMedia(row, rows, now, now.received < last.received ? nothing : last, intervalMs);
  };
  const videoRow = inbound('video');
  const audioRow = inbound('audio');
  const video = videoRow && { ...media('video', videoRow), ...describeVideo(videoRow) };
  const audio = audioRow && { ...media('audio', audioRow), ...describeAudio(audioRow, rows) };
  const path = describePath(rows);
  const lossRate = Math.max(video?.lossRate ?? 0, audio?.lossRate ?? 0);
  const networkQuality = report ? judge(path.roundTripMs, lossRate, intervalMs) : 'down';
  return {
    statistics: { intervalMs, networkQuality, ...path, video, audio },
    counters,
    atMs,
  };
}

function readCounters(row: JsonObject): Counters {
  const count = (name: string) => asNumber(row[name]) ?? 0;
  return {
    bytes: count('bytesReceived'),
    received: count('packetsReceived'),
    // RTP lets it fall below 0 when packets come twice.
    lost: Math.max(0, count('packetsLost')),
    bufferDelay: count('jitterBufferDelay'),
    bufferEmitted: count('jitterBufferEmittedCount'),
  };
}

function describeMedia(
  row: JsonObject,
  rows: ReadonlyMap<string, JsonObject>,
  now: Counters,
  last: Counters,
  intervalMs: number,
): MediaStatistics {
  const lost = Math.max(0, now.lost - last.lost);
  const sent = lost + now.received - last.received;
  const emitted = now.bufferEmitted - last.bufferEmitted;
  const mimeType = asString(codecOf(row, rows)?.mimeType);
  return {
    bitrate: intervalMs > 0 ? Math.round(((now.bytes - last.bytes) * 8000) / intervalMs) : 0,
    lossRate: sent > 0 ? lost / sent : 0,
    jitterMs: inMs(row.jitter),
    jitterBufferDelayMs:
      emitted > 0 ? ((now.bufferDelay - last.bufferDelay) * 1000) / emitted : undefined,
    codec: mimeType?.slice(mimeType.indexOf('/') + 1),
  };
}

function codecOf(row: JsonObject, rows: ReadonlyMap<string, JsonObject>): JsonObject | undefined {
  return rows.get(asString(row.codecId) ?? '');
}

function describeVideo(row: JsonObject) {
  return {
    width: asNumber(row.frameWidth),
    height: asNumber(row.frameHeight),
    framesPerSecond: asNumber(row.framesPerSecond),
    framesDecoded: asNumber(row.framesDecoded),
    framesDropped: asNumber(row.framesDropped),
    freezeCount: asNumber(row.freezeCount),
    freezeDurationMs: inMs(row.totalFreezesDuration),
  };
}

function describeAudio(row: JsonObject, rows: ReadonlyMap<string, JsonObject>) {
  const codec = codecOf(row, rows);
  return {
    sampleRate: asNumber(codec?.clockRate),
    channels: asNumber(codec?.channels),
    concealedSamples: asNumber(row.concealedSamples),
    concealmentEvents: asNumber(row.concealmentEvents),
  };
}

/** The pair of candidates that carries the media. */
function describePath(rows: ReadonlyMap<string, JsonObject>) {
  const all = [...rows.values()];
  const transport = all.find((row) => row.type === 'transport');
  const pair =
    rows.get(asString(transport?.selectedCandidatePairId) ?? '') ??
    // Firefox names no pair in its transport; it marks the pair instead.
    all.find((row) => row.type === 'candidate-pair' && asBoolean(row.selected) === true) ??
    all.find(
      (row) =>
        row.type === 'candidate-pair' &&
        row.state === 'succeeded' &&
        asBoolean(row.nominated) === true,
    );
  const ends = [pair?.localCandidateId, pair?.remoteCandidateId].map((id) =>
    asString(rows.get(asString(id) ?? '')?.candidateType),
  );
  return {
    roundTripMs: inMs(pair?.currentRoundTripTime),
    isRelayed: ends.every((type) => type === undefined) ? undefined : ends.includes('relay'),
  };
}

/** Up to which round trip, in ms, and which loss a network is called so. */
const grades = [
  { name: 'excellent', roundTripMs: 100, lossRate: 0.01 },
  { name: 'good', roundTripMs: 200, lossRate: 0.03 },
  { name: 'fair', roundTripMs: 350, lossRate: 0.08 },
  { name: 'poor', roundTripMs: 600, lossRate: 0.15 },
] as const satisfies readonly {
  readonly name: NetworkQuality;
  readonly roundTripMs: number;
  readonly lossRate: number;
}[];

function judge(
  roundTripMs: number | undefined,
  lossRate: number,
  intervalMs: number,
): NetworkQuality {
  if (intervalMs === 0 && roundTripMs === undefined) return 'unknown';
  const fits = (grade: (typeof grades)[number]) =>
    (roundTripMs ?? 0) <= grade.roundTripMs && lossRate <= grade.lossRate;
  return grades.find(fits)?.name ?? 'bad';
}

/** Reports count time in seconds. */
function inMs(seconds: unknown): number | undefined {
  const value = asNumber(seconds);
  return value === undefined ? undefined : value * 1000;
}
