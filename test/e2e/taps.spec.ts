import type { Page } from '@playwright/test';
import { everyVendor, expect, test } from './fixtures.js';
import { devicePoint, landmarks, type Point, randomPoints } from './harness/aim.js';
import type { Box, PhoneOnPage } from './harness/phone-page.js';

/** Fits the phone with letterboxes at the sides, at a scale without a round number in it. */
const odd: Box = { x: 31, y: 17, width: 463, height: 641 };
/** As odd, with letterboxes above and below. */
const tall: Box = { x: 31, y: 17, width: 333, height: 671 };

/** Four corners, the centre and 20 random points. Clock does not care where it is tapped. */
async function expectExactTaps(shown: PhoneOnPage): Promise<void> {
  const { phone, page } = shown;
  const { width, height } = phone.state();
  const screen = { width, height };
  // Below them is the navigation bar, which would lead out of the app; the corners come last.
  const above = { width, height: height - 100 };
  const intended = [...randomPoints(above, 20, 2026), ...landmarks(screen).reverse()];
  const before = phone.state().touches.length;
  for (const point of intended) await shown.click(point);
  await expect.poll(() => phone.state().touches.length).toBe(before + 2 * intended.length);
  const touches = phone.state().touches.slice(before);
  const taps = intended.map((_, index) => [touches[2 * index], touches[2 * index + 1]] as const);
  for (const [index, [down, up]] of taps.entries()) {
    expect([down?.action, up?.action]).toEqual(['down', 'up']);
    for (const touch of [down, up]) {
      const error = distance(touch?.pointers[0], intended[index]);
      expect(error, `tap ${index} went astray`).toBeLessThanOrEqual(1);
    }
  }
  expect(phone.state().violations).toEqual([]);
  expect(await page.evaluate(() => [window.scrollX, window.scrollY])).toEqual([0, 0]);
}

/** The larger of both directions, in device px. */
function distance(a: Point | undefined, b: Point | undefined): number {
  if (!a || !b) return Number.POSITIVE_INFINITY;
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));
}

test(
  'taps land where they are aimed at, with letterboxes at the sides',
  everyVendor,
  async ({ openByApi }) => {
    const shown = await (await openByApi({ box: odd })).live();
    await shown.openApp('clock');
    await expectExactTaps(shown);
  },
);

test('taps land where they are aimed at, with letterboxes above and below', async ({
  openByApi,
}) => {
  const shown = await (await openByApi({ box: tall })).live();
  await shown.openApp('clock');
  await expectExactTaps(shown);
});

test('taps land where they are aimed at in the element', async ({ openElement }) => {
  const shown = await (await openElement({ box: odd })).live();
  await shown.openApp('clock');
  await expectExactTaps(shown);
});

test('taps land where they are aimed at in an element that CSS scales', async ({ openElement }) => {
  const shown = await (await openElement({ box: odd, css: { degrees: 0, scale: 0.77 } })).live();
  await shown.openApp('clock');
  await expectExactTaps(shown);
});

test(
  'taps land where they are aimed at in an element that CSS scales and turns',
  everyVendor,
  async ({ openElement }) => {
    const box = { x: 350, y: 40, width: 360, height: 600 };
    const shown = await (await openElement({ box, css: { degrees: 23, scale: 0.9 } })).live();
    await shown.openApp('clock');
    await expectExactTaps(shown);
  },
);

for (const rotation of [90, 180, 270] as const) {
  test(`taps land where they are aimed at in a view turned by ${rotation} degrees`, async ({
    openByApi,
  }) => {
    const shown = await (await openByApi({ box: odd, view: { rotation } })).live();
    await shown.openApp('clock');
    await expectExactTaps(shown);
  });
}

test(
  'taps land where they are aimed at in an element turned by its attribute',
  everyVendor,
  async ({ openElement }) => {
    const shown = await (await openElement({ box: odd, attributes: { rotation: '270' } })).live();
    await shown.openApp('clock');
    await expectExactTaps(shown);
  },
);

test('taps follow when the page scrolls and the element is resized', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi({ box: odd })).live();
  await shown.openApp('clock');
  await page.evaluate(() => {
    document.body.style.height = '4000px';
    window.scrollTo(0, 150);
  });
  const moved = { ...odd, y: odd.y - 150 };
  const aim = { x: moved.x + 200, y: moved.y + 300 };
  await page.mouse.click(aim.x, aim.y);
  const { width, height } = phone.state();
  const screen = { width, height };
  await expect.poll(() => phone.state().tapCount).toBe(2);
  const scrolled = phone.state().touches.at(-1)?.pointers[0];
  expect(distance(scrolled, devicePoint({ box: moved, screen }, aim))).toBeLessThanOrEqual(1);

  const smaller = { ...moved, width: 300, height: 500 };
  await page.evaluate(() => {
    const container = document.getElementById('phone');
    Object.assign(container?.style ?? {}, { width: '300px', height: '500px' });
  });
  await expect.poll(() => pictureHeight(page)).toBeCloseTo(500, 0);
  await page.mouse.click(aim.x, aim.y);
  await expect.poll(() => phone.state().tapCount).toBe(3);
  const resized = phone.state().touches.at(-1)?.pointers[0];
  expect(distance(resized, devicePoint({ box: smaller, screen }, aim))).toBeLessThanOrEqual(1);
});

function pictureHeight(page: Page): Promise<number> {
  return page.evaluate(() => window.probe.videoOf('phone').getBoundingClientRect().height);
}

test('clicks beside the picture send nothing', async ({ openByApi, phone }) => {
  const shown = await (await openByApi({ box: odd })).live();
  await shown.openApp('clock');
  const before = phone.state().inputSequence;
  const middle = odd.y + odd.height / 2;
  await shown.page.mouse.click(odd.x + 3, middle);
  await shown.page.mouse.click(odd.x + odd.width - 3, middle);
  // Comes after them on the same ordered channel, so what they had sent would be there by then.
  await shown.click({ x: 360, y: 640 });
  await expect.poll(() => phone.state().inputSequence).toBe(before + 2);
  const { touches } = phone.state();
  expect(touches.slice(-2).map(({ action }) => action)).toEqual(['down', 'up']);
});

test('the tap is drawn where the mouse clicked', async ({ openByApi, phone }) => {
  const shown = await (await openByApi({ box: odd })).live();
  await shown.openApp('paint');
  const device = { x: 250, y: 640 };
  const before = phone.state().touches.length;
  await shown.click(device);
  await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'up 0 of 0']);
  await shown.pictureOfAllInput();
  const [dot, beside] = await shown.colours([device, { x: device.x + 60, y: device.y }]);
  expect(beside?.every((channel) => channel > 230)).toBe(true);
  // Paint's first finger is blue.
  expect(dot?.[2]).toBeGreaterThan((dot?.[0] ?? 0) + 60);
  const hasFocus = await shown.root.evaluate((root) => root.contains(document.activeElement));
  expect(hasFocus).toBe(true);
});

test.describe('on a screen with two pixels per CSS px', () => {
  test.use({ deviceScaleFactor: 2 });

  test('taps land where they are aimed at', async ({ openElement }) => {
    const shown = await (await openElement({ box: odd })).live();
    await shown.openApp('clock');
    await expectExactTaps(shown);
  });
});
