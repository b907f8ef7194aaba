import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLatency } from '../../../../src/client/upkeep/latency.js';
import type { UpkeepHost } from '../../../../src/client/upkeep/upkeep-host.js';
import type { VendorFeatures } from '../../../../src/core/ports/client.js';
import type { PhoneStatistics, VideoStatistics } from '../../../../src/core/statistics.js';
import { FakeHost } from './fake-host.js';

interface FakeReceiver {
  readonly track: { readonly kind: string };
  jitterBufferTarget?: number | null;
  playoutDelayHint?: number | null;
}

let page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
type Look = (freezes: number, intervalMs?: number) => void;
let nowMs = 0;

beforeEach(() => {
  nowMs = 0;
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('performance', { now: () => nowMs });
});

function receiver(kind: string, rest: Partial<FakeReceiver> = { jitterBufferTarget: null }) {
  return { track: { kind }, ...rest };
}

function setUp(receivers: FakeReceiver[], adapt?: UpkeepHost['options']['adapt']) {
  const host = new FakeHost();
  if (adapt) Object.assign(host.options, { adapt });
  const connect = (receivers: FakeReceiver[]) => {
    host.connection = { getReceivers: () => receivers } as unknown as RTCPeerConnection;
  };
  connect(receivers);
  const latency = createLatency(host);
  const see = (window: Partial<VideoStatistics['window']>, intervalMs = 1000) => {
    const video = { window, lossRate: 0 } as VideoStatistics;
    latency.look?.({ intervalMs, video } as PhoneStatistics);
  };
  return {
    host,
    latency,
    connect,
    see,
    /** A second passes. */
    look: (freezes: number, intervalMs = 1000) => {
      nowMs += intervalMs;
      see({ framesDecoded: 30, framesDropped: 0, freezeCount: freezes }, intervalMs);
    },
  };
}

describe('jitter target', () => {
  it('asks the present video receiver for no delay at once, and leaves the sound alone', () => {
    const [video, audio] = [receiver('video'), receiver('audio')];
    setUp([video, audio]);
    expect([video.jitterBufferTarget, audio.jitterBufferTarget]).toEqual([0, null]);
  });

  it('raises it under pressure, and asks a new connection for none again', () => {
    const video = receiver('video');
    const { host, connect, look } = setUp([video]);
    for (const freezes of [0, 1, 1]) look(freezes);
    expect(video.jitterBufferTarget).toBe(15);
    const next = receiver('video');
    connect([next]);
    host.fake.emit('track', 'video');
    expect(next.jitterBufferTarget).toBe(0);
  });

  it('asks a receiver that comes late on the same connection for what holds by then', () => {
    const receivers = [receiver('video')];
    const { host, look } = setUp(receivers);
    for (const freezes of [0, 1, 1]) look(freezes);
    const late = receiver('video');
    receivers.push(late);
    host.fake.emit('track', 'video');
    expect(late.jitterBufferTarget).toBe(15);
  });

  it('uses the older name, in seconds, where the browser knows no other', () => {
    const video = receiver('video', { playoutDelayHint: null });
    const { look } = setUp([video]);
    expect(video.playoutDelayHint).toBe(0);
    for (const freezes of [0, 1, 1]) look(freezes);
    expect(video).toEqual({ track: { kind: 'video' }, playoutDelayHint: 0.015 });
  });

  it('sets nothing where the browser has neither', () => {
    const video = receiver('video', {});
    const { look } = setUp([video]);
    for (const freezes of [0, 1, 1]) look(freezes);
    expect(video).toEqual({ track: { kind: 'video' } });
  });

  it.each([
    ['of a page that nobody sees', () => Object.assign(page, { visibilityState: 'hidden' }), 1000],
    ['over a time in which the page was asleep', () => undefined, 5000],
  ])('goes by no counts %s', (_, before, intervalMs) => {
    const video = receiver('video');
    const { look } = setUp([video]);
    before();
    for (const freezes of [0, 1, 1, 1, 1]) look(freezes, intervalMs);
    expect(video.jitterBufferTarget).toBe(0);
  });

  it.each([
    [0, 0],
    [30, 30],
    [-5, 0],
    [Number.NaN, 60],
    [Number.POSITIVE_INFINITY, 4000],
    [undefined, 60],
  ])('keeps the limit %s of the page', (maxJitterBufferMs, expected) => {
    const video = receiver('video');
    const { look } = setUp([video], maxJitterBufferMs === undefined ? {} : { maxJitterBufferMs });
    look(0);
    for (let second = 0; second < 20; second += 1) look(1);
    expect(video.jitterBufferTarget).toBe(expected);
  });

  it('leaves the wish of the page alone until it is taken back', () => {
    const video = receiver('video');
    const { host, look } = setUp([video]);
    look(0);
    host.choices.jitterTargetMs = 500;
    video.jitterBufferTarget = 500;
    for (const freezes of [1, 1]) look(freezes);
    host.fake.emit('track', 'video');
    expect(video.jitterBufferTarget).toBe(500);
    host.choices.jitterTargetMs = null;
    look(0);
    expect(video.jitterBufferTarget).toBe(15);
  });

  it('is told to the page, as the page’s wish is', () => {
    const { host, latency, look } = setUp([receiver('video')]);
    expect(latency.adaptation).toEqual({ jitterBufferTargetMs: 0, qualityStep: 0 });
    for (const freezes of [0, 1, 1]) look(freezes);
    expect(latency.adaptation).toEqual({ jitterBufferTargetMs: 15, qualityStep: 0 });
    host.choices.jitterTargetMs = 500;
    expect(latency.adaptation).toEqual({ jitterBufferTargetMs: 500, qualityStep: 0 });
    const other = setUp([receiver('video', {})]);
    expect(other.latency.adaptation).toEqual({
      jitterBufferTargetMs: undefined,
      qualityStep: 0,
    });
  });
});

describe('a return to the page', () => {
  const show = () => page.dispatchEvent(new Event('visibilitychange'));

  it('takes back all delay, and does not hold against the picture what comes of the absence', () => {
    const video = receiver('video');
    const { look } = setUp([video]);
    for (const freezes of [0, 1, 1]) look(freezes);
    expect(video.jitterBufferTarget).toBe(15);
    page.visibilityState = 'hidden';
    show();
    expect(video.jitterBufferTarget).toBe(15);
    page.visibilityState = 'visible';
    show();
    expect(video.jitterBufferTarget).toBe(0);
    for (const freezes of [1, 1]) look(freezes);
    expect(video.jitterBufferTarget).toBe(0);
    for (const freezes of [1, 1]) look(freezes);
    expect(video.jitterBufferTarget).toBe(15);
  });

  it.each([
    ['shown', () => show()],
    ['resumed by the browser', () => page.dispatchEvent(new Event('resume'))],
    ['run again after the device slept', (look: Look) => look(0, 30_000)],
  ])('plays a video that the browser paused when the page is %s', (_, comeBack) => {
    const { host, look } = setUp([receiver('video')]);
    const video = (paused: boolean) => {
      const play = vi.fn(() => Promise.reject(new Error('The user has to tap first.')));
      host.videos.add({ paused, play } as unknown as HTMLVideoElement);
      return play;
    };
    const [stopped, playing] = [video(true), video(false)];
    comeBack(look);
    expect(stopped).toHaveBeenCalledOnce();
    expect(playing).not.toHaveBeenCalled();
  });

  it('asks for a key frame at once when packets come and none of them can be decoded', () => {
    const { host, see } = setUp([receiver('video')]);
    see({ packetsReceived: 90, framesDecoded: 0 });
    expect(host.sent).toEqual([]);
    show();
    see({ packetsReceived: 0, framesDecoded: 0 });
    see({ packetsReceived: 90, framesDecoded: 30 });
    expect(host.sent).toEqual([]);
    see({ packetsReceived: 90, framesDecoded: 0 });
    expect(host.sent).toEqual([{ type: 'key-frame' }]);
  });
});

describe('the parts of the latency', () => {
  it('ask for a key frame when decoding has stalled', () => {
    const { host, latency } = setUp([receiver('video')]);
    latency.decodeStalled?.();
    latency.decodeStalled?.();
    expect(host.sent).toEqual([{ type: 'key-frame' }]);
  });

  it('step the quality down in trouble, tell it again after a recovery, and take it back at the end only', async () => {
    const { host, latency } = setUp([receiver('video')]);
    host.features = {
      encode: (message: object) => [JSON.stringify(message)],
      qualitySteps: () => ['high', 'smooth'],
    } as unknown as VendorFeatures;
    const window = { packetsReceived: 300, framesDecoded: 30 };
    const video = { window, lossRate: 0.3, width: 720, height: 1280, bitrate: 1e6 };
    const statistics = { intervalMs: 1000, video: video as VideoStatistics } as PhoneStatistics;
    for (let second = 0; second < 6; second += 1) {
      nowMs += 1000;
      latency.look?.(statistics);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const takeSent = () => host.sentFrames.splice(0).map((frame) => JSON.parse(frame as string));
    expect(takeSent()).toEqual([{ type: 'quality', quality: 'smooth' }]);
    expect(latency.adaptation.qualityStep).toBe(1);
    host.fake.move('recovering');
    latency.release?.();
    expect(takeSent()).toEqual([]);
    host.fake.goLive();
    latency.resume?.();
    expect(takeSent()).toEqual([{ type: 'quality', quality: 'smooth' }]);
    host.fake.move('closed');
    latency.release?.();
    expect(takeSent()).toEqual([{ type: 'quality', quality: 'high' }]);
  });

  it('listen no more when the session has ended', () => {
    const { host } = setUp([receiver('video')]);
    host.end();
    expect(host.listenerCount).toBe(0);
    expect(getEventListeners(page, 'visibilitychange')).toEqual([]);
    expect(getEventListeners(page, 'resume')).toEqual([]);
  });
});
