import { TelepadError } from '../../core/errors.js';
import { createChannelProbe } from './channel-probe.js';
import { createDisplayFollow } from './display-follow.js';
import { createExplanation } from './explanation.js';
import { createLatency } from './latency.js';
import { createOutbox } from './outbox.js';
import { createReportSource } from './report-source.js';
import { createLooker, startLooking, watchStatistics } from './sampler.js';
import { createStallWatch } from './stall-watch.js';
import type { Upkeep, UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';
import { createVendorTimes, reportUntypable } from './vendor-times.js';

/** Puts the parts of a session's upkeep together. */
export function createUpkeep(host: UpkeepHost): Upkeep {
  const probe = createChannelProbe(host);
  const latency = createLatency(host);
  const stalls = createStallWatch(host, probe, () => {
    for (const part of parts) part.decodeStalled?.();
  });
  reportUntypable(host);
  // Each part is one line.
  const parts: readonly UpkeepPart[] = [
    createOutbox(host, probe),
    createExplanation(host),
    createDisplayFollow(host),
    latency,
    stalls,
  ];

  const takeReport = createReportSource(host, latency);
  const look = createLooker();
  startLooking(
    host,
    takeReport,
    (statistics) => {
      for (const part of parts) part.look?.(statistics);
      host.emit('stats', statistics);
    },
    stalls.inspect,
  );

  return {
    stats: async () => look(await takeReport()),
    watch: (listener, intervalMs) => watchStatistics(takeReport, listener, intervalMs, host.life),
    async diagnose() {
      const diagnosis = parts.find(({ diagnose }) => diagnose)?.diagnose?.();
      if (!diagnosis) throw new TelepadError('not_supported', 'This build has no diagnosis.');
      return diagnosis;
    },
    explain(error) {
      for (const part of parts) {
        const diagnosis = part.explain?.(error);
        if (diagnosis) return diagnosis;
      }
      return undefined;
    },
    ...createVendorTimes(host),
    hold: (message) => parts.some((part) => part.hold?.(message) ?? false),
    resume() {
      for (const part of parts) part.resume?.();
    },
    release() {
      for (const part of parts) part.release?.();
    },
  };
}
