import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import type { PhoneOnPage } from '../harness/phone-page.js';

/** The IME of the browser, as DevTools plays it. */
class InputMethod {
  readonly #cdp: CDPSession;

  constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** Shows each of these as being composed, one after the other; nothing is committed. */
  async compose(...texts: readonly string[]): Promise<void> {
    for (const text of texts)
      await this.#cdp.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      });
  }

  /** In place of what is composed, if something is. */
  async commit(text: string): Promise<void> {
    await this.#cdp.send('Input.insertText', { text });
  }

  async key(type: 'keyDown' | 'keyUp', key: string, code: string, text?: string): Promise<void> {
    await this.#cdp.send('Input.dispatchKeyEvent', { type, key, code, ...(text && { text }) });
  }
}

/** Opens Notes, whose field takes the focus; the click has given the keyboard to the view. */
async function openNotes(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.openApp('notes');
  await expect.poll(() => shown.phone.state().isInputOpen).toBe(true);
  await expect.poll(() => focusedIn(shown)).toBe('TEXTAREA');
}

/** The tag of what has the focus, inside shadow roots too. */
function focusedIn({ page }: PhoneOnPage): Promise<string | undefined> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.tagName;
  });
}

/** What of the field's own the page shows. */
function fieldOf({ page, name }: PhoneOnPage) {
  return page.evaluate((name) => {
    const host = document.getElementById(name);
    const field = (host?.shadowRoot ?? host)?.querySelector('textarea');
    if (!field) return undefined;
    const { left, top } = field.getBoundingClientRect();
    const { opacity, fontSize } = getComputedStyle(field);
    const { inputMode, enterKeyHint, value } = field;
    return { left, top, opacity, fontSize, inputMode, enterKeyHint, value };
  }, name);
}

/** Every text that the phone's field was given, one after the other, with what lies behind it. */
async function expectText(shown: PhoneOnPage, text: string): Promise<void> {
  await expect.poll(() => shown.phone.state().text).toBe(text);
  expect([...shown.phone.state().text]).toEqual([...text]);
}

test('what input methods of many languages commit, and 5,000 characters pasted, arrive once, code point for code point', async ({
  openByApi,
  page,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  const ime = await InputMethod.of(page);
  let text = '';
  const commit = async (committed: string) => {
    await ime.commit(committed);
    text += committed;
  };

  // Chinese by pinyin, Japanese with several candidates, Hangul by its syllables, Vietnamese by Telex.
  await ime.compose('n', 'ni', "ni'h", "ni'hao", '你好');
  await commit('你好，世界');
  await ime.compose('に', 'にほn', 'にほん', 'にほんご', '日本語', '二本後', 'ニホンゴ', '日本語');
  await commit('日本語');
  for (const [first, second, syllable] of ['ㅎ하한', 'ㄱ그글'].map((jamo) => [...jamo])) {
    await ime.compose(first ?? '', second ?? '', syllable ?? '');
    await commit(syllable ?? '');
  }
  await ime.compose('t', 'ti', 'tie', 'tiê', 'tiên', 'tiêng', 'tiếng');
  await commit('tiếng ');
  await ime.compose('V', 'Vi', 'Vie', 'Viê', 'Việ', 'Việt');
  await commit('Việt ');
  await expectText(shown, text);
  // Nothing that was only composed has gone out, and the phone was not told to delete anything.
  await expect.poll(() => shown.phone.state().keys).toEqual([]);

  // A German dead key as Linux and macOS have it, and one that takes two keys for a sign of its own.
  await ime.key('keyDown', 'Dead', 'Equal');
  await ime.key('keyUp', 'Dead', 'Equal');
  await ime.compose('´', 'é');
  await commit('é');
  await ime.key('keyDown', 'Dead', 'Backquote');
  await ime.key('keyUp', 'Dead', 'Backquote');
  await ime.key('keyDown', 'x', 'KeyX', '^x');
  await ime.key('keyUp', 'x', 'KeyX');
  text += '^x';
  await expectText(shown, text);

  // Emoji as panels insert them: a skin tone, a family, a flag, a keycap; and what is written from the right.
  for (const emoji of ['👍🏽', '👨‍👩‍👧‍👦', '🇯🇵', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿']) await commit(emoji);
  for (const words of ['مرحبا بِكم', ' שָׁלוֹם', ' नमस्ते']) await commit(words);
  await expectText(shown, text);

  // A composition that is given up leaves nothing, and the keyboard goes on as before.
  await ime.compose('x', 'xy', '');
  await page.keyboard.type('!');
  text += '!';
  await expectText(shown, text);

  const pasted = Array.from({ length: 500 }, (_, index) => `${1000 + index} é日👍🏽`).join('\n');
  expect(pasted.length).toBeGreaterThan(5000);
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, pasted);
  await expectText(shown, text + pasted);
  await expect.poll(() => shown.phone.state().keysDown).toEqual([]);
  expect(shown.phone.state().violations).toEqual([]);
});

test('what is composed shows over the picture until it is committed, also by a tap or a blur', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi();
  await openNotes(shown);
  const ime = await InputMethod.of(page);
  const tap = { x: 300, y: 500 };
  await shown.click(tap);
  const at = shown.clientPoint(tap);
  const resting = await fieldOf(shown);
  expect(resting).toMatchObject({ opacity: '0', fontSize: '16px' });
  expect(Math.abs((resting?.left ?? 0) - at.x)).toBeLessThanOrEqual(1);
  expect(Math.abs((resting?.top ?? 0) - at.y)).toBeLessThanOrEqual(1);
  await ime.compose('ni', 'nihao');
  await expect.poll(async () => (await fieldOf(shown))?.opacity).toBe('1');
  await expect.poll(() => phone.state().text).toBe('');
  // A tap elsewhere commits it, in front of the tap, as it does in any field.
  await shown.click({ x: 300, y: 400 });
  await expectText(shown, 'nihao');
  await expect.poll(async () => (await fieldOf(shown))?.opacity).toBe('0');
  expect(await focusedIn(shown)).toBe('TEXTAREA');
  await page.keyboard.type('.');
  await expectText(shown, 'nihao.');

  // A blur loses and doubles nothing, and leaves no key down.
  await page.keyboard.down('ArrowRight');
  await ime.compose('한');
  await page.evaluate(() => {
    const other = document.createElement('input');
    document.body.append(other);
    other.focus();
  });
  await expectText(shown, 'nihao.한');
  await expect.poll(() => phone.state().keysDown).toEqual([]);
  await page.keyboard.up('ArrowRight');
  await shown.tap('notes:field');
  await ime.compose('글');
  await ime.commit('글');
  await expect.poll(() => phone.state().text).toHaveLength(8);
  expect(phone.state().violations).toEqual([]);
});

test('streamed words change on the phone as the keyboard changes its mind, also while the connection breaks', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi({ view: { input: { composition: 'stream' } } });
  await openNotes(shown);
  const ime = await InputMethod.of(page);
  await ime.compose('t', 'te', 'teh');
  await expectText(shown, 'teh');
  await ime.compose('the');
  await expectText(shown, 'the');
  await ime.commit('the ');
  await ime.compose('👩', '👩‍🚀');
  await ime.commit('👩‍🚀');
  await expectText(shown, 'the 👩‍🚀');
  await ime.compose('q');
  await ime.compose('');
  await expectText(shown, 'the 👩‍🚀');
  // Keys go beside the field, and what is composed afterwards begins anew.
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await ime.compose('n');
  await ime.commit('n');
  await expectText(shown, 'then');

  await ime.compose(' w', ' wi', ' wiht');
  await expectText(shown, 'then wiht');
  const { liveCount } = await shown.log();
  phone.handle.kick();
  await expect.poll(() => shown.state()).toBe('recovering');
  // A correction needs keys, which a session that recovers does not take.
  await ime.compose(' with');
  await ime.commit(' with');
  await ime.commit(' words');
  await shown.liveAgain(liveCount);
  await expectText(shown, 'then with words');
  await expect.poll(() => phone.state().keysDown).toEqual([]);
});

test('Shift+Tab and Tab leave the phone, and the ring shows that it has the keyboard', async ({
  openByApi,
  page,
}) => {
  const shown = await openByApi();
  await shown.live();
  await page.evaluate(() => {
    for (const [where, id] of [
      ['prepend', 'before'],
      ['append', 'after'],
    ] as const) {
      const button = document.createElement('button');
      button.id = id;
      document.body[where](button);
    }
  });
  const focusedId = () => page.evaluate(() => document.activeElement?.id);
  const hasRing = () => shown.root.locator('[data-focus-ring]').count();
  await page.locator('#before').focus();
  await page.keyboard.press('Tab');
  await expect.poll(() => focusedIn(shown)).toBe('TEXTAREA');
  expect(await hasRing()).toBe(1);
  await page.keyboard.press('Tab');
  expect(await focusedId()).toBe('after');
  expect(await hasRing()).toBe(0);
  await page.keyboard.press('Shift+Tab');
  expect(await focusedIn(shown)).toBe('TEXTAREA');
  await page.keyboard.press('Shift+Tab');
  expect(await focusedId()).toBe('before');
  await shown.click({ x: 360, y: 640 });
  expect(await focusedIn(shown)).toBe('TEXTAREA');
  expect(await hasRing()).toBe(0);
});
