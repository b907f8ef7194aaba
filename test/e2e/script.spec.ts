import { expect, test } from './fixtures.js';
import { mountElement } from './harness/phone-page.js';

test('the one-file script shows a phone in a plain page and loads nothing else', async ({
  page,
  phone,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto('/pages/script.html');
  await page.waitForFunction(() => 'probe' in window);
  const shown = await (await mountElement(page, phone)).live();
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(0);
  await shown.openApp('clock');
  expect(loaded.filter((path) => path.startsWith('/dist/'))).toEqual(['/dist/telepad-phone.js']);
});
