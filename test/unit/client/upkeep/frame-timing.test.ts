import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFrameTiming } from '../../../../src/client/upkeep/frame-timing.js';

type Callback = (now: number, metadata: object) => void;

/** As much of a video element as is looked at. */
class FakeVideo {
  readonly waiting = new Map<number, Callback>();
  requests = 0;
  quality: { totalVideoFrames: number; droppedVideoFrames: number } | undefined;

  requestVideoFrameCallback(callback: Callback): number {
    this.requests += 1;
    this.waiting.set(this.requests, callback);
    return this.requests;
  }

  cancelVideoFrameCallback(request: number): void {
    this.waiting.delete(request);
  }

  getVideoPlaybackQuality() {
    return this.quality;
  }

  show(now: number, metadata: object): void {
    const callbacks = [...this.waiting.values()];
    this.waiting.clear();
    for (const callback of callbacks) callback(now, metadata);
  }
}

const frame = (presentedFrames: number, presentationTime: number) => ({
  presentedFrames,
  presentationTime,
  expectedDisplayTime: presentationTime + 10,
  receiveTime: presentationTime - 30,
  rtpTimestamp: 7,
});

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

function stage() {
  const videos = new Set<FakeVideo>();
  const life = new AbortController();
  const timing = createFrameTiming(videos as unknown as Set<HTMLVideoElement>, life.signal);
  return { videos, life, timing };
}

describe('the timing of frames', () => {
  it('is nothing without a view', () => {
    expect(stage().timing.look()).toEqual({});
  });

  it('asks for one frame callback a look, however many frames come', () => {
    const { videos, timing } = stage();
    const video = new FakeVideo();
    videos.add(video);
    expect(timing.look()).toEqual({});
    timing.look();
    expect(video.requests).toBe(1);
    video.show(1040, frame(5, 1035));
    expect(video.waiting.size).toBe(0);
    now = 2000;
    expect(timing.look()).toEqual({
      presented: { count: 5, atMs: 1040 },
      frame: {
        presentationMs: 1035,
        expectedDisplayMs: 1045,
        receiveMs: 1005,
        captureMs: undefined,
        rtpTimestamp: 7,
      },
    });
    expect(video.requests).toBe(2);
  });

  it('believes the element’s own count where it has one', () => {
    const { videos, timing } = stage();
    const video = new FakeVideo();
    videos.add(video);
    timing.look();
    video.show(1040, frame(5, 1035));
    video.quality = { totalVideoFrames: 0, droppedVideoFrames: 0 };
    expect(timing.look().presented).toEqual({ count: 5, atMs: 1040 });
    video.quality = { totalVideoFrames: 40, droppedVideoFrames: 3 };
    now = 2000;
    expect(timing.look().presented).toEqual({ count: 37, atMs: 2000 });
  });

  it('goes by the view that shows most, and by the frame that came last', () => {
    const { videos, timing } = stage();
    const [one, other] = [new FakeVideo(), new FakeVideo()];
    videos.add(one).add(other);
    timing.look();
    one.show(1040, frame(50, 1035));
    other.show(1060, frame(9, 1055));
    const { presented, frame: last } = timing.look();
    expect([presented?.count, last?.presentationMs]).toEqual([50, 1055]);
  });

  it('forgets a frame’s times after three seconds', () => {
    const { videos, timing } = stage();
    const video = new FakeVideo();
    videos.add(video);
    timing.look();
    video.show(1040, frame(5, 1035));
    now = 4034;
    expect(timing.look().frame).toBeDefined();
    now = 4036;
    expect(timing.look().frame).toBeUndefined();
  });

  it('works with elements that know nothing of it', () => {
    const { videos, timing } = stage();
    videos.add({} as FakeVideo);
    expect(timing.look()).toEqual({});
  });

  it('lets go of views that are closed, and of all at the end', () => {
    const { videos, life, timing } = stage();
    const [one, other] = [new FakeVideo(), new FakeVideo()];
    videos.add(one).add(other);
    timing.look();
    videos.delete(one);
    timing.look();
    expect([one.waiting.size, other.waiting.size]).toEqual([0, 1]);
    life.abort();
    expect(other.waiting.size).toBe(0);
    timing.look();
    expect(other.waiting.size).toBe(0);
  });
});
