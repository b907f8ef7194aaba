import type { JSHandle } from '@playwright/test';
import type { PhoneAutomation, PhoneRecording } from 'telepad';
import { expect, test } from '../fixtures.js';
import { automationOf } from '../harness/automation-of.js';
import type { PhoneOnPage } from '../harness/phone-page.js';
import type { TestPhone } from '../harness/test-phone.js';

/** Where fingers went down and up since touch number `first`: `down 0@10,20`. */
function edges(phone: TestPhone, first: number): readonly string[] {
  return phone
    .state()
    .touches.slice(first)
    .filter(({ action }) => action !== 'move')
    .map(({ action, pointers }) =>
      [action, ...pointers.map(({ id, x, y }) => `${id}@${Math.round(x)},${Math.round(y)}`)].join(
        ' ',
      ),
    );
}

/** What the gestures of a script look like to the phone, on a screen of this size. */
async function expectGestures(
  automation: JSHandle<PhoneAutomation>,
  phone: TestPhone,
  width: number,
  height: number,
): Promise<void> {
  const first = phone.state().touches.length;
  await automation.evaluate(
    async (each, [width, height]) => {
      await Promise.all([
        each.tap({ x: 100, y: 200 }),
        each.tap({ x: 1, y: 1 }),
        each.tap({ x: 0.5, y: 0.25, unit: 'ratio' }),
        each.doubleTap({ x: width - 200, y: 300 }),
        each.longPress({ x: 300, y: 310 }, { durationMs: 500 }),
        each.swipe({ x: 100, y: 300 }, { x: 200, y: height - 200 }, { durationMs: 120 }),
        each.pinch({ x: width / 2, y: height / 2 }, 2, {
          durationMs: 120,
          angleDegrees: 0,
          spread: 200 / Math.min(width, height),
        }),
      ]);
    },
    [width, height] as const,
  );
  const [x, y] = [width / 2, height / 2];
  await expect
    .poll(() => edges(phone, first))
    .toEqual([
      ...['down 0@100,200', 'up 0@100,200'],
      ...['down 0@1,1', 'up 0@1,1'],
      ...[`down 0@${x},${height / 4}`, `up 0@${x},${height / 4}`],
      ...[`down 0@${width - 200},300`, `up 0@${width - 200},300`],
      ...[`down 0@${width - 200},300`, `up 0@${width - 200},300`],
      ...['down 0@300,310', 'up 0@300,310'],
      ...['down 0@100,300', `up 0@200,${height - 200}`],
      `down 0@${x - 50},${y}`,
      `pointer-down 0@${x - 50},${y} 1@${x + 50},${y}`,
      `pointer-up 0@${x - 100},${y} 1@${x + 100},${y}`,
      `up 0@${x - 100},${y}`,
    ]);
  expect(phone.state().violations).toEqual([]);
}

test('a page taps, swipes and pinches by itself, on a phone that it turns', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const automation = await automationOf(shown);
  const paint = await phone.target('app:paint');
  await automation.evaluate((each, paint) => each.tap(paint), paint);
  await expect.poll(() => phone.state().app).toBe('paint');
  await expectGestures(automation, phone, 720, 1280);

  await automation.evaluate((each) => each.rotate());
  await expect.poll(() => phone.state().orientation).toBe('landscape');
  await expectGestures(automation, phone, 1280, 720);
  await automation.evaluate((each) => each.rotate('portrait'));
  await expect.poll(() => phone.state()).toMatchObject({ orientation: 'portrait', width: 720 });
});

test('a page types, pastes, presses keys and takes a picture by itself', async ({
  openByApi,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const automation = await automationOf(shown);
  await shown.openApp('notes');
  const field = await phone.target('notes:field');
  await automation.evaluate(async (each, field) => {
    await each.tap(field);
    await each.type('Grüße 你好 👍🏽\nzwei');
  }, field);
  await expect.poll(() => phone.state().text).toBe('Grüße 你好 👍🏽\nzwei');
  await automation.evaluate(async (each) => {
    await each.press('A', { modifiers: ['Control'] });
    await each.press('DEL');
    await each.type('a👩‍👩‍👧é', { timing: 'human' });
    await each.paste(' one\ntwo');
    await each.paste('!', { with: 'paste-key' });
  });
  await expect.poll(() => phone.state().text).toBe('a👩‍👩‍👧é one\ntwo!');
  await expect.poll(() => phone.state().clipboard).toBe('!');

  const picture = await automation.evaluate(async (each) => {
    const blob = await each.screenshot();
    const { width, height } = await createImageBitmap(blob);
    return { type: blob.type, size: [width, height].sort().join() };
  });
  expect(picture).toEqual({ type: 'image/png', size: '1280,720' });

  const volume = phone.state().volume;
  await automation.evaluate(async (each) => {
    await each.volumeDown();
    await each.home();
  });
  await expect.poll(() => phone.state().app).toBe('home');
  await expect.poll(() => phone.state().volume).toBe(volume - 1);
  await automation.evaluate((each) => each.recents());
  await expect.poll(() => phone.state().app).toBe('recents');
  await automation.evaluate((each) => each.back());
  await expect.poll(() => phone.state().app).not.toBe('recents');
  await automation.evaluate((each) => each.home());
  await shown.openApp('list');
  await automation.evaluate((each) => each.scroll({ x: 0.5, y: 0.5, unit: 'ratio' }, 3));
  await expect.poll(() => phone.state().scrollOffset).toBeGreaterThan(0);
  await expect
    .poll(() => phone.state())
    .toMatchObject({ keysDown: [], fingersDown: [], violations: [] });
});

/** Draws a stroke with the mouse. */
async function draw(shown: PhoneOnPage): Promise<void> {
  const { mouse } = shown.page;
  const path = [
    { x: 100, y: 300 },
    { x: 400, y: 500 },
    { x: 600, y: 900 },
  ].map((point) => shown.clientPoint(point));
  for (const [index, { x, y }] of path.entries()) {
    await mouse.move(x, y, { steps: 3 });
    if (index === 0) await mouse.down();
  }
  await mouse.up();
}

const strokesOf = (phone: TestPhone) =>
  phone.state().strokes.map(({ points }) => points.map(({ x, y }) => ({ x, y })));

test('what a user did by mouse and keyboard is replayed, also on a phone that lies', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const automation = await automationOf(shown);
  const recorder = await automation.evaluateHandle((each) => each.record({}));
  await shown.openApp('notes');
  await shown.tap('notes:field');
  await expect.poll(() => phone.state().isInputOpen).toBe(true);
  await page.keyboard.type('Hello 1');
  await page.keyboard.press('Backspace');
  await expect.poll(() => phone.state().text).toBe('Hello ');
  await shown.tap('nav:home');
  await shown.openApp('paint');
  await draw(shown);
  await expect.poll(() => phone.state().fingersDown).toEqual([]);
  const drawn = strokesOf(phone);
  expect(drawn[0]?.length).toBeGreaterThan(2);
  const recording = await recorder.evaluate(
    (each) => JSON.parse(JSON.stringify(each.stop())) as PhoneRecording,
  );

  phone.handle.reset();
  await expect.poll(() => phone.state()).toMatchObject({ app: 'home', text: '', strokes: [] });
  const progress = await automation.evaluate(async (each, recording) => {
    let done = '';
    await each.replay(recording, {
      speed: 4,
      onProgress: (count, all) => {
        done = `${count} of ${all}`;
      },
    });
    return done;
  }, recording);
  expect(progress).toBe(`${recording.steps.length} of ${recording.steps.length}`);
  await expect.poll(() => phone.state().strokes.length).toBe(drawn.length);
  await expect.poll(() => phone.state()).toMatchObject({ app: 'paint', text: 'Hello ' });
  await expect.poll(() => strokesOf(phone)[0]?.length).toBe(drawn[0]?.length);
  for (const [index, point] of (strokesOf(phone)[0] ?? []).entries()) {
    expect(point.x).toBeCloseTo(drawn[0]?.[index]?.x ?? -1, 1);
    expect(point.y).toBeCloseTo(drawn[0]?.[index]?.y ?? -1, 1);
  }

  // Only the stroke, on its own.
  const firstOfStroke = recording.steps.findLastIndex(
    (step) => 'message' in step && step.message.type === 'touch' && step.message.action === 'down',
  );
  const stroke = { ...recording, steps: recording.steps.slice(firstOfStroke) };
  await automation.evaluate((each) => each.rotate('landscape'));
  const first = phone.state().touches.length;
  const refused = await automation.evaluate(
    (each, stroke) => each.replay(stroke).catch((error: { code: string }) => error.code),
    stroke,
  );
  expect(refused).toBe('argument_invalid');
  await automation.evaluate(
    (each, stroke) => each.replay(stroke, { allowOtherOrientation: true, speed: 'instant' }),
    stroke,
  );
  await expect
    .poll(() => edges(phone, first))
    .toEqual([
      `down 0@${Math.round((100 / 720) * 1280)},${Math.round((300 / 1280) * 720)}`,
      `up 0@${Math.round((600 / 720) * 1280)},${Math.round((900 / 1280) * 720)}`,
    ]);
  expect(phone.state().violations).toEqual([]);
});

test('a script gives way to the user who touches, and ends with its signal', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  const automation = await automationOf(shown);
  const first = phone.state().touches.length;
  const pressed = automation.evaluate((each) =>
    each
      .longPress({ x: 200, y: 400 }, { durationMs: 60_000 })
      .catch((error: { code: string }) => error.code),
  );
  await expect.poll(() => phone.state().fingersDown).toEqual([0]);
  const { x, y } = shown.clientPoint({ x: 360, y: 640 });
  await page.mouse.move(x, y);
  await page.mouse.down();
  expect(await pressed).toBe('aborted');
  // It waits as long as the user touches.
  const tapped = automation.evaluate((each) => each.tap({ x: 50, y: 400 }));
  await page.mouse.up();
  await tapped;
  await expect
    .poll(() => edges(phone, first))
    .toEqual([
      ...['down 0@200,400', 'cancel 0@200,400'],
      ...['down 0@360,640', 'up 0@360,640'],
      ...['down 0@50,400', 'up 0@50,400'],
    ]);

  const code = await automation.evaluate(async (each) => {
    const abort = new AbortController();
    const swiped = each.swipe(
      { x: 100, y: 300 },
      { x: 600, y: 900 },
      { signal: abort.signal, durationMs: 60_000 },
    );
    setTimeout(() => abort.abort(), 100);
    return swiped.catch((error: { code: string }) => error.code);
  });
  expect(code).toBe('aborted');
  await expect.poll(() => edges(phone, first).at(-1)).toMatch(/^cancel/);
  await expect.poll(() => phone.state()).toMatchObject({ fingersDown: [], violations: [] });
});
