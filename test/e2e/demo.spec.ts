import { test as base, expect } from '@playwright/test';
import { guardConsole } from './harness/console-guard.js';
import { type DemoProcess, startDemoProcess } from './harness/demo-process.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

/** An account that nobody has, on a cloud that is not there: enough to start. */
const account = {
  ARMCLOUD_ACCESS_KEY: 'AK-SECRETIVE',
  ARMCLOUD_SECRET_KEY: 'SK-SECRETIVE',
  ARMCLOUD_BASE_URL: 'http://127.0.0.1:9',
  ARMCLOUD_PHONE_IDS: 'AC00000000001',
};

/** `npm start` from outside: a process, its output, its page. */
const test = base.extend<{ readonly start: typeof startDemoProcess }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  start: async ({}, use) => {
    const started: DemoProcess[] = [];
    await use((...options) => {
      const demo = startDemoProcess(...options);
      started.push(demo);
      return demo;
    });
    for (const demo of started) demo.signal('SIGKILL');
  },
});

test('npm start prints one line, shows a live phone, and Ctrl-C ends all of it', async ({
  context,
  page,
  start,
}) => {
  const guard = guardConsole(context);
  const demo = start();
  const url = await demo.url;
  await page.goto(url);
  const player = page.locator('telepad-phone');
  const state = () => player.evaluate((element: Player) => element.session?.state);
  await expect.poll(state).toBe('live');
  const frames = () =>
    player.evaluate(async (element: Player) => {
      const report = await element.session?.getStats();
      const video = [...(report?.values() ?? [])].find(
        ({ type, kind }) => type === 'inbound-rtp' && kind === 'video',
      );
      return video?.framesDecoded ?? 0;
    });
  const before = await frames();
  await expect.poll(frames).toBeGreaterThan(before);
  await expect(page).toHaveTitle('AC00000000001 · Telepad');

  // The other phone of the picker, which is another vendor's.
  await page.getByText('kp000001').click();
  await expect
    .poll(() => player.evaluate((element: Player) => element.session?.phoneId))
    .toBe('kp000001');
  await expect.poll(state).toBe('live');
  await expect.poll(frames).toBeGreaterThan(0);
  expect(guard.findings(new Set())).toEqual([]);

  await page.goto('about:blank');
  demo.signal('SIGINT');
  expect(await demo.end).toEqual({ code: 0, stdout: `Telepad demo: ${url}\n`, stderr: '' });
  // A helper process of the runner may outlive the end of its pipes by a moment.
  await expect.poll(() => demo.isRunning).toBe(false);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('a link to a phone opens it, of whichever vendor it is', async ({ page, start }) => {
  const demo = start();
  await page.goto(`${await demo.url}?phone=kp000001`);
  const player = page.locator('telepad-phone');
  await expect
    .poll(() => player.evaluate((element: Player) => element.session?.state))
    .toBe('live');
  await expect(player).toHaveAttribute('vendor', 'koophone');
  await expect(page).toHaveTitle('kp000001 · Telepad');

  // The vendor's own end of an unused session is kept, and never put off.
  const idleMs = () => player.evaluate((element: Player) => element.session?.idleTimeoutMs);
  const choose = (minutes: string) =>
    page.locator('[name=idle]').evaluate((field: HTMLSelectElement, value) => {
      field.value = value;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, minutes);
  expect(await idleMs()).toBe(120_000);
  await choose('1');
  await expect.poll(idleMs).toBe(60_000);
  await choose('15');
  await expect.poll(idleMs).toBe(120_000);
});

test('the demo lends the camera to an app that opens it, once its user has offered it', async ({
  page,
  start,
}) => {
  const demo = start();
  await page.goto(await demo.url);
  const player = page.locator('telepad-phone');
  await expect
    .poll(() => player.evaluate((element: Player) => element.session?.state))
    .toBe('live');
  const capture = () =>
    player.evaluate(async (element: Player) => {
      const features = await element.session?.features();
      return features?.captureState('camera');
    });
  const badge = player.locator('[part~=capture]');
  const openCamera = () =>
    player.evaluate(async (element: Player) => {
      const features = await element.session?.features();
      await features?.shell('am start -n com.telepad.camera/.Main');
    });
  await player.getByRole('button', { name: 'More controls' }).click();
  await player.getByRole('button', { name: 'Lend camera' }).click();
  expect(await capture()).toBe('off');
  await expect(badge).toHaveCount(0);
  await openCamera();
  await expect.poll(capture).toBe('on');
  await expect(badge).toHaveAccessibleName('The phone uses your camera');

  // The menu is still open; what was lent is taken back there.
  await player.getByRole('button', { name: 'Lend camera' }).click();
  await expect.poll(capture).toBe('off');
  await expect(badge).toHaveCount(0);
});

test('npm start ends all of it on SIGTERM, also while a page looks at a phone', async ({
  page,
  start,
}) => {
  const demo = start();
  await page.goto(await demo.url);
  await expect
    .poll(() => page.locator('telepad-phone').evaluate((element: Player) => element.session?.state))
    .toBe('live');
  demo.signal('SIGTERM');
  expect(await demo.end).toMatchObject({ code: 0, stderr: '' });
  // A helper process of the runner may outlive the end of its pipes by a moment.
  await expect.poll(() => demo.isRunning).toBe(false);
});

test('npm start says in one sentence that its port is taken', async ({ start }) => {
  const { port } = new URL(await start([], account).url);
  expect(await start(['--port', port], account).end).toEqual({
    code: 1,
    stdout: '',
    stderr: `Port ${port} is taken by another program: stop that one, or choose another with --port, or none for a free one.\n`,
  });
});

test('npm start says in one sentence what a half-set account lacks', async ({ start }) => {
  expect(await start([], { ARMCLOUD_ACCESS_KEY: 'AK-SECRETIVE' }).end).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'To show real phones the demo still needs ARMCLOUD_SECRET_KEY, ARMCLOUD_BASE_URL, ARMCLOUD_PHONE_IDS; unset the other ARMCLOUD variables to do without this account.\n',
  });
});

test('npm start says in one sentence what is wrong with an account', async ({ start }) => {
  const demo = start([], { ...account, ARMCLOUD_BASE_URL: 'openapi.secretive.test' });
  expect(await demo.end).toEqual({
    code: 1,
    stdout: '',
    stderr:
      "The broker's armcloud settings: baseUrl must be a complete address such as https://openapi-hk.armcloud.net.\n",
  });
});
