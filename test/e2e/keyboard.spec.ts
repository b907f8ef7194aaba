import { expect, test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';

/** Opens Notes, whose field takes the focus, by a click that also gives the keyboard to the view. */
async function openNotes(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.openApp('notes');
  await expect.poll(() => shown.phone.state().isInputOpen).toBe(true);
}

test('typed text appears in Notes as it was typed', async ({ openElement, page, phone }) => {
  const shown = await openElement();
  await openNotes(shown);
  const text = 'Hello, World! (it\'s 100% "fine" @ #1) ~{}[]|\\<>?';
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.keyboard.type('Second line');
  await expect.poll(() => phone.state().text).toBe(`${text}\nSecond line`);
  expect(phone.state().violations).toEqual([]);
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('keys of other layouts type what is printed on them', async ({ openElement, page, phone }) => {
  const shown = await openElement();
  await openNotes(shown);
  const cdp = await page.context().newCDPSession(page);
  const layout = { ü: 'BracketLeft', ß: 'Minus', я: 'KeyZ', é: 'Digit2' };
  for (const [key, code] of Object.entries(layout)) {
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, code, text: key });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
  }
  await expect.poll(() => phone.state().text).toBe('üßяé');
});

test('Backspace, Delete, arrows, Home and End edit the text', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.keyboard.type('abcdef');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('X');
  await expect.poll(() => phone.state().text).toBe('abcXde');
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('-');
  await page.keyboard.press('End');
  await page.keyboard.type('!');
  await expect.poll(() => phone.state().text).toBe('b-cXde!');
});

test('Ctrl+A selects everything, and the next letter replaces it', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.keyboard.type('to be replaced');
  await page.keyboard.press('Control+A');
  await expect.poll(() => phone.state().selection).toEqual({ start: 0, end: 14 });
  await page.keyboard.type('new');
  await expect.poll(() => phone.state().text).toBe('new');
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('what is copied on the phone reaches the page', async ({ openElement, page, phone }) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.keyboard.type('copy me');
  await expect.poll(() => phone.state().text).toBe('copy me');
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Control+C');
  await expect.poll(async () => (await shown.log()).clipboard).toEqual(['copy me']);
});

test('what is pasted into the view is typed on the phone', async ({ openElement, page, phone }) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.evaluate(() => {
    const view = document.getElementById('phone')?.shadowRoot?.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'pasted\ntext');
    view?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect.poll(() => phone.state().text).toBe('pasted\ntext');
});

test('a key that is held repeats, and goes up when it is released', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.keyboard.type('abcdef');
  await page.keyboard.down('ArrowLeft');
  await page.keyboard.down('ArrowLeft');
  await page.keyboard.down('ArrowLeft');
  await expect.poll(() => phone.state().caret).toBe(3);
  await page.keyboard.up('ArrowLeft');
  await expect.poll(() => phone.state().keysDown).toEqual([]);
  expect(phone.state().violations).toEqual([]);
});

test('a key that is held goes up when the window loses the focus', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.keyboard.type('abc');
  await page.keyboard.down('ArrowLeft');
  await expect.poll(() => phone.state().caret).toBe(2);
  await page.evaluate(() => window.dispatchEvent(new Event('blur')));
  await expect.poll(() => phone.state().keysDown).toEqual([]);
  await page.keyboard.up('ArrowLeft');
  expect(phone.state().violations).toEqual([]);
});

test('the phone gets no key of another part of the page', async ({ openElement, page, phone }) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.evaluate(() => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.type('for the page');
  expect(await page.locator('input').inputValue()).toBe('for the page');
  await shown.tap('notes:field');
  await page.keyboard.type('for the phone');
  await expect.poll(() => phone.state().text).toBe('for the phone');
});

test('the page can give the keyboard to the phone by focus()', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openNotes(shown);
  await page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    active?.blur();
    document.querySelector('telepad-phone')?.focus();
  });
  await page.keyboard.type('focused');
  await expect.poll(() => phone.state().text).toBe('focused');
});
