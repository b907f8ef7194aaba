import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChannelProbe } from '../../../../src/client/upkeep/channel-probe.js';
import { createOutbox } from '../../../../src/client/upkeep/outbox.js';
import type { ControlMessage, KeyMessage, TouchMessage } from '../../../../src/core/control.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { PhoneStatistics } from '../../../../src/core/statistics.js';
import { FakeHost } from './fake-host.js';

const text = (text: string): ControlMessage => ({ type: 'text', text });
const key = (action: 'down' | 'up', keyCode = 66): KeyMessage => ({
  type: 'key',
  action,
  keyCode,
  metaState: 0,
  repeat: false,
});
const touch = (action: TouchMessage['action']): TouchMessage => ({
  type: 'touch',
  action,
  actionIndex: 0,
  pointers: [{ id: 0, x: 1, y: 2, pressure: 1 }],
  width: 720,
  height: 1280,
});
const question = { type: 'query', about: 'display' };
const arriving = { networkQuality: 'good', video: { bitrate: 1000 } } as PhoneStatistics;

function setUp() {
  const host = new FakeHost();
  const outbox = createOutbox(host, createChannelProbe(host));
  // What the page sends goes out, as far as the session is live.
  const delivered: ControlMessage[] = [];
  host.fake.send = (message) => {
    if (host.fake.failure) throw host.fake.failure;
    delivered.push(message);
    host.pageSends(message);
  };
  return {
    host,
    outbox,
    delivered,
    lost: () => host.heard.splice(0).map(([name, messages]) => (name === 'lost' ? messages : name)),
    /** What the upkeep sent since the last look. */
    sent: () => host.sent.splice(0),
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    /** The link is given up, and the session recovers. */
    lose() {
      host.connection = undefined;
      host.fake.move('recovering');
    },
    goLive(connection = FakeHost.connection()) {
      host.connection = connection;
      host.fake.move('negotiating');
      host.fake.state = 'live';
      outbox.resume?.();
      host.fake.emit('live');
      host.fake.emit('state', 'live');
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('proof of delivery', () => {
  it('is asked for at once, then once a second at most, and not without a need', async () => {
    const { host, sent, pass } = setUp();
    await pass(10_000);
    expect(sent()).toEqual([]);
    host.pageSends(text('a'));
    await pass(0);
    expect(sent()).toEqual([question]);
    host.pageSends(text('b'));
    host.fake.tellDisplay();
    await pass(999);
    expect(sent()).toEqual([]);
    await pass(1);
    expect(sent()).toEqual([question]);
    host.fake.tellDisplay();
    await pass(10_000);
    expect(sent()).toEqual([]);
  });

  it('covers what was sent before the question, and nothing later', async () => {
    const { host, lost, lose, pass } = setUp();
    host.pageSends(text('a'));
    await pass(0);
    host.pageSends(text('b'));
    host.pageSends(key('down'));
    host.fake.tellDisplay();
    await pass(0);
    lose();
    expect(lost()).toEqual([[text('b'), key('down')]]);
  });

  it('waits five seconds for an answer before it asks again', async () => {
    const { host, sent, pass } = setUp();
    host.pageSends(text('a'));
    await pass(4999);
    expect(sent()).toEqual([question]);
    await pass(2);
    expect(sent()).toEqual([question]);
  });

  it('is not asked for while the session recovers', async () => {
    const { host, sent, pass } = setUp();
    host.fake.move('recovering');
    host.pageSends(text('a'));
    await pass(10_000);
    expect(sent()).toEqual([]);
    host.fake.move('live');
    await pass(0);
    expect(sent()).toEqual([question]);
  });

  it('is media that keeps arriving, where a phone never answers', async () => {
    const { host, outbox, lost, lose } = setUp();
    host.pageSends(text('a'));
    for (let look = 0; look < 5; look += 1) outbox.look?.(arriving);
    host.pageSends(text('b'));
    outbox.look?.(arriving);
    lose();
    expect(lost()).toEqual([[text('b')]]);
  });

  it('is not media that arrives with a gap, nor any where the phone has answered before', async () => {
    const { host, outbox, lost, lose, goLive, pass } = setUp();
    host.pageSends(text('a'));
    for (let look = 0; look < 5; look += 1) outbox.look?.(arriving);
    outbox.look?.({ ...arriving, video: undefined });
    outbox.look?.(arriving);
    lose();
    expect(lost()).toEqual([[text('a')]]);
    goLive();
    host.pageSends(text('b'));
    await pass(0);
    host.fake.tellDisplay();
    await pass(0);
    host.pageSends(text('c'));
    for (let look = 0; look < 9; look += 1) outbox.look?.(arriving);
    lose();
    expect(lost()).toEqual([[text('c')]]);
  });
});

describe('a connection that is given up', () => {
  it('loses what was on its way, and nothing of it is sent again', () => {
    const { host, lost, lose, goLive, delivered } = setUp();
    host.pageSends(text('a'));
    host.pageSends(touch('down'));
    host.pageSends(key('down'));
    lose();
    expect(lost()).toEqual([[text('a'), key('down')]]);
    goLive();
    expect([delivered, lost()]).toEqual([[], []]);
  });

  it('loses nothing when it is the same one that lives again', () => {
    const { host, lost, goLive } = setUp();
    const { connection } = host;
    host.pageSends(text('a'));
    host.fake.move('recovering');
    goLive(connection);
    expect(lost()).toEqual([]);
  });

  it('is noticed although another one stands at the next moment', () => {
    const { host, lost } = setUp();
    host.pageSends(text('a'));
    host.connection = FakeHost.connection();
    host.pageSends(text('b'));
    expect(lost()).toEqual([[text('a')]]);
    host.end();
    expect(lost()).toEqual([[text('b')]]);
  });

  it('takes the answer to its question with it', async () => {
    const { host, lost, lose, goLive, pass } = setUp();
    host.pageSends(text('a'));
    await pass(0);
    lose();
    expect(lost()).toEqual([[text('a')]]);
    goLive();
    host.pageSends(text('b'));
    host.fake.tellDisplay();
    lose();
    expect(lost()).toEqual([[text('b')]]);
  });
});

describe('what is sent while the session recovers', () => {
  it('goes out once, before the page hears that it is live', () => {
    const { host, outbox, lose, goLive, delivered, lost } = setUp();
    host.fake.on('live', () => host.fake.send(text('on live')));
    lose();
    expect(outbox.hold?.(text('a'))).toBe(true);
    expect(outbox.hold?.(text('b'))).toBe(true);
    goLive();
    expect(delivered).toEqual([text('a'), text('b'), text('on live')]);
    lose();
    expect(lost()).toEqual([[text('a'), text('b'), text('on live')]]);
    goLive();
    expect(delivered).toHaveLength(4);
  });

  it('is lost after a minute', async () => {
    const { outbox, lose, goLive, delivered, lost, pass } = setUp();
    lose();
    outbox.hold?.(text('a'));
    await pass(60_001);
    outbox.hold?.(text('b'));
    expect(lost()).toEqual([]);
    goLive();
    expect([delivered, lost()]).toEqual([[text('b')], [[text('a')]]]);
  });

  it('waits for the next connection when this one is gone again', () => {
    const { host, outbox, lose, goLive, delivered, lost } = setUp();
    lose();
    outbox.hold?.(text('a'));
    outbox.hold?.(text('b'));
    host.fake.failure = new TelepadError('not_connected', 'gone');
    goLive();
    lose();
    expect([delivered, lost()]).toEqual([[], []]);
    host.fake.failure = undefined;
    goLive();
    expect(delivered).toEqual([text('a'), text('b')]);
  });

  it('is lost when the phone does not take it', () => {
    const { host, outbox, lose, goLive, lost } = setUp();
    lose();
    outbox.hold?.(text('too long'));
    host.fake.failure = new TelepadError('not_supported', 'too long');
    goLive();
    expect(lost()).toEqual([[text('too long')]]);
  });

  it('is refused as a whole when there is no room for it, and reported as lost', () => {
    const { outbox, lose, lost, goLive, delivered } = setUp();
    lose();
    outbox.hold?.(text('a'));
    const tooLong = text('x'.repeat(65_536));
    const clipboard: ControlMessage = { type: 'clipboard', text: 'x'.repeat(65_536) };
    expect([outbox.hold?.(tooLong), outbox.hold?.(clipboard)]).toEqual([false, false]);
    expect(lost()).toEqual([[tooLong], [clipboard]]);
    goLive();
    expect([delivered, lost()]).toEqual([[text('a')], []]);
  });

  it('is refused when it is a key, and reported as lost', () => {
    const { outbox, lose, lost, goLive, delivered } = setUp();
    lose();
    expect([outbox.hold?.(key('down')), outbox.hold?.(key('up'))]).toEqual([false, false]);
    expect(outbox.hold?.(touch('down'))).toBe(false);
    expect(lost()).toEqual([[key('down')], [key('up')]]);
    // The release of a key that was pressed before is sent by `resume`.
    expect(outbox.hold?.(key('up', 67))).toBe(false);
    expect(lost()).toEqual([]);
    goLive();
    expect(delivered).toEqual([]);
  });

  it('is lost when the session ends, after what was on its way', () => {
    const { host, outbox, lost } = setUp();
    host.pageSends(text('sent'));
    host.fake.move('recovering');
    outbox.hold?.(text('held'));
    host.connection = undefined;
    host.end();
    expect(lost()).toEqual([[text('sent'), text('held')]]);
    expect([host.listenerCount, vi.getTimerCount()]).toEqual([0, 0]);
  });
});

describe('fingers and keys that are held', () => {
  it('are let go when the session says so, beyond what others let go of', () => {
    const { host, outbox, sent } = setUp();
    host.pageSends(touch('down'));
    host.pageSends(key('down', 66));
    host.pageSends(key('down', 67));
    host.pageSends(key('up', 67));
    host.fake.state = 'recovering';
    outbox.release?.();
    expect(sent()).toEqual([touch('cancel'), key('up', 66)]);
    outbox.release?.();
    expect(sent()).toEqual([]);
  });

  it('are let go again on the next connection, unless the release has arrived', async () => {
    const { host, outbox, sent, lose, goLive, lost, pass } = setUp();
    host.pageSends(key('down', 66));
    host.pageSends(key('up', 66));
    await pass(0);
    host.fake.tellDisplay();
    await pass(0);
    host.pageSends(touch('down'));
    host.pageSends(touch('up'));
    host.pageSends(key('down', 67));
    sent();
    outbox.release?.();
    expect(sent()).toEqual([key('up', 67)]);
    lose();
    expect(lost()).toEqual([[key('down', 67), key('up', 67)]]);
    goLive();
    expect(sent()).toEqual([touch('cancel'), key('up', 67)]);
    lose();
    expect(lost()).toEqual([]);
    goLive();
    expect(sent()).toEqual([touch('cancel'), key('up', 67)]);
    await pass(1000);
    expect(sent()).toEqual([question]);
    host.fake.tellDisplay();
    await pass(0);
    lose();
    goLive();
    expect(sent()).toEqual([]);
  });

  it('need no second release on the connection that lives again', () => {
    const { host, outbox, sent, goLive } = setUp();
    const { connection } = host;
    host.pageSends(touch('down'));
    host.fake.move('recovering');
    outbox.release?.();
    expect(sent()).toEqual([touch('cancel')]);
    goLive(connection);
    expect(sent()).toEqual([]);
  });

  it('are let go on the next connection when this one could not', () => {
    const { host, outbox, sent, lose, goLive } = setUp();
    host.pageSends(touch('down'));
    host.failure = new TelepadError('not_connected', 'gone');
    outbox.release?.();
    lose();
    host.failure = undefined;
    goLive();
    expect(sent()).toEqual([touch('cancel')]);
  });
});
