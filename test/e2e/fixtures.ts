import { test as base, expect } from '@playwright/test';
import { type ConsoleGuard, guardConsole } from './harness/console-guard.js';
import {
  type ApiOptions,
  type ElementOptions,
  openByApi,
  openElement,
  type PhoneOnPage,
} from './harness/phone-page.js';
import { findUsedPages } from './harness/reused-pages.js';
import { openSite, type Site, type User } from './harness/site.js';
import { TestPhone } from './harness/test-phone.js';
import { type Vendor, type VendorFacts, vendorFacts } from './harness/vendors.js';

interface TestFixtures {
  /** What is special about the vendor. */
  readonly facts: VendorFacts;
  /** Who the page is to the broker; `null` is nobody. */
  readonly user: User | null;
  /** The first phone, as after a restart. */
  readonly phone: TestPhone;
  readonly otherPhone: TestPhone;
  readonly consoleGuard: ConsoleGuard;
  /** Opens a session by the API, without waiting for anything. */
  readonly openByApi: (options?: ApiOptions) => Promise<PhoneOnPage>;
  /** Puts the element into a page, without waiting for anything. */
  readonly openElement: (options?: ElementOptions) => Promise<PhoneOnPage>;
}

export interface WorkerFixtures {
  /** Whose phones the tests run with: an option, which projects set. */
  readonly vendor: Vendor;
  readonly site: Site;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  vendor: ['armcloud', { option: true, scope: 'worker' }],
  facts: async ({ vendor }, use) => use(vendorFacts[vendor]),
  site: [
    async ({ vendor }, use) => {
      // To code and decode pictures is much of what tests cost, and few of them look at motion.
      const site = await openSite({ vendor, frameRate: 15 });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  user: ['controller', { option: true }],
  baseURL: async ({ site }, use) => use(site.url),
  phone: async ({ site }, use) => use(phoneOf(site, 0)),
  otherPhone: async ({ site }, use) => use(phoneOf(site, 1)),
  openByApi: async ({ page, phone }, use) => use((options) => openByApi(page, phone, options)),
  openElement: async ({ page, phone }, use) => use((options) => openElement(page, phone, options)),
  consoleGuard: [
    async ({ context, site, user }, use) => {
      const guard = guardConsole(context);
      const usedPages = findUsedPages(context);
      site.reset();
      if (user) await context.addCookies([{ name: 'user', value: user, url: site.url }]);
      const logged = site.brokerLog.length;
      await use(guard);
      // Leaving the page is how most users end a session: nothing of them may stay.
      await Promise.all(context.pages().map((each) => each.goto('about:blank')));
      await expect
        .poll(
          () => site.phoneIds.map((id) => site.emulator.phone(id).viewers),
          'viewers left behind',
        )
        .toEqual(site.phoneIds.map(() => 0));
      await context.clearPermissions();
      await Promise.all([...usedPages].map((each) => each.close()));
      expect(guard.findings(site.secrets), 'what the pages wrote to the console').toEqual([]);
      const log = JSON.stringify(site.brokerLog.slice(logged));
      expect([...site.secrets].filter((secret) => log.includes(secret))).toEqual([]);
    },
    { auto: true },
  ],
});

/** The same, with phones whose media path can be cut, slowed and made lossy. */
export const impairableTest = test.extend<object, WorkerFixtures>({
  site: [
    async ({ vendor }, use) => {
      const site = await openSite({ vendor, impairable: true, frameRate: 15 });
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
});

function phoneOf(site: Site, index: number): TestPhone {
  const phoneId = site.phoneIds[index];
  if (phoneId === undefined) throw new Error(`The emulator has no phone number ${index}.`);
  return new TestPhone(site.emulator, phoneId);
}

/** In the tags of a test: it runs once for each vendor, and asks `facts` where they differ. */
export const everyVendor = { tag: '@every-vendor' } as const;

export { expect };
