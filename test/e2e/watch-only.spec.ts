import { everyVendor, expect, test } from './fixtures.js';
import { openElement as openElementOn } from './harness/phone-page.js';

test.use({ user: 'watcher' });

test(
  'a watcher sees the picture and touches nothing',
  everyVendor,
  async ({ openElement, page, phone }) => {
    const shown = await (await openElement()).live();
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(0);
    const frame = (await shown.strip())?.frameNumber ?? 0;
    await shown.click(await phone.target('app:notes'));
    await page.mouse.wheel(0, 400);
    await page.keyboard.type('not for you');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 8);
    const { inputSequence, touches, keys, text, app } = phone.state();
    expect({ inputSequence, touches, keys, text, app }).toEqual({
      inputSequence: 0,
      touches: [],
      keys: [],
      text: '',
      app: 'home',
    });
  },
);

test('send() throws watch_only for what would change the phone', async ({
  openByApi,
  page,
  phone,
}) => {
  await (await openByApi()).live();
  const errors = await page.evaluate(() => {
    const { session } = window.probe.get('phone');
    const attempts = [
      () => window.telepad.pressKey(session, window.telepad.androidKeys.HOME),
      () => session.send({ type: 'text', text: 'x' }),
      () => session.send({ type: 'clipboard', text: 'x' }),
      () => session.send({ type: 'keyboard-mode', mode: 'local' }),
      () =>
        session.send({
          type: 'touch',
          action: 'down',
          actionIndex: 0,
          pointers: [{ id: 0, x: 1, y: 1, pressure: 1 }],
          width: 720,
          height: 1280,
        }),
      () => session.send({ type: 'scroll', x: 1, y: 1, width: 720, height: 1280, notchesY: 1 }),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return null;
      } catch (error) {
        return window.probe.factsOf(error).code;
      }
    });
  });
  expect(errors).toEqual(Array(6).fill('watch_only'));
  await expect.poll(() => phone.state().inputSequence).toBe(0);
});

test('a watcher’s toolbar has no keys of the phone', async ({ openElement }) => {
  const shown = await (await openElement({ attributes: { controls: '' } })).live();
  for (const label of ['Back', 'Home', 'Recent apps', 'Volume up', 'Volume down', 'Power']) {
    await expect(shown.button(label)).toHaveCount(0);
  }
  await expect(shown.button('Rotate view')).toBeVisible();
  await expect(shown.root.getByRole('status')).toHaveText('Connected, watching only');
});

test(
  'a watcher and a controller look at the same phone at once',
  everyVendor,
  async ({ browser, site, openElement, phone }) => {
    const watching = await (await openElement()).live();
    const context = await browser.newContext({ baseURL: site.url });
    await context.addCookies([{ name: 'user', value: 'controller', url: site.url }]);
    const page = await context.newPage();
    const controlling = await (await openElementOn(page, phone)).live();
    await expect.poll(() => phone.viewers).toBe(2);
    await controlling.openApp('clock');
    await watching.pictureOfAllInput();
    await context.close();
    await expect.poll(() => phone.viewers).toBe(1);
    expect(await watching.state()).toBe('live');
  },
);
