import type { Page } from '@playwright/test';
import { expect, impairableTest as test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';
import type { Site } from './harness/site.js';

/** The ladder of a recovery: what is kept of a connection that breaks, and what is made anew. */

const counts = (page: Page) => page.evaluate(() => ({ ...window.probe.counts }));

/** Long enough for a busy machine: another rung comes only where the phone does not answer at all. */
const patient = {
  connect: { policy: { restartTimeoutMs: 30_000, rejoinTimeoutMs: 30_000 } },
} as const;

/** How many tickets the broker has issued. */
const tickets = (site: Site) =>
  site.brokerLog.filter(({ event, status }) => event === 'answered' && status === 200).length;

/** Live, with everything loaded that mends a broken link, and a phone that has shown that it answers. */
async function steady(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.page.evaluate(async () => {
    const { session } = window.probe.get('phone');
    await session.stats();
    let looks = 0;
    await new Promise<void>((resolve) => {
      session.on('stats', () => {
        looks += 1;
        if (looks === 2) resolve();
      });
    });
  });
}

async function liveAgain(shown: PhoneOnPage): Promise<void> {
  await shown.liveAgain();
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 10);
  await shown.openApp('clock');
}

test('a media path that is cut for 5 s comes back by an ICE restart on the same connection', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi(patient);
  await steady(shown);
  const before = tickets(site);
  expect(before).toBeGreaterThan(0);
  site.emulator.faults.cutMedia = true;
  const end = Date.now() + 5000;
  await expect.poll(() => shown.state()).toBe('recovering');
  await page.waitForTimeout(Math.max(0, end - Date.now()));
  site.emulator.faults.cutMedia = false;
  await liveAgain(shown);
  expect(await counts(page)).toEqual({ peers: 1, sockets: 1 });
  expect(tickets(site)).toBe(before);
  const { states } = await shown.log();
  expect(new Set(states.slice(states.indexOf('live')))).toEqual(new Set(['live', 'recovering']));
  await expect.poll(() => phone.viewers).toBe(1);
});

test('signalling that is lost together with the path is opened again for the restart', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi(patient);
  await steady(shown);
  const before = tickets(site);
  site.emulator.faults.cutMedia = true;
  phone.handle.dropSignalling();
  await expect.poll(() => shown.state()).toBe('recovering');
  site.emulator.faults.cutMedia = false;
  await liveAgain(shown);
  expect(await counts(page)).toEqual({ peers: 1, sockets: 2 });
  expect(tickets(site)).toBe(before);
});

test('a phone that does not answer restarts gets a new connection on the same ticket', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await openByApi({ connect: { policy: { rejoinTimeoutMs: 30_000 } } });
  await steady(shown);
  const before = tickets(site);
  site.emulator.faults.ignoreReoffers = true;
  site.emulator.faults.cutMedia = true;
  await expect.poll(async () => (await counts(page)).peers).toBe(2);
  expect(await counts(page)).toEqual({ peers: 2, sockets: 2 });
  expect(tickets(site)).toBe(before);
  site.emulator.faults.cutMedia = false;
  // A busy machine may need a rung more.
  await liveAgain(shown);
  await expect.poll(() => phone.viewers).toBe(1);
});

test('a channel on which the phone is dumb needs a new connection, and gets it', async ({
  openByApi,
  page,
  site,
}) => {
  const shown = await openByApi();
  await steady(shown);
  site.emulator.faults.muteChannel = true;
  // Nobody misses an answer before there is something to answer.
  await shown.click(await shown.phone.target('nav:home'));
  await expect.poll(() => shown.state(), { timeout: 40_000 }).not.toBe('live');
  // It may be deaf to what the new connection asks of it, too, which then has to be replaced.
  site.emulator.faults.muteChannel = false;
  await liveAgain(shown);
  // A busy machine may need a rung more.
  expect((await counts(page)).peers).toBeGreaterThan(1);
});

test('a picture that rests on a still screen is asked for when the path is back, and keeps its connection', async ({
  openByApi,
  page,
  site,
}) => {
  site.emulator.faults.restPicture = true;
  const shown = await openByApi(patient);
  await steady(shown);
  await page.waitForTimeout(5000);
  site.emulator.faults.cutMedia = true;
  await expect.poll(() => shown.state(), { timeout: 60_000 }).toBe('recovering');
  await page.waitForTimeout(2000);
  site.emulator.faults.cutMedia = false;
  await expect.poll(() => shown.state(), { timeout: 60_000 }).toBe('live');
  expect((await counts(page)).peers).toBe(1);
});
