import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import type { PhoneOnPage } from '../harness/phone-page.js';

/** What the computer's clipboard holds. */
const hostText = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
const setHostText = (page: Page, text: string) =>
  page.evaluate((text) => navigator.clipboard.writeText(text), text);

async function decide(page: Page, setting: 'granted' | 'denied'): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const { browserContextId } = (await cdp.send('Target.getTargetInfo')).targetInfo;
  const origin = new URL(page.url()).origin;
  for (const name of ['clipboard-read', 'clipboard-write']) {
    const permission = { name };
    await cdp.send('Browser.setPermission', {
      permission,
      setting,
      origin,
      ...(browserContextId !== undefined && { browserContextId }),
    });
  }
}

const grant = (context: BrowserContext) =>
  context.grantPermissions(['clipboard-read', 'clipboard-write']);

/** What the session is given for the phone's clipboard from now on. */
async function noteGiven({ page, name }: PhoneOnPage): Promise<() => Promise<readonly string[]>> {
  await page.evaluate((name) => {
    const { session } = window.probe.get(name);
    const send = session.send.bind(session);
    const given: string[] = [];
    Object.assign(window, { given });
    session.send = (message) => {
      if (message.type === 'clipboard') given.push(message.text);
      send(message);
    };
  }, name);
  return () => page.evaluate(() => (window as unknown as { given: string[] }).given);
}

/** Types a text into Notes and copies it there. */
async function copyOnPhone({ page, phone }: PhoneOnPage, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
  await expect.poll(() => phone.state().text).toBe(text);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
}

async function openNotes(shown: PhoneOnPage): Promise<void> {
  await shown.tapOnPicture('app:notes');
  await expect.poll(() => shown.phone.state().isInputOpen).toBe(true);
}

/** Clicks a button of the toolbar that may be folded away. */
async function press(shown: PhoneOnPage, label: string): Promise<void> {
  const button = shown.button(label);
  if (!(await button.isVisible())) await shown.button('More controls').click();
  await button.click();
}

test('by buttons: nothing crosses without a click, and each way with one', async ({
  openElement,
  context,
  page,
  phone,
}) => {
  const shown = await openElement({ attributes: { controls: '' } });
  await grant(context);
  await shown.live();
  await setHostText(page, 'of the computer');
  await openNotes(shown);
  await copyOnPhone(shown, 'of the phone');
  await expect.poll(async () => (await shown.log()).clipboard).toEqual(['of the phone']);
  expect(await hostText(page)).toBe('of the computer');
  await expect.poll(() => phone.state().clipboard).toBe('of the phone');

  const notice = shown.root.locator('[part=notice]');
  await press(shown, 'Copy from phone');
  await expect(notice).toHaveText('Copied');
  expect(await hostText(page)).toBe('of the phone');

  const text = 'two\nlines 文字 👍🏽';
  await setHostText(page, text);
  await press(shown, 'Paste to phone');
  await expect.poll(() => phone.state().clipboard).toBe(text);
  await expect(notice).toHaveText('On the phone’s clipboard');

  // 131072 bytes are the most, and these are a few more.
  await setHostText(page, '字'.repeat(43_691));
  await press(shown, 'Paste to phone');
  await expect(notice).toHaveText(/^A text of 43691 characters was not copied/);
  await decide(page, 'denied');
  await press(shown, 'Paste to phone');
  await expect(notice).toHaveText(/^The browser did not allow/);
  await expect.poll(() => phone.state().clipboard).toBe(text);
  const codes = await page.evaluate(async () => {
    const element = document.querySelector('telepad-phone');
    element?.setAttribute('clipboard', 'off');
    return element?.shadowRoot?.querySelectorAll('[part~=copy-from-phone]').length;
  });
  expect(codes).toBe(0);
});

test('automatically, where the browser asks nobody: both ways, and nothing comes back', async ({
  openElement,
  context,
  page,
  phone,
}) => {
  const shown = await openElement({ attributes: { controls: '', clipboard: 'auto' } });
  await grant(context);
  await setHostText(page, 'before');
  await shown.live();
  const given = await noteGiven(shown);
  await openNotes(shown);
  await expect.poll(() => phone.state().clipboard).toBe('before');
  await expect(shown.root.locator('[part~=copy-from-phone]')).toHaveCount(0);

  await copyOnPhone(shown, 'copied there');
  await expect.poll(() => hostText(page)).toBe('copied there');
  // The user comes back to the window: what is on both sides goes nowhere, what is new does.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await setHostText(page, 'copied here');
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect.poll(() => phone.state().clipboard).toBe('copied here');
  await copyOnPhone(shown, 'the end');
  await expect.poll(() => hostText(page)).toBe('the end');
  expect(await given()).toEqual(['before', 'copied here']);
});

test('automatic is by buttons where the browser would ask, and the API says why it failed', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi({ view: { input: { clipboard: 'auto' } } });
  await shown.live();
  await decide(page, 'granted');
  await setHostText(page, 'secret of the computer');
  await decide(page, 'denied');
  await openNotesByApi(shown);
  await copyOnPhone(shown, 'of the phone');
  const result = await page.evaluate(async (name) => {
    const { session } = window.probe.get(name);
    const clipboard = await window.telepad.phoneClipboard(session);
    const codeOf = (error: { code?: string }) => error.code;
    if (clipboard.text === undefined)
      await new Promise<void>((resolve) => clipboard.onChange(resolve));
    const facts = { text: clipboard.text, hasNews: clipboard.hasNews };
    return {
      ...facts,
      can: [await clipboard.canRead(), await clipboard.canWrite()],
      copied: await clipboard.copyFromPhone().catch(codeOf),
      pasted: await clipboard.pasteToPhone().catch(codeOf),
      tooLong: await clipboard.pasteToPhone('x'.repeat(131_073)).catch(codeOf),
      longest: await clipboard.pasteToPhone('x'.repeat(131_072)).catch(codeOf),
    };
  }, shown.name);
  expect(result).toEqual({
    text: 'of the phone',
    hasNews: true,
    can: [false, false],
    copied: 'permission_denied',
    pasted: 'permission_denied',
    tooLong: 'argument_invalid',
    longest: true,
  });
  await expect.poll(() => phone.state().clipboard.length).toBe(131_072);
  await decide(page, 'granted');
  expect(await hostText(page)).toBe('secret of the computer');
});

async function openNotesByApi(shown: PhoneOnPage): Promise<void> {
  await shown.openApp('notes');
  await expect.poll(() => shown.phone.state().isInputOpen).toBe(true);
}
