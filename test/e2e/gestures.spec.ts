import { everyVendor, expect, test } from './fixtures.js';
import type { Point } from './harness/aim.js';
import { fingersOn } from './harness/fingers.js';

test(
  'a drag in Paint draws one connected line',
  everyVendor,
  async ({ openElement, page, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('paint');
    const path = Array.from({ length: 25 }, (_, step) => ({
      x: 120 + step * 20,
      y: 400 + Math.round(150 * Math.sin(step / 4)),
    }));
    const before = phone.state().touches.length;
    const [start, ...rest] = path.map((device) => shown.clientPoint(device));
    await page.mouse.move(start?.x ?? 0, start?.y ?? 0);
    await page.mouse.down();
    for (const { x, y } of rest) await page.mouse.move(x, y);
    await page.mouse.up();
    await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'up 0 of 0']);

    const { strokes, violations } = phone.state();
    expect(violations).toEqual([]);
    expect(strokes).toHaveLength(1);
    const points = strokes[0]?.points ?? [];
    expect(points[0]?.x).toBeCloseTo(120, 0);
    expect(points[0]?.y).toBeCloseTo(400, 0);
    expect(points.at(-1)?.x).toBeCloseTo(600, 0);

    // What the phone saw is what the user sees: colour all along the way, paper beside it.
    await shown.pictureOfAllInput();
    const between = points.slice(1).map((point, index) => middle(points[index] ?? point, point));
    const onLine = await shown.colours([...points, ...between]);
    expect(onLine.filter(([red, , blue]) => blue - red < 60)).toEqual([]);
    const [paper] = await shown.colours([{ x: 360, y: 900 }]);
    expect(paper?.every((channel) => channel > 230)).toBe(true);
  },
);

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

test(
  'two fingers arrive with an id each, from first down to last up',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('paint');
    const before = phone.state().touches.length;
    const fingers = await fingersOn(shown);
    await fingers.put(4, { x: 200, y: 400 });
    await fingers.put(7, { x: 500, y: 400 });
    await fingers.move(4, { x: 200, y: 700 });
    await fingers.move(7, { x: 500, y: 800 });
    await fingers.lift(4);
    await fingers.move(7, { x: 400, y: 900 });
    await fingers.put(9, { x: 150, y: 500 });
    await fingers.lift(7);
    await fingers.lift(9);
    await expect
      .poll(() => phone.edges(before))
      .toEqual([
        'down 0 of 0',
        'pointer-down 1 of 0,1',
        'pointer-up 0 of 0,1',
        'pointer-down 0 of 0,1',
        'pointer-up 1 of 0,1',
        'up 0 of 0',
      ]);
    await expect.poll(() => phone.state().fingersDown).toEqual([]);
    const { violations, strokes } = phone.state();
    expect(violations).toEqual([]);
    expect(strokes.map(({ pointerId }) => pointerId)).toEqual([0, 1, 0]);
    expect(strokes[0]?.points.at(-1)?.y).toBeCloseTo(700, 0);
    expect(strokes[1]?.points.at(-1)?.y).toBeCloseTo(900, 0);
  },
);

test(
  'a cancelled touch is cancelled on the phone too',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('paint');
    const fingers = await fingersOn(shown);
    await fingers.put(1, { x: 200, y: 400 });
    await fingers.put(2, { x: 500, y: 400 });
    await expect.poll(() => phone.state().fingersDown).toEqual([0, 1]);
    await fingers.cancel();
    await expect.poll(() => phone.state().fingersDown).toEqual([]);
    expect(phone.state().violations).toEqual([]);
    const { tapCount } = phone.state();
    await fingers.put(3, { x: 300, y: 700 });
    await fingers.lift(3);
    await expect.poll(() => phone.state().tapCount).toBe(tapCount + 1);
  },
);

const leavings: Readonly<Record<string, () => void>> = {
  'the window loses the focus': () => window.dispatchEvent(new Event('blur')),
  'the page is hidden': () => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  },
  'the element is taken away': () => document.getElementById('phone')?.remove(),
};

for (const [what, leave] of Object.entries(leavings)) {
  test(`no finger stays down when ${what}`, async ({ openElement, page, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('paint');
    const before = phone.state().touches.length;
    const { x, y } = shown.clientPoint({ x: 300, y: 500 });
    await page.mouse.move(x, y);
    await page.mouse.down();
    await expect.poll(() => phone.state().fingersDown).toEqual([0]);
    await page.evaluate(leave);
    await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'cancel 0 of 0']);
    await page.mouse.up();
    expect(phone.state().violations).toEqual([]);
  });
}

test(
  'no finger stays down when the user leaves the page',
  everyVendor,
  async ({ openElement, page, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('paint');
    const { x, y } = shown.clientPoint({ x: 300, y: 500 });
    await page.mouse.move(x, y);
    await page.mouse.down();
    await expect.poll(() => phone.state().fingersDown).toEqual([0]);
    await page.goto('about:blank');
    await expect.poll(() => phone.state().fingersDown).toEqual([]);
  },
);

test('the right button pressed during a drag does not end it', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await (await openElement()).live();
  await shown.openApp('paint');
  const before = phone.state().touches.length;
  const from = shown.clientPoint({ x: 200, y: 500 });
  const to = shown.clientPoint({ x: 500, y: 500 });
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.down({ button: 'right' });
  await page.mouse.move(to.x, to.y);
  await page.mouse.up({ button: 'right' });
  await page.mouse.up();
  await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'up 0 of 0']);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  const { strokes, violations } = phone.state();
  expect(violations).toEqual([]);
  expect(strokes).toHaveLength(1);
  expect(strokes[0]?.points.at(-1)?.x).toBeCloseTo(500, 0);
});

test('the wheel scrolls the list both ways', everyVendor, async ({ openElement, page, phone }) => {
  const shown = await (await openElement()).live();
  await shown.openApp('list');
  const { x, y } = shown.clientPoint({ x: 360, y: 700 });
  await page.mouse.move(x, y);
  await page.mouse.wheel(0, 480);
  await expect.poll(() => phone.state().scrollOffset).toBeGreaterThan(200);
  const { scrollOffset } = phone.state();
  await page.mouse.wheel(0, -240);
  await expect.poll(() => phone.state().scrollOffset).toBeLessThan(scrollOffset);
  expect(phone.state().violations).toEqual([]);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('a drag scrolls the list with the finger', async ({ openElement, phone }) => {
  const shown = await (await openElement()).live();
  await shown.openApp('list');
  const fingers = await fingersOn(shown);
  await fingers.put(1, { x: 360, y: 900 });
  for (const y of [850, 800, 750, 700]) await fingers.move(1, { x: 360, y });
  await expect.poll(() => phone.state().scrollOffset).toBeCloseTo(200, -1);
  await fingers.lift(1);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  await expect.poll(() => phone.state().selectedItem).toBeNull();
});
