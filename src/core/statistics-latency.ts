import { asNumber, type JsonObject } from './json.js';
import type { VideoStatistics } from './statistics-media.js';
import type { PresentationFacts } from './statistics-presentation.js';
import type { ReportRows } from './statistics-report.js';

export interface LatencyStatistics {
  /**
   * An estimate of the time from a touch to its effect on the screen, in ms: the network's round trip, the wait in the
   * jitter buffer, decoding, half the time between two frames (a touch falls anywhere between them), and the wait for
   * the display. What the phone itself takes to react and to encode is not known and not in it.
   */
  readonly inputToPhotonMs: number | undefined;
  /**
   * Measured, in ms: from the capture of a frame on the phone to its appearance on this screen. Only where the phone
   * stamps its packets (abs-capture-time) or answers the browser's questions for its clock. Both clocks are compared by
   * the phone's RTCP sender reports, with half the round trip for the way. Without a view: to the frame's decoding.
   */
  readonly endToEndMs: number | undefined;
  /** Measured, in ms: from the last packet of a frame to its appearance on this screen. Undefined without a view. */
  readonly receiveToDisplayMs: number | undefined;
}

interface LatencyFacts {
  readonly rows: ReportRows;
  /** Time of the report, by `performance.now()`. */
  readonly atMs: number;
  readonly roundTripMs: number | undefined;
  readonly video: VideoStatistics | undefined;
  /** The picture's own row of the report. */
  readonly row: JsonObject | undefined;
  readonly presentation: PresentationFacts | undefined;
}

/** Whatever is beyond this comes of clocks that do not fit together. */
const plausibleMs = 30_000;

export function describeLatency(facts: LatencyFacts): LatencyStatistics {
  const { frame } = facts.presentation ?? {};
  return {
    inputToPhotonMs: estimate(facts),
    endToEndMs: plausible(
      (frame?.captureMs !== undefined ? frame.expectedDisplayMs - frame.captureMs : undefined) ??
        stampedMs(facts) ??
        playedMs(facts),
    ),
    receiveToDisplayMs: plausible(
      frame?.receiveMs === undefined ? undefined : frame.expectedDisplayMs - frame.receiveMs,
    ),
  };
}

function plausible(ms: number | undefined): number | undefined {
  return ms !== undefined && ms >= 0 && ms <= plausibleMs ? ms : undefined;
}

function estimate({ roundTripMs, video, presentation }: LatencyFacts): number | undefined {
  const { jitterBufferDelayMs, decodeMs, frameRates } = video ?? {};
  const rate = frameRates?.decoded ?? video?.framesPerSecond;
  if (roundTripMs === undefined || jitterBufferDelayMs === undefined || decodeMs === undefined)
    return undefined;
  if (!rate) return undefined;
  const { frame } = presentation ?? {};
  const displayMs = frame ? Math.max(0, frame.expectedDisplayMs - frame.presentationMs) : 0;
  return roundTripMs + jitterBufferDelayMs + decodeMs + 500 / rate + displayMs;
}

/** From 1900, where NTP begins, to 1970. */
const ntpOffsetMs = 2_208_988_800_000;

/** The RTP clock of every video codec. */
const ticksPerMs = 90;

/** By the phone's stamp on the packets. */
function stampedMs(facts: LatencyFacts): number | undefined {
  const { capture, frame, timeOriginMs = 0 } = facts.presentation ?? {};
  const aheadMs = phoneClockAheadMs(facts);
  if (!capture || aheadMs === undefined) return undefined;
  const capturedMs = capture.captureTimestamp - ntpOffsetMs - aheadMs;
  if (frame?.rtpTimestamp === undefined) return capture.timestamp - capturedMs;
  // `| 0` makes it the shorter way round: RTP's clock begins anew after 2^32 ticks.
  const laterMs = ((frame.rtpTimestamp - capture.rtpTimestamp) | 0) / ticksPerMs;
  return timeOriginMs + frame.expectedDisplayMs - (capturedMs + laterMs);
}

/** By the browser's own reckoning of what is played now. */
function playedMs(facts: LatencyFacts): number | undefined {
  const played = asNumber(facts.row?.estimatedPlayoutTimestamp);
  const reportedAt = asNumber(facts.row?.timestamp);
  const aheadMs = phoneClockAheadMs(facts);
  if (played === undefined || reportedAt === undefined || aheadMs === undefined) return undefined;
  return reportedAt + aheadMs + ntpOffsetMs - played;
}

/** How much the phone's clock is ahead of ours, in ms, by its last sender report for the picture. */
function phoneClockAheadMs({ rows, row, roundTripMs }: LatencyFacts): number | undefined {
  const report = rows.named(row?.remoteId);
  const sentAt = asNumber(report?.remoteTimestamp);
  const cameAt = asNumber(report?.timestamp);
  return sentAt === undefined || cameAt === undefined || roundTripMs === undefined
    ? undefined
    : sentAt + roundTripMs / 2 - cameAt;
}
