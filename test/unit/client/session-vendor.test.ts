import { describe, expect, it, vi } from 'vitest';
import { createDisplayFollow } from '../../../src/client/upkeep/display-follow.js';
import { createVendorTimes, reportUntypable } from '../../../src/client/upkeep/vendor-times.js';
import type { ClientVendor } from '../../../src/core/ports/client.js';
import { sessionFailures } from '../../../src/core/session-failures.js';
import type { PhoneStatistics } from '../../../src/core/statistics.js';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  errorOf,
  fakeVendor,
  pass,
  setTheStage,
  ticket,
} from './session-stage.js';
import { FakeHost } from './upkeep/fake-host.js';

setTheStage();

const wake = [{ type: 'key', action: 'down', keyCode: 0, metaState: 0, repeat: false }] as const;
const vendor: ClientVendor = {
  ...fakeVendor,
  lacks: ['scroll', 'text'],
  policy: { idleTimeoutMs: 120_000, idleWarningMs: 60_000, displayTimeoutMs: 0 },
  idle: { keepMs: () => 30_000, wake },
};
const vendors = { fake: async () => vendor };

describe('a session with a vendor that lacks something', () => {
  it('supports everything until the vendor is known', async () => {
    const { session } = connect({ vendors });
    expect(session.supports('scroll')).toBe(true);
    await pass();
    expect(session.supports('scroll')).toBe(false);
    expect(session.supports('clipboard')).toBe(true);
  });
});

describe('a session with a vendor that has times of its own', () => {
  it('warns and ends by them', async () => {
    const { session, heardOf } = await connectUntilLive({ vendors });
    expect(session.idleTimeoutMs).toBe(120_000);
    await pass(60_000);
    expect(heardOf('idlewarning')).toEqual([['idlewarning', 60_000]]);
    await pass(60_000);
    expect(errorOf(session).code).toBe('idle_timeout');
  });

  it("goes by the page's before them", async () => {
    const page = await connectUntilLive({ vendors, policy: { idleTimeoutMs: 300_000 } });
    expect(page.session.idleTimeoutMs).toBe(300_000);
    const later = connect({ vendors });
    later.session.setIdleTimeout(0);
    await pass();
    expect(later.session.idleTimeoutMs).toBe(0);
  });

  it('does not end for those who only watch', async () => {
    const watching = { vendors, ticket: { ...ticket, role: 'watch' } as const };
    const { session } = await connectUntilLive(watching);
    await pass(500_000);
    expect(session.state).toBe('live');
  });

  it('tells until when the phone is kept, once it has loaded its upkeep', async () => {
    const keptUntil = Date.parse('2029-06-01T01:00:00Z');
    const { session } = await connectUntilLive({ vendors, upkeep: { keep: () => keptUntil } });
    await pass(120_000);
    expect(session.closeReason).toMatchObject({ cause: 'error', keptUntil });
  });

  it('takes the picture for the screen at once', async () => {
    const { session, link } = await connectUntilLink({ vendors });
    const { listener } = link();
    listener.joined();
    listener.offered();
    listener.connectionState('connected');
    listener.channelOpened();
    session.framePresented(720, 1280);
    await pass();
    expect(session.state).toBe('live');
    expect(session.display).toMatchObject({ width: 720, height: 1280 });
  });

  it('counts a phone that ends the session in words as one that hangs up', async () => {
    const { session, link, heardOf } = await connectUntilLive({ vendors });
    link().listener.failed(sessionFailures.connectionBroken(), true);
    expect(heardOf('trouble').at(-1)).toEqual(['trouble', 'connection_lost']);
    expect(session.state).toBe('recovering');
  });
});

function host() {
  const made = new FakeHost();
  made.vendor = vendor;
  made.ticket = ticket;
  return made;
}

describe('the times of a vendor', () => {
  it('wake a phone that counts by itself, once in 5 s', () => {
    const made = host();
    const times = createVendorTimes(made);
    times.wake?.();
    times.wake?.();
    expect(made.sent).toEqual(wake);
    vi.advanceTimersByTime(5000);
    times.wake?.();
    expect(made.sent).toHaveLength(2);
  });

  it('wake nothing for who only watches, without a connection, or where there is nothing to wake', () => {
    const made = host();
    const times = createVendorTimes(made);
    made.fake.role = 'watch';
    times.wake?.();
    made.fake.role = 'control';
    made.fake.state = 'recovering';
    times.wake?.();
    made.fake.state = 'live';
    made.vendor = fakeVendor;
    times.wake?.();
    expect(made.sent).toEqual([]);
  });

  it('say that an unused phone is kept, and for how long', () => {
    const made = host();
    const { keep } = createVendorTimes(made);
    expect(keep?.(sessionFailures.idleTimeout())).toBe(Date.now() + 30_000);
    expect(made.heard).toEqual([['keeping', 30_000]]);
    expect(keep?.(sessionFailures.connectionBroken())).toBeUndefined();
    made.vendor = fakeVendor;
    expect(keep?.(sessionFailures.idleTimeout())).toBeUndefined();
  });
});

describe('text that a phone cannot be sent', () => {
  it('is told as trouble, and nothing else is', () => {
    const made = host();
    reportUntypable(made);
    made.fake.lacks = ['text'];
    made.pageSends({ type: 'text', text: 'plain' });
    made.pageSends({ type: 'clipboard', text: 'é' });
    expect(made.heard).toEqual([]);
    made.pageSends({ type: 'text', text: 'é' });
    expect(made.heard).toMatchObject([['trouble', { code: 'not_supported' }]]);
    made.fake.lacks = [];
    made.pageSends({ type: 'text', text: 'é' });
    expect(made.heard).toHaveLength(1);
    made.end();
    expect(made.listenerCount).toBe(0);
  });
});

describe('the screen of a phone that tells no size', () => {
  function follow() {
    const made = host();
    const sizes: string[] = [];
    made.assumeDisplay = ({ width, height }) => {
      sizes.push(`${width}x${height}`);
      made.fake.display = { type: 'display', width, height };
    };
    const video = Object.assign(new EventTarget(), { videoWidth: 720, videoHeight: 1280 });
    made.videos.add(video as unknown as HTMLVideoElement);
    const resize = (width: number, height: number) => {
      Object.assign(video, { videoWidth: width, videoHeight: height });
      video.dispatchEvent(new Event('resize'));
    };
    const part = createDisplayFollow(made);
    const look = (width?: number, height?: number) =>
      part.look?.({ video: width && { width, height } } as unknown as PhoneStatistics);
    return { made, part, look, resize, sizes };
  }

  it('is its picture, which turns', () => {
    const { resize, sizes } = follow();
    resize(720, 1280);
    resize(1280, 720);
    resize(1280, 720);
    expect(sizes).toEqual(['1280x720']);
  });

  it('is found without a view, too', () => {
    const { look, sizes } = follow();
    look(1280, 720);
    look(1280, 720);
    look();
    expect(sizes).toEqual(['1280x720']);
  });

  it('is no black frame of a track that has ended, and no picture of a lost connection', () => {
    const { made, resize, sizes } = follow();
    resize(2, 2);
    made.fake.state = 'recovering';
    resize(1280, 720);
    expect(sizes).toEqual([]);
  });

  it('is left alone where the phone tells it', () => {
    const { made, resize } = follow();
    made.assumeDisplay = undefined;
    resize(1280, 720);
    expect(made.fake.display).toMatchObject({ width: 720 });
  });
});
