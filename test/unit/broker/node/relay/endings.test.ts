import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type End, setStage, startedAt } from './relay-stage.js';

/** Sockets are real, and so is the time that they take; only what waits on purpose does not. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What this side has sent has arrived: sockets keep the order. */
async function settled(from: End, to: End): Promise<void> {
  from.socket.send('settled?');
  while ((await to.next()) !== 'settled?');
}

describe('a goodbye', () => {
  it.each([
    ['1000', 1000, 1000],
    ['1001, of a page that is left', 1001, 1001],
    ['3000', 3000, 3000],
    ['4999', 4999, 4999],
    ['none', undefined, 1005],
  ])('of a browser with the code %s is the vendor’s to hear', async (_name, code, heard) => {
    const { join } = await setStage();
    const [browser, room] = await join();
    browser.socket.send('last words');
    browser.socket.close(code, code === undefined ? undefined : 'because');
    expect(await room.next()).toBe('last words');
    expect(await room.closed).toBe(heard);
  });

  it.each([
    ['1000', 1000, 1000],
    ['1012', 1012, 1012],
    ['4401', 4401, 4401],
    ['none', undefined, 1005],
  ])(
    'of a vendor with the code %s is the browser’s to hear, without its reason',
    async (_name, code, heard) => {
      const { join } = await setStage();
      const [browser, room] = await join();
      const reasons: string[] = [];
      browser.socket.on('close', (_code, reason) => reasons.push(reason.toString()));
      room.socket.send('last words');
      room.socket.close(code, code === undefined ? undefined : 'room 17 at signal.example.test');
      expect(await browser.next()).toBe('last words');
      expect(await browser.closed).toBe(heard);
      expect(reasons).toEqual(['']);
    },
  );

  it('that never came is none to the vendor either: it may keep the viewer for a while', async () => {
    const { join, log } = await setStage();
    const [browser, room] = await join();
    browser.socket.terminate();
    expect(await room.closed).toBe(1006);
    expect(log.at(-1)?.reason).toBe('browser-lost');
  });

  it('of a vendor whose connection breaks is 1014, and the browser may come back', async () => {
    const { join, open, log } = await setStage();
    const [browser, room] = await join();
    room.socket.terminate();
    expect(await browser.closed).toBe(1014);
    expect(log.at(-1)?.reason).toBe('vendor-lost');
    await open(browser.nextUrl);
  });
});

describe('a ticket', () => {
  it('that nobody uses is worth nothing after five minutes', async () => {
    const { issue, open } = await setStage();
    const [early = '', late = ''] = [issue(), issue()].map(({ signalling }) => signalling.url);
    vi.advanceTimersByTime(299_999);
    await open(early);
    vi.advanceTimersByTime(1);
    await expect(open(late)).rejects.toThrow('HTTP 401');
  });

  it('ends with the vendor’s own at the latest', async () => {
    const { issue, open } = await setStage();
    const soon = { expiresAt: startedAt + 1000 };
    const [early = '', late = ''] = [issue(soon), issue(soon)].map(
      ({ signalling }) => signalling.url,
    );
    vi.advanceTimersByTime(999);
    await open(early);
    vi.advanceTimersByTime(1);
    await expect(open(late)).rejects.toThrow('HTTP 401');
  });

  it('of a vendor that admits again ends for those only who have never used it', async () => {
    const rules = () => ({ fromBrowser: () => 'pass' as const, admitsAgain: true });
    const { issue, open, vendor } = await setStage({ rules });
    const [used = '', unused = ''] = [1, 2].map(
      () => issue({ expiresAt: startedAt + 1000 }).signalling.url,
    );
    const browser = await open(used);
    const room = await vendor.admitted();
    vi.advanceTimersByTime(2000);
    browser.socket.terminate();
    await room.closed;
    vi.advanceTimersByTime(100_000);
    await open(browser.nextUrl);
    await expect(open(unused)).rejects.toThrow('HTTP 401');
  });

  it('that has ended already admits nobody', async () => {
    const { issue, open } = await setStage();
    const { url } = issue({ expiresAt: startedAt }).signalling;
    await expect(open(url)).rejects.toThrow('HTTP 401');
  });

  it('whose browser was lost waits two minutes for it', async () => {
    const { join, open, vendor } = await setStage();
    const [browser, room] = await join();
    browser.socket.terminate();
    await room.closed;
    vi.advanceTimersByTime(119_999);
    const back = await open(browser.nextUrl);
    const roomAgain = await vendor.admitted();
    back.socket.terminate();
    await roomAgain.closed;
    vi.advanceTimersByTime(120_000);
    await expect(open(back.nextUrl)).rejects.toThrow('HTTP 401');
  });

  it('that waits keeps no process alive', async () => {
    vi.useRealTimers();
    const { issue } = await setStage();
    const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    issue();
    const after = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    expect(after).toBe(before);
  });
});

describe('a browser', () => {
  it('that sends nothing for two minutes is let go with 4001, and may come back', async () => {
    const { join, open } = await setStage({ limits: { keepAliveMs: 600_000 } });
    const [browser, room] = await join();
    vi.advanceTimersByTime(119_999);
    await settled(browser, room);
    vi.advanceTimersByTime(119_999);
    await settled(room, browser);
    expect(browser.socket.readyState).toBe(browser.socket.OPEN);
    vi.advanceTimersByTime(1);
    expect(await browser.closed).toBe(4001);
    expect(await room.closed).toBe(1006);
    await open(browser.nextUrl);
  });

  it('whose network died without a word is cut after it gave no sign of life twice', async () => {
    const { issue, open, vendor, log } = await setStage();
    const browser = await open(issue().signalling.url, { autoPong: false });
    const room = await vendor.admitted();
    const asked = new Promise((resolve) => browser.socket.once('ping', resolve));
    vi.advanceTimersByTime(20_000);
    await asked;
    await settled(room, browser);
    vi.advanceTimersByTime(20_000);
    expect(await browser.closed).toBe(1006);
    expect(await room.closed).toBe(1006);
    expect(log.at(-1)?.reason).toBe('browser-lost');
  });

  it('that lives is asked again and again, and stays', async () => {
    const { join } = await setStage();
    const [browser, room] = await join();
    for (let round = 0; round < 5; round += 1) {
      const asked = new Promise((resolve) => browser.socket.once('ping', resolve));
      vi.advanceTimersByTime(20_000);
      await asked;
      // Behind its answer to the question.
      await settled(browser, room);
    }
    expect(browser.socket.readyState).toBe(browser.socket.OPEN);
  });

  it('that sends too long a frame is hung up on with 1009; the vendor gets nothing of it', async () => {
    const { join } = await setStage({ limits: { maxBrowserFrameBytes: 1024 } });
    const [browser, room] = await join();
    browser.socket.send('x'.repeat(1024));
    expect(await room.next()).toBe('x'.repeat(1024));
    browser.socket.send('x'.repeat(1025));
    expect(await browser.closed).toBe(1009);
    await room.closed;
    expect(room.frames).toEqual([]);
  });

  it('that sends text which is none is hung up on', async () => {
    const { join } = await setStage();
    const [browser, room] = await join();
    browser.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect(await browser.closed).toBe(1007);
    expect(await room.closed).toBe(1006);
  });

  it('that sends too many frames within a second is thrown out for good', async () => {
    let now = startedAt;
    const { join, open, log } = await setStage({
      now: () => now,
      limits: { maxFramesPerSecond: 10 },
    });
    const [browser, room] = await join();
    const send = (count: number) => {
      for (let frame = 0; frame < count; frame += 1) browser.socket.send('x');
    };
    send(10);
    for (let frame = 0; frame < 10; frame += 1) expect(await room.next()).toBe('x');
    now += 1000;
    send(11);
    expect(await browser.closed).toBe(1008);
    expect(await room.closed).toBe(1006);
    expect(log.at(-1)).toMatchObject({
      level: 'warn',
      reason: 'too-many-frames',
      framesFromBrowser: 20,
    });
    await expect(open(browser.nextUrl)).rejects.toThrow('HTTP 401');
  });

  it('that sends too much within a second is thrown out for good', async () => {
    let now = startedAt;
    const { join, open, log } = await setStage({ now: () => now });
    const [browser, room] = await join();
    // As long as a frame may be: two of them are what a second takes.
    const longest = 'x'.repeat(65_536);
    for (let second = 0; second < 2; second += 1) {
      for (let frame = 0; frame < 2; frame += 1) browser.socket.send(longest);
      for (let frame = 0; frame < 2; frame += 1) expect(await room.next()).toBe(longest);
      now += 1000;
    }
    for (let frame = 0; frame < 3; frame += 1) browser.socket.send(longest);
    expect(await browser.closed).toBe(1008);
    expect(log.at(-1)).toMatchObject({ reason: 'too-many-frames', framesFromBrowser: 6 });
    await expect(open(browser.nextUrl)).rejects.toThrow('HTTP 401');
  });

  it('may send one frame of the longest that there may be, whatever a second takes', async () => {
    const { join } = await setStage({
      limits: { maxBrowserFrameBytes: 300_000, maxBytesPerSecond: 1024 },
    });
    const [browser, room] = await join();
    browser.socket.send('x'.repeat(300_000));
    expect(await room.next()).toHaveLength(300_000);
  });

  it.each(['ping', 'pong'] as const)('that floods with %ss is thrown out as well', async (kind) => {
    const { join } = await setStage({ limits: { maxFramesPerSecond: 10 } });
    const [browser] = await join();
    for (let frame = 0; frame < 11; frame += 1) browser.socket[kind]();
    expect(await browser.closed).toBe(1008);
  });
});

describe('the rules of a vendor', () => {
  it('drop a frame without a trace, or end a connection for good', async () => {
    const judged: unknown[] = [];
    const { join, open, log } = await setStage({
      rules: () => ({
        fromBrowser(data) {
          judged.push(data);
          return data === 'evil' ? 'refuse' : data === 'silly' ? 'drop' : 'pass';
        },
      }),
    });
    const [browser, room] = await join();
    browser.socket.send('silly');
    browser.socket.send(Buffer.from([1, 2]));
    expect(await room.next()).toEqual(new Uint8Array([1, 2]));
    browser.socket.send('evil');
    browser.socket.send('good');
    expect(await browser.closed).toBe(1008);
    expect(await room.closed).toBe(1006);
    expect(room.frames).toEqual([]);
    expect(judged).toEqual(['silly', new Uint8Array([1, 2]), 'evil']);
    expect(log.at(-1)).toMatchObject({ level: 'warn', reason: 'frame-refused' });
    await expect(open(browser.nextUrl)).rejects.toThrow('HTTP 401');
  });

  it('that fail let nothing pass', async () => {
    const { join } = await setStage({
      rules: () => ({
        fromBrowser() {
          throw new Error('a bug');
        },
      }),
    });
    const [browser, room] = await join();
    browser.socket.send('x');
    expect(await browser.closed).toBe(1008);
    await room.closed;
    expect(room.frames).toEqual([]);
  });

  it('hear what the vendor says, and cannot keep it from the browser', async () => {
    const heard: unknown[] = [];
    const { join } = await setStage({
      rules: () => ({
        // A name that the vendor has to give first.
        fromBrowser: (data) => (heard.includes(data) ? 'pass' : 'drop'),
        fromVendor(data) {
          heard.push(data);
          if (data === 'odd') throw new Error('a bug');
        },
      }),
    });
    const [browser, room] = await join();
    room.socket.send('odd');
    room.socket.send(Buffer.from([1, 2]));
    room.socket.send('name');
    expect([await browser.next(), await browser.next(), await browser.next()]).toEqual([
      'odd',
      new Uint8Array([1, 2]),
      'name',
    ]);
    expect(heard).toEqual(['odd', new Uint8Array([1, 2]), 'name']);
    browser.socket.send('name');
    expect(await room.next()).toBe('name');
  });

  it('are made anew for each connection', async () => {
    const once = () => {
      let count = 0;
      return { fromBrowser: () => (count++ === 0 ? ('pass' as const) : ('drop' as const)) };
    };
    const { join, open, vendor } = await setStage({ rules: once });
    const [browser] = await join();
    const back = await open(browser.nextUrl);
    const room = await vendor.admitted();
    back.socket.send('first');
    expect(await room.next()).toBe('first');
  });
});

describe('a vendor', () => {
  it('that sends too long a frame is hung up on; the browser hears 1014', async () => {
    const { join } = await setStage({ limits: { maxVendorFrameBytes: 1024 } });
    const [browser, room] = await join();
    room.socket.send('x'.repeat(1025));
    expect(await room.closed).toBe(1009);
    expect(await browser.closed).toBe(1014);
    expect(browser.frames).toEqual([]);
  });

  it.each([
    ['', ''],
    [', though it has begun to,', 'HTTP/1.1 101 Switching Protocols\r\nX-Slowly: a'],
  ])('that takes eight seconds to answer a call%s has refused it', async (_though, beginning) => {
    const { issue, ask, vendor } = await setStage();
    vendor.refusal = 'silent';
    const { pathname } = new URL(issue().signalling.url);
    const timers = vi.getTimerCount();
    const answer = ask(pathname);
    while (vendor.requests.length === 0) await new Promise((next) => setImmediate(next));
    vi.advanceTimersByTime(7999);
    vendor.requests[0]?.socket.write(beginning);
    vi.advanceTimersByTime(1);
    expect(await answer).toBe(
      'HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
    );
    // The ticket waits again, as before.
    expect(vi.getTimerCount()).toBe(timers);
  });
});

describe('closing a relay', () => {
  it('does not wait for a browser that does not answer for longer than two seconds', async () => {
    const { relay, join } = await setStage();
    const [browser] = await join();
    browser.socket.pause();
    const closed = relay.close();
    vi.advanceTimersByTime(2000);
    await closed;
  });
});

describe('whoever observes a ticket', () => {
  it('hears of each connection when it opens and when it ends, whoever ends it', async () => {
    const heard: string[] = [];
    let tell = () => {};
    const hear = (word: string) => () => {
      heard.push(word);
      tell();
    };
    const observer = { isOver: false, joined: hear('joined'), left: hear('left') };
    const { issue, open, vendor } = await setStage({ observer });
    const until = async (count: number) => {
      while (heard.length < count) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
      }
    };
    const first = await open(issue().signalling.url);
    await vendor.admitted();
    expect(heard).toEqual(['joined']);
    first.socket.terminate();
    await until(2);
    const second = await open(first.nextUrl);
    (await vendor.admitted()).socket.close();
    await until(4);
    const third = await open(second.nextUrl);
    // Before the end of the third was noticed.
    await open(third.nextUrl);
    await until(7);
    expect(heard).toEqual(['joined', 'left', 'joined', 'left', 'joined', 'left', 'joined']);
  });

  it('hears nothing of a browser that is not let in', async () => {
    const joined = vi.fn();
    const { issue, open, vendor } = await setStage({
      observer: { isOver: false, joined, left: joined },
    });
    vendor.refusal = 'HTTP/1.1 403 Forbidden\r\n\r\n';
    await expect(open(issue().signalling.url)).rejects.toThrow('HTTP 502');
    expect(joined).not.toHaveBeenCalled();
  });
});
