import { test as base, expect } from '@playwright/test';
import { guardConsole } from './harness/console-guard.js';
import { startDemoProcess } from './harness/demo-process.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

/** One demo for all widths. */
const test = base.extend<object, { readonly demoUrl: string }>({
  demoUrl: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
    async ({}, use) => {
      const demo = startDemoProcess();
      await use(await demo.url);
      demo.signal('SIGTERM');
      await demo.end;
    },
    { scope: 'worker' },
  ],
});

const screens = [
  { name: 'a phone', viewport: { width: 360, height: 740 } },
  { name: 'a tablet', viewport: { width: 820, height: 1180 } },
  { name: 'a desktop', viewport: { width: 1440, height: 900 } },
] as const;

for (const { name, viewport } of screens) {
  test(`the demo fits ${name}, ${viewport.width} px wide`, async ({
    demoUrl,
    context,
    page,
  }, testInfo) => {
    const guard = guardConsole(context);
    await page.setViewportSize(viewport);
    await page.goto(demoUrl);
    const player = page.locator('telepad-phone');
    await expect
      .poll(() => player.evaluate((element: Player) => element.session?.state))
      .toBe('live');
    await expect(player.locator('[part=overlay]')).toBeHidden();

    const picture = await player.locator('video').boundingBox();
    expect(picture?.x).toBeGreaterThanOrEqual(0);
    expect(picture?.y).toBeGreaterThanOrEqual(0);
    expect((picture?.x ?? 0) + (picture?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
    expect((picture?.y ?? 0) + (picture?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    // Most of what there is belongs to the phone.
    expect(picture?.height).toBeGreaterThan(viewport.height * 0.6);
    for (const label of ['Back', 'Home', 'Recent apps']) {
      await expect(player.getByRole('button', { name: label, exact: true })).toBeInViewport();
    }
    const sideways = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(sideways).toBe(0);
    const path = testInfo.outputPath(`demo-${viewport.width}.png`);
    await page.screenshot({ path });
    await testInfo.attach(`demo-${viewport.width}`, { path, contentType: 'image/png' });
    expect(guard.findings(new Set())).toEqual([]);
  });
}
