import { expect, test } from './fixtures.js';
import { runLeakCycles } from './harness/leak-run.js';

// What recordings keep of the page would be in the numbers.
test.use({ trace: 'off' });

test('sixty sessions of one page, ended at every stage, leave nothing behind', async ({
  site,
  browser,
}) => {
  test.setTimeout(480_000);
  const report = await runLeakCycles(site, browser, { cycles: 60, warmUp: 30 });
  // The heap is for people to read: a browser's own caches are in it.
  test.info().annotations.push({
    type: 'heap growth',
    description: `${Math.round(report.heapGrowthBytes / 1024)} KiB`,
  });
  expect(report).toEqual({
    cycles: 60,
    leftOver: {
      peers: 0,
      channels: 0,
      sockets: 0,
      timers: 0,
      frameCallbacks: 0,
      listeners: 0,
      observers: 0,
      workers: 0,
      elements: 0,
      domNodes: 0,
      domListeners: 0,
    },
    heapGrowthBytes: expect.any(Number),
    viewersLeft: 0,
    handlesLeft: 0,
    failures: [],
    console: [],
  });
});
