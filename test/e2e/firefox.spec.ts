import { test as base, expect } from './fixtures.js';
import { clientPoint } from './harness/aim.js';
import { FirefoxPage, firefoxPath, hasFirefox } from './harness/firefox.js';

const test = base.extend<{ readonly firefox: FirefoxPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  firefox: async ({}, use) => {
    const firefox = await FirefoxPage.launch();
    await use(firefox);
    await firefox.close();
  },
});

const reason = `There is no Firefox at ${firefoxPath}: install firefox-esr, or set FIREFOX_PATH.`;
// The list of tests does not tell why one is skipped. This file is loaded by the runner and by its workers.
if (!hasFirefox && process.env.TEST_WORKER_INDEX === undefined) console.log(reason);
test.skip(!hasFirefox, reason);

const box = { x: 24, y: 16, width: 400, height: 640 };
const style = `position:absolute;left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`;

test('in Firefox a phone is live, takes taps and text, and ends', async ({
  firefox,
  site,
  phone,
}) => {
  await firefox.goto(`${site.url}/pages/element.html`);
  await expect.poll(() => firefox.evaluate(() => 'probe' in window)).toBe(true);
  await firefox.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: as a sign-in would leave it
    document.cookie = 'user=controller;path=/';
  });
  const attributes = { broker: '/telepad', 'phone-id': phone.phoneId };
  await firefox.evaluate(
    (attributes, style) => window.probe.mount('phone', { attributes, style, rawTicket: undefined }),
    attributes,
    style,
  );
  const log = () => firefox.evaluate(() => window.probe.find('phone')?.log ?? null);
  await expect
    .poll(async () => {
      const told = await log();
      return told?.closed?.error ?? told?.states.at(-1);
    })
    .toBe('live');
  const frameNumber = () => firefox.evaluate(() => window.probe.strip('phone')?.frameNumber ?? 0);
  const first = await frameNumber();
  await expect.poll(frameNumber).toBeGreaterThan(first + 10);

  const aim = await phone.target('app:notes');
  const screen = { width: 720, height: 1280 };
  await firefox.click(clientPoint({ box, screen }, aim));
  await expect.poll(() => phone.state().isInputOpen).toBe(true);
  const [down] = phone.state().touches;
  // BiDi clicks at whole client px, of which one is two of the phone's.
  expect(Math.abs((down?.pointers[0]?.x ?? 0) - aim.x)).toBeLessThanOrEqual(1);
  expect(Math.abs((down?.pointers[0]?.y ?? 0) - aim.y)).toBeLessThanOrEqual(1);
  await firefox.type('Hello, Firefox!');
  await expect.poll(() => phone.state().text).toBe('Hello, Firefox!');
  expect(phone.state().violations).toEqual([]);

  phone.handle.kick();
  await expect.poll(async () => (await log())?.liveCount).toBe(2);
  expect(firefox.errors).toEqual([]);
  await firefox.goto('about:blank');
  await expect.poll(() => phone.viewers).toBe(0);
});
