import { type Browser, chromium } from '@playwright/test';

/** A fresh Chromium for one part, so that parts do not meet in its caches. */
export async function launchChromium<Result>(
  use: (browser: Browser) => Promise<Result>,
): Promise<Result> {
  const executablePath = process.env.CHROMIUM_PATH;
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      '--autoplay-policy=no-user-gesture-required',
      // Host candidates are mDNS names otherwise, which nothing resolves on loopback.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}
