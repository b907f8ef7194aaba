import { describe, expect, it, vi } from 'vitest';
import { roomToken, setStage, startedAt } from './relay-stage.js';

const pathOf = (url: string) => new URL(url).pathname;
const refused = (status: string) =>
  `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;

describe('an address of the relay', () => {
  it('admits once; the browser comes back with the one that it was told, to the same room', async () => {
    const { issue, open, vendor } = await setStage();
    const first = issue().signalling.url;
    const browser = await open(first);
    const firstRoom = await vendor.admitted();
    await expect(open(first)).rejects.toThrow('HTTP 401');
    // The refusal has not harmed the one who is in.
    browser.socket.send('still here');
    expect(await firstRoom.next()).toBe('still here');

    browser.socket.close(1000);
    await firstRoom.closed;
    const again = await open(browser.nextUrl);
    await vendor.admitted();
    expect(vendor.requests.map(({ url }) => url)).toEqual([`/${roomToken}`, `/${roomToken}`]);
    for (const url of [first, browser.nextUrl]) await expect(open(url)).rejects.toThrow('HTTP 401');
    await open(again.nextUrl);
  });

  it('that is unknown, used, expired or malformed has one and the same answer', async () => {
    let now = startedAt;
    const { issue, open, ask } = await setStage({ now: () => now });
    const used = issue().signalling.url;
    await open(used);
    const expired = issue({ expiresAt: startedAt + 1000 }).signalling.url;
    now += 1000;
    const paths = [
      pathOf(used),
      pathOf(expired),
      `/telepad/relay/${'A'.repeat(43)}`,
      '/telepad/relay/',
      '/relay/__proto__',
      `/relay/${'%41'.repeat(15)}`,
      `/relay/${'a'.repeat(8000)}`,
    ];
    for (const path of paths) expect(await ask(path)).toBe(refused('401 Unauthorized'));
  });

  it('admits only one of many who use it at the same moment', async () => {
    const { issue, open, vendor } = await setStage();
    const { url } = issue().signalling;
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => open(url)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(vendor.requests).toHaveLength(1);
  });

  it('leads back in while the end of the connection before was not noticed, and ends that', async () => {
    const { join, open, vendor } = await setStage();
    const [stale, staleRoom] = await join();
    stale.socket.pause();
    const fresh = await open(stale.nextUrl);
    const room = await vendor.admitted();
    expect(await staleRoom.closed).toBe(1006);
    fresh.socket.send('here');
    expect(await room.next()).toBe('here');
    stale.socket.resume();
    expect(await stale.closed).toBe(4002);
    // The seat is the fresh one's: the end of the stale one has not given it away.
    await open(fresh.nextUrl);
  });
});

describe('an address whose user’s time on the phone has ended', () => {
  it('admits no more, and the vendor is not called', async () => {
    const observer = { isOver: false, joined() {}, left: vi.fn() };
    const { join, open, vendor, log } = await setStage({ observer });
    const [browser] = await join();
    browser.socket.terminate();
    await vi.waitFor(() => expect(observer.left).toHaveBeenCalled());
    observer.isOver = true;
    await expect(open(browser.nextUrl)).rejects.toThrow('HTTP 401');
    expect(vendor.requests).toHaveLength(1);
    expect(log.at(-1)).toMatchObject({ event: 'relay-refused', reason: 'ticket-invalid' });
  });

  it('admits no more when it ended while the vendor was called', async () => {
    let isOver = () => false;
    const joined = vi.fn();
    const observer = {
      get isOver() {
        return isOver();
      },
      joined,
      left() {},
    };
    const { issue, open, vendor } = await setStage({ observer });
    isOver = () => vendor.requests.length > 0;
    const { url } = issue().signalling;
    await expect(open(url)).rejects.toThrow('HTTP 401');
    await (await vendor.admitted()).closed;
    isOver = () => false;
    await expect(open(url)).rejects.toThrow('HTTP 401');
    expect(joined).not.toHaveBeenCalled();
  });
});

describe('a page of another origin', () => {
  const allowedOrigins = ['https://app.example.test'];
  const url = 'wss://relay.example.test/relay';
  it.each([
    ['its own host', {}, (host: string) => ({ Origin: `http://${host}` }), 101],
    ['a listed origin', { allowedOrigins }, () => ({ Origin: 'https://app.example.test' }), 101],
    [
      'a listed origin, as the browser confirms',
      { allowedOrigins },
      () => ({ Origin: 'https://app.example.test', 'Sec-Fetch-Site': 'cross-site' }),
      101,
    ],
    [
      'the same origin behind a proxy that hides it',
      {},
      () => ({ Origin: 'https://app.example.test', 'Sec-Fetch-Site': 'same-origin' }),
      101,
    ],
    ['the relay’s public origin', { url }, () => ({ Origin: 'https://relay.example.test' }), 101],
    ['no browser', {}, () => ({}), 101],
    ['another host', {}, () => ({ Origin: 'https://evil.example.test' }), 403],
    ['another port', {}, () => ({ Origin: 'http://127.0.0.1:1' }), 403],
    ['an origin without a name', {}, () => ({ Origin: 'null' }), 403],
    ['an empty origin', {}, () => ({ Origin: '' }), 403],
    ['a part of a listed one', { allowedOrigins }, () => ({ Origin: 'https://app.example' }), 403],
    [
      'a listed one as http',
      { allowedOrigins },
      () => ({ Origin: 'http://app.example.test' }),
      403,
    ],
    ['the public host as http', { url }, () => ({ Origin: 'http://relay.example.test' }), 403],
    [
      'a sibling that forged nothing',
      {},
      (host: string) => ({ Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-site' }),
      403,
    ],
  ] as const)('from %s', async (_name, options, headersOf, status) => {
    const { issue, ask, open, host } = await setStage(options);
    const path = pathOf(issue().signalling.url);
    const answer = await ask(path, headersOf(host));
    expect(answer.slice(0, 12)).toBe(`HTTP/1.1 ${status}`);
    // Whoever is refused has used nothing up.
    if (status === 403) await open(`ws://${host}${path}`);
  });
});

describe('a request that is no WebSocket’s', () => {
  it.each([
    ['of another version', { 'Sec-WebSocket-Version': '8' }],
    ['without a key', { 'Sec-WebSocket-Key': null }],
    ['with a key that is none', { 'Sec-WebSocket-Key': 'abc' }],
    ['for another protocol', { Upgrade: 'h2c' }],
  ])('%s is refused before the vendor is called, and uses nothing up', async (_name, headers) => {
    const { issue, ask, open, vendor } = await setStage();
    const { url } = issue().signalling;
    expect(await ask(pathOf(url), headers)).toBe(refused('400 Bad Request'));
    expect(vendor.requests).toHaveLength(0);
    await open(url);
  });
});

describe('a vendor that does not let us in', () => {
  it.each([
    ['refuses the token', 'HTTP/1.1 401 Unauthorized\r\nX-Reason: room 17 is gone\r\n\r\n'],
    ['redirects', 'HTTP/1.1 302 Found\r\nLocation: ELSEWHERE\r\n\r\n'],
    ['speaks something else', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['hangs up', ''],
  ])(
    'and %s: the browser learns only that it did not work, and may try again',
    async (_name, refusal) => {
      const { issue, ask, open, vendor, log } = await setStage();
      // A place that would be reached, and seen.
      vendor.refusal = refusal.replace('ELSEWHERE', `${vendor.url}/elsewhere`);
      const { url } = issue().signalling;
      expect(await ask(pathOf(url))).toBe(refused('502 Bad Gateway'));
      expect(vendor.requests).toHaveLength(1);
      expect(log.at(-1)).toEqual({
        level: 'warn',
        event: 'relay-refused',
        reason: 'vendor-refused',
        vendor: 'fake',
        phoneId: 'phone-1',
        userId: 'u7',
      });
      vendor.refusal = undefined;
      await open(url);
    },
  );

  it('because nobody is there: the same', async () => {
    const { issue, ask } = await setStage();
    const { url } = issue({ signalling: { url: 'ws://127.0.0.1:1/room' } }).signalling;
    expect(await ask(pathOf(url))).toBe(refused('502 Bad Gateway'));
  });

  it('because it does not choose a protocol that we know: the same', async () => {
    const { issue, ask, vendor } = await setStage();
    vendor.refusal =
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n';
    expect(await ask(pathOf(issue().signalling.url))).toBe(refused('502 Bad Gateway'));
  });
});

describe('too many', () => {
  it('connections are refused with 503 until one ends', async () => {
    const { join, issue, open } = await setStage({ limits: { maxConnections: 2 } });
    const [browser, room] = await join({ userId: 'a' });
    await join({ userId: 'b' });
    const { url } = issue({ userId: 'c' }).signalling;
    await expect(open(url)).rejects.toThrow('HTTP 503');
    browser.socket.close();
    await room.closed;
    await open(url);
  });

  it('connections are only those that stand, not those that a vendor has refused', async () => {
    const { issue, open, vendor } = await setStage({ limits: { maxConnections: 1 } });
    const { url } = issue().signalling;
    vendor.refusal = 'HTTP/1.1 500 Oops\r\n\r\n';
    for (let call = 0; call < 3; call += 1) await expect(open(url)).rejects.toThrow('HTTP 502');
    vendor.refusal = undefined;
    await open(url);
  });

  it('connections of one user do not concern others', async () => {
    const { join, issue, open } = await setStage({ limits: { maxConnectionsPerUser: 1 } });
    await join({ userId: 'a' });
    await expect(open(issue({ userId: 'a' }).signalling.url)).rejects.toThrow('HTTP 503');
    await join({ userId: 'b' });
  });

  it('connections does not mean one that takes the place of another', async () => {
    const { join, open } = await setStage({ limits: { maxConnections: 1 } });
    const [browser] = await join();
    const next = await open(browser.nextUrl);
    await open(next.nextUrl);
  });

  it('calls of a vendor for one ticket are refused with 429 for the rest of a minute', async () => {
    let now = startedAt;
    const { issue, open, ask, vendor } = await setStage({
      now: () => now,
      limits: { maxCallsPerMinute: 3 },
    });
    vendor.refusal = 'HTTP/1.1 500 Oops\r\n\r\n';
    const { url } = issue().signalling;
    for (let call = 0; call < 3; call += 1) {
      expect(await ask(pathOf(url))).toBe(refused('502 Bad Gateway'));
    }
    vendor.refusal = undefined;
    expect(await ask(pathOf(url))).toBe(refused('429 Too Many Requests'));
    expect(vendor.requests).toHaveLength(3);
    now += 60_000;
    await open(url);
  });

  it('tickets make the user’s oldest worthless, and nobody else’s', async () => {
    const { issue, open } = await setStage({ limits: { maxTicketsPerUser: 2 } });
    const other = issue({ userId: 'b' }).signalling.url;
    const [first = '', second = '', third = ''] = [1, 2, 3].map(
      () => issue({ userId: 'a' }).signalling.url,
    );
    await expect(open(first)).rejects.toThrow('HTTP 401');
    for (const url of [second, third, other]) await open(url);
  });

  it('tickets of all make the oldest worthless, but end no connection', async () => {
    const { join, issue, open } = await setStage({ limits: { maxTickets: 2 } });
    const [browser, room] = await join({ userId: 'a' });
    const urls = ['b', 'c', 'd'].map((userId) => issue({ userId }).signalling.url);
    await expect(open(urls[0] ?? '')).rejects.toThrow('HTTP 401');
    browser.socket.send('still here');
    expect(await room.next()).toBe('still here');
    await open(urls[2] ?? '');
    await open(browser.nextUrl);
  });
});
