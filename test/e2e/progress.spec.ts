import { expect, test } from './fixtures.js';

test('the element says what a phone is busy with that is not ready yet', async ({
  openElement,
  page,
}) => {
  const shown = await (await openElement()).live();
  const told = await page.evaluateHandle(() => {
    const heard: unknown[] = [];
    const element = document.querySelector('telepad-phone');
    element?.addEventListener('telepad-progress', ({ detail }) => heard.push(detail));
    if (element) {
      element.ticket = (_signal, report) => {
        report({ stage: 'queued', hint: 3 });
        addEventListener('told', () => report({ stage: 'restoring' }), { once: true });
        return new Promise(() => {});
      };
    }
    return heard;
  });
  const status = page.locator('telepad-phone .status');
  await expect(shown.overlay).toContainText('Waiting in the queue');
  await expect(status).toHaveText('Waiting in the queue. This may take a while');
  await page.evaluate(() => dispatchEvent(new Event('told')));
  await expect(shown.overlay).toContainText('Restoring the phone');
  await expect(status).toHaveText('Restoring the phone. This may take a while');
  expect(await told.jsonValue()).toEqual([{ stage: 'queued', hint: 3 }, { stage: 'restoring' }]);
  await page.evaluate(() => document.querySelector('telepad-phone')?.disconnect());
  await expect(shown.overlay).toContainText('Disconnected');
});
