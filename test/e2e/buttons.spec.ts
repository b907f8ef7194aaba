import { everyVendor, expect, test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';

const withControls = { attributes: { controls: '' } };

/** Presses a key of the phone by the API. */
function press(
  shown: PhoneOnPage,
  key: 'HOME' | 'BACK' | 'APP_SWITCH' | 'VOLUME_UP' | 'VOLUME_DOWN',
) {
  return shown.page.evaluate(
    ([name, key]) => {
      const { androidKeys, pressKey } = window.telepad;
      pressKey(window.probe.get(name).session, androidKeys[key]);
    },
    [shown.name, key] as const,
  );
}

test(
  'home, back, recents and volume work by the API',
  everyVendor,
  async ({ openByApi, phone }) => {
    const shown = await (await openByApi()).live();
    await shown.openApp('clock');
    await press(shown, 'HOME');
    await expect.poll(() => phone.state().app).toBe('home');
    await shown.openApp('paint');
    await press(shown, 'BACK');
    await expect.poll(() => phone.state().app).toBe('home');
    await press(shown, 'APP_SWITCH');
    await expect.poll(() => phone.state().app).toBe('recents');
    const { volume } = phone.state();
    await press(shown, 'VOLUME_UP');
    await expect.poll(() => phone.state().volume).toBe(volume + 1);
    await press(shown, 'VOLUME_DOWN');
    await press(shown, 'VOLUME_DOWN');
    await expect.poll(() => phone.state().volume).toBe(volume - 1);
    await expect.poll(() => phone.state().keysDown).toEqual([]);
    expect(phone.state().violations).toEqual([]);
  },
);

test(
  'home, back, recents, volume and power work by the toolbar',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (await openElement(withControls)).live();
    await shown.tapOnPicture('app:clock');
    await expect.poll(() => phone.state().app).toBe('clock');
    await shown.button('Home').click();
    await expect.poll(() => phone.state().app).toBe('home');
    await shown.button('Recent apps').click();
    await expect.poll(() => phone.state().app).toBe('recents');
    await shown.button('Back').click();
    await expect.poll(() => phone.state().app).toBe('home');
    const { volume } = phone.state();
    await shown.button('Volume up').click();
    await expect.poll(() => phone.state().volume).toBe(volume + 1);
    await shown.button('Volume down').click();
    await expect.poll(() => phone.state().volume).toBe(volume);
    await shown.button('Power').click();
    await expect.poll(() => phone.state().isAsleep).toBe(true);
    await shown.button('Power').click();
    await expect.poll(() => phone.state().isAsleep).toBe(false);
    await expect.poll(() => phone.state().keysDown).toEqual([]);
    expect(phone.state().violations).toEqual([]);
  },
);

test('the phone’s own navigation buttons work by taps', async ({ openElement, phone }) => {
  const shown = await (await openElement()).live();
  await shown.openApp('list');
  await shown.tap('nav:recents');
  await expect.poll(() => phone.state().app).toBe('recents');
  await shown.tap('nav:home');
  await expect.poll(() => phone.state().app).toBe('home');
});

test(
  'a toolbar button leaves the keyboard with the phone',
  everyVendor,
  async ({ openElement, page, phone }) => {
    const shown = await (await openElement(withControls)).live();
    await shown.tapOnPicture('app:notes');
    await expect.poll(() => phone.state().isInputOpen).toBe(true);
    await shown.button('Volume up').click();
    await page.keyboard.type('still mine');
    await expect.poll(() => phone.state().text).toBe('still mine');
  },
);

test('the toolbar turns the view, and taps stay where they are aimed at', async ({
  openElement,
  phone,
}) => {
  const shown = await (await openElement(withControls)).live();
  await shown.button('Rotate view').click();
  await expect(shown.root).toHaveAttribute('rotation', '90');
  const { orientation } = phone.state();
  expect(orientation).toBe('portrait');
  await shown.tapOnPicture('app:clock');
  await expect.poll(() => phone.state().app).toBe('clock');
});

test('the toolbar mutes and unmutes', async ({ openElement }) => {
  const shown = await (await openElement(withControls)).live();
  await shown.button('Mute').click();
  await expect(shown.root).toHaveAttribute('muted', '');
  await shown.button('Turn sound on').click();
  await expect(shown.root).not.toHaveAttribute('muted');
});

test('the toolbar waits until the phone is live', async ({ openElement, site }) => {
  site.emulator.faults.withholdOffer = true;
  const shown = await openElement(withControls);
  await expect(shown.overlay).toHaveAttribute('data-kind', 'progress');
  await expect(shown.button('Home')).toHaveAttribute('aria-disabled', 'true');
});
