import type { Page } from '@playwright/test';
import { expect, impairableTest as test } from './fixtures.js';
import { chromiumSays } from './harness/console-guard.js';

/** What a user sees while a session recovers, and when it cannot. */

interface Look {
  readonly state: string | undefined;
  /** The CSS filter on the picture. */
  readonly filter: string;
  /** A copy of the last frame lies over the video. */
  readonly hasStill: boolean;
}

/** How the view of the element looks now. */
function look(page: Page): Promise<Look> {
  return page.evaluate(() => {
    const root = document.querySelector('telepad-phone')?.view?.root;
    const picture = root?.querySelector('[part=picture]');
    if (!root || !picture) throw new Error('There is no view.');
    // The end of the transition, and not a moment in it.
    for (const animation of picture.getAnimations()) animation.finish();
    return {
      state: root.dataset.state,
      filter: getComputedStyle(picture).filter,
      hasStill: root.querySelector('canvas') !== null,
    };
  });
}

const live = { state: 'live', filter: 'none', hasStill: false };

test('while the link is repaired the last picture stays, dimmed, until a new one is there', async ({
  openElement,
  page,
  site,
}) => {
  const shown = await (await openElement()).live();
  await expect.poll(() => look(page)).toEqual(live);
  site.emulator.faults.cutMedia = true;
  await expect.poll(() => shown.state()).toBe('recovering');
  const dimmed = {
    state: 'recovering',
    filter: 'brightness(0.5) saturate(0.6)',
    hasStill: true,
  };
  expect(await look(page)).toEqual(dimmed);
  await expect(shown.overlay).toHaveAttribute('data-kind', 'reconnecting');
  await expect(shown.overlay).toContainText('Connection lost');
  await expect(shown.overlay).toContainText('Reconnecting…');
  await page.evaluate(() => {
    document.documentElement.style.setProperty('--telepad-old-picture', 'grayscale(1)');
  });
  await expect.poll(() => look(page)).toEqual({ ...dimmed, filter: 'grayscale(1)' });
  site.emulator.faults.cutMedia = false;
  await expect.poll(() => look(page), { timeout: 30_000 }).toEqual(live);
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
});

test('who does not want motion sees the picture dimmed at once', async ({
  openElement,
  page,
  phone,
  site,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const shown = await (await openElement()).live();
  site.emulator.faults.withholdOffer = true;
  phone.handle.kick();
  await expect.poll(() => shown.state()).not.toBe('live');
  const animations = await page.evaluate(() =>
    document.querySelector('telepad-phone')?.view?.root.getAnimations({ subtree: true }),
  );
  expect(animations).toEqual([]);
  expect((await look(page)).filter).toBe('brightness(0.5) saturate(0.6)');
});

test('a waiting attempt can be made at once, and what was lost is said over the picture', async ({
  openElement,
  page,
  phone,
  site,
  consoleGuard,
}) => {
  consoleGuard.allow(chromiumSays.httpStatus(502, 'Bad Gateway'));
  const shown = await (await openElement()).live();
  await page.evaluate(async () => {
    const element = document.querySelector('telepad-phone');
    await element?.session?.stats();
    element?.addEventListener('telepad-lost', ({ detail: { messages } }) => {
      document.title = messages.map(({ type }) => type).join();
    });
  });
  const notice = shown.root.locator('[part=notice]');
  await expect(notice).toBeHidden();
  site.emulator.faults.muteChannel = true;
  await page.evaluate(() =>
    document.querySelector('telepad-phone')?.session?.send({ type: 'text', text: 'gone' }),
  );
  // Each attempt fails at once, so that the waits between them grow.
  Object.assign(site.emulator.faults, { httpStatus: 503 });
  phone.handle.kick();
  await expect(notice).toHaveText('What was typed last may not have reached the phone.');
  await expect(page).toHaveTitle('text');
  // Long enough that it is the button that ends it.
  await expect(shown.overlay).toContainText(/Next attempt in [4-8] s/, { timeout: 40_000 });
  Object.assign(site.emulator.faults, { httpStatus: 0, muteChannel: false });
  // The attempt may begin by itself just then.
  await shown.button('Try now').dispatchEvent('click');
  await shown.live();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  await expect(notice).toBeVisible();
  await expect(notice).toBeHidden();
});

test('a session that reaches no phone says what stands in between, and what to do', async ({
  openElement,
  page,
  context,
  site,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  site.emulator.faults.cutMedia = true;
  const shown = await openElement();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'error', { timeout: 90_000 });
  await expect(shown.overlay).toContainText('Media is blocked: no candidate pair');
  await expect(shown.overlay).toContainText('connection_timeout');
  const findings = shown.root.locator('[part=findings] li');
  await expect(findings.first()).toBeHidden();
  await shown.root.getByText('Details', { exact: true }).click();
  await expect(findings.filter({ hasText: 'Failed' })).toContainText('Media is blocked');
  await shown.button('Copy details').click();
  await expect(shown.button('Copied')).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toContain('Error: connection_timeout');
  expect(report).toContain('- media-path: failed. Media is blocked');
  expect([...site.secrets].filter((secret) => report.includes(secret))).toEqual([]);

  site.emulator.faults.cutMedia = false;
  await shown.button('Try again').click();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
});
