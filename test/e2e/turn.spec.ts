import type { Page } from '@playwright/test';
import { test as base, expect } from './fixtures.js';
import { openByApi } from './harness/phone-page.js';
import {
  startTurnServer,
  type TurnServer,
  type TurnTransport,
  whyNoTls,
  whyNoTurnServer,
} from './harness/turn-server.js';

/** Sessions that may only use a relay, through a real coturn on loopback. */

const test = base.extend<{ readonly turn: TurnServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  turn: async ({}, use) => {
    const turn = await startTurnServer({ tls: whyNoTls === undefined });
    await use(turn);
    await turn.stop();
  },
});

// The list of tests does not tell why one is skipped. This file is loaded by the runner and by its workers.
const reason = whyNoTurnServer ?? whyNoTls;
if (reason && process.env.TEST_WORKER_INDEX === undefined) console.log(reason);
test.skip(whyNoTurnServer !== undefined, whyNoTurnServer ?? '');

interface Stage {
  readonly page: Page;
  readonly transport: TurnTransport;
}

/** Opens the phone by the relay alone, and uses it. */
async function useByRelay(
  { page, transport }: Stage,
  { turn, site, phone }: Pick<Fixtures, 'turn' | 'site' | 'phone'>,
): Promise<void> {
  const ticket = await site.issueTicket('controller', phone.phoneId);
  const rawTicket = { ...ticket, iceServers: [turn.iceServer(transport)] };
  const connect = { iceTransportPolicy: 'relay' } as const;
  const shown = await (await openByApi(page, phone, { rawTicket, connect })).live();

  const { isRelayed, path } = await page.evaluate(() => window.probe.get('phone').session.stats());
  expect(isRelayed).toBe(true);
  expect(path).toMatchObject({ localCandidateType: 'relay', relayProtocol: transport });
  // The server says so as well: the user's allocation, and the phone's packets through it.
  expect(turn.log()).toMatch(/<telepad>.*ALLOCATE processed, success/);
  expect(turn.log()).toMatch(/<telepad>.*CREATE_PERMISSION processed, success/);

  await shown.openApp('clock');
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 15);
  expect(await shown.log()).toMatchObject({ troubles: [], liveCount: 1, closed: null });
  expect(phone.state().violations).toEqual([]);

  // Left while the server still runs: a session whose relay dies looks for another way, and the phone hears no goodbye.
  await page.goto('about:blank');
  await expect.poll(() => phone.state().viewers).toBe(0);
}

type Fixtures = Parameters<Parameters<typeof test>[2]>[0];

for (const transport of ['udp', 'tcp'] satisfies TurnTransport[]) {
  test(`a phone is live and can be touched through TURN over ${transport.toUpperCase()} alone`, async ({
    page,
    phone,
    site,
    turn,
  }) => {
    await useByRelay({ page, transport }, { turn, site, phone });
  });
}

test('a phone is live and can be touched through TURN over TLS alone', async ({
  launchOptions,
  phone,
  playwright,
  site,
  turn,
}) => {
  test.skip(whyNoTls !== undefined, whyNoTls ?? '');
  // Only a browser that is told its key before it starts trusts the server's own certificate.
  const trust = `--ignore-certificate-errors-spki-list=${turn.certificatePin}`;
  const browser = await playwright.chromium.launch({
    ...launchOptions,
    args: [...(launchOptions.args ?? []), trust],
  });
  try {
    const page = await browser.newPage({ baseURL: site.url });
    await useByRelay({ page, transport: 'tls' }, { turn, site, phone });
  } finally {
    await browser.close();
  }
});
