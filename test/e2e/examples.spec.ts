import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, test } from './fixtures.js';

const folder = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

for (const name of ['plain', 'react', 'vue', 'svelte']) {
  test(`the ${name} example shows a phone once it is built`, async ({ page, phone }) => {
    await build({
      root: folder(`examples/${name}`),
      base: './',
      logLevel: 'warn',
      build: {
        outDir: folder(`test-results/examples/${name}`),
        emptyOutDir: true,
        reportCompressedSize: false,
      },
    });
    await page.goto(`/examples/${name}/index.html?phone=${phone.phoneId}`);
    const element = page.locator('telepad-phone');
    await expect
      .poll(() =>
        element.evaluate(({ session, view }: HTMLElementTagNameMap['telepad-phone']) => [
          session?.state,
          (view?.video.videoWidth ?? 0) > 2,
        ]),
      )
      .toEqual(['live', true]);
    await expect(element).toHaveJSProperty('controls', true);
    if (name === 'plain') await expect(page).toHaveTitle('Live');
    else await expect(page.getByText('Live', { exact: true })).toBeVisible();
  });
}
