import type { Browser } from '@playwright/test';
import { runLeakCycles } from '../e2e/harness/leak-run.js';
import { openSite } from '../e2e/harness/site.js';

/** Three times each kind of session at each stage; the browser has compiled and cached by then. */
const warmUp = 90;

/** Sessions that are opened and ended at every stage, in one page. */
export async function benchLeaks(
  cycles: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  const site = await openSite({ phones: 4 });
  try {
    const report = await runLeakCycles(site, browser, {
      cycles,
      warmUp,
      onProgress: (done) => {
        if (done % 300 === 0) console.log(`leaks: ${done} cycles`);
      },
    });
    const { leftOver, heapGrowthBytes, viewersLeft, handlesLeft, failures } = report;
    const left = { ...leftOver, viewersLeft, handlesLeft };
    console.table({ ...left, 'heap growth in KiB': Math.round(heapGrowthBytes / 1024) });
    for (const text of new Set([...failures, ...report.console])) console.log(`leaks: ${text}`);
    return {
      'leak.cycles': cycles,
      'leak.heap_growth_bytes': heapGrowthBytes,
      'leak.left_over': Object.values(left).reduce((sum, count) => sum + Math.max(0, count), 0),
      'leak.failed_sessions': failures.length,
    };
  } finally {
    await site.close();
  }
}
