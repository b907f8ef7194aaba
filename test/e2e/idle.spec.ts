import { everyVendor, expect, test } from './fixtures.js';

test(
  'an unused session warns over the picture, and any touch keeps it',
  everyVendor,
  async ({ openElement, page }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('clock');
    const warnings = await page.evaluateHandle(() => {
      const heard: number[] = [];
      document
        .querySelector('telepad-phone')
        ?.addEventListener('telepad-idle-warning', ({ detail }) => heard.push(detail.remainingMs));
      return heard;
    });
    await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(30_000));
    await expect(shown.overlay).toHaveAttribute('data-kind', 'idle', { timeout: 60_000 });
    await expect(shown.overlay).toContainText(/Disconnecting in \d+ s/);
    await expect.poll(() => shown.state()).toBe('idle-warning');
    const frame = (await shown.strip())?.frameNumber ?? 0;
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame);
    // The card lies over the lower part of the screen, and lets touches through.
    const { width, height } = shown.phone.state();
    const before = shown.phone.state().tapCount;
    await shown.click({ x: width / 2, y: height * 0.9 });
    await expect.poll(() => shown.phone.state().tapCount).toBe(before + 1);
    await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
    await expect.poll(() => shown.state()).toBe('live');
    const [remainingMs = 0, ...others] = await warnings.jsonValue();
    expect(others).toEqual([]);
    // Half of the time; the timers of a busy browser are late.
    expect(remainingMs).toBeGreaterThan(7500);
    expect(remainingMs).toBeLessThanOrEqual(15_500);
    expect((await shown.log()).liveCount).toBe(1);
  },
);

test('an unused session ends, and says why', async ({ openElement, page, phone }) => {
  const shown = await (await openElement()).live();
  await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(1000));
  expect(await shown.closedBy()).toMatchObject({ code: 'idle_timeout', retryable: false });
  await expect(shown.overlay).toContainText('Disconnected while not in use');
  await expect.poll(() => phone.viewers).toBe(0);
});

test('someone who only looks on keeps the session by a button', async ({ openElement, page }) => {
  const shown = await (await openElement({ attributes: { readonly: '' } })).live();
  await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(30_000));
  await shown.button('Stay connected').click({ timeout: 60_000 });
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  await expect.poll(() => shown.state()).toBe('live');
});
