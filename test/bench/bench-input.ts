import type { Browser, Page } from '@playwright/test';
import { openBenchSite } from './site.js';
import { median, quantile } from './statistics.js';

/** What a fast mouse costs, what of it is sent, and what becomes of it on a slow channel; beside the bare page. */

type Kind = 'telepad' | 'bare';

/** Moves per sample of their cost: 30 frames of 16 moves, as a 1000 Hz mouse makes them. */
const moveFrames = 30;
const movesPerFrame = 16;
const dragMs = 2000;
/** A channel that is far too slow for a touch message of some 250 bytes per ms. */
const bytesPerSecond = 16_384;

interface MeasureModule {
  prepare(kind: Kind, phoneId: string): Promise<number>;
  pointerMoveCost(frames: number, movesPerFrame: number): Promise<number[]>;
}

interface LoadModule {
  movesSentPerSecond(durationMs: number): Promise<{ sent: number; made: number }>;
  queueUnderBackpressure(durationMs: number, bytesPerSecond: number): Promise<number[]>;
}

interface Measured {
  readonly moveMicroseconds: readonly number[];
  readonly sent: number;
  readonly made: number;
  readonly queueMs: readonly number[];
}

function measure(page: Page, kind: Kind, phoneId: string): Promise<Measured> {
  return page.evaluate(
    async ({ kind, phoneId, frames, moves, dragMs, bytesPerSecond }) => {
      // @ts-expect-error served by the benchmark's own site
      const bench: MeasureModule = await import('/bench/measure.js');
      // @ts-expect-error served by the benchmark's own site
      const load: LoadModule = await import('/bench/input-load.js');
      await bench.prepare(kind, phoneId);
      // Compiled, and all parts of input loaded.
      await bench.pointerMoveCost(frames, moves);
      const moveMicroseconds = await bench.pointerMoveCost(frames, moves);
      const { sent, made } = await load.movesSentPerSecond(dragMs);
      const queueMs = await load.queueUnderBackpressure(dragMs, bytesPerSecond);
      return { moveMicroseconds, sent, made, queueMs };
    },
    { kind, phoneId, frames: moveFrames, moves: movesPerFrame, dragMs, bytesPerSecond },
  );
}

export async function benchInput(
  rounds: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  const site = await openBenchSite();
  const context = await browser.newContext({ viewport: { width: 480, height: 800 } });
  const samples: Record<Kind, Measured[]> = { telepad: [], bare: [] };
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const kind of ['telepad', 'bare'] as const) {
        await site.phoneIsFree();
        const page = await context.newPage();
        await page.goto(`${site.url}/bench/index.html`);
        samples[kind].push(await measure(page, kind, site.phoneId));
        await page.evaluate('bench.close()');
        await page.close();
      }
  } finally {
    await context.close();
    await site.close();
  }
  const summary = (kind: Kind) => {
    const all = samples[kind];
    const queueMs = all.flatMap((each) => each.queueMs);
    return {
      'move, µs, p50': median(all.flatMap((each) => each.moveMicroseconds)),
      'moves made per s': median(all.map(({ made }) => made)),
      'moves sent per s': median(all.map(({ sent }) => sent)),
      'queue on a slow channel, ms, p50': median(queueMs),
      'queue on a slow channel, ms, p95': quantile(queueMs, 0.95),
      'queue on a slow channel, ms, longest': Math.max(...queueMs),
    };
  };
  const telepad = summary('telepad');
  console.table({ telepad, bare: summary('bare') });
  return {
    'input.pointer_move_us': telepad['move, µs, p50'],
    'input.moves_sent_per_s_at_1000hz': telepad['moves sent per s'],
    'input.queue_ms_under_backpressure': telepad['queue on a slow channel, ms, p95'],
  };
}
