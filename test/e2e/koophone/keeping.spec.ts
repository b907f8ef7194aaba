import { expect, test } from '../fixtures.js';
import { koophoneKeepSeconds } from '../harness/vendors.js';
import { callsOf } from './calls.js';

const broker = '/relayed';

test('a browser that is lost keeps its phone for a while, and no longer', async ({
  context,
  openByApi,
  phone,
  site,
}) => {
  const shown = await (await openByApi({ broker })).live();
  const releases = callsOf(site, '/session/release').length;
  const stops = callsOf(site, '/streaming/stop').length;
  // It says nothing: its process is gone.
  const lostMs = Date.now();
  const devTools = await context.newCDPSession(shown.page);
  const crashed = shown.page.waitForEvent('crash');
  // Nobody is left who could answer it.
  devTools.send('Page.crash').catch(() => undefined);
  await crashed;
  await expect.poll(() => callsOf(site, '/session/release').length).toBe(releases + 1);
  expect(callsOf(site, '/streaming/stop').length).toBe(stops + 1);
  const releasedMs = callsOf(site, '/session/release').at(-1) ?? 0;
  // Clocks of timers may be a little early.
  expect(releasedMs - lostMs).toBeGreaterThan(koophoneKeepSeconds * 1000 - 100);
  await expect.poll(() => phone.viewers).toBe(0);
  await shown.page.close();
});

test('an unused session ends by the vendor’s countdown, and its phone waits for its user', async ({
  openElement,
  page,
  site,
  phone,
}) => {
  const shown = await (await openElement({ attributes: { broker } })).live();
  const releases = callsOf(site, '/session/release').length;
  await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(1000));
  expect(await shown.closedBy()).toMatchObject({ code: 'idle_timeout' });
  await expect.poll(() => phone.viewers).toBe(0);
  // Who had to wait for it now would see that.
  site.emulator.faults.preparationMs = 60_000;
  await shown.overlay.getByRole('button').first().click();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  await shown.tap('app:clock');
  expect(callsOf(site, '/session/release').length).toBe(releases);
});
