import { expect, type Page, test } from '@playwright/test';
import { closedPort } from './harness/closed-port.js';
import { chromiumSays, guardConsole } from './harness/console-guard.js';
import { createReadmeProject, type ReadmeProject, vite } from './harness/readme-project.js';

type Player = HTMLElementTagNameMap['telepad-phone'];

let project: ReadmeProject;
test.beforeAll(async () => {
  project = await createReadmeProject();
});
test.afterAll(() => project.close());

/** Writes a block of the README as the file it names, with a free port in the place of its own. */
async function writeBlock(name: string, port: number, number = 0): Promise<void> {
  await project.write(name, (await project.block(name, number)).replaceAll('3000', String(port)));
}

const running = (page: Page) =>
  page.evaluate(() => {
    const within = document.querySelector('telepad-phone')?.shadowRoot ?? document;
    const video = within.querySelector('video');
    return (video?.videoWidth ?? 0) > 2 && (video?.currentTime ?? 0) > 0;
  });

test('the README, followed word for word, ends with a live phone', async ({ context, page }) => {
  const guard = guardConsole(context);
  const port = await closedPort();
  await writeBlock('index.html', port);
  await writeBlock('server.mjs', port);
  await writeBlock('vite.config.js', port);
  await project.start(['server.mjs']).says(new RegExp(`http://\\S+:${port}`));
  const site = project.start([vite, '--port', String(await closedPort())]);
  const url = await site.says(/http:\/\/localhost:\d+\//);
  await page.goto(url);
  const player = page.locator('telepad-phone');
  await expect
    .poll(() => player.evaluate((element: Player) => element.session?.state))
    .toBe('live');
  await expect.poll(() => running(page)).toBe(true);

  // The same page without the element.
  await project.write('main.js', await project.block('main.js'));
  await project.write(
    'session.html',
    `<!doctype html><div id="phone" style="height: 80vh"></div><script type="module" src="/main.js"></script>`,
  );
  await page.goto(`${url}session.html`);
  await expect.poll(() => running(page)).toBe(true);
  // Chromium asks for the icon that such a page does not have.
  guard.allow(chromiumSays.httpStatus(404, 'Not Found'));
  expect(guard.findings(new Set())).toEqual([]);
  await page.goto('about:blank');
});

test('the README’s server for a real account knows its users by the application’s sign-in', async () => {
  const port = await closedPort();
  await writeBlock('server.mjs', port, 1);
  await project.write(
    'sign-in.mjs',
    "export const userOfSession = async (cookies) => cookies === 'session=7' ? { id: 'ada', phones: ['AC1'] } : null;",
  );
  project.start(['server.mjs'], { ARMCLOUD_ACCESS_KEY: 'ak', ARMCLOUD_SECRET_KEY: 'sk' });
  const ask = async (headers: Readonly<Record<string, string>>) => {
    const response = await fetch(`http://127.0.0.1:${port}/telepad/phones`, { headers });
    return [response.status, await response.json()];
  };
  await expect.poll(() => ask({}).catch(() => [])).toMatchObject([401, {}]);
  expect(await ask({ cookie: 'session=7' })).toMatchObject([
    200,
    { phones: [{ phoneId: 'AC1', role: 'control' }] },
  ]);
});

test('the README’s test with the emulator runs to its end', async () => {
  await writeBlock('test.mjs', await closedPort());
  expect(await project.node('test.mjs')).toBe('[]\n');
});
