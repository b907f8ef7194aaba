import type { BrowserContext, Page } from '@playwright/test';
import { WebSocket as NodeWebSocket } from 'ws';
import { everyVendor, expect, test } from './fixtures.js';
import { chromiumSays } from './harness/console-guard.js';
import { FirefoxPage, firefoxPath, hasFirefox } from './harness/firefox.js';
import { openByApi } from './harness/phone-page.js';
import { openSite, type Site } from './harness/site.js';
import { TestPhone } from './harness/test-phone.js';
import { tokensOf } from './harness/ticket-secrets.js';

const broker = '/relayed';

/** All that a page learns from the network: addresses, answers, and what is said on its WebSockets. */
function listenIn(context: BrowserContext) {
  const heard: string[] = [];
  const sockets: string[] = [];
  context.on('page', (page) => {
    page.on('request', (request) => heard.push(request.url()));
    page.on('response', (response) => {
      if (!response.url().includes('/tickets')) return;
      response.text().then(
        (text) => heard.push(text),
        // The page was left first.
        () => {},
      );
    });
    page.on('websocket', (socket) => {
      sockets.push(socket.url());
      socket.on('framereceived', ({ payload }) => heard.push(payload.toString()));
      socket.on('framesent', ({ payload }) => heard.push(payload.toString()));
    });
  });
  return { heard, sockets };
}

/** Where the vendor's signalling is, and the tokens of its rooms, as the relay knows them. */
function hiddenWords({ relayed }: Site): readonly string[] {
  return relayed.hidden.flatMap((url) => [new URL(url).host, ...tokensOf(url)]);
}

/** How an upgrade to this address ends when somebody else tries it. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    const socket = new NodeWebSocket(url);
    socket.on('error', () => {});
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, { statusCode }) => resolve(statusCode ?? 0));
  });
}

const peersOf = (page: Page) => page.evaluate(() => window.probe.counts.peers);

test(
  'a session through the relay is live and obeys, and its page sees neither the vendor’s address nor the room’s token',
  everyVendor,
  async ({ context, page, phone, site }) => {
    const { heard, sockets } = listenIn(context);
    const fresh = await context.newPage();
    const shown = await (await openByApi(fresh, phone, { broker })).live();
    await shown.openApp('notes');
    await fresh.keyboard.type('hello');
    await expect.poll(() => phone.state().text).toBe('hello');

    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.replace(/[\w-]{43}$/, 'ID')).toBe(
      `${site.url.replace('http', 'ws')}${broker}/relay/ID`,
    );
    expect(heard.some((text) => text.includes('"isRelayed":true'))).toBe(true);
    expect(heard.some((text) => text.includes('answer'))).toBe(true);
    const words = hiddenWords(site);
    expect(words.length).toBeGreaterThanOrEqual(2);
    const text = [...heard, ...sockets, JSON.stringify(await shown.log())].join('\n');
    expect(words.filter((word) => text.includes(word))).toEqual([]);
    expect(words.filter((word) => JSON.stringify(site.relayed.log).includes(word))).toEqual([]);
    await page.close();
  },
);

for (const [what, cut] of [
  ['between the page and the relay', ({ relayed }: Site) => relayed.cut()],
  [
    'between the relay and the vendor',
    ({ emulator, phoneIds }: Site) => emulator.phone(phoneIds[0] ?? '').dropSignalling(),
  ],
] as const) {
  test(
    `a connection that breaks ${what} comes back on the same peer with the address that it was told`,
    everyVendor,
    async ({ context, phone, site }) => {
      const { sockets, heard } = listenIn(context);
      const page = await context.newPage();
      const shown = await (await openByApi(page, phone, { broker })).live();
      const before = site.relayed.hidden.length;
      const told = () =>
        heard
          .flatMap((text) => /^telepad-relay:(.+)$/.exec(text)?.[1] ?? [])
          .map((text) => (JSON.parse(text) as { url: string }).url);
      await expect.poll(() => told().length).toBe(1);
      cut(site);
      await expect.poll(() => told().length).toBe(2);
      expect(sockets).toEqual([sockets[0], told()[0]]);
      expect(sockets[1]).not.toBe(sockets[0]);
      // No other ticket, no other peer, and the picture never stopped.
      expect(site.relayed.hidden.length).toBe(before);
      expect(await peersOf(page)).toBe(1);
      await expect.poll(() => phone.viewers).toBe(1);
      const { states, troubles } = await shown.log();
      expect(states.at(-1)).toBe('live');
      expect(troubles.map(({ code }) => code)).toContain('signalling_lost');
      await shown.openApp('clock');
      // What was used admits nobody any more.
      for (const url of sockets) expect(await statusOf(url)).toBe(401);
    },
  );
}

test(
  'a broker that starts anew has forgotten its tickets: the session gets a fresh one',
  everyVendor,
  async ({ consoleGuard, openByApi, page, phone, site }) => {
    consoleGuard.allow(
      chromiumSays.unauthorisedSocket,
      chromiumSays.refusedSocket(401),
      chromiumSays.refusedSocket(503),
    );
    const shown = await (await openByApi({ broker })).live();
    const before = site.relayed.hidden.length;
    await site.relayed.restart();
    // Media goes on without signalling. What ends the peer as well needs another ticket.
    await expect
      .poll(async () => (await shown.log()).troubles.map(({ code }) => code))
      .toContain('signalling_refused');
    await expect.poll(() => shown.state()).toBe('live');
    phone.handle.kick();
    await expect.poll(async () => (await shown.log()).liveCount).toBeGreaterThan(1);
    await shown.live();
    expect(site.relayed.hidden.length).toBeGreaterThan(before);
    await shown.openApp('paint');
    // A busy machine may need a rung more.
    expect(await peersOf(page)).toBeGreaterThan(1);
  },
);

test.describe('a watcher', () => {
  test.use({ user: 'watcher' });

  test('watches through the relay, which ends a connection that would send the phone media', async ({
    consoleGuard,
    context,
    phone,
    site,
  }) => {
    consoleGuard.allow(chromiumSays.unauthorisedSocket, chromiumSays.refusedSocket(401));
    const page = await context.newPage();
    await page.addInitScript(() => {
      const kept: WebSocket[] = [];
      Object.assign(window, { kept });
      window.WebSocket = class extends WebSocket {
        constructor(url: string | URL) {
          super(url);
          kept.push(this);
        }
      };
    });
    const shown = await (await openByApi(page, phone, { broker })).live();
    await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(0);
    const closedWith = await page.evaluate(async (padCode) => {
      const [socket] = (window as unknown as { kept: WebSocket[] }).kept;
      if (!socket) throw new Error('There is no connection.');
      const closed = new Promise<number>((resolve) => {
        socket.addEventListener('close', ({ code }) => resolve(code));
      });
      const peer = new RTCPeerConnection();
      peer.addTransceiver('video', { direction: 'sendrecv' });
      const { sdp } = await peer.createOffer();
      peer.close();
      const data = JSON.stringify({ key: 're_offer', value: JSON.stringify({ sdp }) });
      socket.send(JSON.stringify({ event: 'specifiedMsg', targetUserIds: [padCode], data }));
      return closed;
    }, phone.phoneId);
    expect(closedWith).toBe(1008);
    expect(site.relayed.log.at(-1)).toMatchObject({
      event: 'relay-closed',
      reason: 'frame-refused',
      userId: 'watcher',
    });
  });
});

test.describe('through a network that fails', () => {
  test.use({ user: 'watcher' });

  test('a watcher’s link is repaired by an ICE restart that the relay lets through', async ({
    browser,
  }) => {
    const own = await openSite({ phones: 1, impairable: true, frameRate: 15 });
    const context = await browser.newContext({ baseURL: own.url });
    try {
      await context.addCookies([{ name: 'user', value: 'watcher', url: own.url }]);
      const { heard } = listenIn(context);
      const page = await context.newPage();
      const phone = new TestPhone(own.emulator, own.phoneIds[0] ?? '');
      const connect = { policy: { restartTimeoutMs: 30_000, rejoinTimeoutMs: 30_000 } };
      const shown = await (await openByApi(page, phone, { broker, connect })).live();
      own.emulator.faults.cutMedia = true;
      await expect.poll(() => heard.some((text) => text.includes('re_offer'))).toBe(true);
      own.emulator.faults.cutMedia = false;
      await expect.poll(() => shown.state()).toBe('live');
      expect(own.relayed.log.map(({ reason }) => reason)).not.toContain('frame-refused');
      expect(await peersOf(page)).toBe(1);
    } finally {
      await context.close();
      await own.close();
    }
  });
});

test('a watcher’s Firefox, whose descriptions are written otherwise, watches through the relay', async ({
  phone,
  site,
}) => {
  test.skip(!hasFirefox, `There is no Firefox at ${firefoxPath}.`);
  const firefox = await FirefoxPage.launch();
  try {
    await firefox.goto(`${site.url}/pages/element.html`);
    await expect.poll(() => firefox.evaluate(() => 'probe' in window)).toBe(true);
    await firefox.evaluate(() => {
      // biome-ignore lint/suspicious/noDocumentCookie: as a sign-in would leave it
      document.cookie = 'user=watcher;path=/';
    });
    const before = site.relayed.log.length;
    await firefox.evaluate(
      (attributes) => {
        window.probe.mount('phone', { attributes, style: 'width:400px', rawTicket: undefined });
      },
      { broker, 'phone-id': phone.phoneId },
    );
    await expect
      .poll(() => firefox.evaluate(() => window.probe.find('phone')?.log.states.at(-1)))
      .toBe('live');
    await expect
      .poll(() => firefox.evaluate(() => window.probe.strip('phone')?.frameNumber ?? 0))
      .toBeGreaterThan(10);
    expect(site.relayed.log.slice(before).map(({ event }) => event)).toEqual(['relay-opened']);
    await firefox.evaluate(() => window.probe.find('phone')?.session.close());
    await expect.poll(() => phone.viewers).toBe(0);
    expect(firefox.errors).toEqual([]);
  } finally {
    await firefox.close();
  }
});

test('a page that came over https reaches a plain ws: server through the relay', async ({
  browser,
  phone,
  site,
}) => {
  const secure = await site.openSecurely();
  test.skip(!secure, 'there is no openssl to make a certificate with');
  const context = await browser.newContext({
    baseURL: secure?.url ?? '',
    ignoreHTTPSErrors: true,
  });
  const { sockets } = listenIn(context);
  await context.addCookies([{ name: 'user', value: 'controller', url: secure?.url ?? '' }]);
  const page = await context.newPage();
  const shown = await (await openByApi(page, phone, { broker })).live();
  expect(await page.evaluate(() => [location.protocol, isSecureContext])).toEqual(['https:', true]);
  expect(sockets.map((url) => url.replace(/[\w-]{43}$/, 'ID'))).toEqual([
    `${secure?.url.replace('https', 'wss')}${broker}/relay/ID`,
  ]);
  expect(site.relayed.hidden.at(-1)).toMatch(/^ws:\/\/127\.0\.0\.1:/);
  await shown.openApp('clock');
  await context.close();
});
