import type { Browser } from '@playwright/test';
import { median, quantile, slope } from './statistics.js';
import { pause, watchPhone } from './watched-phone.js';

/** A bad mobile network: each way, in rates and ms. */
const impairment = { packetLossRate: 0.03, packetDelayMs: 40, packetJitterMs: 30 } as const;
/** While the encoder and the jitter buffer find their way, in ms. */
const settlingMs = 10_000;
const minuteMs = 60_000;

/** Whether the picture falls behind the phone more and more. */
export function benchLatency(
  minutes: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  return watchPhone(browser, async ({ site, page, facts }) => {
    Object.assign(site.emulator.faults, impairment);
    await pause(settlingMs);
    const beganMs = Date.now();
    await pause(minutes * minuteMs);
    const endedMs = Date.now();
    const seen = (await facts()).frames.filter(({ atMs }) => atMs >= beganMs && atMs < endedMs);
    const latencies = seen.map(({ atMs, drawnMs }) => atMs - drawnMs);
    const { adaptation } = await page.evaluate(() => window.probe.get('phone').session.stats());
    const growth = slope(
      seen.map(({ atMs }) => (atMs - beganMs) / minuteMs),
      latencies,
    );
    console.table([
      {
        stream: `${minutes} min, 3 % loss, 40 to 70 ms late`,
        'p50 ms': Math.round(median(latencies)),
        'p95 ms': Math.round(quantile(latencies, 0.95)),
        'growth ms/min': growth.toFixed(1),
        'quality step': adaptation?.qualityStep ?? 0,
        'jitter target': `${adaptation?.jitterBufferTargetMs ?? 'the browser’s'}`,
        'frames/s': ((seen.length * 1000) / (endedMs - beganMs)).toFixed(1),
      },
    ]);
    return {
      'latency.end_to_end_ms': median(latencies),
      'latency.growth_ms_per_min': growth,
    };
  });
}
