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

/** WebDriver's names of keys that type nothing. */
const keys = {
  backspace: '\ue003',
  enter: '\ue007',
  control: '\ue009',
  arrowLeft: '\ue012',
} as const;

test('in Firefox a phone is live, takes taps, keys, text and drags, and ends', async ({
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
  // Beyond ASCII; then two steps back, one character away, everything selected and replaced.
  await firefox.type('é日😀');
  await expect.poll(() => phone.state().text).toBe('Hello, Firefox!é日😀');
  await firefox.type(`${keys.arrowLeft}${keys.arrowLeft}${keys.backspace}`);
  await expect.poll(() => phone.state().text).toBe('Hello, Firefox!日😀');
  await firefox.chord(keys.control, 'a');
  await expect.poll(() => phone.state().selection).toEqual({ start: 0, end: 18 });
  await firefox.type(`x${keys.enter}`);
  await expect.poll(() => phone.state().text).toBe('x\n');
  await expect.poll(() => phone.state().keysDown).toEqual([]);

  // WebDriver has no input methods: their events are made here, in Firefox's order, on the view's real field.
  await firefox.evaluate(() => {
    const host = document.querySelector('telepad-phone');
    const field = host?.shadowRoot?.activeElement;
    if (!(field instanceof HTMLTextAreaElement)) throw new Error('The field has no focus.');
    const compose = (value: string) => {
      field.value = value;
      field.dispatchEvent(new InputEvent('input', { inputType: 'insertCompositionText' }));
    };
    field.dispatchEvent(new CompositionEvent('compositionstart'));
    for (const value of ['に', 'にほん']) compose(value);
    field.value = '日本';
    field.dispatchEvent(new CompositionEvent('compositionend', { data: '日本' }));
    compose('日本');
  });
  await expect.poll(() => phone.state().text).toBe('x\n日本');

  await firefox.click(clientPoint({ box, screen }, await phone.target('nav:home')));
  await expect.poll(() => phone.state().app).toBe('home');
  await firefox.click(clientPoint({ box, screen }, await phone.target('app:paint')));
  await expect.poll(() => phone.state().app).toBe('paint');
  const places = [0, 1, 2, 3].map((step) => ({ x: 200 + step * 80, y: 500 + step * 40 }));
  await firefox.drag(places.map((place) => clientPoint({ box, screen }, place)));
  await expect.poll(() => phone.state().strokes.length).toBe(1);
  // A stroke is there from its first point on.
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  const points = phone.state().strokes[0]?.points ?? [];
  for (const [index, place] of [places[0], places[3]].entries()) {
    const point = points.at(index === 0 ? 0 : -1);
    expect(Math.abs((point?.x ?? 0) - (place?.x ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs((point?.y ?? 0) - (place?.y ?? 0))).toBeLessThanOrEqual(1);
  }
  expect(phone.state().violations).toEqual([]);

  phone.handle.kick();
  await expect.poll(async () => (await log())?.liveCount, { timeout: 60_000 }).toBeGreaterThan(1);
  expect(firefox.errors).toEqual([]);
  await firefox.goto('about:blank');
  await expect.poll(() => phone.viewers).toBe(0);
});
