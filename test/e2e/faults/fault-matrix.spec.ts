import { test as base, expect } from '@playwright/test';
import { everyVendor, type WorkerFixtures } from '../fixtures.js';
import { chosenRows, FaultRuns } from './fault-runs.js';
import { keepResult } from './kept-results.js';

const test = base.extend<
  object,
  { readonly vendor: WorkerFixtures['vendor']; readonly runs: FaultRuns }
>({
  vendor: ['armcloud', { option: true, scope: 'worker' }],
  runs: [
    async ({ browser, vendor }, use) => {
      const runs = new FaultRuns(browser, vendor);
      await use(runs);
      await runs.close();
    },
    { scope: 'worker' },
  ],
});

// The rows run beside each other, whichever test waits for them: recording them all would change what is measured.
test.use({ trace: 'off' });

for (const row of chosenRows) {
  test(`${row.name}: ${row.end}`, row.isForAll ? everyVendor : {}, async ({ runs, vendor }) => {
    test.setTimeout(180_000);
    const { result, wrong } = await runs.of(row);
    await test.info().attach('measured', {
      body: JSON.stringify(result, null, 2),
      contentType: 'application/json',
    });
    // The table of docs/reliability.md is ArmCloud's.
    if (vendor === 'armcloud') await keepResult(result);
    expect(wrong).toEqual([]);
    expect(result.end).toBe(row.end);
  });
}
