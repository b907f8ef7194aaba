import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';

const page404 = { status: 404, type: 'text/plain', body: '' };

/** A page without a bundler, and nothing else beside the one script. */
const pages: Readonly<Record<string, () => Promise<{ type: string; body: string }>>> = {
  '/': async () => ({
    type: 'text/html',
    body: `<!doctype html><meta charset="utf-8"><title>plain</title><link rel="icon" href="data:,">
<script type="module" src="/telepad-phone.js"></script>
<telepad-phone></telepad-phone>`,
  }),
  '/telepad-phone.js': async () => ({
    type: 'text/javascript',
    body: await readFile('dist/telepad-phone.js', 'utf8'),
  }),
};

test('one script tag is enough to define the element', async ({ page }) => {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const answer = { status: 200, ...((await pages[path]?.()) ?? page404) };
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  try {
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => customElements.get('telepad-phone') !== undefined);
    const element = page.locator('telepad-phone');
    expect(await element.evaluate((node) => node.constructor !== HTMLElement)).toBe(true);
    expect(await element.evaluate((node) => node.shadowRoot !== null)).toBe(true);
    expect(asked).toEqual(['/', '/telepad-phone.js']);
    expect(complaints).toEqual([]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
