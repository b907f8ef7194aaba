import { test as base, expect } from './fixtures.js';
import { FirefoxPage, firefoxPath, hasFirefox } from './harness/firefox.js';

const test = base.extend<{ readonly firefox: FirefoxPage }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's shape
  firefox: async ({}, use) => {
    const firefox = await FirefoxPage.launch();
    await use(firefox);
    await firefox.close();
  },
});

test.skip(
  !hasFirefox,
  `There is no Firefox at ${firefoxPath}: install firefox-esr, or set FIREFOX_PATH.`,
);

declare global {
  interface Window {
    /** Every peer connection of the page. */
    connections: RTCPeerConnection[];
  }
}

test('in Firefox an ICE restart is offered on the same connection, answered, and the picture goes on', async ({
  firefox,
  site,
  phone,
}) => {
  await firefox.goto(`${site.url}/pages/api.html`);
  await expect.poll(() => firefox.evaluate(() => 'probe' in window)).toBe(true);
  await firefox.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: as a sign-in would leave it
    document.cookie = 'user=controller;path=/';
    const Native = window.RTCPeerConnection;
    window.connections = [];
    window.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.connections.push(this);
      }
    };
  });
  await firefox.evaluate((phoneId) => {
    window.probe.open('phone', {
      phoneId,
      broker: '/telepad',
      // A busy machine must not make a new connection out of a slow answer.
      connect: { policy: { restartTimeoutMs: 30_000 } },
      view: {},
      style: 'position:absolute;left:0;top:0;width:400px;height:640px',
      rawTicket: undefined,
    });
  }, phone.phoneId);
  const log = () => firefox.evaluate(() => window.probe.find('phone')?.log ?? null);
  await expect
    .poll(async () => {
      const told = await log();
      return told?.closed?.error ?? told?.states.at(-1);
    })
    .toBe('live');
  const frameNumber = () => firefox.evaluate(() => window.probe.strip('phone')?.frameNumber ?? 0);
  const first = await frameNumber();
  await expect.poll(frameNumber).toBeGreaterThan(first + 60);

  const credentials = () =>
    firefox.evaluate(() => {
      const ufrag = (description?: RTCSessionDescription | null) =>
        /a=ice-ufrag:(.*)/.exec(description?.sdp ?? '')?.[1] ?? '';
      const [connection] = window.connections;
      return [ufrag(connection?.localDescription), ufrag(connection?.remoteDescription)];
    });
  const before = await credentials();
  // As if ICE had lost the phone: this browser's media cannot be cut for real here.
  const pretend = (state: RTCPeerConnectionState | null) =>
    firefox.evaluate((state) => {
      const [connection] = window.connections;
      if (!connection) return;
      if (state === null) Reflect.deleteProperty(connection, 'connectionState');
      else
        Object.defineProperty(connection, 'connectionState', { value: state, configurable: true });
      connection.dispatchEvent(new Event('connectionstatechange'));
    }, state);
  await pretend('disconnected');
  await expect.poll(async () => (await log())?.states.at(-1)).toBe('recovering');
  await expect
    .poll(async () => (await credentials()).every((ufrag, index) => ufrag !== before[index]))
    .toBe(true);
  await pretend(null);
  await expect.poll(async () => (await log())?.liveCount, { timeout: 60_000 }).toBeGreaterThan(1);
  const again = await frameNumber();
  await expect.poll(frameNumber).toBeGreaterThan(again + 30);
  expect(await firefox.evaluate(() => window.connections.length)).toBe(1);

  await firefox.evaluate(() => window.probe.get('phone').session.close());
  await expect.poll(() => phone.viewers).toBe(0);
});
