import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { axeViolations } from './harness/axe.js';

/**
 * Everything that needs no phone, on pages that hold many elements at once. What they look like is told by places and
 * colours; looks.spec.ts compares pictures.
 */

interface ElementSetting {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, string>>;
  /** What becomes of connecting; nothing without it. */
  readonly ticket?: 'pending' | 'refused';
  readonly size?: readonly [width: number, height: number];
  readonly contents?: readonly {
    readonly tag: string;
    readonly slot: string;
    readonly text: string;
  }[];
}

/** Puts elements side by side into a page. */
async function put(page: Page, settings: readonly ElementSetting[]): Promise<void> {
  await page.goto('/pages/element.html');
  await page.waitForFunction(() => 'probe' in window);
  await page.evaluate(async (settings) => {
    const address = '/dist/index.js';
    const { TelepadError } = (await import(address)) as typeof import('telepad');
    document.body.style.cssText = 'display:flex;flex-wrap:wrap;gap:16px;padding:16px';
    for (const { id, attributes = {}, ticket, size = [300, 560], contents = [] } of settings) {
      const element = document.createElement('telepad-phone');
      element.id = id;
      element.style.cssText = `flex:none;width:${size[0]}px;height:${size[1]}px`;
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      for (const { tag, slot, text } of contents) {
        const part = document.createElement(tag);
        part.slot = slot;
        part.textContent = text;
        element.append(part);
      }
      if (ticket === 'pending') element.ticket = () => new Promise(() => {});
      if (ticket === 'refused')
        element.ticket = () => Promise.reject(new TelepadError('forbidden', 'You may not.'));
      document.body.append(element);
    }
  }, settings);
}

const overlay = (page: Page, id: string) => page.locator(`#${id} [part=overlay]`);

test('each state keeps nobody out, light and dark, in both languages', async ({ page }) => {
  const looks = ['light', 'dark'].flatMap((theme) =>
    ['en', 'zh-CN'].map((lang) => ({ theme, lang, controls: '' })),
  );
  await put(
    page,
    looks.flatMap((attributes, index) => [
      { id: `empty${index}`, attributes },
      { id: `connecting${index}`, attributes, ticket: 'pending' },
      { id: `off${index}`, attributes: { ...attributes, autoconnect: 'off' }, ticket: 'pending' },
      { id: `error${index}`, attributes, ticket: 'refused' },
    ]),
  );
  for (const [index] of looks.entries()) {
    await expect(overlay(page, `empty${index}`)).toHaveAttribute('data-kind', 'placeholder');
    await expect(overlay(page, `connecting${index}`)).toHaveAttribute('data-kind', 'progress');
    await expect(overlay(page, `off${index}`)).toHaveAttribute('data-kind', 'stopped');
    await expect(overlay(page, `error${index}`)).toHaveAttribute('data-kind', 'error');
  }
  // The cards are complete once the details are there.
  await expect(page.locator('#error3 summary')).toHaveText('详细信息');
  await expect(overlay(page, 'error0')).toContainText('You may not.');
  await expect(overlay(page, 'error3')).toContainText('您没有使用这台云手机的权限');
  await expect(page.locator('#connecting1 [role=status]:not([part])')).toHaveText(
    '正在连接。正在获取访问权限',
  );
  expect(await axeViolations(page)).toEqual([]);
  const surfaces = await page.evaluate(() =>
    ['empty0', 'empty2'].map((id) => {
      const toolbar = document.getElementById(id)?.shadowRoot?.querySelector('[part=toolbar]');
      return toolbar ? getComputedStyle(toolbar).backgroundColor : undefined;
    }),
  );
  expect(surfaces).toEqual(['rgb(255, 255, 255)', 'rgb(24, 31, 44)']);
});

test('the element speaks the language it is in, and follows it', async ({ page }) => {
  await put(page, [{ id: 'phone' }, { id: 'own', attributes: { lang: 'zh-Hans-CN' } }]);
  const title = (id: string) => page.locator(`#${id} [part=title]`);
  await expect(title('own')).toHaveText('未选择云手机');
  await expect(title('phone')).toHaveText('No phone selected');
  const setLanguage = (lang: string) =>
    page.evaluate((lang) => document.documentElement.setAttribute('lang', lang), lang);
  await setLanguage('zh');
  await expect(title('phone')).toHaveText('未选择云手机');
  await setLanguage('de');
  await expect(title('phone')).toHaveText('No phone selected');
  const register = (language: string, emptyTitle: string) =>
    page.evaluate(
      async ([language, emptyTitle]) => {
        const address = '/dist/element.js';
        const { registerPhoneStrings } = (await import(
          address
        )) as typeof import('telepad/element');
        registerPhoneStrings(language, async () => ({ emptyTitle }));
      },
      [language, emptyTitle] as const,
    );
  await register('de', 'Kein Gerät gewählt');
  await expect(title('phone')).toHaveText('Kein Gerät gewählt');
  await expect(page.locator('#phone [part=text]')).toHaveText(/^Choose a phone/);
  await register('ar', 'لم يتم اختيار هاتف');
  await setLanguage('ar-EG');
  await expect(title('phone')).toHaveText('لم يتم اختيار هاتف');
  await expect(page.locator('#phone [part=frame]')).toHaveCSS('direction', 'rtl');

  // Through a shadow root, also of a host that is moved.
  await page.evaluate(() => {
    const host = document.createElement('div');
    host.lang = 'zh';
    const phone = document.getElementById('phone');
    if (phone) host.attachShadow({ mode: 'open' }).append(phone);
    document.body.append(host);
  });
  await expect(title('phone')).toHaveText('未选择云手机');
});

test('the toolbar is one tab stop, and arrow keys reach the menu', async ({ page }) => {
  await put(page, [{ id: 'phone', attributes: { controls: '' }, ticket: 'pending' }]);
  const named = (name: string) => page.locator('#phone').getByRole('button', { name, exact: true });
  await named('Back').focus();
  await page.keyboard.press('End');
  await expect(named('More controls')).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.locator('#phone [part=panel]');
  await expect(panel).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(panel.locator('button').first()).toBeFocused();
  await page.keyboard.press('End');
  await expect(page.locator('#phone').getByRole('radio', { name: 'Ultra' })).toBeFocused();
  const sizes = await page
    .locator('#phone button:visible')
    .evaluateAll((buttons) =>
      buttons
        .map((button) => button.getBoundingClientRect())
        .map(({ width, height }) => Math.min(width, height)),
    );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(named('More controls')).toBeFocused();
});

test('the focus stays with its button, or goes to "More" with it', async ({ page }) => {
  await put(page, [{ id: 'phone', attributes: { controls: '' }, ticket: 'pending' }]);
  const named = (name: string) => page.locator('#phone').getByRole('button', { name, exact: true });
  const resize = (width: number) =>
    page.evaluate((width) => {
      const element = document.getElementById('phone');
      if (element) element.style.width = `${width}px`;
    }, width);
  await resize(600);
  await expect(named('Full screen')).toBeVisible();

  await test.step('as the bar becomes shorter', async () => {
    await named('Back').focus();
    await resize(200);
    await expect(named('Full screen')).toBeHidden();
    await expect(named('Back')).toBeFocused();
    await resize(600);
    await expect(named('Full screen')).toBeVisible();
    await expect(named('Back')).toBeFocused();
    await named('Rotate view').focus();
    await resize(200);
    await expect(named('Rotate view')).toBeHidden();
    await expect(named('More controls')).toBeFocused();
    await resize(600);
    await expect(named('Rotate view')).toBeVisible();
    await expect(named('More controls')).toBeFocused();
  });

  await test.step('in full screen and back', async () => {
    // From under the picture to its side, where more of the buttons fit.
    await resize(300);
    await named('Home').focus();
    await page.evaluate(() => document.getElementById('phone')?.requestFullscreen());
    await expect(named('Leave full screen')).toBeVisible();
    await expect(named('Home')).toBeFocused();
    await named('Leave full screen').focus();
    await page.keyboard.press('Enter');
    await expect(named('Full screen')).toBeHidden();
    await expect(named('More controls')).toBeFocused();
  });

  await test.step('and is as plain to see on a button that does not work now', async () => {
    await named('Home').focus();
    const opacities = await named('Home').evaluate((button) =>
      [button, ...button.querySelectorAll('svg')].map((each) => getComputedStyle(each).opacity),
    );
    expect(opacities).toEqual(['1', '0.38']);
  });
});

for (const attributes of [{}, { readonly: '' }])
  test(`who presses the button of a${'readonly' in attributes ? ' read-only' : ''} card goes on from the phone`, async ({
    page,
  }) => {
    await put(page, [
      { id: 'off', attributes: { ...attributes, autoconnect: 'off' }, ticket: 'pending' },
      { id: 'error', attributes, ticket: 'refused' },
    ]);
    await page.locator('#off').getByRole('button', { name: 'Connect' }).focus();
    await page.keyboard.press('Enter');
    await expect(overlay(page, 'off')).toHaveAttribute('data-kind', 'progress');
    const isOnPhone = await page.evaluate(() => {
      const element = document.getElementById('off') as HTMLElementTagNameMap['telepad-phone'];
      return element.view?.root.matches(':focus-within');
    });
    expect(isOnPhone).toBe(true);

    // What fails again is the same button once more.
    const tries = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('telepad-error', resolve, { once: true });
        }),
    );
    const again = page.locator('#error').getByRole('button', { name: 'Try again' });
    await again.focus();
    await page.keyboard.press('Enter');
    await tries;
    await expect(overlay(page, 'error')).toHaveAttribute('data-kind', 'error');
    await expect(again).toBeFocused();
  });

test('an English message is laid out as such in a language from the right', async ({ page }) => {
  await put(page, [{ id: 'error', attributes: { lang: 'ar' }, ticket: 'refused' }]);
  await page.evaluate(async () => {
    const address = '/dist/element.js';
    const { registerPhoneStrings } = (await import(address)) as typeof import('telepad/element');
    registerPhoneStrings('ar', { connect: 'اتصال' });
  });
  await expect(page.locator('#error [part=frame]')).toHaveCSS('direction', 'rtl');
  await expect(page.locator('#error [part=text]')).toHaveText('You may not.');
  await expect(page.locator('#error [part=text]')).toHaveCSS('direction', 'ltr');
});

test('it connects when it comes into view, or when it is asked', async ({ page }) => {
  await put(page, [
    { id: 'first', size: [1200, 3000] },
    { id: 'below', attributes: { autoconnect: 'visible' }, ticket: 'pending' },
    { id: 'off', attributes: { autoconnect: 'off' }, ticket: 'pending' },
  ]);
  const state = (id: string) =>
    page.evaluate(
      (id) =>
        (document.getElementById(id) as HTMLElementTagNameMap['telepad-phone']).session?.state,
      id,
    );
  expect(await state('below')).toBeUndefined();
  await page.evaluate(() => document.getElementById('below')?.scrollIntoView());
  await expect.poll(() => state('below')).toBe('ticketing');
  expect(await state('off')).toBeUndefined();
  await page.locator('#off').getByRole('button', { name: 'Connect' }).click();
  expect(await state('off')).toBe('ticketing');
});

test('a page puts parts of its own in place', async ({ page }) => {
  const contents = [
    { tag: 'p', slot: 'placeholder', text: 'Pick one.' },
    { tag: 'div', slot: 'toolbar', text: 'Tools' },
  ];
  await put(page, [
    { id: 'empty', contents },
    { id: 'own', ticket: 'pending', contents: [{ tag: 'p', slot: 'overlay', text: 'Wait.' }] },
  ]);
  await page.addStyleTag({ content: '[slot=toolbar] { height: 90px; width: 200px }' });
  await expect(page.getByText('Pick one.')).toBeVisible();
  await expect(page.locator('#empty [part=card]')).toBeHidden();
  await expect(page.locator('#empty [part=toolbar]')).toBeHidden();
  await expect(page.getByText('Wait.')).toBeVisible();
  await expect(overlay(page, 'own')).toBeHidden();
  const stage = page.locator('#empty [part=stage]');
  // 560 less 90 and the gap.
  await expect.poll(async () => (await stage.boundingBox())?.height).toBeCloseTo(462, 0);
  const muted = await page.evaluate(() => {
    const [tools] = document.getElementsByTagName('div');
    const button = document.createElement('button');
    button.dataset.command = 'mute';
    tools?.append(button);
    button.click();
    return (document.getElementById('empty') as HTMLElementTagNameMap['telepad-phone']).muted;
  });
  expect(muted).toBe(true);
});

for (const [device, width, height] of [
  ['phone', 320, 568],
  ['tablet', 820, 1180],
  ['desktop', 1440, 900],
] as const) {
  test(`on a ${device}, bar and picture fit, and the menu stays inside`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const attributes = { controls: '', frame: '' };
    await put(page, [
      { id: 'phone', attributes, ticket: 'pending', size: [width - 32, height - 32] },
    ]);
    const boxOf = async (part: string) => {
      const box = await page.locator(`#phone [part=${part}]`).boundingBox();
      if (!box) throw new Error(`There is no ${part}.`);
      return box;
    };
    await page.locator('#phone').getByRole('button', { name: 'More controls' }).click();
    await expect(page.locator('#phone [part~=screenshot]')).toBeVisible();
    for (const part of ['bezel', 'toolbar', 'panel']) {
      const box = await boxOf(part);
      expect([part, box.x >= 15, box.y >= 15]).toEqual([part, true, true]);
      const isInside = box.x + box.width <= width - 15 && box.y + box.height <= height - 15;
      expect([part, isInside]).toEqual([part, true]);
    }
    const stage = await boxOf('stage');
    expect(stage.width / stage.height).toBeCloseTo(9 / 16, 2);
    const toolbar = await boxOf('toolbar');
    const isBeside = toolbar.x >= stage.x + stage.width;
    expect(isBeside).toBe(device !== 'phone');
    expect(isBeside || toolbar.y >= stage.y + stage.height).toBe(true);
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    const [turned, around] = [await boxOf('toolbar'), await boxOf('bezel')];
    if (isBeside) expect(turned.x + turned.width).toBeLessThanOrEqual(around.x);
  });
}
