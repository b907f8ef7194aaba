import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeOf, createStage, settle } from './features-stage.js';

/** A video element that plays when the test says so. */
class FakeVideo extends EventTarget {
  readyState = 0;
  videoWidth = 720;
  videoHeight = 1280;
  muted = false;
  playsInline = false;
  srcObject: unknown = null;
  async play(): Promise<void> {}
}

class FakeCanvas {
  width = 0;
  height = 0;
  drawn: unknown;
  /** Types that this browser writes. */
  static types = ['image/png', 'image/jpeg'];

  getContext() {
    return {
      drawImage: (video: unknown) => {
        this.drawn = video;
      },
    };
  }

  toBlob(done: (blob: Blob | null) => void, type: string, quality?: number): void {
    const written = FakeCanvas.types.includes(type) ? type : 'image/png';
    done(new Blob([`${this.width}x${this.height} q${quality}`], { type: written }));
  }
}

describe('a screenshot', () => {
  const videos: FakeVideo[] = [];

  beforeEach(() => {
    vi.useFakeTimers();
    videos.length = 0;
    vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
    vi.stubGlobal('document', {
      createElement(name: string) {
        if (name === 'canvas') return new FakeCanvas();
        const video = new FakeVideo();
        videos.push(video);
        return video;
      },
    });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('is kept by the phone when it is asked to', () => {
    const { host, features } = createStage();
    features.saveScreenshot();
    expect(host.takeSent()).toEqual([{ type: 'save-screenshot' }]);
  });

  it('is a PNG of the video’s own size, without a view', async () => {
    const { host, features } = createStage();
    const taken = features.takeScreenshot();
    await settle();
    const [video] = videos;
    expect(video?.srcObject).toBe(host.fake.videoStream);
    expect(video?.muted).toBe(true);
    video?.dispatchEvent(new Event('loadeddata'));
    const blob = await taken;
    expect(blob.type).toBe('image/png');
    expect(await blob.text()).toBe('720x1280 qundefined');
    expect(video?.srcObject).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is taken at once from a video that shows the phone', async () => {
    const { features } = createStage();
    const video = Object.assign(new FakeVideo(), { readyState: 2 });
    const blob = await features.takeScreenshot({
      type: 'image/jpeg',
      quality: 0.5,
      video: video as unknown as HTMLVideoElement,
    });
    expect([blob.type, await blob.text()]).toEqual(['image/jpeg', '720x1280 q0.5']);
    expect(videos).toEqual([]);
  });

  it('says that there is no picture yet', async () => {
    const { host, features } = createStage();
    host.fake.videoTracks.length = 0;
    expect(await codeOf(features.takeScreenshot())).toBe('not_connected');
  });

  it('waits five seconds for a frame, and no longer than the session', async () => {
    const { host, features } = createStage();
    const first = codeOf(features.takeScreenshot());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toBe('first_frame_timeout');
    const second = codeOf(features.takeScreenshot());
    await settle();
    host.close();
    expect(await second).toBe('session_closed');
    expect(videos.map(({ srcObject }) => srcObject)).toEqual([null, null]);
    expect(vi.getTimerCount()).toBe(0);
    expect(await codeOf(features.takeScreenshot())).toBe('session_closed');
  });

  it('says that a browser does not write the type', async () => {
    const { features } = createStage();
    const taken = codeOf(features.takeScreenshot({ type: 'image/webp' }));
    await settle();
    videos[0]?.dispatchEvent(new Event('loadeddata'));
    expect(await taken).toBe('not_supported');
  });

  it('is checked before anything is done', async () => {
    const { features } = createStage();
    const wrong = [
      { type: 'image/gif' as 'image/png' },
      { quality: 1.1 },
      { quality: Number.NaN },
      { timeoutMs: 0 },
    ];
    for (const options of wrong)
      expect(await codeOf(features.takeScreenshot(options))).toBe('argument_invalid');
    expect(videos).toEqual([]);
  });
});
