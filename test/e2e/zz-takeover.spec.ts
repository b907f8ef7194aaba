import { test } from './fixtures.js';
import { openByApi as openByApiOn } from './harness/phone-page.js';

test('takeover log', async ({ openByApi, context, phone, site }) => {
  const t0 = Date.now();
  for (const p of [0]) void p;
  context.on('console', (m) =>
    console.log(Date.now() - t0, 'console', m.type(), m.text().slice(0, 120)),
  );
  const first = await (await openByApi()).live();
  console.log(Date.now() - t0, 'first live');
  const secondPage = await context.newPage();
  const second = await (await openByApiOn(secondPage, phone)).live();
  console.log(Date.now() - t0, 'second live');
  for (let i = 0; i < 14; i++) {
    await new Promise((r) => setTimeout(r, 700));
    console.log(
      Date.now() - t0,
      await first.page.evaluate(() => document.visibilityState),
      await first.state(),
      await second.state(),
      'viewers',
      site.emulator.phone(phone.phoneId).viewers,
    );
  }
  console.log('FIRST', JSON.stringify(await first.log()));
  console.log('SECOND', JSON.stringify(await second.log()));
});
