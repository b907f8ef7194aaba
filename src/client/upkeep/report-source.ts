import type { CaptureStamp, PresentationFacts } from '../../core/statistics-presentation.js';
import type { Report } from '../../core/statistics-report.js';
import { createFrameTiming } from './frame-timing.js';
import type { Latency } from './latency.js';
import type { UpkeepHost } from './upkeep-host.js';

/** Everything that is known of the media at one moment. */
export interface MediaReport {
  /** Undefined without a connection. */
  readonly report: Report | undefined;
  readonly connection: RTCPeerConnection | undefined;
  /** When the browser had made the report, by `performance.now()`. */
  readonly atMs: number;
  readonly presentation: PresentationFacts;
}

/** The browser's report, asked for once at a time: whoever asks meanwhile is given the same one. Never rejects. */
export function createReportSource(
  host: UpkeepHost,
  latency: Pick<Latency, 'adaptation'>,
): () => Promise<MediaReport> {
  const timing = createFrameTiming(host.videos, host.life);
  let asked: Promise<MediaReport> | undefined;

  const ask = async (): Promise<MediaReport> => {
    const { connection } = host;
    const report = await inTime(host.session.getStats(), host.life);
    return {
      // Read once for all who look: browsers make each row anew whenever it is asked for.
      report: report && new Map(report as unknown as Report),
      connection,
      atMs: performance.now(),
      presentation: {
        ...timing.look(),
        capture: connection && readCapture(connection),
        timeOriginMs: performance.timeOrigin,
        adaptation: latency.adaptation,
        isRecovering: host.session.hasBeenLive && !host.session.isLive,
      },
    };
  };

  return () => {
    asked ??= ask().finally(() => {
      asked = undefined;
    });
    return asked;
  };
}

/** After so long, in ms, a report does not come any more. */
const patienceMs = 5000;

/** A connection that closes in between has no report: browsers say so, or nothing at all. */
function inTime<Value>(asked: Promise<Value>, life: AbortSignal): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const settle = (value?: Value) => {
      clearTimeout(timer);
      life.removeEventListener('abort', giveUp);
      resolve(value);
    };
    const giveUp = () => settle();
    const timer = setTimeout(giveUp, patienceMs);
    life.addEventListener('abort', giveUp);
    asked.then(settle, giveUp);
  });
}

/** Chromium has the two members where the phone's packets carry the header extension abs-capture-time. */
type StampedSource = RTCRtpSynchronizationSource & { readonly captureTimestamp?: number };

function readCapture(connection: RTCPeerConnection): CaptureStamp | undefined {
  const receiver = connection.getReceivers().find(({ track }) => track.kind === 'video');
  const source: StampedSource | undefined = receiver?.getSynchronizationSources?.()[0];
  if (source?.captureTimestamp === undefined) return undefined;
  const { captureTimestamp, rtpTimestamp, timestamp } = source;
  return { captureTimestamp, rtpTimestamp, timestamp };
}
