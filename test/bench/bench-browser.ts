import type { Browser, BrowserContext } from '@playwright/test';
import { type BenchSite, openBenchSite } from './site.js';
import { measureSizes } from './sizes.js';
import { median, quantile } from './statistics.js';

/**
 * Telepad beside a bare hand-written page, against the same emulator and broker, in one run: rounds alternate, each in
 * a fresh page, so that whatever else the machine does meets both alike. Ratios are what counts; the absolute times are
 * this machine's.
 */

type Kind = 'telepad' | 'bare';
const kinds: readonly Kind[] = ['telepad', 'bare'];

interface Samples {
  readonly firstFrameMs: number[];
  readonly inputToPhotonMs: number[];
  readonly pointerMoveMicroseconds: number[];
}

const emptySamples = (): Samples => ({
  firstFrameMs: [],
  inputToPhotonMs: [],
  pointerMoveMicroseconds: [],
});

/** Presses per round, and moves: 30 frames of 16 moves, as a 1000 Hz mouse makes them. */
const pressesPerRound = 8;
const moveFrames = 30;
const movesPerFrame = 16;

interface BenchModule {
  prepare(kind: Kind, phoneId: string): Promise<number>;
  inputToPhoton(count: number): Promise<number[]>;
  pointerMoveCost(frames: number, movesPerFrame: number): Promise<number[]>;
}

async function measureOnce(
  context: BrowserContext,
  site: BenchSite,
  kind: Kind,
  into: Samples,
): Promise<void> {
  await site.phoneIsFree();
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  try {
    await page.goto(`${site.url}/bench/index.html`);
    // Connecting is measured for someone who has been here before: the entry is loaded, and what is loaded
    // on the way comes from the browser's cache, which the round that is not counted has filled.
    await page.evaluate((name) => import(`/bench/${name}.js`), kind);
    const measured = await page.evaluate(
      async ({ kind, phoneId, presses, frames, moves }) => {
        // @ts-expect-error served by the benchmark's own site
        const bench: BenchModule = await import('/bench/measure.js');
        return {
          firstFrameMs: await bench.prepare(kind, phoneId),
          inputToPhotonMs: await bench.inputToPhoton(presses),
          pointerMoveMicroseconds: await bench.pointerMoveCost(frames, moves),
        };
      },
      {
        kind,
        phoneId: site.phoneId,
        presses: pressesPerRound,
        frames: moveFrames,
        moves: movesPerFrame,
      },
    );
    into.firstFrameMs.push(measured.firstFrameMs);
    into.inputToPhotonMs.push(...measured.inputToPhotonMs);
    into.pointerMoveMicroseconds.push(...measured.pointerMoveMicroseconds);
    await page.evaluate('bench.close()');
  } finally {
    await page.close();
  }
}

function row(name: string, telepad: readonly number[], bare: readonly number[], unit: string) {
  const cell = (value: number) => `${value.toFixed(1)} ${unit}`;
  return {
    measure: name,
    'telepad p50': cell(median(telepad)),
    'telepad p95': cell(quantile(telepad, 0.95)),
    'bare p50': cell(median(bare)),
    'bare p95': cell(quantile(bare, 0.95)),
    ratio: (median(telepad) / median(bare)).toFixed(3),
    samples: `${telepad.length} / ${bare.length}`,
  };
}

export async function benchBrowser(
  rounds: number,
  browser: Browser,
): Promise<Readonly<Record<string, number>>> {
  const sizes = measureSizes();
  const samples = { telepad: emptySamples(), bare: emptySamples() };
  const site = await openBenchSite();
  const context = await browser.newContext({ viewport: { width: 480, height: 800 } });
  try {
    // One of each that is not counted: it fills the cache, and the browser starts its WebRTC.
    for (const kind of kinds) await measureOnce(context, site, kind, emptySamples());
    for (let round = 0; round < rounds; round += 1) {
      const order = round % 2 === 0 ? kinds : kinds.toReversed();
      for (const kind of order) await measureOnce(context, site, kind, samples[kind]);
      console.log(`round ${round + 1} of ${rounds}`);
    }
  } finally {
    await context.close();
    await site.close();
  }

  const { telepad, bare } = samples;
  console.table([
    row('connect to first frame', telepad.firstFrameMs, bare.firstFrameMs, 'ms'),
    row('input to photon', telepad.inputToPhotonMs, bare.inputToPhotonMs, 'ms'),
    row('pointer move', telepad.pointerMoveMicroseconds, bare.pointerMoveMicroseconds, 'µs'),
  ]);
  console.table(sizes);
  return {
    ...sizes,
    'connect.first_frame_ms': median(telepad.firstFrameMs),
    'connect.first_frame_ratio_vs_bare': median(telepad.firstFrameMs) / median(bare.firstFrameMs),
    'input.to_photon_ms': median(telepad.inputToPhotonMs),
    'input.to_photon_ratio_vs_bare': median(telepad.inputToPhotonMs) / median(bare.inputToPhotonMs),
    'input.pointer_move_ratio_vs_bare':
      median(telepad.pointerMoveMicroseconds) / median(bare.pointerMoveMicroseconds),
  };
}
