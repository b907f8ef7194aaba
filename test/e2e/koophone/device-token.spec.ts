import { expect, test } from '../fixtures.js';
import { callsOf } from './calls.js';

test('a device token that has expired on the way is replaced by a fresh ticket', async ({
  openByApi,
  site,
}) => {
  const before = callsOf(site, '/auth').length;
  site.emulator.faults.roomTokenLifetimeMs = 1;
  const shown = await openByApi();
  await expect
    .poll(async () => (await shown.log()).troubles.map(({ code }) => code))
    .toContain('ticket_expired');
  site.emulator.faults.roomTokenLifetimeMs = 0;
  await shown.live();
  expect(callsOf(site, '/auth').length).toBeGreaterThan(before + 1);
  await shown.openApp('clock');
});
