import { TelepadError } from '../../core/errors.js';

/** A file in an element that is in no document, until it is freed. */
export interface PlayedFile<Element> {
  readonly element: Element;
  /** Safe to call twice. */
  readonly free: () => void;
}

type CaptureFile = Blob | URL | string;

/** A server that never answers must not keep an app's camera waiting for ever. */
const loadTimeoutMs = 20_000;

export async function openPicture(file: CaptureFile): Promise<PlayedFile<HTMLImageElement>> {
  const element = new Image();
  const free = giveFile(element, file);
  try {
    await inTime(element.decode());
    return { element, free };
  } catch (cause) {
    free();
    throw cannotPlay(cause);
  }
}

/** Loads it until its first picture or sound is there, and plays it. The picture is silent. */
export async function openMedia<Kind extends 'video' | 'audio'>(
  kind: Kind,
  file: CaptureFile,
  isLooped: boolean,
): Promise<PlayedFile<HTMLElementTagNameMap[Kind]>> {
  const element: HTMLMediaElement = document.createElement(kind);
  element.loop = isLooped;
  element.muted = kind === 'video';
  element.preload = 'auto';
  Object.assign(element, { playsInline: true });
  const settled = new AbortController();
  const whileOpen = { signal: settled.signal };
  const loaded = new Promise<void>((resolve, reject) => {
    const fail = () => reject(element.error ?? new Error('It has no picture.'));
    element.addEventListener('error', fail, whileOpen);
    element.addEventListener(
      'loadeddata',
      () => {
        // Sound alone is no camera.
        if (kind === 'video' && (element as HTMLVideoElement).videoWidth === 0) fail();
        else resolve();
      },
      whileOpen,
    );
  });
  const revoke = giveFile(element, file);
  const free = () => {
    element.pause();
    revoke();
    // Lets go what has been loaded.
    element.load();
  };
  try {
    await inTime(loaded);
    if (kind === 'video') await element.play();
    return { element: element as HTMLElementTagNameMap[Kind], free };
  } catch (cause) {
    free();
    throw cannotPlay(cause);
  } finally {
    settled.abort();
  }
}

/** The sound of a file, which nobody hears on this side. */
export async function playAsSound(
  file: CaptureFile,
  isLooped: boolean,
): Promise<{ track: MediaStreamTrack; free: () => void }> {
  const { element, free } = await openMedia('audio', file, isLooped);
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch (cause) {
    // Browsers allow a page only so many.
    free();
    throw cannotPlay(cause);
  }
  const output = context.createMediaStreamDestination();
  context.createMediaElementSource(element).connect(output);
  const started = new AbortController();
  const play = async () => {
    try {
      await Promise.all([context.resume(), element.play()]);
      started.abort();
    } catch {
      // The next touch tries again.
    }
  };
  void play();
  // Pages make no sound before they are touched, not even one that is only sent.
  for (const type of ['pointerup', 'keydown'])
    addEventListener(type, () => void play(), { signal: started.signal });
  return {
    track: output.stream.getAudioTracks()[0] as MediaStreamTrack,
    free: () => {
      started.abort();
      free();
      // Closed already when the track is stopped and ends.
      context.close().catch(() => {});
    },
  };
}

/** @returns takes it away again */
function giveFile(element: HTMLMediaElement | HTMLImageElement, file: CaptureFile): () => void {
  // What comes from elsewhere without the other side's consent could be shown, but not sent.
  element.crossOrigin = 'anonymous';
  const url = file instanceof Blob ? URL.createObjectURL(file) : undefined;
  element.src = url ?? String(file);
  return () => {
    element.removeAttribute('src');
    if (url !== undefined) URL.revokeObjectURL(url);
  };
}

async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`It did not load within ${loadTimeoutMs} ms.`)),
      loadTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function cannotPlay(cause: unknown): TelepadError {
  return new TelepadError(
    'media_device_failed',
    'The file could not be played for the phone: it did not load, or this browser cannot decode it. Take a picture, a video or a sound of a format that it plays; of another origin only with CORS headers.',
    { cause, retryable: false },
  );
}
