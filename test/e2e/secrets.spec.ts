import { expect, test } from './fixtures.js';

test('nothing that must stay secret is written to the console or told by an error', async ({
  openByApi,
  consoleGuard,
  context,
  page,
  phone,
  site,
}) => {
  // Libraries that print on demand would print now.
  await context.addInitScript(() => {
    if (location.protocol === 'http:') localStorage.setItem('debug', '*');
  });
  const shown = await (await openByApi()).live();
  await shown.openApp('notes');
  await page.keyboard.type('hello');
  await expect.poll(() => phone.state().text).toBe('hello');
  await page.evaluate(() => console.info('the collector works'));
  await page.evaluate(() => window.probe.get('phone').session.close());
  await expect.poll(() => phone.viewers).toBe(0);

  expect(consoleGuard.messages).toEqual(['the collector works']);
  // The account's two keys, and this session's room token at least.
  expect(site.secrets.size).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(await shown.log())).not.toContain('://');
});

test('the page gets a ticket with nothing of the vendor account in it', async ({ site, phone }) => {
  const ticket = await site.issueTicket('controller', phone.phoneId);
  expect(Object.keys(ticket).sort()).toEqual([
    'expiresAt',
    'iceServers',
    'phoneId',
    'role',
    'signalling',
    'userId',
    'vendor',
  ]);
  const { accessKey, secretKey } = site.emulator.clouds.armcloud.credentials;
  const text = JSON.stringify(ticket);
  expect([accessKey, secretKey].filter((key) => text.includes(key))).toEqual([]);
});
