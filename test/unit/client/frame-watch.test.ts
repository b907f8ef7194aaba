import { describe, expect, it } from 'vitest';
import { watchFrames } from '../../../src/client/frame-watch.js';
import { FakeSession } from './fake-page.js';

type FrameCallback = (now: number, metadata: { receiveTime?: number }) => void;

class FakeVideo extends EventTarget {
  videoWidth = 720;
  videoHeight = 1280;
  totalVideoFrames = 0;
  /** Undefined: a browser without frame callbacks. */
  requestVideoFrameCallback: ((callback: FrameCallback) => number) | undefined = (callback) =>
    this.#callbacks.push(callback);
  readonly #callbacks: FrameCallback[] = [];

  getVideoPlaybackQuality() {
    return { totalVideoFrames: this.totalVideoFrames };
  }

  get waiting(): number {
    return this.#callbacks.length;
  }

  /** @param receiveTime when its packets came; not every browser tells */
  showFrame(receiveTime?: number): void {
    this.totalVideoFrames += 1;
    const metadata = receiveTime === undefined ? {} : { receiveTime };
    for (const callback of this.#callbacks.splice(0)) callback(performance.now(), metadata);
  }
}

function setUp(hasFrameCallbacks = true) {
  const session = new FakeSession();
  session.state = 'negotiating';
  const video = new FakeVideo();
  if (!hasFrameCallbacks) video.requestVideoFrameCallback = undefined;
  const abort = new AbortController();
  const seen = { count: 0 };
  const believe = watchFrames(
    session.asSession(),
    video as unknown as HTMLVideoElement,
    abort.signal,
    () => {
      seen.count += 1;
    },
  );
  return { session, video, abort, seen, believe };
}

describe('watching frames', () => {
  it('tells the session of the first frame, and stops when it is live', () => {
    const { session, video, seen } = setUp();
    expect(session.frames).toEqual([]);
    video.showFrame();
    expect(session.frames).toEqual(['720x1280']);
    session.move('live');
    video.showFrame();
    expect(session.frames).toEqual(['720x1280']);
    expect(seen.count).toBe(1);
    expect(video.waiting).toBe(0);
  });

  it('is no witness while the video may not play', () => {
    const { session, abort, believe } = setUp();
    expect(session.viewers).toBe(1);
    believe(false);
    expect(session.viewers).toBe(0);
    believe(true);
    expect(session.viewers).toBe(1);
    abort.abort();
    expect(session.viewers).toBe(0);
    believe(true);
    expect(session.viewers).toBe(0);
  });

  it('goes on until the session is live: it may have wanted a later frame', () => {
    const { session, video } = setUp();
    video.showFrame();
    video.showFrame();
    expect(session.frames).toHaveLength(2);
  });

  it('tells again after a recovery, but not of the black frame of the track that ended', () => {
    const { session, video } = setUp();
    video.showFrame();
    session.move('live');
    session.frames.length = 0;
    session.videoTracks[0] = { readyState: 'ended' };
    session.move('recovering');
    video.showFrame();
    session.move('negotiating');
    video.showFrame();
    expect(session.frames).toEqual([]);
    session.videoTracks[0] = { readyState: 'live' };
    video.showFrame();
    session.move('live');
    video.showFrame();
    expect(session.frames).toEqual(['720x1280']);
  });

  it('takes no late frame of the connection before for one of a track that has received nothing', () => {
    const { session, video } = setUp();
    video.showFrame();
    session.move('live');
    session.frames.length = 0;
    session.move('recovering');
    session.videoTracks[0] = { readyState: 'live', muted: true };
    session.move('negotiating');
    video.showFrame();
    video.totalVideoFrames += 1;
    video.dispatchEvent(new Event('timeupdate'));
    expect(session.frames).toEqual([]);
    session.videoTracks[0] = { readyState: 'live', muted: false };
    video.showFrame();
    expect(session.frames).toEqual(['720x1280']);
  });

  it('tells of frames on a connection that is kept, if they have come since the recovery began', () => {
    const { session, video, seen } = setUp();
    video.showFrame();
    session.move('live');
    session.frames.length = 0;
    session.move('recovering');
    video.showFrame(performance.now() - 1000);
    expect([session.frames, seen.count]).toEqual([[], 1]);
    video.showFrame(performance.now() + 1);
    expect([session.frames, seen.count]).toEqual([['720x1280'], 2]);
  });

  it('waits for a frame of its own where another view was faster', () => {
    const { session, video, seen } = setUp();
    video.showFrame();
    session.move('live');
    session.move('recovering');
    session.move('live');
    expect(seen.count).toBe(1);
    video.showFrame();
    expect(seen.count).toBe(2);
    video.showFrame();
    expect([seen.count, video.waiting]).toEqual([2, 0]);
  });

  it('asks the browser for one frame at a time', () => {
    const { session, video } = setUp();
    session.move('recovering');
    session.move('negotiating');
    expect(video.waiting).toBe(1);
  });

  it('goes by playback where frames are not told, once there is a new one', () => {
    const { session, video } = setUp(false);
    video.dispatchEvent(new Event('timeupdate'));
    expect(session.frames).toEqual([]);
    video.totalVideoFrames = 3;
    video.dispatchEvent(new Event('loadeddata'));
    expect(session.frames).toEqual(['720x1280']);
    session.move('live');
    session.move('recovering');
    video.dispatchEvent(new Event('timeupdate'));
    expect(session.frames).toEqual(['720x1280']);
    video.totalVideoFrames = 4;
    video.dispatchEvent(new Event('timeupdate'));
    expect(session.frames).toEqual(['720x1280', '720x1280']);
  });

  it('says that frames will be told, and takes that back at the end', () => {
    const { session, video, abort } = setUp();
    expect(session.viewers).toBe(1);
    abort.abort();
    expect([session.viewers, session.listenerCount]).toEqual([0, 0]);
    video.showFrame();
    video.dispatchEvent(new Event('timeupdate'));
    expect(session.frames).toEqual([]);
  });
});
