import { everyVendor, expect, test } from './fixtures.js';

test(
  'nothing that must stay secret is written to the console or told by an error',
  everyVendor,
  async ({ openByApi, consoleGuard, context, page, phone, site }) => {
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
    // The account's keys, and this session's token at least.
    expect(site.secrets.size).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(await shown.log())).not.toContain('://');
  },
);

test(
  'the page gets a ticket with nothing of the vendor account in it',
  everyVendor,
  async ({ site, phone, facts }) => {
    const ticket = await site.issueTicket('controller', phone.phoneId);
    expect(Object.keys(ticket).sort()).toEqual(facts.ticketFields);
    const text = JSON.stringify(ticket);
    expect(site.accountSecrets.length).toBeGreaterThan(0);
    expect(site.accountSecrets.filter((secret) => text.includes(secret))).toEqual([]);
  },
);
