import {
  type PhoneStatistics,
  readStatistics,
  type StatisticsLook,
} from '../../core/statistics.js';
import { Emitter } from '../emitter.js';
import { repeat } from './repeat.js';
import type { MediaReport } from './report-source.js';
import type { UpkeepHost } from './upkeep-host.js';

/** One who looks at the statistics: its windows are from one of its own looks to the next. */
export type Looker = (report: MediaReport) => PhoneStatistics;

export function createLooker(): Looker {
  let before: StatisticsLook | undefined;
  let connection: RTCPeerConnection | undefined;
  return (media) => {
    const last = before;
    // Another connection counts from 0 again, even where it has counted further by now.
    const isOther = media.connection !== connection;
    connection = media.connection;
    before = readStatistics(
      media.report,
      media.atMs,
      last && isOther ? { ...last, rows: {} } : last,
      media.presentation,
    );
    return before.statistics;
  };
}

/** See `ReceptionFeatures.watchStatistics`. */
export function watchStatistics(
  takeReport: () => Promise<MediaReport>,
  listener: (statistics: PhoneStatistics) => void,
  intervalMs: number,
  life: AbortSignal,
): () => void {
  const emitter = new Emitter<{ statistics: typeof listener }>();
  emitter.on('statistics', listener);
  const look = createLooker();
  const stop = repeat(async () => {
    const statistics = look(await takeReport());
    if (!life.aborted) emitter.emit('statistics', statistics);
    return intervalMs;
  }, life);
  return () => {
    stop();
    emitter.removeAll();
  };
}

/** Between two `stats` events, in ms. */
const statsPeriodMs = 1000;
/** A timer that is so little early counts as on time, in ms. */
const slackMs = 20;

/**
 * Looks once a second from the first `live` on, and more often while something is suspicious.
 * @param tell once a second
 * @param inspect each time; returns when it wants the next look, in ms, when that is sooner
 */
export function startLooking(
  host: UpkeepHost,
  takeReport: () => Promise<MediaReport>,
  tell: (statistics: PhoneStatistics) => void,
  inspect: (report: MediaReport) => number | undefined = () => undefined,
): void {
  const { session, life } = host;
  const look = createLooker();
  const start = () => {
    let dueAtMs = performance.now();
    repeat(async (startedAtMs) => {
      const media = await takeReport();
      if (life.aborted) return 0;
      const wishMs = inspect(media) ?? statsPeriodMs;
      if (startedAtMs >= dueAtMs - slackMs) {
        // What a throttled page missed is not made up for.
        dueAtMs = Math.max(dueAtMs, startedAtMs - statsPeriodMs / 2) + statsPeriodMs;
        tell(look(media));
      }
      return Math.min(wishMs, dueAtMs - startedAtMs);
    }, life);
  };
  if (session.hasBeenLive) {
    start();
    return;
  }
  const off = session.on('live', () => {
    off();
    start();
  });
  life.addEventListener('abort', off);
}
