import type { Page } from '@playwright/test';
import { everyVendor, expect, test } from './fixtures.js';
import type { PhoneOnPage } from './harness/phone-page.js';
import { vendors } from './harness/vendors.js';

/** Whose parts a page has downloaded: the name of a chunk begins with its vendor's. */
function downloadsOf(page: Page): () => readonly string[] {
  const found = new Set<string>();
  page.on('request', (request) => {
    const name = new URL(request.url()).pathname.split('/').at(-1) ?? '';
    for (const vendor of vendors) if (name.startsWith(`${vendor}-`)) found.add(vendor);
  });
  return () => [...found];
}

/** Everything that is loaded for a phone later on: input, and what mends a link. */
async function use(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.openApp('clock');
  await shown.page.evaluate(() => window.probe.get('phone').session.stats());
}

test(
  'a page by the API downloads the parts of its phone’s vendor, and of no other',
  everyVendor,
  async ({ page, openByApi, vendor }) => {
    const downloads = downloadsOf(page);
    await use(await openByApi());
    expect(downloads()).toEqual([vendor]);
  },
);

test(
  'the element downloads the parts of its phone’s vendor, and of no other',
  everyVendor,
  async ({ page, openElement, vendor }) => {
    const downloads = downloadsOf(page);
    await use(await openElement());
    expect(downloads()).toEqual([vendor]);
  },
);
