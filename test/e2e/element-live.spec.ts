import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { axeViolations } from './harness/axe.js';
import { mountElement, type PhoneOnPage } from './harness/phone-page.js';

const more = 'More controls';

/** Presses a button of the menu. */
async function press(shown: PhoneOnPage, label: string): Promise<void> {
  const button = shown.button(label);
  if (!(await button.isVisible())) await shown.button(more).click();
  await button.click();
}

/** Whether the focus is in the view. */
function isOnPhone(page: Page): Promise<boolean | undefined> {
  return page.evaluate(() =>
    document.querySelector('telepad-phone')?.view?.root.matches(':focus-within'),
  );
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

test('under a strict policy the element is live, and its menu does what it says', async ({
  page,
  phone,
}) => {
  await page.goto('/pages/strict.html');
  await page.waitForFunction(() => 'probe' in window);
  const attributes = { controls: '', frame: '', theme: 'light' };
  const box = { x: 24, y: 8, width: 420, height: 700 };
  const shown = await (await mountElement(page, phone, { attributes, box })).live();
  const notice = shown.root.locator('[part=notice]');

  await test.step('nothing moved on the way', async () => {
    expect(await page.evaluate('shifts')).toEqual([]);
  });

  await test.step('a page’s call does what a button does', async () => {
    await page.evaluate(() => document.querySelector('telepad-phone')?.perform('recents'));
    await expect.poll(() => phone.state().app).toBe('recents');
    await page.evaluate(() => document.querySelector('telepad-phone')?.perform('home'));
    await expect.poll(() => phone.state().app).toBe('home');
  });

  await test.step('nobody is kept out, by the menu neither', async () => {
    await shown.button(more).click();
    await expect(shown.button('Save screenshot')).toBeVisible();
    const set = (name: string, value: string) =>
      shown.root.evaluate((element, [name, value]) => element.setAttribute(name, value), [
        name,
        value,
      ] as const);
    expect(await axeViolations(page)).toEqual([]);
    await set('lang', 'zh-CN');
    await expect(shown.button('保存截图')).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
    await set('theme', 'dark');
    expect(await axeViolations(page)).toEqual([]);
    await set('lang', 'en');
    await expect(shown.button('Save screenshot')).toBeVisible();
    expect(await axeViolations(page)).toEqual([]);
  });

  await test.step('the focus can be seen on a button that is on', async () => {
    const keyboard = shown.button('Phone keyboard');
    await keyboard.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowLeft');
    await expect(keyboard).toBeFocused();
    // Of the dark theme; the button is in the accent's colour.
    await expect(keyboard).toHaveCSS('background-color', 'rgb(94, 234, 212)');
    await expect(keyboard).toHaveCSS('outline-color', 'rgb(4, 47, 46)');
    await expect(keyboard).toHaveCSS('outline-offset', '-4px');
  });

  await test.step('the keyboard’s mode and the quality reach the phone', async () => {
    const keyboard = shown.button('Phone keyboard');
    await expect(keyboard).toHaveAttribute('aria-pressed', 'true');
    await keyboard.click();
    await expect(keyboard).toHaveAttribute('aria-pressed', 'false');
    const smooth = shown.root.getByRole('radio', { name: 'Smooth' });
    await smooth.click();
    await expect(smooth).toBeChecked();
    const { width } = phone.state();
    await expect
      .poll(() =>
        page.evaluate(() => document.querySelector('telepad-phone')?.view?.video.videoWidth),
      )
      .toBeLessThan(width);
  });

  await test.step('a screenshot and a recording are downloaded', async () => {
    const picture = page.waitForEvent('download');
    await press(shown, 'Save screenshot');
    expect((await bytesOf(await picture)).subarray(1, 4).toString()).toBe('PNG');
    await expect(notice).toHaveText('Screenshot saved');

    await press(shown, 'Record video');
    const running = shown.root.locator('[part=recording]');
    await expect(running).toHaveText(/^0:(0[2-9]|[1-5]\d)$/);
    const film = page.waitForEvent('download');
    await running.click();
    const download = await film;
    expect(download.suggestedFilename()).toMatch(/^phone-[\d-]+\.webm$/);
    // Of WebM, as of every EBML file.
    expect((await bytesOf(download)).subarray(0, 4).toString('hex')).toBe('1a45dfa3');
    await expect(running).toBeHidden();

    // By the keyboard, whose focus goes to the phone with the button.
    await press(shown, 'Record video');
    await running.focus();
    await expect(running).toHaveText(/^0:(0[2-9]|[1-5]\d)$/);
    const second = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    await second;
    await expect(running).toBeHidden();
    expect(await isOnPhone(page)).toBe(true);
  });

  await test.step('a page takes the file itself', async () => {
    const name = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const element = document.querySelector('telepad-phone');
          element?.addEventListener('telepad-file', (event) => {
            event.preventDefault();
            resolve(event.detail.file.type);
          });
          element?.perform('screenshot');
        }),
    );
    expect(name).toBe('image/png');
  });

  await test.step('an app gets the camera that is lent, and a badge says so', async () => {
    await press(shown, 'Lend camera');
    await expect(notice).toHaveText('Apps on the phone may now use your camera');
    await page.keyboard.press('Escape');
    await shown.tapOnPicture('app:camera');
    await expect(shown.root.getByRole('img', { name: 'The phone uses your camera' })).toBeVisible();
    await expect.poll(() => phone.state().capture.camera.frames).toBeGreaterThan(0);
    await press(shown, 'Lend camera');
    await expect(shown.root.locator('[part~=capture]')).toHaveCount(0);
  });

  await test.step('the idle warning keeps nobody out either', async () => {
    await page.evaluate(() =>
      document.querySelector('telepad-phone')?.session?.setIdleTimeout(50_000),
    );
    await expect(shown.overlay).toHaveAttribute('data-kind', 'idle');
    for (const theme of ['dark', 'light']) {
      await shown.root.evaluate((element, theme) => element.setAttribute('theme', theme), theme);
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.evaluate(() => document.querySelector('telepad-phone')?.session?.keepAwake());
  });
  const { violations } = phone.state();
  expect(violations).toEqual([]);
});

test('files are chosen by the menu, and arrive as those that are dropped', async ({
  page,
  phone,
  context,
  openElement,
  site,
}) => {
  await context.addCookies([{ name: 'user', value: 'keeper', url: site.url }]);
  const shown = await (await openElement({ attributes: { controls: '' } })).live();
  const chooser = page.waitForEvent('filechooser');
  await press(shown, 'Send files');
  const notice = shown.root.locator('[part=notice]');
  const said = await notice.evaluateHandle((element) => {
    const said: { text: string; live: string }[] = [];
    new MutationObserver(() => {
      said.push({ text: element.textContent ?? '', live: element.getAttribute('aria-live') ?? '' });
    }).observe(element, { childList: true });
    return said;
  });
  // Too small for a second report of the same quarter.
  const buffer = Buffer.from('hello');
  await (await chooser).setFiles([{ name: 'a note.txt', mimeType: 'text/plain', buffer }]);
  await expect(notice).toHaveText('a note.txt is on the phone');
  const spoken = (await said.jsonValue()).filter(({ live }) => live === 'polite');
  expect(spoken.map(({ text }) => text)).toContain('a note.txt: 0%');
  expect(spoken.at(-1)?.text).toBe('a note.txt is on the phone');
  expect(phone.state().violations).toEqual([]);
});

test('the picture floats over other windows, and comes back', async ({ openElement, page }) => {
  const shown = await (await openElement({ attributes: { controls: '' } })).live();
  const canFloat = await page.evaluate(() => document.pictureInPictureEnabled);
  test.skip(!canFloat, 'This browser has no window for a picture in picture.');
  const button = shown.button('Picture in picture');
  const isForbidden = () =>
    page.evaluate(
      () => document.querySelector('telepad-phone')?.view?.video.disablePictureInPicture,
    );
  await press(shown, 'Picture in picture');
  await shown.button(more).click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  expect(await isForbidden()).toBe(false);
  // As the window's own button does.
  await page.evaluate(() => document.exitPictureInPicture());
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  expect(await isForbidden()).toBe(true);
  await button.click();
  await press(shown, 'Picture in picture');
  await expect.poll(isForbidden).toBe(true);
  await expect(shown.root.locator('[part=notice]')).toBeHidden();
});

test('who looks on keeps the session by the keyboard, and the focus', async ({
  openElement,
  page,
}) => {
  const shown = await (await openElement({ attributes: { readonly: '' } })).live();
  await page.evaluate(() => window.probe.get('phone').session.setIdleTimeout(8000));
  await shown.button('Stay connected').focus();
  await page.keyboard.press('Enter');
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  expect(await isOnPhone(page)).toBe(true);
});

test.describe('who only watches', () => {
  test.use({ user: 'watcher' });
  test('is offered what takes nothing of the phone', async ({ openElement }) => {
    const shown = await (await openElement({ attributes: { controls: '' } })).live();
    await shown.button(more).click();
    await expect(shown.button('Save screenshot')).toBeVisible();
    const labels = await shown.root
      .locator('[part=panel] :is(button:not([hidden]))')
      .allTextContents();
    const offered = labels.filter((label) => !/Copy screenshot|Picture in picture/.test(label));
    expect(offered.filter((label) => !/Smooth|Standard|High|Ultra/.test(label))).toEqual([
      'Save screenshot',
      'Record video',
    ]);
    await expect(shown.root.getByRole('radiogroup')).toBeHidden();
  });
});
