import { test as base, expect, type Page } from '@playwright/test';
import { axeViolations } from './harness/axe.js';
import { guardConsole } from './harness/console-guard.js';
import { startDemoProcess } from './harness/demo-process.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

/** One demo for all. */
const test = base.extend<object, { readonly demoUrl: string }>({
  demoUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const demo = startDemoProcess();
      await use(await demo.url);
      demo.signal('SIGTERM');
      await demo.end;
    },
    { scope: 'worker' },
  ],
});

async function becomesLive(page: Page): Promise<void> {
  const player = page.locator('telepad-phone');
  await expect
    .poll(() => player.evaluate((element: Player) => element.session?.state))
    .toBe('live');
}

const sidewaysScroll = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const screens = [
  { name: 'a phone', viewport: { width: 360, height: 740 } },
  { name: 'a tablet', viewport: { width: 820, height: 1180 } },
  { name: 'a desktop', viewport: { width: 1440, height: 900 } },
] as const;

for (const { name, viewport } of screens) {
  test(`the demo fits ${name}, ${viewport.width} px wide`, async ({
    demoUrl,
    context,
    page,
  }, testInfo) => {
    const guard = guardConsole(context);
    await page.setViewportSize(viewport);
    await page.goto(demoUrl);
    const player = page.locator('telepad-phone');
    await becomesLive(page);
    await expect(player.locator('[part=overlay]')).toBeHidden();

    const picture = await player.locator('video').boundingBox();
    expect(picture?.x).toBeGreaterThanOrEqual(0);
    expect(picture?.y).toBeGreaterThanOrEqual(0);
    expect((picture?.x ?? 0) + (picture?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    // Most of what there is belongs to the phone.
    expect(picture?.height).toBeGreaterThan(viewport.height * 0.6);
    for (const label of ['Back', 'Home', 'Recent apps']) {
      await expect(player.getByRole('button', { name: label, exact: true })).toBeInViewport();
    }
    expect(await sidewaysScroll(page)).toBe(0);
    const path = testInfo.outputPath(`demo-${viewport.width}.png`);
    await page.screenshot({ path });
    await testInfo.attach(`demo-${viewport.width}`, { path, contentType: 'image/png' });

    // Once the card has its picture, that there is none is no part of its name any more.
    await expect(page.locator('#phones [aria-current] canvas')).toBeVisible();
    await expect(page.locator('#phones [aria-current]')).toHaveAccessibleName(/^AC00000000001 /);
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Create a link' }).click();
    await expect(page.getByLabel('Link to watch')).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /^Signed in as Ada/ }).click();
    await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    // The keyboard stays in the menu when a link goes with its own button.
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('button', { name: 'Revoke' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Create a link' })).toBeFocused();
    await expect(page.getByLabel('Link to watch')).toHaveCount(0);
    expect(guard.findings(new Set())).toEqual([]);
  });
}

test('the demo’s sign-in and its inspector can be used by everybody', async ({ demoUrl, page }) => {
  // The screens above have the light colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(demoUrl);
  await becomesLive(page);
  const diagnose = page.getByRole('button', { name: 'Diagnose the connection' });
  await diagnose.focus();
  expect(
    await diagnose.evaluate((button: HTMLButtonElement) => {
      button.click();
      return button.ariaDisabled;
    }),
  ).toBe('true');
  await expect(page.locator('#diagnosis li').first()).toBeVisible();
  await expect(diagnose).toBeFocused();
  await expect(diagnose).not.toHaveAttribute('aria-disabled');
  expect(await axeViolations(page)).toEqual([]);
  for (const name of ['Events', 'Input', 'Settings']) {
    await page.getByRole('tab', { name }).click();
    expect(await axeViolations(page)).toEqual([]);
  }

  await page.getByRole('button', { name: /^Signed in as Ada/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Who are you?' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Sign in as Ada/ })).toBeFocused();
  expect(await axeViolations(page)).toEqual([]);
});

test('the demo gives each user phones of their own, and one who only watches touches none', async ({
  demoUrl,
  page,
}) => {
  const phones = page.locator('#phones .card b');
  await page.goto(demoUrl);
  await becomesLive(page);
  await expect(phones).toHaveText(['AC00000000001', 'kp000001']);

  await page.getByRole('button', { name: /^Signed in as Ada/ }).click();
  await page.getByRole('button', { name: /^Sign in as Bo/ }).click();
  await expect(phones).toHaveText(['AC00000000002', 'kp000002']);

  await page.getByRole('button', { name: /^Signed in as Bo/ }).click();
  await page.getByRole('button', { name: /^Sign in as Guest/ }).click();
  await expect(phones).toHaveCount(4);
  await becomesLive(page);
  const player = page.locator('telepad-phone');
  expect(await player.evaluate((element: Player) => element.session?.role)).toBe('watch');
  await player.click();
  await expect(page.locator('#messages li')).toHaveCount(0);

  // Numbers, on the narrowest screen as well.
  await page.setViewportSize({ width: 320, height: 640 });
  await expect.poll(() => sidewaysScroll(page)).toBe(0);
  await page.locator('#inspector summary').click();
  for (const measure of ['latency', 'frame-rate', 'bitrate', 'loss', 'jitter-buffer']) {
    await expect(page.locator(`[data-measure=${measure}] .value`)).toHaveText(/^[\d.]+$/);
  }
  expect(await sidewaysScroll(page)).toBe(0);
});

test('the demo lets whoever has a link watch one phone, until it is taken back', async ({
  demoUrl,
  browser,
  page,
}) => {
  await page.goto(demoUrl);
  await becomesLive(page);
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  await page.getByRole('button', { name: 'Create a link' }).click();
  const link = await page.getByLabel('Link to watch').inputValue();

  const stranger = await browser.newPage();
  await stranger.goto(link);
  await becomesLive(stranger);
  await expect(stranger.getByText('You are watching')).toBeVisible();
  await expect(stranger.locator('#phones')).toBeHidden();
  await expect(stranger.locator('#account')).toBeHidden();
  expect(
    await stranger
      .locator('telepad-phone')
      .evaluate(({ session }: Player) => [session?.phoneId, session?.role]),
  ).toEqual(['AC00000000001', 'watch']);

  await page.getByRole('button', { name: 'Revoke' }).click();
  await expect(stranger.getByText('This link does not hold any more')).toBeVisible();
  await expect(stranger.locator('telepad-phone')).toBeHidden();
  await becomesLive(page);
  await stranger.close();
});
