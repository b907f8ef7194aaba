import type { JsonObject } from './json.js';
import { describeLatency, type LatencyStatistics } from './statistics-latency.js';
import {
  type AudioStatistics,
  describeAudio,
  describeVideo,
  type VideoStatistics,
} from './statistics-media.js';
import { describePath, type PathStatistics, readPath } from './statistics-path.js';
import type { AdaptationStatistics, PresentationFacts } from './statistics-presentation.js';
import { compareRows, type Report, readReport } from './statistics-report.js';

export type { LatencyStatistics } from './statistics-latency.js';
export type {
  AudioCounters,
  AudioStatistics,
  FrameRates,
  MediaCounters,
  VideoCounters,
  VideoStatistics,
} from './statistics-media.js';
export type { PathCounters, PathStatistics } from './statistics-path.js';
export type { AdaptationStatistics } from './statistics-presentation.js';

/**
 * How well a phone's picture and sound arrive, from the browser's own report. Browsers differ in what they
 * report: what one leaves out is undefined here, never a guess.
 *
 * Times are in ms, rates per second, sizes in bytes or px. Two kinds of numbers:
 * - **of the window**, the time since the last look (`intervalMs`): rates, averages, and all that is named `window`;
 * - **since the connection began**: every count beside a `window`. A new connection counts from 0 again.
 */
export interface PhoneStatistics {
  /** The window: time since the last look, in ms; 0 at the first one, whose rates are 0 or undefined. */
  readonly intervalMs: number;
  readonly networkQuality: NetworkQuality;
  /** To the phone and back, over the network alone, in ms: the newest measurement. */
  readonly roundTripMs: number | undefined;
  /** True when a TURN server carries the media, at either end; false when the path is direct. */
  readonly isRelayed: boolean | undefined;
  /** The way the media takes; undefined while there is none. */
  readonly path: PathStatistics | undefined;
  readonly latency: LatencyStatistics;
  /** Undefined until the session has been live. */
  readonly adaptation: AdaptationStatistics | undefined;
  readonly video: VideoStatistics | undefined;
  readonly audio: AudioStatistics | undefined;
}

/**
 * From `excellent` to `bad`; `down` without a connection and while the session recovers, `unknown` before anything has
 * been measured.
 */
export type NetworkQuality = 'unknown' | 'excellent' | 'good' | 'fair' | 'poor' | 'bad' | 'down';

/** One look at a report: compare the next one with it. */
export interface StatisticsLook {
  readonly statistics: PhoneStatistics;
  readonly atMs: number;
  /** What the next look subtracts; empty after a look without a connection. */
  readonly rows: Readonly<Partial<Record<'video' | 'audio' | 'path', JsonObject | undefined>>>;
  readonly presentation: PresentationFacts | undefined;
}

/**
 * @param report an RTCStatsReport; undefined without a connection
 * @param atMs the time of the report, by `performance.now()` or any other clock
 * @param before the last look of the same consumer
 * @param presentation what the page's views and receivers tell beside the report
 */
export function readStatistics(
  report: Report | undefined,
  atMs: number,
  before?: StatisticsLook,
  presentation?: PresentationFacts,
): StatisticsLook {
  const rows = readReport(report);
  const inbound = (kind: string) =>
    rows.find((row) => row.type === 'inbound-rtp' && row.kind === kind);
  const found = { video: inbound('video'), audio: inbound('audio'), path: readPath(rows)?.counts };
  // Without what was counted before, rates have no meaning; a new connection counts from 0 again.
  const intervalMs = before ? atMs - before.atMs : 0;
  const compare = (name: keyof typeof found, marker: string) => {
    const row = found[name];
    return row && compareRows(row, before?.rows[name], marker, intervalMs);
  };
  const videoCounts = compare('video', 'packetsReceived');
  const audioCounts = compare('audio', 'packetsReceived');
  const video = videoCounts && describeVideo(videoCounts, rows, presentation, before?.presentation);
  const audio = audioCounts && describeAudio(audioCounts, rows);
  const path = describePath(rows, compare('path', 'bytesReceived'));
  const lossRate = Math.max(video?.lossRate ?? 0, audio?.lossRate ?? 0);
  const isUp = report && !presentation?.isRecovering;
  const networkQuality = isUp ? judge(path.roundTripMs, lossRate, intervalMs) : 'down';
  const latency = describeLatency({ ...path, rows, atMs, video, row: found.video, presentation });
  return {
    statistics: {
      intervalMs,
      networkQuality,
      ...path,
      latency,
      adaptation: presentation?.adaptation,
      video,
      audio,
    },
    atMs,
    rows: found,
    presentation,
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
