import { everyVendor, expect, test } from './fixtures.js';

test('the element goes live and its picture runs', everyVendor, async ({ openElement }) => {
  const shown = await openElement();
  await shown.live();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  const first = await expectReadable(shown.strip.bind(shown));
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(first + 10);
  expect((await shown.log()).states).toEqual([
    'ticketing',
    'preparing',
    'signalling',
    'negotiating',
    'live',
  ]);
});

test(
  'connect() and attachView() go live and the picture runs',
  everyVendor,
  async ({ openByApi }) => {
    const shown = await openByApi();
    await shown.live();
    const first = await expectReadable(shown.strip.bind(shown));
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(first + 10);
    const log = await shown.log();
    expect(log.states).toEqual(['ticketing', 'preparing', 'signalling', 'negotiating', 'live']);
    expect(log.displays[0]).toBe('720x1280');
    expect(log.troubles).toEqual([]);
    expect(log.liveCount).toBe(1);
  },
);

test('whenLive() resolves and the session knows its phone', async ({ openByApi, phone, page }) => {
  await openByApi();
  const facts = await page.evaluate(async () => {
    const { session } = window.probe.get('phone');
    await session.whenLive();
    return {
      state: session.state,
      role: session.role,
      phoneId: session.phoneId,
      display: session.display,
      hasBeenLive: session.hasBeenLive,
    };
  });
  expect(facts).toEqual({
    state: 'live',
    role: 'control',
    phoneId: phone.phoneId,
    display: { type: 'display', width: 720, height: 1280 },
    hasBeenLive: true,
  });
});

test('a session without a view goes live by the packets that arrive', async ({ page, phone }) => {
  await page.goto('/pages/api.html');
  await page.waitForFunction(() => 'telepad' in window);
  const state = await page.evaluate(async (phoneId) => {
    const { connect, brokerTicket } = window.telepad;
    const session = connect({ ticket: brokerTicket({ url: '/telepad', phoneId }) });
    await session.whenLive();
    const { state } = session;
    session.close();
    return state;
  }, phone.phoneId);
  expect(state).toBe('live');
});

test('a phone that tells no size is shown by the size of its picture', async ({
  openByApi,
  site,
  phone,
}) => {
  site.emulator.faults.withholdDisplay = true;
  const shown = await openByApi();
  await shown.live();
  expect((await shown.log()).displays).toEqual(['720x1280']);
  await shown.tap('app:clock');
  await expect.poll(() => phone.state().app).toBe('clock');
});

test(
  'two phones run on one page side by side',
  everyVendor,
  async ({ openByApi, page, phone, otherPhone }) => {
    const left = { x: 10, y: 10, width: 240, height: 440 };
    const right = { ...left, x: 270 };
    const one = await (await openByApi({ name: 'one', box: left })).live();
    await openByApi({ name: 'two', box: right, phoneId: otherPhone.phoneId });
    await expect
      .poll(() => page.evaluate(() => window.probe.get('two').session.state))
      .toBe('live');
    await one.tap('app:paint');
    await expect.poll(() => phone.state().app).toBe('paint');
    expect(otherPhone.state().app).toBe('home');
    expect([phone.viewers, otherPhone.viewers]).toEqual([1, 1]);
  },
);

/** Waits for a picture whose strip can be read, and gives its frame number. */
async function expectReadable(strip: () => Promise<{ frameNumber: number } | null>) {
  let frameNumber = -1;
  await expect
    .poll(async () => {
      frameNumber = (await strip())?.frameNumber ?? -1;
      return frameNumber;
    })
    .toBeGreaterThan(0);
  return frameNumber;
}
