import type { Page } from '@playwright/test';
import { everyVendor, expect, test } from './fixtures.js';
import { openByApi as openByApiOn } from './harness/phone-page.js';

function counts(page: Page): Promise<{ peers: number; sockets: number }> {
  return page.evaluate(() => ({ ...window.probe.counts }));
}

test(
  'close() ends everything at once, also when it is called twice',
  everyVendor,
  async ({ openByApi, page, phone }) => {
    const shown = await (await openByApi()).live();
    await expect.poll(() => phone.viewers).toBe(1);
    const after = await page.evaluate(() => {
      const { session, view } = window.probe.get('phone');
      session.close();
      session.close();
      let thrown: unknown;
      try {
        session.send({ type: 'text', text: 'late' });
      } catch (error) {
        thrown = error;
      }
      view?.close();
      view?.close();
      return {
        state: session.state,
        reason: session.closeReason,
        code: window.probe.factsOf(thrown).code,
        children: document.getElementById('phone')?.children.length,
      };
    });
    expect(after).toEqual({
      state: 'closed',
      reason: { cause: 'user' },
      code: 'session_closed',
      children: 0,
    });
    await expect.poll(() => phone.viewers).toBe(0);
    expect(await shown.log()).toMatchObject({
      closed: { cause: 'user', error: null },
      closedCount: 1,
    });
    expect(await counts(page)).toEqual({ peers: 1, sockets: 1 });
  },
);

test('an AbortSignal closes the session', async ({ openByApi, page, phone }) => {
  const shown = await (await openByApi()).live();
  await page.evaluate(() => window.probe.get('phone').abort?.abort());
  expect(await shown.closedBy()).toMatchObject({ code: 'aborted', retryable: false });
  await expect.poll(() => phone.viewers).toBe(0);
});

test('closing while it connects leaves nothing behind', async ({ openByApi, page, phone }) => {
  const shown = await openByApi();
  await expect.poll(() => phone.viewers).toBe(1);
  await page.evaluate(() => window.probe.get('phone').session.close());
  await expect.poll(() => phone.viewers).toBe(0);
  expect((await shown.log()).troubles).toEqual([]);
});

test('removing the element ends its session', everyVendor, async ({ openElement, page, phone }) => {
  const shown = await (await openElement()).live();
  await page.evaluate(() => document.querySelector('telepad-phone')?.remove());
  await expect.poll(() => phone.viewers).toBe(0);
  expect((await shown.log()).closed).toEqual({ cause: 'user', error: null });
});

test('moving the element in the document keeps its session', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await (await openElement()).live();
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await page.evaluate(() => {
    const element = document.querySelector('telepad-phone');
    const place = document.createElement('section');
    document.body.append(place);
    if (element) place.append(element);
  });
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 20);
  await shown.openApp('clock');
  await expect.poll(() => phone.viewers).toBe(1);
  expect(await counts(page)).toEqual({ peers: 1, sockets: 1 });
  expect((await shown.log()).closed).toBeNull();
});

test('taking the element out of the document for a moment keeps its session', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await (await openElement()).live();
  await page.evaluate(async () => {
    const element = document.querySelector('telepad-phone');
    element?.remove();
    // Due before the grace is over, however late both are.
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (element) document.body.append(element);
  });
  await shown.openApp('clock');
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 20);
  expect(await counts(page)).toEqual({ peers: 1, sockets: 1 });
  expect((await shown.log()).closed).toBeNull();
  await expect.poll(() => phone.viewers).toBe(1);
});

test('disconnect() and connect() of the element end a session and open another', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await (await openElement()).live();
  await page.evaluate(() => document.querySelector('telepad-phone')?.disconnect());
  await expect.poll(() => phone.viewers).toBe(0);
  await expect(shown.overlay).toHaveAttribute('data-kind', 'stopped');
  await shown.button('Connect').click();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  await expect.poll(() => phone.viewers).toBe(1);
});

test(
  'another phone-id takes the element to that phone',
  everyVendor,
  async ({ openElement, page, phone, otherPhone }) => {
    const shown = await (await openElement()).live();
    await page.evaluate(
      (phoneId) => document.querySelector('telepad-phone')?.setAttribute('phone-id', phoneId),
      otherPhone.phoneId,
    );
    await expect.poll(() => [phone.viewers, otherPhone.viewers]).toEqual([0, 1]);
    await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
    await shown.click(await otherPhone.target('app:clock'));
    await expect.poll(() => otherPhone.state().app).toBe('clock');
  },
);

test(
  'signalling that drops while live comes back behind a running picture',
  everyVendor,
  async ({ openByApi, page, phone }) => {
    const shown = await (await openByApi()).live();
    const frame = (await shown.strip())?.frameNumber ?? 0;
    phone.handle.dropSignalling();
    await expect.poll(async () => (await counts(page)).sockets).toBe(2);
    const { troubles, states } = await shown.log();
    expect(troubles.map(({ code }) => code)).toEqual(['signalling_lost']);
    expect(states.at(-1)).toBe('live');
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 15);
    await shown.openApp('clock');
    expect((await counts(page)).peers).toBe(1);
    await expect.poll(() => phone.viewers).toBe(1);
    expect((await shown.log()).states.at(-1)).toBe('live');
  },
);

test(
  'a session whose phone restarts comes back by itself, in the same view',
  everyVendor,
  async ({ openElement, phone }) => {
    const shown = await (await openElement()).live();
    phone.handle.kick();
    await shown.liveAgain();
    await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
    await shown.openApp('paint');
    const { states, troubles } = await shown.log();
    expect(states).toContain('recovering');
    expect(troubles.map(({ code }) => code)).toContain('connection_lost');
    await expect.poll(() => phone.viewers).toBe(1);
  },
);

test('the last picture covers the view while a session recovers, and goes with the first new one', async ({
  openByApi,
  page,
  phone,
  site,
}) => {
  const shown = await (await openByApi()).live();
  await shown.openApp('paint');
  await shown.pictureOfAllInput();
  const points = [
    { x: 360, y: 640 },
    { x: 40, y: 30 },
  ];
  const before = await shown.colours(points);
  const cover = () =>
    page.evaluate((points) => {
      const { view } = window.probe.get('phone');
      const canvas = view?.root.querySelector('canvas');
      if (!view || !canvas) return null;
      const [a, b] = [canvas.getBoundingClientRect(), view.video.getBoundingClientRect()];
      return {
        isOnVideo: [a.x, a.y, a.width, a.height].join() === [b.x, b.y, b.width, b.height].join(),
        // In front of the video, which shows nothing.
        isAbove: !!(view.video.compareDocumentPosition(canvas) & Node.DOCUMENT_POSITION_FOLLOWING),
        size: `${canvas.width}x${canvas.height}`,
        colours: points.map(({ x, y }) => [
          ...(canvas.getContext('2d')?.getImageData(x, y, 1, 1).data.slice(0, 3) ?? []),
        ]),
      };
    }, points);
  expect(await cover()).toBeNull();
  site.emulator.faults.withholdOffer = true;
  phone.handle.kick();
  await expect.poll(() => shown.state()).toBe('recovering');
  const kept = await cover();
  expect(kept).toMatchObject({ isOnVideo: true, isAbove: true, size: '720x1280' });
  for (const [index, colour] of before.entries())
    for (const channel of [0, 1, 2])
      expect(
        Math.abs((kept?.colours[index]?.[channel] ?? -99) - (colour[channel] ?? 999)),
      ).toBeLessThan(12);

  site.emulator.faults.withholdOffer = false;
  await shown.liveAgain();
  await expect.poll(cover).toBeNull();
});

test('a user who opens the phone in another tab has it there, and again here when they come back', async ({
  openByApi,
  context,
  page,
  phone,
}) => {
  const first = await (await openByApi()).live();
  await setVisibility(page, 'hidden');
  const secondPage = await context.newPage();
  const second = await (await openByApiOn(secondPage, phone)).live();
  // The vendor has cut the first session, which does not fight for the phone while nobody looks at it.
  await expect.poll(() => first.state()).toBe('recovering');
  const { troubles, closed } = await first.log();
  expect(troubles.at(-1)).toMatchObject({ code: 'connection_lost', retryable: true });
  expect(closed).toBeNull();
  const frame = (await second.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await second.strip())?.frameNumber).toBeGreaterThan(frame + 30);
  await second.openApp('clock');
  expect([await first.state(), await second.state()]).toEqual(['recovering', 'live']);

  await setVisibility(secondPage, 'hidden');
  await setVisibility(page, 'visible');
  await first.live();
  await first.tap('nav:home');
  await expect.poll(() => second.state()).toBe('recovering');
  await expect.poll(() => phone.viewers).toBe(1);
});

/** Headless tabs are all visible, whichever is in front. */
async function setVisibility(page: Page, state: DocumentVisibilityState): Promise<void> {
  await page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
}
