import type { Browser, Page } from '@playwright/test';
import { openSite, type Site } from '../e2e/harness/site.js';
import type { FaultFacts } from '../e2e/page/fault-probe.js';
import type { OpenOptions } from '../e2e/page/probe.js';

/** A phone behind a bad network, and a page that shows it and writes down which picture it saw when. */
export interface WatchedPhone {
  readonly site: Site;
  readonly page: Page;
  facts(): Promise<FaultFacts>;
  /** Asks again and again until `isSo`. */
  until(isSo: (facts: FaultFacts) => boolean): Promise<FaultFacts>;
}

const name = 'phone';

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

export async function watchPhone<Result>(
  browser: Browser,
  use: (watched: WatchedPhone) => Promise<Result>,
): Promise<Result> {
  const site = await openSite({ phones: 1, impairable: true });
  const context = await browser.newContext({ baseURL: site.url });
  try {
    await context.addCookies([{ name: 'user', value: 'controller', url: site.url }]);
    const page = await context.newPage();
    await page.goto('/pages/api.html');
    await page.waitForFunction(() => 'probe' in window);
    const open: OpenOptions = {
      phoneId: site.phoneIds[0] as string,
      broker: '/telepad',
      connect: {},
      view: {},
      style: 'width:360px;height:640px',
      rawTicket: undefined,
    };
    await page.evaluate(
      ([name, open]) => {
        window.probe.living.install();
        window.probe.open(name, open);
        window.probe.fault.watch(name);
      },
      [name, open] as const,
    );
    const facts = () => page.evaluate((name) => window.probe.fault.facts(name), name);
    const until: WatchedPhone['until'] = async (isSo) => {
      const end = Date.now() + 60_000;
      for (;;) {
        const seen = await facts();
        if (isSo(seen)) return seen;
        if (seen.state === 'closed' || Date.now() > end) {
          throw new Error(`The session did not get there: ${JSON.stringify(seen.moments)}`);
        }
        await pause(20);
      }
    };
    await until(({ state, frames }) => state === 'live' && frames.length > 0);
    return await use({ site, page, facts, until });
  } finally {
    await context.close();
    await site.close();
  }
}
