import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureSource } from '../../../../src/client/features/capture-options.js';
import { openMadeTrack } from '../../../../src/client/features/capture-sources.js';
import { FakeCaptureTrack } from './fake-connection.js';
import { codeOf, createStage as createFeatureStage, settle } from './features-stage.js';

const camera = { kind: 'camera', facing: undefined } as const;
const microphone = { kind: 'microphone', facing: undefined } as const;

/** A canvas that counts what is drawn on it. */
class FakeCanvas {
  width = 0;
  height = 0;
  drawn: unknown[] = [];
  readonly tracks: FakeCaptureTrack[] = [];
  contextName: string | null = '2d';
  refusal: Error | undefined;
  frameRate: number | undefined;

  getContext(name: string): unknown {
    if (name !== this.contextName) return null;
    return { drawImage: (source: unknown) => this.drawn.push(source) };
  }

  captureStream(frameRate: number) {
    if (this.refusal) throw this.refusal;
    this.frameRate = frameRate;
    const track = new FakeCaptureTrack('video', 'canvas');
    this.tracks.push(track);
    return { getVideoTracks: () => [track] };
  }
}

/** An element that plays what the test lets it. */
class FakeVideo extends EventTarget {
  error: Error | null = null;
  videoWidth = 640;
  videoHeight = 480;
  loop = false;
  muted = false;
  preload = '';
  crossOrigin = '';
  src = '';
  isPlaying = false;
  loads = 0;
  captured: FakeCaptureTrack | undefined;
  captureStream: (() => unknown) | undefined = () => {
    this.captured = new FakeCaptureTrack('video', 'video');
    return { getVideoTracks: () => [this.captured] };
  };

  async play(): Promise<void> {
    this.isPlaying = true;
  }

  pause(): void {
    this.isPlaying = false;
  }

  load(): void {
    this.loads += 1;
  }

  removeAttribute(): void {
    this.src = '';
  }
}

function createStage() {
  const canvases: FakeCanvas[] = [];
  const videos: FakeVideo[] = [];
  let refusal: Error | undefined;
  vi.stubGlobal('document', {
    createElement(name: string) {
      if (name === 'video') return videos[videos.push(new FakeVideo()) - 1];
      const canvas = new FakeCanvas();
      canvas.refusal = refusal;
      canvases.push(canvas);
      return canvas;
    },
  });
  vi.stubGlobal(
    'Image',
    class {
      naturalWidth = 4000;
      naturalHeight = 1000;
      src = '';
      removeAttribute() {
        this.src = '';
      }
      async decode() {
        if (this.src.includes('no-picture')) throw new DOMException('no', 'EncodingError');
      }
    },
  );
  const urls = new Set<string>();
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const url = `blob:${(blob as Blob).type}`;
    urls.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
  return {
    canvases,
    videos,
    urls,
    refuse: (error: Error) => {
      refusal = error;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a canvas as a camera', () => {
  const made = (canvas: FakeCanvas, frameRate?: number) =>
    openMadeTrack(
      { canvas: canvas as unknown as HTMLCanvasElement, ...(frameRate && { frameRate }) },
      camera,
    );

  it('is sent again and again, though it is drawn only once, until its track is stopped', async () => {
    const { canvases } = createStage();
    const canvas = Object.assign(new FakeCanvas(), { width: 321, height: 240 });
    const track = await made(canvas, 10);
    const [copy] = canvases;
    expect(copy).toMatchObject({ width: 322, height: 240, frameRate: 10 });
    expect(copy?.drawn).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(copy?.drawn).toHaveLength(11);
    // It may be given another size.
    canvas.height = 480;
    vi.advanceTimersByTime(100);
    expect(copy?.height).toBe(480);
    track.stop();
    track.stop();
    expect(track.readyState).toBe('ended');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is captured as it is where it cannot be copied at any time', async () => {
    const { canvases } = createStage();
    const canvas = Object.assign(new FakeCanvas(), { contextName: 'webgl' });
    expect(await made(canvas)).toBe(canvas.tracks[0]);
    expect(canvas.frameRate).toBe(30);
    expect(canvases).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has a track of its own for each capture', async () => {
    createStage();
    const canvas = Object.assign(new FakeCanvas(), { width: 10, height: 10 });
    const [first, second] = [await made(canvas), await made(canvas)];
    first.stop();
    expect(second.readyState).toBe('live');
    second.dispatchEvent(new Event('ended'));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('cannot be one with something of another origin on it', async () => {
    const { refuse } = createStage();
    refuse(new DOMException('tainted', 'SecurityError'));
    const canvas = Object.assign(new FakeCanvas(), { width: 10, height: 10 });
    await expect(made(canvas)).rejects.toMatchObject({
      code: 'media_device_failed',
      retryable: false,
      message: expect.stringContaining('another origin'),
    });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes no sound', async () => {
    const canvas = new FakeCanvas() as unknown as HTMLCanvasElement;
    expect(await codeOf(openMadeTrack({ canvas }, microphone))).toBe('media_device_failed');
  });
});

describe('a stream', () => {
  it('lends a clone of its track', async () => {
    const clone = new FakeCaptureTrack('audio', 'clone');
    const stream = {
      getVideoTracks: () => [],
      getAudioTracks: () => [{ clone: () => clone }],
    } as unknown as MediaStream;
    expect(await openMadeTrack({ stream }, microphone)).toBe(clone);
    expect(await codeOf(openMadeTrack({ stream }, camera))).toBe('media_device_failed');
  });
});

describe('a file as a camera', () => {
  const file = new Blob([], { type: 'video/webm' });

  async function open(stage: ReturnType<typeof createStage>, source: CaptureSource) {
    const opening = openMadeTrack(source, camera);
    stage.videos.at(-1)?.dispatchEvent(new Event('loadeddata'));
    return opening;
  }

  it('is played in silence and captured, in a loop, until its track is stopped', async () => {
    const stage = createStage();
    const track = await open(stage, { file });
    const [video] = stage.videos;
    expect(video).toMatchObject({
      loop: true,
      muted: true,
      isPlaying: true,
      src: 'blob:video/webm',
    });
    expect(track).toBe(video?.captured);
    track.stop();
    expect(video).toMatchObject({ isPlaying: false, src: '', loads: 1 });
    expect(stage.urls.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is drawn where the browser captures no video, or its last picture shall stay', async () => {
    for (const isLooped of [true, false]) {
      const stage = createStage();
      const opening = openMadeTrack({ file, isLooped }, camera);
      const [video] = stage.videos;
      if (isLooped) Object.assign(video ?? {}, { captureStream: undefined });
      video?.dispatchEvent(new Event('loadeddata'));
      const track = await opening;
      expect(video?.loop).toBe(isLooped);
      const [canvas] = stage.canvases;
      vi.advanceTimersByTime(1000);
      expect(canvas).toMatchObject({ width: 640, height: 480 });
      expect(canvas?.drawn.length).toBeGreaterThan(28);
      track.stop();
      expect(stage.urls.size).toBe(0);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('may be a picture, which is made no larger than a phone needs', async () => {
    const stage = createStage();
    const track = await openMadeTrack({ file: new Blob([], { type: 'image/png' }) }, camera);
    const [canvas] = stage.canvases;
    expect(canvas).toMatchObject({ width: 1920, height: 480 });
    vi.advanceTimersByTime(1000);
    expect(canvas?.drawn).toHaveLength(6);
    track.stop();
    expect(stage.urls.size).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('may be an address, of which nobody knows what it has', async () => {
    const stage = createStage();
    const opening = openMadeTrack({ file: new URL('https://host.example/a') }, camera);
    expect(stage.videos[0]).toMatchObject({
      src: 'https://host.example/a',
      crossOrigin: 'anonymous',
    });
    stage.videos[0]?.dispatchEvent(new Event('error'));
    expect((await opening).readyState).toBe('live');
    expect(stage.canvases[0]).toMatchObject({ width: 1920 });
  });

  it('that nobody can play is an error, and nothing is left of it', async () => {
    const stage = createStage();
    const opening = codeOf(openMadeTrack({ file: '/no-picture' }, camera));
    stage.videos[0]?.dispatchEvent(new Event('error'));
    expect(await opening).toBe('media_device_failed');
    expect(stage.videos[0]).toMatchObject({ src: '', isPlaying: false });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that has only sound is none', async () => {
    const stage = createStage();
    const opening = codeOf(openMadeTrack({ file: '/no-picture' }, camera));
    Object.assign(stage.videos[0] ?? {}, { videoWidth: 0 });
    stage.videos[0]?.dispatchEvent(new Event('loadeddata'));
    expect(await opening).toBe('media_device_failed');
  });

  it('that does not come is given up after a while', async () => {
    const stage = createStage();
    const opening = codeOf(openMadeTrack({ file: '/no-picture' }, camera));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await opening).toBe('media_device_failed');
    expect(stage.videos[0]?.src).toBe('');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a source that the page makes', () => {
  function createCaptureStage() {
    const stage = createFeatureStage();
    const clones: FakeCaptureTrack[] = [];
    const streamOf = (name: string) => {
      const track = {
        clone() {
          const clone = new FakeCaptureTrack('video', `${name} ${clones.length + 1}`);
          clones.push(clone);
          return clone;
        },
      };
      return {
        getTracks: () => [track],
        getVideoTracks: () => [track],
        getAudioTracks: () => [],
      } as unknown as MediaStream;
    };
    return { ...stage, clones, streamOf };
  }
  const opened = { type: 'capture-request', kind: 'both', isOpen: true, facing: 'user' } as const;

  it('is given to an app without asking for a device, beside one that is', async () => {
    const { host, features, devices, connection, clones, streamOf } = createCaptureStage();
    features.followCaptureRequests({ camera: { stream: streamOf('page') } });
    host.tell(opened);
    await vi.waitFor(() => expect(clones).toHaveLength(1));
    await settle();
    connection.answer();
    await settle();
    expect(devices.asked).toEqual([{ audio: {} }]);
    expect(connection.sending('video')).toEqual(['page 1']);
    // The other side of the phone makes no difference to it.
    host.tell({ ...opened, kind: 'camera', facing: 'environment' });
    await settle();
    expect(clones).toHaveLength(1);
    host.tell({ ...opened, isOpen: false });
    expect(clones[0]?.readyState).toBe('ended');
  });

  it('takes the place of another without a negotiation, and gives it back', async () => {
    const { host, features, connection, clones, streamOf } = createCaptureStage();
    const started = features.startCapture('camera', { stream: streamOf('first') });
    await vi.waitFor(() => expect(clones).toHaveLength(1));
    await settle();
    connection.answer();
    await started;
    await features.setCaptureSource('camera', { stream: streamOf('second') });
    expect(connection.sending('video')).toEqual(['second 2']);
    expect(clones.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    expect(host.offers).toHaveLength(1);
    await features.setCaptureDevice('camera', null);
    expect(connection.sending('video')).toEqual(['video 1']);
    expect(clones[1]?.readyState).toBe('ended');
  });

  it('is checked before anything is sent', async () => {
    const { host, features } = createCaptureStage();
    const wrong: object[] = [
      { file: 5 },
      { file: '' },
      { canvas: {} },
      { canvas: null },
      { stream: {} },
      { frameRate: 0 },
      { frameRate: 61 },
      { isLooped: 'yes' },
      { track: 5 },
      { deviceId: '' },
    ];
    for (const source of wrong) {
      const text = JSON.stringify(source);
      expect(await codeOf(features.startCapture('camera', source)), text).toBe('argument_invalid');
      expect(await codeOf(features.setCaptureSource('camera', source)), text).toBe(
        'argument_invalid',
      );
      expect(await codeOf(() => features.followCaptureRequests({ microphone: source })), text).toBe(
        'argument_invalid',
      );
    }
    expect(host.sent).toEqual([]);
  });
});
