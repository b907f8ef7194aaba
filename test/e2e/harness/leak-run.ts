import type { Browser, CDPSession, Page } from '@playwright/test';
import type { Cycle, CycleStage, CycleViewer } from '../page/leak-cycles.js';
import type { Census } from '../page/living.js';
import { chromiumSays, guardConsole } from './console-guard.js';
import type { Site } from './site.js';

/** What is left of many sessions in one page, after the last of them has ended. */
export interface LeakReport {
  readonly cycles: number;
  /** Per kind what is alive beyond what was alive before the first session; DOM numbers are Chromium's own. */
  readonly leftOver: Readonly<Record<keyof Census | 'domNodes' | 'domListeners', number>>;
  /** JavaScript, DOM and buffers together, after garbage collection, over all cycles but those of the warm-up. */
  readonly heapGrowthBytes: number;
  /** Peers at the phones, after the page has ended its sessions. */
  readonly viewersLeft: number;
  /** Growth of open handles of the process with the emulator and the broker in it. */
  readonly handlesLeft: number;
  /** Codes of errors that ended sessions, which should be none. */
  readonly failures: readonly string[];
  readonly console: readonly string[];
}

/** Most sessions are ended where users end them. */
const stages: readonly CycleStage[] = [
  'live',
  'at once',
  'live',
  'ticketing',
  'live',
  'signalling',
  'live',
  'negotiating',
  'live',
  'recovering',
];
const viewers: readonly CycleViewer[] = ['view', 'element', 'headless'];

function plan(count: number, phoneIds: readonly string[]): Cycle[] {
  return Array.from({ length: count }, (_, index) => ({
    stage: stages[index % stages.length] as CycleStage,
    viewer: viewers[Math.floor(index / stages.length) % viewers.length] as CycleViewer,
    phoneId: phoneIds[index % phoneIds.length] as string,
  }));
}

const batch = 30;

export async function runLeakCycles(
  site: Site,
  browser: Browser,
  {
    cycles,
    warmUp,
    onProgress = () => {},
  }: {
    readonly cycles: number;
    /** Cycles before the heap is measured for the first time; multiples of 30 meet every kind of session. */
    readonly warmUp: number;
    readonly onProgress?: (done: number) => void;
  },
): Promise<LeakReport> {
  const context = await browser.newContext({ baseURL: site.url });
  try {
    const guard = guardConsole(context);
    guard.allow(chromiumSays.abandonedSocket);
    await context.addCookies([{ name: 'user', value: 'controller', url: site.url }]);
    const page = await context.newPage();
    await page.exposeFunction('kickPhone', (phoneId: string) =>
      site.emulator.phone(phoneId).kick(),
    );
    await page.goto('/pages/api.html');
    await page.waitForFunction(() => 'probe' in window);
    await page.evaluate(async () => {
      window.probe.living.install();
      // @ts-expect-error served by the tests' own site
      await import('/dist/element.js');
    });
    const devTools = await context.newCDPSession(page);
    const before = await page.evaluate(() => window.probe.living.census());
    const domBefore = await domOf(devTools);
    const failures: string[] = [];
    const run = async (count: number) => {
      for (let done = 0; done < count; done += batch) {
        const part = plan(Math.min(batch, count - done), site.phoneIds);
        const ends = await page.evaluate((part) => window.probe.runCycles(part), part);
        failures.push(...ends.filter((end) => end !== 'user'));
        onProgress(done + part.length);
      }
      await settled(page, site, before);
    };
    await run(warmUp);
    const heapBefore = await heapOf(devTools);
    const handlesBefore = handles();
    await run(cycles);
    const heapAfter = await heapOf(devTools);
    const after = await page.evaluate(() => window.probe.living.census());
    const domAfter = await domOf(devTools);
    const growth = Object.entries(after).map(
      ([kind, count]) => [kind, count - before[kind as keyof Census]] as const,
    );
    return {
      cycles,
      leftOver: {
        ...(Object.fromEntries(growth) as Record<keyof Census, number>),
        domNodes: domAfter.nodes - domBefore.nodes,
        domListeners: domAfter.jsEventListeners - domBefore.jsEventListeners,
      },
      heapGrowthBytes: heapAfter - heapBefore,
      viewersLeft: viewersOf(site),
      handlesLeft: handles() - handlesBefore,
      failures,
      console: guard.findings(site.secrets),
    };
  } finally {
    await context.close();
  }
}

const viewersOf = ({ emulator, phoneIds }: Site) =>
  phoneIds.reduce((sum, phoneId) => sum + emulator.phone(phoneId).viewers, 0);

/** Idle connections of the page and the clocks of the phones come and go. */
const handles = () =>
  process.getActiveResourcesInfo().filter((name) => !/TCP|Timeout|Immediate/.test(name)).length;

/** The closing handshakes of sockets take their moment; what is there after it stays. */
async function settled(page: Page, site: Site, before: Census): Promise<void> {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const left = await page.evaluate((before) => window.probe.living.leftOver(before), before);
    if (left === 0 && viewersOf(site) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function collectGarbage(devTools: CDPSession): Promise<void> {
  // What finalizers and weak references let go is collected the next time.
  for (let round = 0; round < 4; round += 1) await devTools.send('HeapProfiler.collectGarbage');
}

async function domOf(devTools: CDPSession) {
  await collectGarbage(devTools);
  return devTools.send('Memory.getDOMCounters');
}

async function heapOf(devTools: CDPSession): Promise<number> {
  await collectGarbage(devTools);
  const usage = await devTools.send('Runtime.getHeapUsage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = usage;
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
