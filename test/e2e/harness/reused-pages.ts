import type { BrowserContext, Page } from '@playwright/test';

/**
 * Tests get the same browser context, and its page, one after the other. What Playwright does not put back is held keys
 * and buttons, and what was set over the DevTools protocol: a page that met them is used up.
 */
export function findUsedPages(context: BrowserContext): ReadonlySet<Page> {
  const used = new Set<Page>();
  const watch = (page: Page) => {
    const { keyboard, mouse } = page;
    for (const device of [keyboard, mouse]) {
      const down = device.down.bind(device) as (...values: unknown[]) => Promise<void>;
      device.down = (...values: unknown[]) => {
        used.add(page);
        return down(...values);
      };
    }
  };
  for (const page of context.pages()) watch(page);
  context.on('page', watch);
  const openSession = context.newCDPSession.bind(context);
  context.newCDPSession = (target) => {
    for (const page of context.pages()) {
      if (target === page || page.frames().some((frame) => frame === target)) used.add(page);
    }
    return openSession(target);
  };
  return used;
}
