import { defineConfig } from '@playwright/test';
import { findChromium, findHeadlessShell } from './scripts/setup.mjs';
import type { WorkerFixtures } from './test/e2e/fixtures.js';

const executablePath = process.env.CHROMIUM_PATH ?? findHeadlessShell() ?? (await findChromium());

/** Chromium's sandbox does not work for root, and only there it is given up. */
const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig<object, Pick<WorkerFixtures, 'vendor'>>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: 'test/e2e/looks/{arg}{ext}',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // Two at a time, each with phones of its own: most of what the tests do is wait, for networks that are cut above all.
  workers: 2,
  fullyParallel: false,
  // A machine that stands still for seconds looks like the faults that these tests provoke. What passes at the second try
  // only is named at the end of the run, as flaky, and is to be mended.
  retries: 1,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  use: {
    // Off: recording takes a quarter of the whole time. `TRACE=1` keeps that of each failure.
    trace: process.env.TRACE
      ? { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false }
      : 'off',
    // A fresh context is a fresh browser window with processes of its own, and takes as long as half a usual test.
    // The next test gets it back without cookies, storage, routes, scripts and other pages; see fixtures.ts for the rest.
    reuseContext: true,
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        ...rootArgs,
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        '--autoplay-policy=no-user-gesture-required',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        // Host candidates are mDNS names otherwise, which nothing resolves on loopback.
        '--disable-features=WebRtcHideLocalIpsWithMdns',
      ],
    },
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: 'koophone/**',
      use: { browserName: 'chromium', vendor: 'armcloud' },
    },
    {
      // What its phones share with the first vendor's is tested once more only where it is the vendor's part that works.
      name: 'koophone',
      grep: /@every-vendor| koophone\//,
      use: { browserName: 'chromium', vendor: 'koophone' },
    },
  ],
});
