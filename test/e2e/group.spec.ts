import type { Page } from '@playwright/test';
import type { PhoneGroup } from 'telepad';
import { test as base, expect } from './fixtures.js';
import { chromiumSays } from './harness/console-guard.js';
import type { PhoneOnPage } from './harness/phone-page.js';
import { openSite } from './harness/site.js';
import { TestPhone } from './harness/test-phone.js';

declare global {
  interface Window {
    group: PhoneGroup;
    /** What the group told, in order. */
    groupLog: string[];
  }
}

interface Fixtures {
  /** All phones but the first, which leads. Nobody watches them. */
  readonly followers: readonly TestPhone[];
}

const test = base
  .extend<Fixtures>({
    followers: async ({ site }, use) =>
      use(site.phoneIds.slice(1).map((phoneId) => new TestPhone(site.emulator, phoneId))),
  })
  .extend<object, Pick<import('./fixtures.js').WorkerFixtures, 'site'>>({
    site: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
      async ({}, use) => {
        const site = await openSite({ phones: 10, frameRate: 15 });
        await use(site);
        await site.close();
      },
      { scope: 'worker' },
    ],
  });

const idsOf = (phones: readonly TestPhone[]) => phones.map(({ phoneId }) => phoneId);

async function lead(shown: PhoneOnPage, followers: readonly TestPhone[]): Promise<void> {
  await shown.page.evaluate(
    async ([name, phoneIds]) => {
      const features = await window.probe.get(name).session.features();
      window.group = await features.openGroup({ url: '/telepad', phoneIds });
      window.groupLog = [];
      window.group.on('change', () => window.groupLog.push('change'));
      window.group.on('error', ({ code }) => window.groupLog.push(code));
      window.group.on('closed', ({ cause }) => window.groupLog.push(cause));
    },
    [shown.name, idsOf(followers)] as const,
  );
}

function press(page: Page, key: 'HOME' | 'VOLUME_UP'): Promise<void> {
  return page.evaluate((key) => {
    const { androidKeys, pressKey } = window.telepad;
    pressKey(window.probe.get('phone').session, androidKeys[key]);
  }, key);
}

/** The same of each phone, in the order of the phones. */
async function expectOfEach<Value>(
  phones: readonly TestPhone[],
  read: (state: ReturnType<TestPhone['state']>) => Value,
  value: Value,
): Promise<void> {
  await expect
    .poll(() => phones.map((phone) => read(phone.state())))
    .toEqual(phones.map(() => value));
}

test('nine phones that nobody watches do what the leading one is told', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const all = [phone, ...followers];
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  expect(await page.evaluate(() => [window.group.phoneIds, window.group.failures])).toEqual([
    idsOf(followers),
    [],
  ]);
  await shown.openApp('paint');
  await expectOfEach(all, ({ app }) => app, 'paint');
  await page.mouse.move(...xy(shown, 150, 400));
  await page.mouse.down();
  for (let step = 1; step <= 20; step++) await page.mouse.move(...xy(shown, 150 + step * 20, 700));
  await page.mouse.up();
  await expectOfEach(all, ({ strokes, fingersDown }) => [strokes.length, fingersDown], [1, []]);
  const drawn = phone.state().strokes;
  for (const follower of followers) expect(follower.state().strokes).toEqual(drawn);

  await press(page, 'HOME');
  await expectOfEach(all, ({ app }) => app, 'home');
  await shown.openApp('notes');
  await expectOfEach(all, ({ isInputOpen }) => isInputOpen, true);
  await page.keyboard.type('Hello ');
  // As a view does with what an input method has composed.
  await page.evaluate(() => window.probe.get('phone').session.send({ type: 'text', text: '世界' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Backspace');
  await expectOfEach(all, ({ text, keysDown }) => [text, keysDown], ['Hello 世界', []]);
  await page.keyboard.press('Control+A');
  await expectOfEach(all, ({ selection }) => selection, { start: 0, end: 8 });
  // Each once, and as it was: the leading phone is in no room, and nothing is wrong with what the others heard.
  const edges = phone.edges(0);
  for (const each of all) {
    expect(each.edges(0)).toEqual(edges);
    expect(each.state().violations).toEqual([]);
  }
  expect(followers.map(({ viewers }) => viewers)).toEqual(followers.map(() => 0));
});

test('the user can work on the leading phone alone for a while', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  await page.evaluate(() => window.group.setSync(false));
  await shown.openApp('notes');
  await page.keyboard.type('alone');
  await expect.poll(() => phone.state().text).toBe('alone');
  await press(page, 'HOME');
  await expect.poll(() => phone.state().app).toBe('home');
  await page.evaluate(() => window.group.setSync(true));
  await shown.openApp('paint');
  await expectOfEach(followers, ({ app, text, inputSequence }) => [app, text, inputSequence], [
    'paint',
    '',
    2,
  ]);
});

test('a phone that is let go hears nothing, until it is brought in again', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const [leaving, ...staying] = followers;
  if (!leaving) throw new Error('There are no followers.');
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  await page.evaluate((phoneId) => window.group.remove([phoneId]), leaving.phoneId);
  expect(await page.evaluate(() => window.group.phoneIds)).toEqual(idsOf(staying));
  await shown.openApp('notes');
  await page.keyboard.type('one ');
  await expectOfEach([phone, ...staying], ({ text }) => text, 'one ');
  expect(leaving.state()).toMatchObject({ app: 'home', inputSequence: 0 });
  const failures = await page.evaluate((id) => window.group.add([id]), leaving.phoneId);
  expect(failures).toEqual([]);
  await page.keyboard.press('Control+A');
  await page.keyboard.type('two');
  await expectOfEach([phone, ...staying], ({ text }) => text, 'two');
  await press(page, 'VOLUME_UP');
  await expect.poll(() => leaving.state().volume).toBe(staying[0]?.state().volume);
  expect(await page.evaluate(() => window.groupLog)).toEqual(['change', 'change']);
});

test('texts and clipboards go to each phone its own, shell commands to all', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const [first, second, ...others] = followers;
  if (!first || !second) throw new Error('There are too few followers.');
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  await shown.openApp('notes');
  await expectOfEach(followers, ({ isInputOpen }) => isInputOpen, true);
  await page.evaluate(
    ([leader, first, second]) => {
      window.group.sendText({ [leader]: 'leader', [first]: 'mia', [second]: 'leo' });
      window.group.setClipboard({ [second]: 'only leo' });
      window.group.sendText('!');
    },
    [phone.phoneId, first.phoneId, second.phoneId] as const,
  );
  await expect.poll(() => first.state().text).toBe('mia!');
  await expect.poll(() => second.state().text).toBe('leo!');
  await expectOfEach(others, ({ text }) => text, '!');
  // By its own channel, which the room does not wait for.
  await expect.poll(() => phone.state().text).toBe('leader');
  expect([phone, ...followers].map((each) => each.state().clipboard)).toEqual([
    '',
    '',
    'only leo',
    ...others.map(() => ''),
  ]);
  await page.evaluate(() => window.group.broadcast({ type: 'shell', command: 'input keyevent 3' }));
  await expectOfEach(followers, ({ app }) => app, 'home');
  await expect.poll(() => phone.state().app).toBe('notes');
});

test('a phone that is off fails alone, and follows when it is on again', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const [offline, ...others] = followers;
  if (!offline) throw new Error('There are no followers.');
  offline.handle.setOnline(false);
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  const failures = () =>
    page.evaluate(() =>
      window.group.failures.map(({ phoneId, error }) => [phoneId, error.code, error.retryable]),
    );
  expect(await failures()).toEqual([[offline.phoneId, 'phone_offline', true]]);
  expect(await page.evaluate(() => window.group.phoneIds)).toEqual(idsOf(others));
  offline.handle.setOnline(true);
  await page.evaluate((id) => window.group.add([id]), offline.phoneId);
  expect(await failures()).toEqual([]);
  await shown.openApp('clock');
  await expectOfEach([phone, ...followers], ({ app }) => app, 'clock');
});

test('a group in which no phone can be reached is not opened', async ({
  openByApi,
  page,
  followers,
  consoleGuard,
}) => {
  consoleGuard.allow(chromiumSays.httpStatus(409, 'Conflict'));
  const shown = await (await openByApi()).live();
  for (const { handle } of followers) handle.setOnline(false);
  const opened = lead(shown, followers);
  await expect(opened).rejects.toThrow('TelepadError');
  await expect.poll(() => shown.state()).toBe('live');
  expect(await page.evaluate(() => 'group' in window)).toBe(false);
});

test.describe('no finger stays down on the followers', () => {
  const ends: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
    'when syncing is switched off': (page) => page.evaluate(() => window.group.setSync(false)),
    'when the group is closed': (page) => page.evaluate(() => window.group.close()),
    'when the session is closed': (page) =>
      page.evaluate(() => window.probe.get('phone').session.close()),
    'when the user leaves the page': (page) => page.goto('about:blank'),
  };
  for (const [when, end] of Object.entries(ends)) {
    test(when, async ({ openByApi, page, followers }) => {
      const shown = await (await openByApi()).live();
      await lead(shown, followers);
      await page.mouse.move(...xy(shown, 300, 640));
      await page.mouse.down();
      await expectOfEach(followers, ({ fingersDown }) => fingersDown, [0]);
      await end(page);
      await expectOfEach(followers, ({ fingersDown }) => fingersDown, []);
      await page.mouse.up();
      for (const follower of followers) expect(follower.state().violations).toEqual([]);
    });
  }
});

test('a room that is lost is entered again, and lets go first', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  await page.mouse.move(...xy(shown, 300, 640));
  await page.mouse.down();
  await expectOfEach(followers, ({ fingersDown }) => fingersDown, [0]);
  followers[0]?.handle.dropSignalling();
  await expect
    .poll(() => page.evaluate(() => window.groupLog))
    .toEqual(['change', 'signalling_lost', 'change']);
  await expectOfEach(followers, ({ fingersDown }) => fingersDown, []);
  await page.mouse.up();
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  await shown.openApp('clock');
  await expectOfEach([phone, ...followers], ({ app }) => app, 'clock');
  for (const follower of followers) {
    expect(follower.state().violations).toEqual([]);
    expect(follower.edges(0)).toEqual(['down 0 of 0', 'cancel 0 of 0', 'down 0 of 0', 'up 0 of 0']);
  }
});

test('the group outlives a recovery of the leading session', async ({
  openByApi,
  page,
  phone,
  followers,
}) => {
  const shown = await (await openByApi()).live();
  await lead(shown, followers);
  phone.handle.kick();
  await shown.liveAgain();
  await shown.openApp('clock');
  await expectOfEach([phone, ...followers], ({ app }) => app, 'clock');
  expect(await page.evaluate(() => window.group.isConnected)).toBe(true);
});

test('a watcher leads nobody', async ({ browser, site, followers, phone }) => {
  const context = await browser.newContext({ baseURL: site.url });
  await context.addCookies([{ name: 'user', value: 'watcher', url: site.url }]);
  const page = await context.newPage();
  await page.goto('/pages/api.html');
  await page.waitForFunction(() => 'probe' in window);
  const code = await page.evaluate(
    async ([phoneId, phoneIds]) => {
      const { brokerTicket, connect } = window.telepad;
      const session = connect({ ticket: brokerTicket({ url: '/telepad', phoneId }) });
      const features = await session.features();
      const { code } = await features.openGroup({ url: '/telepad', phoneIds }).then(
        () => ({ code: 'opened' }),
        (error: { code: string }) => error,
      );
      session.close();
      return code;
    },
    [phone.phoneId, idsOf(followers)] as const,
  );
  expect(code).toBe('watch_only');
  await context.close();
});

function xy(shown: PhoneOnPage, x: number, y: number): [number, number] {
  const at = shown.clientPoint({ x, y });
  return [at.x, at.y];
}
