import { expect, test } from '../fixtures.js';
import { callsOf } from './calls.js';

test('leaving a phone stops and releases it, and who comes then sees how it is made ready again', async ({
  openElement,
  page,
  site,
}) => {
  const shown = await (await openElement()).live();
  const stops = callsOf(site, '/streaming/stop').length;
  const releases = callsOf(site, '/session/release').length;
  await page.evaluate(() => document.querySelector('telepad-phone')?.disconnect());
  await expect.poll(() => callsOf(site, '/session/release').length).toBe(releases + 1);
  expect(callsOf(site, '/streaming/stop').length).toBe(stops + 1);
  await expect(shown.overlay).toHaveAttribute('data-kind', 'stopped');

  Object.assign(site.emulator.faults, { preparationMs: 3000, queueLength: 3 });
  const stages = await page.evaluateHandle(() => {
    const heard: string[] = [];
    document
      .querySelector('telepad-phone')
      ?.addEventListener('telepad-progress', ({ detail }) => heard.push(detail.stage));
    return heard;
  });
  await shown.button('Connect').click();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  // What the element makes of them is in progress.spec.ts.
  const told = await stages.jsonValue();
  expect(told.filter((stage, index) => stage !== told[index - 1])).toEqual(['queued', 'restoring']);
  await shown.tap('app:clock');
});

test('by the API, a session tells the queue’s number, and that is no reason to give up', async ({
  openByApi,
  site,
  page,
}) => {
  await (await openByApi()).live();
  const releases = callsOf(site, '/session/release').length;
  await page.goto('about:blank');
  // Leaving the page is enough.
  await expect.poll(() => callsOf(site, '/session/release').length).toBe(releases + 1);

  Object.assign(site.emulator.faults, { preparationMs: 8000, queueLength: 2 });
  // Progress begins the time anew: without it, this would be too short for the phone.
  const shown = await openByApi({ connect: { policy: { preparationTimeoutMs: 7000 } } });
  await shown.live();
  const { progress, states } = await shown.log();
  expect(progress.filter((each) => !/^(queued [12]|restoring( 0)?)$/.test(each))).toEqual([]);
  expect(progress[0]).toMatch(/^queued/);
  expect(progress.at(-1)).toMatch(/^restoring/);
  expect(states).not.toContain('recovering');
});
