import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import type { PhoneOnPage } from '../harness/phone-page.js';

const control = 0x1000;

/** Presses a key of the computer, by the names that the browser gives it. */
async function press(page: Page, key: string, code = key): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  for (const type of ['rawKeyDown', 'keyUp'] as const)
    await cdp.send('Input.dispatchKeyEvent', { type, key, code });
  await cdp.detach();
}

/** The key codes that went down on the phone, with a `^` for Ctrl. */
function pressed({ phone }: PhoneOnPage): readonly string[] {
  return phone
    .state()
    .keys.filter(({ action }) => action === 'down')
    .map(({ keyCode, metaState }) => `${metaState & control ? '^' : ''}${keyCode}`);
}

function fieldOf({ page, name }: PhoneOnPage) {
  return page.evaluate((name) => {
    const field = document.getElementById(name)?.querySelector('textarea');
    return field && { inputMode: field.inputMode, enterKeyHint: field.enterKeyHint };
  }, name);
}

const hasFocus = ({ root }: PhoneOnPage) =>
  root.evaluate((root) => root.contains(document.activeElement));

/** Waits for what is loaded after the first frame. */
async function ready(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await expect.poll(() => fieldOf(shown)).toBeTruthy();
}

test('keys that only some keyboards have reach the phone, and in fullscreen those of the browser do, too', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi();
  await ready(shown);
  await shown.openApp('notes');
  await press(page, 'MediaPlayPause');
  await press(page, 'MediaTrackNext');
  await press(page, 'F13');
  await press(page, 'Convert');
  await press(page, 'PageDown', 'Numpad3');
  for (const key of ['Control+r', 'Control+t', 'F5', 'Control+Shift+I'])
    await page.keyboard.press(key);
  await page.keyboard.press('Control+b');
  await expect.poll(() => pressed(shown)).toEqual(['85', '87', '326', '214', '93', '^30']);

  const setFullscreen = async (isFullscreen: boolean) => {
    await page.evaluate(async (isFullscreen) => {
      // The element that is there tells sooner than the event does.
      const changed = new Promise((resolve) => {
        document.addEventListener('fullscreenchange', resolve, { once: true });
      });
      if (isFullscreen) await document.getElementById('phone')?.requestFullscreen();
      else await document.exitFullscreen();
      await changed;
    }, isFullscreen);
    await expect.poll(() => page.evaluate(() => !!document.fullscreenElement)).toBe(isFullscreen);
  };
  await setFullscreen(true);
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+t');
      return pressed(shown);
    })
    .toContain('^48');
  await page.keyboard.press('F5');
  await expect.poll(() => pressed(shown)).toContain('135');
  await setFullscreen(false);
  const before = pressed(shown).length;
  await page.keyboard.press('Control+t');
  await page.keyboard.press('F5');
  await page.keyboard.press('Control+b');
  await expect.poll(() => pressed(shown).slice(before)).toEqual(['^30']);
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('the page says which keys it keeps, and Tab may go to the phone and still be left by Escape', async ({
  openByApi,
  page,
}) => {
  const shown = await openByApi({
    view: { input: { passThroughKeys: ['Ctrl+p', 'F5'], tabKey: 'phone' } },
  });
  await ready(shown);
  await shown.openApp('notes');
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    addEventListener('keydown', (event) => event.defaultPrevented || kept.push(event.key));
  });
  for (const key of ['Control+p', 'F5', 'Control+r', 'F6', 'Tab', 'Shift+Tab', 'Escape'])
    await page.keyboard.press(key);
  await expect.poll(() => pressed(shown)).toEqual(['^46', '136', '61', '61', '111']);
  expect(await hasFocus(shown)).toBe(true);
  await expect(shown.root.locator('textarea')).toHaveAttribute('aria-description', /Escape/);
  await page.keyboard.press('Tab');
  expect(await hasFocus(shown)).toBe(false);
  const kept = await page.evaluate(() => (window as unknown as { kept: string[] }).kept);
  expect(kept.filter((key) => !['Control', 'Shift'].includes(key))).toEqual(['p', 'F5', 'Tab']);

  const error = await page.evaluate(() => {
    try {
      const { session } = window.probe.get('phone');
      window.telepad.attachView(session, document.body, { input: { passThroughKeys: ['ctrl-r'] } });
      return undefined;
    } catch (error) {
      return window.probe.factsOf(error);
    }
  });
  expect(error).toMatchObject({
    code: 'argument_invalid',
    message: expect.stringContaining('ctrl-r'),
  });
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true });

  /** Taps with a finger where something is on the phone. */
  async function touch(shown: PhoneOnPage, target: string): Promise<void> {
    const { x, y } = shown.clientPoint(await shown.phone.target(target));
    const before = shown.phone.state().tapCount;
    await shown.page.touchscreen.tap(x, y);
    await expect.poll(() => shown.phone.state().tapCount).toBe(before + 1);
  }

  test('the device’s keyboard opens and closes with the phone’s field, in its mode', async ({
    openByApi,
    page,
    phone,
  }) => {
    const shown = await openByApi({ connect: { keyboardMode: 'local' } });
    await ready(shown);
    await expect.poll(() => phone.state().keyboardMode).toBe('local');
    await touch(shown, 'nav:home');
    await expect.poll(() => fieldOf(shown)).toMatchObject({ inputMode: 'none' });
    await touch(shown, 'app:notes');
    await expect.poll(() => fieldOf(shown)).toEqual({ inputMode: 'text', enterKeyHint: 'enter' });
    await expect
      .poll(() => phone.state())
      .toMatchObject({ isInputOpen: true, isKeyboardShown: false });
    expect(await hasFocus(shown)).toBe(true);

    // Its keys write into the field, which corrections need: also a deletion of more than was typed.
    await page.keyboard.type('teh');
    await expect.poll(() => phone.state().text).toBe('teh');
    expect(await shown.root.locator('textarea').inputValue()).toMatch(/^ +teh$/);
    for (let count = 0; count < 20; count += 1) await page.keyboard.press('Backspace');
    await page.keyboard.type('ab');
    await expect.poll(() => phone.state().text).toBe('ab');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('👍🏽');
    await page.keyboard.press('Control+Backspace');
    await page.keyboard.type('c');
    await expect.poll(() => phone.state().text).toBe('c');

    const setMode = (mode: 'local' | 'phone') =>
      page.evaluate((mode) => window.probe.get('phone').session.setKeyboardMode(mode), mode);
    await setMode('phone');
    await expect.poll(() => phone.state()).toMatchObject({ isKeyboardShown: true });
    await expect.poll(() => fieldOf(shown)).toMatchObject({ inputMode: 'none' });
    await setMode('local');
    await expect.poll(() => phone.state()).toMatchObject({ isKeyboardShown: false });
    await expect.poll(() => fieldOf(shown)).toMatchObject({ inputMode: 'text' });

    // The mode outlives a connection.
    const { liveCount } = await shown.log();
    phone.handle.kick();
    await shown.liveAgain(liveCount);
    expect(await page.evaluate(() => window.probe.get('phone').session.keyboardMode)).toBe('local');
    await expect.poll(() => phone.state().keyboardMode).toBe('local');
    await touch(shown, 'nav:home');
    await expect.poll(() => fieldOf(shown)).toMatchObject({ inputMode: 'none' });
    await expect.poll(() => phone.state().keysDown).toEqual([]);
    // The last touch before the phone hung up is let go of once more, unless it was known to have arrived.
    const { violations } = phone.state();
    expect(violations.filter((each) => each !== 'touch cancel: no finger is down')).toEqual([]);
  });
});
