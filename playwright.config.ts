import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/setup.mjs';

const executablePath = process.env.CHROMIUM_PATH ?? (await findChromium());

/** Chromium's sandbox does not work for root, and only there it is given up. */
const rootArgs = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // One at a time: the tests share two cores with the phones they look at.
  workers: 1,
  fullyParallel: false,
  // Nothing here may need luck.
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    trace: 'retain-on-failure',
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
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
});
