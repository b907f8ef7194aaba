import { everyVendor, expect, test } from './fixtures.js';
import { landmarks, randomPoints } from './harness/aim.js';
import { fingersOn } from './harness/fingers.js';
import type { PhoneOnPage } from './harness/phone-page.js';

/** Until the picture on the page has the phone's present shape; a busy machine may make it smaller. */
async function expectShape(shown: PhoneOnPage, width: number, height: number): Promise<void> {
  await expect
    .poll(() =>
      shown.page.evaluate((name) => {
        const { videoWidth, videoHeight } = window.probe.videoOf(name);
        const { display } = window.probe.get(name).session;
        return { shape: videoWidth / videoHeight, width: display?.width, height: display?.height };
      }, shown.name),
    )
    .toEqual({ shape: width / height, width, height });
}

async function expectExact(shown: PhoneOnPage): Promise<void> {
  const { phone } = shown;
  const { width, height } = phone.state();
  const intended = [
    ...randomPoints({ width, height: height - 100 }, 10, 7),
    ...landmarks({ width, height }).reverse(),
  ];
  const before = phone.state().touches.length;
  for (const point of intended) await shown.click(point);
  await expect.poll(() => phone.state().touches.length).toBe(before + 2 * intended.length);
  const downs = phone
    .state()
    .touches.slice(before)
    .filter(({ action }) => action === 'down');
  for (const [index, down] of downs.entries()) {
    const [seen] = down.pointers;
    expect(Math.abs((seen?.x ?? 0) - (intended[index]?.x ?? 0))).toBeLessThanOrEqual(1);
    expect(Math.abs((seen?.y ?? 0) - (intended[index]?.y ?? 0))).toBeLessThanOrEqual(1);
  }
  expect(phone.state().violations).toEqual([]);
}

test(
  'the phone turns to landscape and back from its own Settings, and taps stay exact',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (
      await openElement({ box: { x: 20, y: 20, width: 560, height: 560 } })
    ).live();
    await shown.openApp('settings');
    await shown.tap('settings:landscape');
    await expect.poll(() => phone.state().orientation).toBe('landscape');
    await expectShape(shown, 1280, 720);
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(0);
    await shown.tap('nav:home');
    await shown.openApp('clock');
    await expectExact(shown);

    await shown.tap('nav:home');
    await shown.openApp('settings');
    await shown.tap('settings:portrait');
    await expect.poll(() => phone.state().orientation).toBe('portrait');
    await expectShape(shown, 720, 1280);
    await shown.tap('nav:home');
    await shown.openApp('clock');
    await expectExact(shown);
    expect((await shown.log()).displays).toEqual(['720x1280', '1280x720', '720x1280']);
  },
);

test(
  'a finger that is down while the phone turns is cancelled',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (await openElement()).live();
    await shown.openApp('settings');
    const fingers = await fingersOn(shown);
    await fingers.put(1, { x: 360, y: 1000 });
    await fingers.put(2, await phone.target('settings:landscape'));
    await fingers.lift(2);
    await expectShape(shown, 1280, 720);
    await fingers.move(1, { x: 400, y: 500 });
    await fingers.lift(1);
    await expect.poll(() => phone.state().fingersDown).toEqual([]);
    expect(phone.state().violations).toEqual([]);
  },
);
