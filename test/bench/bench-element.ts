import type { Browser } from '@playwright/test';
import { openBenchSite } from './site.js';
import { median, quantile } from './statistics.js';

/**
 * From the navigation until the element is first painted: a page with nothing else in it, whose files are in the
 * browser's cache, after the first round, which is not counted.
 */
export async function benchElement(
  rounds: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  const site = await openBenchSite();
  const context = await browser.newContext({ viewport: { width: 480, height: 800 } });
  const times: number[] = [];
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const page = await context.newPage();
      await page.goto(`${site.url}/bench/element.html`);
      const firstPaintMs = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => {
              const [entry] = list.getEntriesByName('first-contentful-paint');
              if (entry) resolve(entry.startTime);
            }).observe({ type: 'paint', buffered: true });
          }),
      );
      if (round > 0) times.push(firstPaintMs);
      await page.close();
    }
  } finally {
    await context.close();
    await site.close();
  }
  const cell = (value: number) => `${value.toFixed(1)} ms`;
  console.table([
    { measure: 'element painted', p50: cell(median(times)), p95: cell(quantile(times, 0.95)) },
  ]);
  return { 'element.first_paint_ms': median(times) };
}
