import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import type { Point, Shown } from '../harness/aim.js';
import { fingersOn } from '../harness/fingers.js';
import { type Box, PhoneOnPage } from '../harness/phone-page.js';
import type { TestPhone } from '../harness/test-phone.js';

/** Fits the phone with letterboxes at the sides, at a scale without a round number in it. */
const odd: Box = { x: 231, y: 57, width: 463, height: 501 };

const cdpOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

/** Positions of the last message's fingers, rounded. */
const lastPlaces = (phone: TestPhone) =>
  phone
    .state()
    .touches.at(-1)
    ?.pointers.map(({ x, y }) => [Math.round(x), Math.round(y)]);

test.describe('on a screen with three pixels per CSS px', () => {
  test.use({ deviceScaleFactor: 3 });

  test('every way to show the phone leaves taps and fingers where they are aimed at', async ({
    openByApi,
    page,
    phone,
  }) => {
    const opened = await (await openByApi({ box: odd })).live();
    await opened.openApp('clock');
    const { width, height } = phone.state();
    const cases = ([0, 90, 180, 270] as const).flatMap((rotation) =>
      [
        { rotation, fit: 'contain', zoom: 1, css: { degrees: 0, scale: 1 } },
        { rotation, fit: 'cover', zoom: 1, css: { degrees: 0, scale: 1 } },
        { rotation, fit: 'contain', zoom: 1.37, css: { degrees: 0, scale: 1 } },
        { rotation, fit: 'cover', zoom: 0.8, css: { degrees: -17, scale: 0.9 } },
      ].map((each) => ({ ...each, fit: each.fit as 'contain' | 'cover' })),
    );
    for (const { rotation, fit, zoom, css } of cases) {
      await page.evaluate(
        async ([rotation, fit, style]) => {
          const { view } = window.probe.get('phone');
          const container = document.getElementById('phone');
          if (!view || !container) throw new Error('There is no view.');
          container.style.cssText = style;
          view.rotation = rotation;
          view.fit = fit;
          // Sizes are heard of with the next frame.
          for (let frame = 0; frame < 2; frame++)
            await new Promise((resolve) => requestAnimationFrame(resolve));
        },
        [
          rotation,
          fit,
          `position:absolute;left:${odd.x / zoom}px;top:${odd.y / zoom}px;width:${odd.width / zoom}px;height:${odd.height / zoom}px;zoom:${zoom};transform:rotate(${css.degrees}deg) scale(${css.scale})`,
        ] as const,
      );
      const place: Omit<Shown, 'screen'> = { box: odd, css, rotation, fit };
      const shown = new PhoneOnPage(page, phone, 'phone', place);
      const from = { x: 0.4 * width, y: 0.41 * height };
      const to = { x: 0.57 * width, y: 0.6 * height };
      const before = phone.state().touches.length;
      await shown.click(from);
      const fingers = await fingersOn(shown);
      await fingers.put(1, from);
      await fingers.put(2, to);
      await fingers.lift(1);
      await fingers.lift(2);
      const what = `${fit}, turned by ${rotation}, zoom ${zoom}, ${css.degrees} degrees`;
      await expect
        .poll(() => phone.edges(before), what)
        .toEqual([
          'down 0 of 0',
          'up 0 of 0',
          'down 0 of 0',
          'pointer-down 1 of 0,1',
          'pointer-up 0 of 0,1',
          'up 0 of 1',
        ]);
      const edges = phone
        .state()
        .touches.slice(before)
        .filter(({ action }) => action !== 'move');
      const expected = [[from], [from], [from], [from, to], [from, to], [to]];
      for (const [index, { pointers }] of edges.entries())
        for (const [finger, { x, y }] of pointers.entries()) {
          const aim = expected[index]?.[finger] ?? { x: Number.NaN, y: Number.NaN };
          expect(Math.abs(x - aim.x), what).toBeLessThanOrEqual(1.5);
          expect(Math.abs(y - aim.y), what).toBeLessThanOrEqual(1.5);
        }
    }
    expect(phone.state().violations).toEqual([]);
  });
});

test('ten fingers arrive with an id each; curves and leavings are kept', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('paint');
  const before = phone.state().touches.length;
  const fingers = await fingersOn(shown);
  const ids = Array.from({ length: 10 }, (_, index) => index);
  const placeOf = (id: number, y: number): Point => ({ x: 60 + 65 * id, y });
  for (const id of ids) await fingers.put(id, placeOf(id, 500));
  await fingers.moveAll(new Map(ids.map((id) => [id, placeOf(id, 600 + 20 * id)])));
  for (const id of [3, 0, 9]) await fingers.lift(id);
  await fingers.put(30, { x: 300, y: 400 });
  for (const id of [30, 8, 1, 2, 4, 5, 6, 7]) await fingers.lift(id);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  await expect.poll(() => phone.edges(before).length).toBe(22);
  const edges = phone.edges(before);
  expect(edges.slice(8, 14)).toEqual([
    'pointer-down 8 of 0,1,2,3,4,5,6,7,8',
    'pointer-down 9 of 0,1,2,3,4,5,6,7,8,9',
    'pointer-up 3 of 0,1,2,3,4,5,6,7,8,9',
    'pointer-up 0 of 0,1,2,4,5,6,7,8,9',
    'pointer-up 7 of 1,2,4,5,6,7,8,9',
    // The first free id.
    'pointer-down 0 of 0,1,2,4,5,6,7,8',
  ]);
  const { strokes, violations, touches } = phone.state();
  expect(violations).toEqual([]);
  expect(strokes.slice(0, 10).map(({ pointerId }) => pointerId)).toEqual(ids);
  for (const { pointerId, points } of strokes.slice(0, 10))
    expect(points.at(-1)?.y).toBeCloseTo(600 + 20 * pointerId, 0);
  // ArmCloud is told nothing but fingers.
  expect(touches.every(({ pointers }) => pointers.every(({ toolType }) => !toolType))).toBe(true);
  await expect.poll(() => phone.state().hovers).toEqual([]);

  // The page is busy while the mouse goes around a corner, so that the browser merges the moves.
  const cdp = await cdpOf(page);
  const path = [
    ...[300, 400, 500, 600].map((x) => ({ x, y: 400 })),
    ...[500, 600, 700, 800].map((y) => ({ x: 600, y })),
  ];
  const start = shown.clientPoint({ x: 200, y: 400 });
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  const first = phone.state().touches.length;
  const startedAt = Date.now() / 1000;
  await page.evaluate(() => {
    const wasBusy = new Promise<void>((resolve) => {
      const beBusy = () => {
        const end = performance.now() + 500;
        while (performance.now() < end);
        resolve();
      };
      window.addEventListener('pointermove', beBusy, { capture: true, once: true });
    });
    Object.assign(window, { wasBusy });
  });
  await Promise.all(
    path.map((device, index) =>
      cdp.send('Input.dispatchMouseEvent', {
        type: 'mouseMoved',
        ...shown.clientPoint(device),
        button: 'left',
        buttons: 1,
        timestamp: startedAt + index / 50,
      }),
    ),
  );
  await page.evaluate(() => Reflect.get(window, 'wasBusy'));
  // Far out of the page: the picture's edge is as far as a finger goes.
  await page.mouse.move(-50, start.y);
  await page.mouse.up();
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  const seen = phone
    .state()
    .touches.slice(first)
    .map(({ pointers }) => pointers[0]);
  const corner = { x: 600, y: 400 };
  const nearest = Math.min(
    ...seen.map((at) => Math.hypot((at?.x ?? 9999) - corner.x, (at?.y ?? 9999) - corner.y)),
  );
  expect(nearest, 'the corner was cut').toBeLessThan(2);
  expect(seen.at(-1)?.x).toBe(0);
  expect(phone.state().violations).toEqual([]);
});

test('a pen tells its pressure, its tilt and where it hovers, to a phone that takes it', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const ticket = await site.issueTicket('controller', phone.phoneId);
  const dialect = { toolTypes: 'all', hover: 'android' };
  const shown = await (await openByApi({ rawTicket: { ...ticket, dialect } })).live();
  await shown.openApp('paint');
  const mouse = phone.state().touches.at(-1)?.pointers[0]?.toolType;
  expect(mouse).toBe('mouse');
  const away = shown.clientPoint({ x: 500, y: 900 });
  await page.mouse.move(away.x, away.y);
  await expect.poll(() => phone.state().hover).toMatchObject({ toolType: 'mouse' });
  const cdp = await cdpOf(page);
  const pen = async (
    type: 'mouseMoved' | 'mousePressed' | 'mouseReleased',
    device: Point,
    force: number,
  ) =>
    cdp.send('Input.dispatchMouseEvent', {
      type,
      ...shown.clientPoint(device),
      pointerType: 'pen',
      button: type === 'mouseMoved' && force === 0 ? 'none' : 'left',
      buttons: type === 'mouseReleased' || force === 0 ? 0 : 1,
      clickCount: type === 'mouseMoved' ? 0 : 1,
      force,
      tiltX: -45,
      tiltY: 0,
    });
  const hovers = phone.state().hovers.length;
  await pen('mouseMoved', { x: 200, y: 500 }, 0);
  await pen('mouseMoved', { x: 220, y: 500 }, 0);
  await expect.poll(() => phone.state().hover).toMatchObject({ toolType: 'stylus' });
  const first = phone.state().touches.length;
  await pen('mousePressed', { x: 220, y: 500 }, 0.25);
  await pen('mouseMoved', { x: 300, y: 560 }, 0.75);
  await pen('mouseReleased', { x: 300, y: 560 }, 0);
  await expect.poll(() => phone.edges(first)).toEqual(['down 0 of 0', 'up 0 of 0']);
  const { touches, violations, hover, strokes } = phone.state();
  const [down, move] = touches.slice(first).map(({ pointers }) => pointers[0]);
  // The tip points to the right.
  const held = { toolType: 'stylus', tilt: 0.79, orientation: 1.57 };
  expect(down).toMatchObject({ ...held, pressure: 0.25 });
  expect(move).toMatchObject({ ...held, pressure: 0.75 });
  expect(strokes[0]?.points.map(({ pressure }) => pressure)).toEqual([0.25, 0.75]);
  expect([violations, hover]).toEqual([[], null]);
  await expect.poll(() => phone.state().hovers.slice(hovers).at(-1)?.action).toBe('exit');
});

test('buttons are keys and drags with keys are gestures, over the picture only', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi({ box: odd })).live();
  const keys = () => phone.state().keys.filter(({ action }) => action === 'down');
  const lastKey = () => keys().at(-1)?.keyCode;
  await page.evaluate(() => {
    const log: string[] = [];
    Object.assign(window, { menus: log });
    // Told last, when it is decided.
    window.addEventListener('contextmenu', (event) => {
      log.push(event.defaultPrevented ? 'none' : 'menu');
      event.preventDefault();
    });
    history.pushState(null, '', '#here');
  });
  await shown.openApp('clock');
  const middle = shown.clientPoint({ x: 360, y: 640 });
  await page.mouse.click(middle.x, middle.y, { button: 'right' });
  await expect.poll(() => phone.state().app).toBe('home');
  expect(lastKey()).toBe(4);
  await page.mouse.click(odd.x + 3, middle.y, { button: 'right' });
  await shown.openApp('clock');
  await page.mouse.click(middle.x, middle.y, { button: 'middle' });
  await expect.poll(() => phone.state().app).toBe('home');
  expect(keys().map(({ keyCode }) => keyCode)).toEqual([4, 3]);
  await shown.openApp('paint');
  const cdp = await cdpOf(page);
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await cdp.send('Input.dispatchMouseEvent', { type, ...middle, button: 'back', clickCount: 1 });
  await expect.poll(() => phone.state().app).toBe('home');
  expect(lastKey()).toBe(4);
  expect(await page.evaluate(() => [location.hash, Reflect.get(window, 'menus')])).toEqual([
    '#here',
    ['none', 'menu'],
  ]);

  await shown.openApp('paint');
  const points = page.locator('[part=touch-point]');
  const drag = async (key: 'Control' | 'Shift', from: Point, to: Point) => {
    const [start, end] = [shown.clientPoint(from), shown.clientPoint(to)];
    await page.mouse.move(start.x, start.y);
    await page.keyboard.down(key);
    await page.mouse.down();
    await page.mouse.move(end.x, end.y);
  };
  let first = phone.state().touches.length;
  await drag('Control', { x: 300, y: 600 }, { x: 200, y: 500 });
  await expect
    .poll(() => lastPlaces(phone))
    .toEqual([
      [200, 500],
      [520, 780],
    ]);
  const centres = await points.evaluateAll((elements) =>
    elements.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  for (const [index, device] of [
    { x: 200, y: 500 },
    { x: 520, y: 780 },
  ].entries()) {
    expect(centres[index]?.x).toBeCloseTo(shown.clientPoint(device).x, 0);
    expect(centres[index]?.y).toBeCloseTo(shown.clientPoint(device).y, 0);
  }
  // The key goes up first: the gesture is over, and what the mouse does then is nobody's.
  await page.keyboard.up('Control');
  await expect(points).toHaveCount(0);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.up();
  const whole = ['down 0 of 0', 'pointer-down 1 of 0,1', 'pointer-up 1 of 0,1', 'up 0 of 0'];
  await expect.poll(() => phone.edges(first)).toEqual(whole);
  first = phone.state().touches.length;
  await drag('Shift', { x: 200, y: 600 }, { x: 210, y: 700 });
  await expect
    .poll(() => lastPlaces(phone))
    .toEqual([
      [210, 700],
      [354, 700],
    ]);
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => phone.edges(first)).toEqual(whole);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  expect(phone.state().violations).toEqual([]);
});

test('a trackpad scrolls and pinches the phone; the page beside it scrolls as ever', async ({
  openByApi,
  page,
  phone,
}) => {
  // Chromium's test input tells each turn as a notch, so the way has to be set.
  const input = { wheel: 'swipe', trackpadPinch: 'phone' } as const;
  const shown = await (await openByApi({ box: odd, view: { input } })).live();
  await page.evaluate(() => {
    document.body.style.height = '4000px';
  });
  await shown.openApp('list');
  const { x, y } = shown.clientPoint({ x: 360, y: 800 });
  const scale = odd.height / phone.state().height;
  await page.mouse.move(x, y);
  let first = phone.state().touches.length;
  // More than the finger can go in one drag.
  await page.mouse.wheel(0, 600);
  await expect.poll(() => phone.edges(first).at(-1)).toBe('up 0 of 0');
  const way = 600 / scale;
  await expect.poll(() => phone.state().scrollOffset).toBeGreaterThan(way - 60);
  // It rests where the finger left it: there is no fling of the phone's own.
  await expect.poll(() => phone.state().scrollOffset).toBeLessThan(way + 1);
  await expect
    .poll(() => phone.edges(first).filter((edge) => edge.startsWith('cancel')).length)
    .toBeGreaterThan(0);
  expect(await page.evaluate(() => window.scrollY)).toBe(0);

  first = phone.state().touches.length;
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -7);
  await page.keyboard.up('Control');
  await expect
    .poll(() => phone.edges(first))
    .toEqual(['down 0 of 0', 'pointer-down 1 of 0,1', 'pointer-up 0 of 0,1', 'up 0 of 1']);
  const spread = phone
    .state()
    .touches.slice(first)
    .map(({ pointers: [a, b] }) => (b && a ? b.x - a.x : 0));
  expect(Math.max(...spread)).toBeGreaterThan(spread[1] ?? Number.NaN);

  // Fingers and the wheel on the letterbox are the page's, fingers on the picture the phone's.
  const cdp = await cdpOf(page);
  const flick = async (at: number) => {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly number[]) =>
      cdp.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: places.map((place) => ({ x: at, y: place })),
      });
    await touch('touchStart', [400]);
    for (let place = 390; place >= 250; place -= 10) await touch('touchMove', [place]);
    await touch('touchEnd', []);
  };
  first = phone.state().touches.length;
  await flick(x);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  await expect.poll(() => phone.edges(first).at(-1)).toBe('up 0 of 0');
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
  await flick(odd.x + 20);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(50);
  const scrolled = await page.evaluate(() => window.scrollY);
  await page.mouse.move(odd.x + 20, 400);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(scrolled);
  expect(phone.state().violations).toEqual([]);
});
