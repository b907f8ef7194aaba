import { describe, expect, it } from 'vitest';
import { roomToken, type StageOptions, setStage, startedAt } from './relay-stage.js';

const idAtEnd = /\/relay\/[\w-]{43}$/;

describe('a relayed ticket', () => {
  it('has the relay’s address in the place of the vendor’s, and all else as it was', async () => {
    const { issue, host, vendor } = await setStage();
    const ticket = issue();
    const { url } = ticket.signalling;
    expect(url.replace(idAtEnd, '')).toBe(`ws://${host}/telepad`);
    expect(ticket).toEqual({
      vendor: 'fake',
      phoneId: 'phone-1',
      userId: 'u7',
      role: 'control',
      expiresAt: startedAt + 3_600_000,
      signalling: { url, isRelayed: true },
      iceServers: [{ urls: 'stun:stun.example.test' }],
    });
    expect(JSON.stringify(ticket)).not.toContain(roomToken);
    expect(JSON.stringify(ticket)).not.toContain(String(vendor.port));
  });

  it('never has the address of another', async () => {
    const { issue } = await setStage();
    const urls = Array.from({ length: 50 }, () => issue().signalling.url);
    expect(new Set(urls).size).toBe(50);
    expect(urls.every((url) => idAtEnd.test(url))).toBe(true);
  });

  it.each([
    ['wss://app.example.test/telepad/relay', 'https://elsewhere.test/tickets'],
    ['wss://app.example.test/telepad/relay/', 'https://elsewhere.test/tickets'],
    [undefined, 'https://app.example.test/telepad/tickets?a=b'],
  ])('with the relay’s url %s leads to where browsers reach it', async (url, askedAt) => {
    const { relay, issue } = await setStage(url === undefined ? {} : { url });
    const vendorTicket = { ...issue(), signalling: { url: 'ws://192.0.2.1/room' } };
    const ticket = relay.relayTicket(vendorTicket, () => ({ fromBrowser: () => 'pass' }), askedAt);
    expect(ticket.signalling.url.replace(idAtEnd, '')).toBe('wss://app.example.test/telepad');
  });

  it.each(['http://192.0.2.1/room', 'file:///room', 'room', 'ws://192.0.2.1/room#part', ''])(
    'is not made of %j, which nobody could call',
    async (url) => {
      const { issue } = await setStage();
      expect(() => issue({ signalling: { url } })).toThrow(
        expect.objectContaining({ code: 'vendor_answer_invalid' }),
      );
    },
  );
});

describe('what a relay passes on', () => {
  it('is every frame as it is, text and bytes, both ways, in order', async () => {
    const { join } = await setStage();
    const [browser, vendor] = await join();
    browser.socket.send('{"event":"ping"}');
    browser.socket.send(Buffer.from([0, 255, 7]));
    browser.socket.send('');
    expect(await vendor.next()).toBe('{"event":"ping"}');
    expect(await vendor.next()).toEqual(new Uint8Array([0, 255, 7]));
    expect(await vendor.next()).toBe('');
    vendor.socket.send('ä 漢 🙂');
    vendor.socket.send(Buffer.from([1, 2]));
    expect(await browser.next()).toBe('ä 漢 🙂');
    expect(await browser.next()).toEqual(new Uint8Array([1, 2]));
  });

  it('begins with the address to come back with, before whatever the vendor says first', async () => {
    const { issue, open, vendor, host } = await setStage();
    vendor.greeting = '{"event":"ownJoinRoom"}';
    const { url } = issue().signalling;
    const browser = await open(url);
    expect(browser.nextUrl.replace(idAtEnd, '')).toBe(`ws://${host}/telepad`);
    expect(browser.nextUrl).not.toBe(url);
    expect(await browser.next()).toBe('{"event":"ownJoinRoom"}');
  });

  it('leaves out what a vendor says as if it were the relay', async () => {
    const { join } = await setStage();
    const [browser, vendor] = await join();
    vendor.socket.send('telepad-relay:{"url":"ws://evil.example.test/"}');
    vendor.socket.send('next');
    expect(await browser.next()).toBe('next');
  });

  it('is asked of the vendor’s server with the room’s token as it came, and nothing of the browser’s', async () => {
    const { join, vendor, host } = await setStage();
    const [browser] = await join(undefined, {
      origin: `http://${host}`,
      headers: { cookie: 'session=secret', 'x-forwarded-for': '203.0.113.9' },
    });
    const [request] = vendor.requests;
    expect(request?.url).toBe(`/${roomToken}`);
    expect(Object.keys(request?.headers ?? {}).sort()).toEqual([
      'connection',
      'host',
      'sec-websocket-key',
      'sec-websocket-version',
      'upgrade',
    ]);
    // No compression: a small frame could become a huge one.
    expect(browser.socket.extensions).toBe('');
  });

  it('speaks no protocol that a page wishes for', async () => {
    const { issue, ask } = await setStage();
    const answer = await ask(new URL(issue().signalling.url).pathname, {
      'Sec-WebSocket-Protocol': 'vendor-protocol',
      'Sec-WebSocket-Extensions': 'permessage-deflate',
    });
    expect(answer).toMatch(/^HTTP\/1.1 101 /);
    expect(answer.toLowerCase()).not.toMatch(/sec-websocket-(protocol|extensions)/);
  });
});

describe('an upgrade that is not the relay’s', () => {
  it.each([
    '/',
    '/telepad/tickets',
    '/telepad/relays/x',
    '/relay',
    '/socket.io/?transport=relay/x',
  ])('is left alone: %s', async (path) => {
    const { ask } = await setStage();
    expect(await ask(path)).toBe('HTTP/1.1 418 Elsewhere\r\n\r\n');
  });

  it('does not look at the query', async () => {
    const { issue, open } = await setStage();
    await open(`${issue().signalling.url}?x=/relay/y`);
  });
});

describe('a log entry', () => {
  it('tells of each connection and refusal what may be known, and no address, token or frame', async () => {
    const { join, ask, log, vendor, host } = await setStage({ now: () => startedAt });
    const [browser, end] = await join();
    browser.socket.send('frame of the browser');
    await end.next();
    browser.socket.close(1000);
    await end.closed;
    await ask('/relay/unknown');
    expect(log).toEqual([
      { level: 'info', event: 'relay-opened', vendor: 'fake', phoneId: 'phone-1', userId: 'u7' },
      {
        level: 'info',
        event: 'relay-closed',
        reason: 'browser-closed',
        vendor: 'fake',
        phoneId: 'phone-1',
        userId: 'u7',
        durationMs: 0,
        framesFromBrowser: 1,
        framesFromVendor: 0,
      },
      { level: 'warn', event: 'relay-refused', reason: 'ticket-invalid' },
    ]);
    const text = JSON.stringify(log);
    for (const secret of [roomToken, String(vendor.port), host, 'frame of', 'unknown', 'relay/']) {
      expect(text).not.toContain(secret);
    }
  });

  it('that cannot be written changes nothing', async () => {
    const { join } = await setStage({
      log: () => {
        throw new Error('disk full');
      },
    });
    const [browser, end] = await join();
    browser.socket.send('on');
    expect(await end.next()).toBe('on');
  });
});

describe('closing a relay', () => {
  it('says goodbye to browsers, hangs up on vendors, and lets nobody in', async () => {
    const { relay, join, issue, ask, open } = await setStage();
    const [browser, end] = await join();
    const unused = new URL(issue().signalling.url).pathname;
    await relay.close();
    expect(await browser.closed).toBe(1001);
    expect(await end.closed).toBe(1006);
    expect(await ask(unused)).toMatch(/^HTTP\/1.1 503 /);
    await expect(open(browser.nextUrl)).rejects.toThrow('HTTP 503');
    expect(() => issue()).toThrow(expect.objectContaining({ code: 'internal_error' }));
    await relay.close();
  });

  it('refuses those who wait for the vendor', async () => {
    const { relay, vendor, issue, ask } = await setStage();
    vendor.refusal = 'silent';
    const answer = ask(new URL(issue().signalling.url).pathname);
    await expect.poll(() => vendor.requests.length).toBe(1);
    await relay.close();
    expect(await answer).toMatch(/^HTTP\/1.1 503 /);
  });
});

describe('the settings of a relay', () => {
  it.each([
    ['url without a path', { url: 'wss://app.example.test' }],
    ['url of another kind', { url: 'https://app.example.test/relay' }],
    ['url with a query', { url: 'wss://app.example.test/relay?a=b' }],
    ['url with a password', { url: 'wss://a:b@app.example.test/relay' }],
    ['origin with a path', { allowedOrigins: ['https://app.example.test/'] }],
    ['wildcard', { allowedOrigins: ['https://*.example.test'] }],
    ['limit of 0', { limits: { graceMs: 0 } }],
    ['limit that is no number', { limits: { graceMs: Number.NaN } }],
    ['limit that there is not', { limits: { graceSeconds: 3 } }],
  ])('are refused with a %s', async (_name, options) => {
    await expect(setStage(options as StageOptions)).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
  });
});
