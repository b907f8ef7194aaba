import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { mountElement, type PhoneOnPage } from './harness/phone-page.js';

/**
 * What the element looks like, against pictures that are kept in the folder `looks`. Both fonts are packages, so that the
 * machine's own do not matter; where letters are drawn otherwise, there is nothing to compare.
 *
 * After a change that is wanted: `npm run build && npx playwright test looks --update-snapshots`, and look at them.
 */

test.skip(process.platform !== 'linux', 'The pictures were taken on Linux.');

/** The picture, and seconds that pass. */
const hiding = fileURLToPath(new URL('pages/looks-hidden.css', import.meta.url));

const sizes = {
  phone: { width: 360, height: 740 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1440, height: 900 },
} as const;

interface Look {
  readonly size: keyof typeof sizes;
  readonly theme: 'light' | 'dark';
  readonly lang: 'en' | 'zh-CN';
}

const looks: readonly Look[] = [
  { size: 'phone', theme: 'light', lang: 'en' },
  { size: 'tablet', theme: 'light', lang: 'en' },
  { size: 'desktop', theme: 'light', lang: 'en' },
  { size: 'phone', theme: 'dark', lang: 'en' },
  { size: 'phone', theme: 'light', lang: 'zh-CN' },
  { size: 'desktop', theme: 'dark', lang: 'zh-CN' },
];

async function openPage(page: Page): Promise<void> {
  await page.goto('/pages/looks.html');
  await page.waitForFunction(() => 'probe' in window);
}

/** An element that fills its page, and needs no phone. */
async function put(page: Page, ticket: 'pending' | 'refused'): Promise<Locator> {
  await openPage(page);
  await page.evaluate(async (ticket) => {
    const address = '/dist/index.js';
    const { TelepadError } = (await import(address)) as typeof import('telepad');
    const element = document.createElement('telepad-phone');
    element.id = 'phone';
    element.setAttribute('controls', '');
    element.ticket = () =>
      ticket === 'pending'
        ? new Promise(() => {})
        : Promise.reject(new TelepadError('forbidden', 'You may not.'));
    document.body.append(element);
  }, ticket);
  return page.locator('#phone');
}

async function live(page: Page, phone: PhoneOnPage['phone']): Promise<PhoneOnPage> {
  await openPage(page);
  const shown = await mountElement(page, phone, { attributes: { controls: '' } });
  await shown.root.evaluate((element) => element.removeAttribute('style'));
  return shown.live();
}

async function compare(page: Page, root: Locator, state: string): Promise<void> {
  for (const { size, theme, lang } of looks) {
    await page.setViewportSize(sizes[size]);
    await root.evaluate(
      async (element, { theme, lang }) => {
        element.setAttribute('theme', theme);
        element.setAttribute('lang', lang);
        // The letters of a language come when they are shown for the first time.
        await new Promise(requestAnimationFrame);
        await document.fonts.ready;
      },
      { theme, lang },
    );
    const toolbar = root.getByRole('toolbar');
    await expect(toolbar).toHaveAccessibleName(lang === 'en' ? 'Phone controls' : '云手机控制栏');
    await expect(root).toHaveScreenshot(`${state}-${size}-${theme}-${lang}.png`, {
      stylePath: hiding,
      // Edges of letters differ by some hundred between a Chromium with a window and one without.
      maxDiffPixels: 1200,
    });
  }
}

test('connecting', async ({ page }) => {
  const root = await put(page, 'pending');
  await expect(root.locator('[part=overlay]')).toHaveAttribute('data-kind', 'progress');
  await compare(page, root, 'connecting');
});

test('an error', async ({ page }) => {
  const root = await put(page, 'refused');
  await expect(root.locator('[part=overlay]')).toHaveAttribute('data-kind', 'error');
  await expect(root.locator('summary')).toBeVisible();
  await compare(page, root, 'error');
});

test('connected', async ({ page, phone }) => {
  const { root, overlay } = await live(page, phone);
  await expect(overlay).toHaveAttribute('data-kind', 'none');
  await compare(page, root, 'connected');
});

test('idle', async ({ page, phone }) => {
  const { root, overlay } = await live(page, phone);
  // The warning is half of it, and there is time for all pictures.
  await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(50_000));
  await expect(overlay).toHaveAttribute('data-kind', 'idle', { timeout: 60_000 });
  await compare(page, root, 'idle');
});
