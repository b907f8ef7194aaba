import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChannelProbe } from '../../../../src/client/upkeep/channel-probe.js';
import { createReportSource } from '../../../../src/client/upkeep/report-source.js';
import { startLooking } from '../../../../src/client/upkeep/sampler.js';
import { createStallWatch } from '../../../../src/client/upkeep/stall-watch.js';
import { FakeHost } from './fake-host.js';

const page = { visibilityState: 'visible' };

beforeEach(() => {
  vi.useFakeTimers();
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const touch = {
  type: 'touch',
  action: 'down',
  actionIndex: 0,
  pointers: [{ id: 0, x: 1, y: 1, pressure: 1 }],
  width: 720,
  height: 1280,
} as const;

/** A live phone that sends what it is told to send, under the eyes of the stall watch. */
function stage({ answersProbes = true } = {}) {
  const host = new FakeHost();
  const flow = { video: true, audio: true, path: true, decodes: true, answersProbes };
  const counts = { video: 100, audio: 100, stun: 1, decoded: 50 };
  const decodeStalls: number[] = [];
  host.fake.state = 'live';
  const step = () => {
    if (flow.path) {
      counts.stun += 1;
      if (flow.audio) counts.audio += 5;
      if (flow.video) counts.video += 12;
      if (flow.video && flow.decodes) counts.decoded += 3;
    }
    host.fake.rows = {
      pair: {
        type: 'candidate-pair',
        state: 'succeeded',
        nominated: true,
        responsesReceived: counts.stun,
      },
      video: {
        type: 'inbound-rtp',
        kind: 'video',
        packetsReceived: counts.video,
        framesDecoded: counts.decoded,
      },
      audio: { type: 'inbound-rtp', kind: 'audio', packetsReceived: counts.audio },
    };
  };
  step();
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      await vi.advanceTimersByTimeAsync(100);
      step();
      const queries = host.sent.filter(({ type }) => type === 'query').length;
      if (flow.answersProbes && flow.path && queries > answered) {
        answered = queries;
        host.fake.tellDisplay();
      }
    }
  };
  let answered = 0;
  const probe = createChannelProbe(host);
  const watch = createStallWatch(host, probe, () => decodeStalls.push(performance.now()));
  startLooking(
    host,
    createReportSource(host, { adaptation: { jitterBufferTargetMs: undefined, qualityStep: 0 } }),
    (statistics) => watch.look?.(statistics),
    watch.inspect,
  );
  const sentOf = (type: string) => host.sent.filter((message) => message.type === type).length;
  const silences = () =>
    host.dispatched.map((event) => (event.type === 'stalled' ? event.silence : event.type));
  return { host, flow, pass, decodeStalls, sentOf, silences };
}

describe('the stall watch', () => {
  it('says nothing of a phone that is well, and asks it only once whether it answers', async () => {
    const { host, pass, sentOf } = stage();
    await pass(60_000);
    expect(host.dispatched).toEqual([]);
    expect(sentOf('query')).toBe(1);
    expect(sentOf('key-frame')).toBe(0);
    expect(host.fake.looks).toBe(61);
  });

  it('says that the path is silent, within 3 s, with an error that says what is done', async () => {
    const { host, flow, pass } = stage();
    await pass(5500);
    flow.path = false;
    await pass(3000);
    expect(host.dispatched).toEqual([
      {
        type: 'stalled',
        silence: 'path',
        error: expect.objectContaining({
          code: 'media_stalled',
          retryable: true,
          message: expect.stringMatching(
            /^Nothing comes from the phone .* looks for another path\.$/,
          ),
        }),
      },
    ]);
  });

  it('says that the media is silent, within 3 s, after it has asked for a picture', async () => {
    const { flow, pass, sentOf, silences } = stage();
    await pass(5500);
    flow.video = false;
    await pass(3000);
    expect(sentOf('key-frame')).toBe(1);
    expect(silences()).toEqual(['media']);
  });

  it('says that the channel is silent, within 3 s of a touch, when a phone that answered does not', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    await pass(10_000);
    flow.answersProbes = false;
    host.pageSends(touch);
    await pass(3000);
    expect(sentOf('query')).toBe(2);
    expect(silences()).toEqual(['channel']);
  });

  it('says so as well when the only touch came right after the phone was heard', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    await pass(10_000);
    host.fake.tellDisplay();
    flow.answersProbes = false;
    await pass(500);
    host.pageSends(touch);
    await pass(5500);
    expect(sentOf('query')).toBe(2);
    expect(silences()).toEqual(['channel']);
  });

  it('proves at most every two seconds that the phone hears what the user does', async () => {
    const { host, pass, sentOf, silences } = stage();
    await pass(5000);
    for (let count = 0; count < 100; count += 1) {
      host.pageSends(touch);
      await pass(100);
    }
    expect(sentOf('query')).toBe(6);
    expect(silences()).toEqual([]);
  });

  it('cannot judge the silence of a phone that never answers', async () => {
    const { host, pass, sentOf, silences } = stage({ answersProbes: false });
    await pass(5000);
    host.pageSends(touch);
    await pass(20_000);
    expect(sentOf('query')).toBe(1);
    expect(silences()).toEqual([]);
  });

  it('tells of a stalled decoder first, and calls it silent media when that does not help', async () => {
    const { flow, pass, decodeStalls, silences } = stage();
    await pass(5500);
    flow.decodes = false;
    await pass(2000);
    expect(decodeStalls.length).toBeGreaterThan(0);
    expect(silences()).toEqual([]);
    await pass(5000);
    expect(silences()).toEqual(['media']);
  });

  it('misses no picture that nobody wants', async () => {
    const { host, flow, pass, silences } = stage();
    await pass(5000);
    host.pageSends({ type: 'media', kind: 'video', isOpen: false });
    flow.video = false;
    await pass(20_000);
    expect(silences()).toEqual([]);
    host.pageSends({ type: 'media', kind: 'both', isOpen: true });
    await pass(3500);
    expect(silences()).toEqual(['media']);
  });

  it('expects the picture of a new link, although it was paused on the one before', async () => {
    const { host, flow, pass, silences } = stage();
    await pass(5000);
    host.pageSends({ type: 'media', kind: 'video', isOpen: false });
    host.connection = FakeHost.connection();
    host.fake.move('recovering');
    host.fake.goLive();
    await pass(5000);
    flow.video = false;
    await pass(3500);
    expect(silences()).toEqual(['media']);
  });

  it('is silent itself while the page is hidden, and measures anew when it is shown', async () => {
    const { flow, pass, silences } = stage();
    await pass(5000);
    page.visibilityState = 'hidden';
    flow.path = false;
    await pass(20_000);
    flow.path = true;
    page.visibilityState = 'visible';
    await pass(20_000);
    expect(silences()).toEqual([]);
    page.visibilityState = 'hidden';
    flow.video = false;
    await pass(20_000);
    page.visibilityState = 'visible';
    await pass(1900);
    expect(silences()).toEqual([]);
    await pass(2000);
    expect(silences()).toEqual(['media']);
  });

  it('measures anew when the page itself hung, or the device slept', async () => {
    const { flow, pass, silences } = stage();
    await pass(5000);
    // Nothing ran and nothing came, also not at once after it.
    flow.path = false;
    await pass(1000);
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 30_000);
    await pass(1100);
    flow.path = true;
    await pass(10_000);
    expect(silences()).toEqual([]);
    flow.path = false;
    await pass(3000);
    expect(silences()).toEqual(['path']);
    vi.restoreAllMocks();
  });

  it('measures anew on another connection', async () => {
    const { host, flow, pass, silences } = stage();
    await pass(5000);
    flow.video = false;
    await pass(1500);
    host.connection = FakeHost.connection();
    await pass(1500);
    flow.video = true;
    await pass(10_000);
    expect(silences()).toEqual([]);
  });

  it('takes a phone for one that rests when a whole recovery has brought the same silence', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    await pass(5000);
    flow.video = false;
    await pass(3000);
    expect(silences()).toEqual(['media']);
    host.fake.move('recovering');
    flow.video = true;
    host.fake.goLive();
    await pass(5000);
    flow.video = false;
    await pass(60_000);
    expect(silences()).toEqual(['media']);
    const asked = sentOf('key-frame');
    await pass(60_000);
    expect(sentOf('key-frame')).toBe(asked);
    // All else is still seen.
    flow.path = false;
    await pass(6500);
    expect(silences()).toEqual(['media', 'path']);
  });

  it('does not let a picture that came by chance after it was asked for stand against that', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    await pass(5000);
    flow.video = false;
    while (sentOf('key-frame') === 0) await pass(100);
    flow.video = true;
    await pass(10_000);
    for (let silence = 0; silence < 3; silence += 1) {
      flow.video = false;
      await pass(3000);
      expect(silences()).toEqual(['media']);
      host.fake.move('recovering');
      flow.video = true;
      host.fake.goLive();
      await pass(10_000);
    }
  });

  it('does not take a phone for one that rests which has twice sent a picture when it was asked', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    for (const asked of [0, 1]) {
      await pass(10_000);
      flow.video = false;
      while (sentOf('key-frame') === asked) await pass(100);
      flow.video = true;
    }
    await pass(10_000);
    for (const count of [1, 2, 3]) {
      flow.video = false;
      await pass(3000);
      expect(silences()).toHaveLength(count);
      host.fake.move('recovering');
      flow.video = true;
      host.fake.goLive();
      await pass(10_000);
    }
  });

  it('does not take a phone for one that rests whose picture comes and cannot be shown', async () => {
    const { host, flow, pass, silences } = stage();
    for (const count of [1, 2, 3]) {
      flow.decodes = true;
      await pass(5000);
      flow.decodes = false;
      await pass(8000);
      expect(silences()).toEqual(new Array(count).fill('media'));
      host.fake.move('recovering');
      host.fake.goLive();
    }
  });

  it('does not take a silent picture for a stalled one where the vendor has no question for it', async () => {
    const { host, flow, pass, sentOf, silences } = stage();
    host.fake.lacks = ['key-frame'];
    await pass(5000);
    flow.video = false;
    await pass(60_000);
    expect([silences(), sentOf('key-frame')]).toEqual([[], 0]);
    flow.path = false;
    await pass(6500);
    expect(silences()).toEqual(['path']);
  });

  it('calls the media silent again when a recovery has helped for long', async () => {
    const { host, flow, pass, silences } = stage();
    await pass(5000);
    flow.video = false;
    await pass(3000);
    host.fake.move('recovering');
    flow.video = true;
    host.fake.goLive();
    await pass(61_000);
    flow.video = false;
    await pass(3500);
    expect(silences()).toEqual(['media', 'media']);
  });

  it('says nothing while the session recovers, but that frames come again where no view could', async () => {
    const { host, flow, pass, silences } = stage();
    await pass(5000);
    host.fake.move('recovering');
    flow.video = false;
    await pass(5000);
    expect(silences()).toEqual([]);
    flow.video = true;
    await pass(1000);
    expect(new Set(silences())).toEqual(new Set(['frame']));
  });

  it('says so too where there is a view, but the page is hidden and paints nothing', async () => {
    const { host, pass, silences } = stage();
    host.videos.add({} as HTMLVideoElement);
    await pass(5000);
    page.visibilityState = 'hidden';
    host.fake.move('recovering');
    await pass(2000);
    expect(new Set(silences())).toEqual(new Set(['frame']));
  });

  it('asks a phone for a picture as soon as it is there again: it may have nothing new to show', async () => {
    const { host, flow, pass, sentOf } = stage();
    host.videos.add({} as HTMLVideoElement);
    await pass(5000);
    Object.assign(flow, { video: false, path: false });
    host.fake.move('recovering');
    await pass(5000);
    expect(sentOf('key-frame')).toBe(0);
    flow.path = true;
    await pass(500);
    expect(sentOf('key-frame')).toBe(1);
    await pass(1500);
    expect(sentOf('key-frame')).toBe(2);
    host.fake.goLive();
    flow.video = true;
    await pass(3000);
    expect(sentOf('key-frame')).toBe(2);
  });

  it('takes anything that comes for proof while the page wants no picture', async () => {
    const { host, flow, pass, silences, sentOf } = stage();
    host.videos.add({} as HTMLVideoElement);
    await pass(5000);
    host.pageSends({ type: 'media', kind: 'video', isOpen: false });
    Object.assign(flow, { video: false, path: false });
    host.fake.move('recovering');
    await pass(3000);
    expect(silences()).toEqual([]);
    flow.path = true;
    await pass(500);
    expect(silences()[0]).toBe('frame');
    // It would open the picture.
    expect(sentOf('key-frame')).toBe(0);
  });

  it('leaves it to the views to say that frames come again', async () => {
    const { host, pass, silences } = stage();
    host.videos.add({} as HTMLVideoElement);
    await pass(5000);
    host.fake.move('recovering');
    await pass(5000);
    expect(silences()).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    const { host, pass } = stage();
    await pass(1000);
    host.end();
    await pass(3000);
    expect(host.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
