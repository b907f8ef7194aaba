import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';

declare global {
  interface Window {
    /** What the page's last session uses, for tests that speak in its place. */
    wires: { peers: RTCPeerConnection[]; sockets: WebSocket[]; offers: string[] };
  }
}

/** Before the page loads: keeps hold of its connections, and of the phone's offers as they came. */
function tap(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    window.wires = { peers: [], sockets: [], offers: [] };
    const { peers, sockets, offers } = window.wires;
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        peers.push(this);
      }
    };
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
        this.addEventListener('message', ({ data }) => {
          if (/\\"key\\":\\"offer\\"/.test(data)) offers.push(data);
        });
      }
    };
  });
}

/** An offer of ours is open, and then this frame comes from signalling; what is sent stays in the page. */
async function offerAndReceive(page: Page, kind: 'offer' | 'useless answer') {
  return page.evaluate(async (kind) => {
    const { peers, sockets, offers } = window.wires;
    const [peer] = peers;
    const [socket] = sockets;
    if (!peer || !socket) throw new Error('There is no connection.');
    const sent: string[] = [];
    const states: string[] = [];
    socket.send = (data) => void sent.push(String(data));
    peer.addEventListener('signalingstatechange', () => states.push(peer.signalingState));
    const stable = () =>
      new Promise<void>((resolve) => {
        peer.addEventListener('signalingstatechange', function look() {
          // A rollback passes through it, on the way to the phone's offer.
          if (peer.signalingState !== 'stable' || (kind === 'offer' && sent.length === 0)) {
            setTimeout(look, 10);
          } else resolve();
        });
      });
    await peer.setLocalDescription(await peer.createOffer());
    const settled = stable();
    const useless = JSON.stringify({
      event: 'specifiedMsg',
      data: JSON.stringify({ key: 're_answer', value: JSON.stringify({ sdp: 'v=0\r\nnonsense' }) }),
    });
    const data = kind === 'offer' ? (offers[0] ?? '') : useless;
    socket.dispatchEvent(new MessageEvent('message', { data }));
    await settled;
    return { states, answers: sent.filter((frame) => /re_answer/.test(frame)).length };
  }, kind);
}

test('the phone’s offer wins over one of ours that is open, and the session goes on', async ({
  openByApi,
  page,
}) => {
  await tap(page);
  const shown = await (await openByApi()).live();
  const { states, answers } = await offerAndReceive(page, 'offer');
  expect(states[0]).toBe('have-local-offer');
  expect(states).toContain('have-remote-offer');
  expect(states.at(-1)).toBe('stable');
  expect(answers).toBe(1);
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 40);
  expect(await shown.log()).toMatchObject({ troubles: [], liveCount: 1, closed: null });
  await shown.openApp('clock');
});

test('a further offer of the phone is answered behind a running picture', async ({
  openByApi,
  page,
  phone,
}) => {
  await tap(page);
  let answers = 0;
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (/re_answer/.test(String(payload))) answers += 1;
    }),
  );
  const shown = await (await openByApi()).live();
  expect(answers).toBe(1);
  phone.handle.offerAgain();
  await expect.poll(() => answers).toBe(2);
  expect(await page.evaluate(() => window.wires.offers.length)).toBe(2);
  const frame = (await shown.strip())?.frameNumber ?? 0;
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(frame + 15);
  await shown.openApp('clock');
  expect(await page.evaluate(() => window.wires.peers[0]?.signalingState)).toBe('stable');
  expect(await shown.log()).toMatchObject({ troubles: [], liveCount: 1, closed: null });
  expect(phone.state().violations).toEqual([]);
});

test('an answer that is no use takes our offer back, and the session goes on', async ({
  openByApi,
  page,
}) => {
  await tap(page);
  const shown = await (await openByApi()).live();
  const { states } = await offerAndReceive(page, 'useless answer');
  expect(states).toEqual(['have-local-offer', 'stable']);
  expect(await shown.log()).toMatchObject({ troubles: [], liveCount: 1, closed: null });
  await shown.openApp('clock');
});

test('one ICE server that the browser does not take does not keep it from the others', async ({
  openByApi,
  page,
}) => {
  await page.route('**/telepad/tickets', async (route) => {
    const response = await route.fetch();
    const ticket = await response.json();
    ticket.iceServers = [{ urls: 'turn:192.0.2.1:3478?transport=pigeon' }, ...ticket.iceServers];
    await route.fulfill({ response, json: ticket });
  });
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  expect((await shown.log()).troubles).toEqual([]);
});
