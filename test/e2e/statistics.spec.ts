import type { PhoneStatistics } from 'telepad';
import { expect, test } from './fixtures.js';

/** Collects what the page is told each second. */
function listen() {
  window.statistics = [];
  window.probe.get('phone').session.on('stats', (statistics) => {
    window.statistics.push({ ...statistics, atMs: performance.now() });
  });
}

test('a page is told each second what arrives, how it is shown and by which path', async ({
  openByApi,
  page,
  phone,
}) => {
  phone.handle.setTone(true);
  const shown = await openByApi();
  await page.evaluate(listen);
  await shown.live();
  await shown.openApp('clock');
  await expect.poll(() => page.evaluate(() => window.statistics.length)).toBeGreaterThan(6);
  const told = await page.evaluate(() => window.statistics);
  // How late a busy machine is, is nothing to judge here, nor is any time below.
  const spanMs = (told.at(-1)?.atMs ?? 0) - (told[0]?.atMs ?? 0);
  expect(spanMs / (told.length - 1)).toBeGreaterThan(700);
  // A second of a busy machine may pass without a picture.
  const last = told.findLast(({ video }) => (video?.frameRates.presented ?? 0) > 0);
  expect(last).toMatchObject({
    isRelayed: false,
    path: { protocol: 'udp', localCandidateType: 'host' },
    video: { codec: 'VP8', width: 720, height: 1280 },
    audio: { codec: 'opus', sampleRate: 48_000, channels: 2 },
  });
  expect(last?.path?.relayProtocol).toBeUndefined();
  expect(last?.path?.window.bytesReceived).toBeGreaterThan(1000);
  expect(last?.intervalMs).toBeGreaterThan(0);
  const { video, latency } = last ?? {};
  for (const rate of ['received', 'decoded', 'presented'] as const) {
    expect(video?.frameRates[rate], rate).toBeGreaterThan(0);
    expect(video?.frameRates[rate], rate).toBeLessThan(70);
  }
  expect(video?.decodeMs).toBeGreaterThan(0);
  expect(video?.framesDecoded).toBeGreaterThan(video?.window.framesDecoded ?? Number.NaN);
  expect(video?.framesPresented).toBeGreaterThan(0);
  expect(video?.keyFramesDecoded).toBeGreaterThan(0);
  // Half a frame alone is 16 ms; the loopback's own jitter buffer makes most of the rest.
  expect(latency?.inputToPhotonMs).toBeGreaterThan(10);
  expect(latency?.receiveToDisplayMs).toBeGreaterThan(0);
});

test('the latency from end to end is that of the picture’s own clock', async ({
  openByApi,
  page,
}) => {
  const shown = await openByApi();
  await page.evaluate(listen);
  await shown.live();
  await shown.openApp('clock');
  // The phone draws the time of each frame into its picture.
  const measure = () =>
    page.evaluate(() => {
      const { timestampMs = Number.NaN } = window.probe.strip('phone') ?? {};
      return {
        // It has the last 24 bits of it.
        drawnMs: (Date.now() - timestampMs + 2 ** 30) % 2 ** 24,
        endToEndMs: window.statistics.at(-1)?.latency.endToEndMs,
      };
    });
  // The statistics are up to a second old: on a busy machine a single look may meet another frame than they did.
  await expect
    .poll(async () => {
      const { drawnMs, endToEndMs = Number.NaN } = await measure();
      return endToEndMs > 0 && Math.abs(drawnMs - endToEndMs) < 150;
    })
    .toBe(true);
});

test('who asks for statistics has windows of its own', async ({ openByApi, page }) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  await page.evaluate(listen);
  const asked = await page.evaluate(async () => {
    const { session } = window.probe.get('phone');
    const since = performance.now();
    await session.stats();
    const picture = window.probe.videoOf('phone');
    for (let frame = 0; frame < 3; frame += 1)
      await new Promise((resolve) => picture.requestVideoFrameCallback(resolve));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { intervalMs, video } = await session.stats();
    const passedMs = performance.now() - since;
    return { intervalMs, passedMs, frames: video?.window.framesDecoded };
  });
  expect(asked.intervalMs).toBeGreaterThan(250);
  expect(asked.intervalMs).toBeLessThanOrEqual(asked.passedMs);
  expect(asked.frames).toBeGreaterThan(0);
  await expect.poll(() => page.evaluate(() => window.statistics.length)).toBeGreaterThan(2);
  const told = await page.evaluate(() => window.statistics.slice(1));
  // Nobody who asks in between makes them shorter.
  const sumMs = told.reduce((sum, { intervalMs }) => sum + intervalMs, 0);
  expect(sumMs / told.length).toBeGreaterThan(500);
});

declare global {
  interface Window {
    statistics: (PhoneStatistics & { readonly atMs: number })[];
  }
}
