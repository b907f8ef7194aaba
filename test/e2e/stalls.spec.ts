import type { Page } from '@playwright/test';
import { expect, impairableTest as test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';

/**
 * Phones that fall silent while the browser still calls them connected. How soon that is found, the detector's own tests
 * say, and the fault matrix measures it.
 */

/** What the page is told, and in which state the browser called its connections then. */
function listen() {
  window.stalls = [];
  window.probe.get('phone').session.on('trouble', ({ code, message }) => {
    window.stalls.push({
      code,
      message,
      states: window.peers.map(({ connectionState }) => connectionState),
    });
  });
}

function keepPeers() {
  window.peers = [];
  const Browser = RTCPeerConnection;
  window.RTCPeerConnection = class extends Browser {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.peers.push(this);
    }
  };
}

/** Live for some seconds, in an app that always moves. */
async function steady(page: Page, open: () => Promise<PhoneOnPage>): Promise<PhoneOnPage> {
  await page.addInitScript(keepPeers);
  const shown = await (await open()).live();
  await page.evaluate(listen);
  await shown.openApp('clock');
  await page.evaluate(async () => {
    const { session } = window.probe.get('phone');
    let looks = 0;
    await new Promise<void>((resolve) => {
      session.on('stats', () => {
        looks += 1;
        if (looks === 4) resolve();
      });
    });
  });
  // What a busy machine did on the way is not the phone's.
  await shown.live();
  await page.evaluate(() => {
    window.stalls.length = 0;
  });
  return shown;
}

const stalls = (page: Page) => page.evaluate(() => window.stalls);

async function firstStall(page: Page) {
  await expect.poll(async () => (await stalls(page)).length).toBeGreaterThan(0);
  const [first] = await stalls(page);
  if (!first) throw new Error('There was none.');
  return first;
}

async function liveAgain(shown: PhoneOnPage): Promise<void> {
  await expect.poll(() => shown.state(), { timeout: 30_000 }).toBe('live');
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 10);
}

test('a picture that stops while all else goes on is found', async ({ openByApi, page, site }) => {
  const shown = await steady(page, openByApi);
  site.emulator.faults.freezeVideo = true;
  const { code, message, states } = await firstStall(page);
  expect(code).toBe('media_stalled');
  expect(message).toContain('sends no picture');
  expect(states).toEqual(['connected']);
  site.emulator.faults.freezeVideo = false;
  await liveAgain(shown);
});

test('a path that is cut is found long before the browser says so', async ({
  openByApi,
  page,
  site,
}) => {
  const shown = await steady(page, openByApi);
  site.emulator.faults.cutMedia = true;
  const { code, message, states } = await firstStall(page);
  expect(code).toBe('media_stalled');
  expect(message).toContain('Nothing comes from the phone');
  expect(states).toEqual(['connected']);
  site.emulator.faults.cutMedia = false;
  await liveAgain(shown);
});

test('a phone that hears nothing more is found at the next touch', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await steady(page, openByApi);
  site.emulator.faults.muteChannel = true;
  await page.waitForTimeout(3000);
  expect(await stalls(page)).toEqual([]);
  await shown.click({ x: 360, y: 640 });
  const { code, message } = await firstStall(page);
  expect(code).toBe('media_stalled');
  expect(message).toContain('does not hear');
  site.emulator.faults.muteChannel = false;
  await liveAgain(shown);
  await expect.poll(() => phone.viewers).toBe(1);
});

test('a phone whose picture rests is not disturbed', async ({ openByApi, page, phone, site }) => {
  site.emulator.faults.restPicture = true;
  await page.addInitScript(keepPeers);
  const shown = await (await openByApi()).live();
  await page.evaluate(listen);
  const session = () => page.evaluate(() => window.probe.get('phone').session.stats());
  await session();
  await page.waitForTimeout(15_000);
  expect(await stalls(page)).toEqual([]);
  expect((await shown.log()).states.at(-1)).toBe('live');
  // It rested, but for what it was asked for.
  const { video } = await session();
  expect(video?.window.framesDecoded).toBeLessThan(150);
  await shown.openApp('notes');
  await expect.poll(() => phone.viewers).toBe(1);
});

test('a phone that rests and answers no question for a picture is taken for one that does so', async ({
  openByApi,
  page,
  site,
}) => {
  Object.assign(site.emulator.faults, { restPicture: true, ignoreKeyFrames: true });
  await page.addInitScript(keepPeers);
  const shown = await (await openByApi()).live();
  await page.evaluate(listen);
  const { message } = await firstStall(page);
  expect(message).toContain('sends no picture');
  await expect.poll(() => shown.state(), { timeout: 30_000 }).toBe('live');
  const count = (await stalls(page)).length;
  await page.waitForTimeout(10_000);
  await expect.poll(() => shown.state()).toBe('live');
  expect((await stalls(page)).length).toBe(count);
});

declare global {
  interface Window {
    peers: RTCPeerConnection[];
    stalls: {
      readonly code: string;
      readonly message: string;
      readonly states: readonly RTCPeerConnectionState[];
    }[];
  }
}
