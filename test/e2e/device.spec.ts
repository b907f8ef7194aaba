import { expect, test } from './fixtures.js';
import { chromiumSays } from './harness/console-guard.js';

/** The device API as a page's toolbar uses it: beside a session, from the built `telepad/device`. */

test.describe('with every operation granted', () => {
  test.use({ user: 'keeper' });

  test('a page starts an app on the phone that it shows', async ({
    openByApi,
    consoleGuard,
    page,
    phone,
  }) => {
    consoleGuard.allow(chromiumSays.httpStatus(400, 'Bad Request'));
    await (await openByApi()).live();
    await expect.poll(() => phone.state().app).toBe('home');
    const result = await page.evaluate(async (phoneId) => {
      // @ts-expect-error served by the tests' own site
      const built: typeof import('telepad/device') = await import('/dist/device.js');
      const device = built.createDeviceApi({ url: '/telepad', phoneId });
      const { isStreaming } = await device.getPhone();
      const { taskId } = await device.startApp({ packageName: 'com.telepad.notes' });
      const { status } = await device.waitForTask(taskId, { pollIntervalMs: 250 });
      const refused = await device.startApp({ packageName: 'no package' }).catch(String);
      return { isStreaming, status, refused };
    }, phone.phoneId);
    expect(result).toEqual({
      isStreaming: true,
      status: 'done',
      refused: expect.stringContaining('startApp was not sent because packageName is not of the'),
    });
    await expect.poll(() => phone.state().app).toBe('notes');
  });
});

test('a user who may touch the phone may not therefore reset it', async ({
  consoleGuard,
  page,
  phone,
}) => {
  consoleGuard.allow(chromiumSays.httpStatus(403, 'Forbidden'));
  await page.goto('/pages/api.html');
  const codes = await page.evaluate(async (phoneId) => {
    // @ts-expect-error served by the tests' own site
    const built: typeof import('telepad/device') = await import('/dist/device.js');
    const device = built.createDeviceApi({ url: '/telepad', phoneId });
    const codeOf = (error: unknown) => (built.isTelepadError(error) ? error.code : String(error));
    return Promise.all([device.reset().catch(codeOf), device.getPhone().catch(codeOf)]);
  }, phone.phoneId);
  expect(codes).toEqual(['forbidden', 'forbidden']);
});
