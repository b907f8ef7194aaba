/** What browsers write, the best first: WebM also keeps a picture that changes its size. */
const types = ['video/webm', 'video/mp4'];

/** Undefined where the browser records nothing. */
export function recordingType(): string | undefined {
  return types.find((type) => globalThis.MediaRecorder?.isTypeSupported(type));
}

/**
 * Records what the phone sends, picture and sound, until `stop` is called or the picture's track ends: after a recovery it
 * is another one, which a browser's recorder does not take.
 */
export class Recording {
  readonly #recorder: MediaRecorder;
  readonly #startedAt = performance.now();
  #isStopped = false;

  /**
   * @param finished gives the file, and whether the recording ended by itself; undefined when nothing was recorded
   * @throws what the browser throws when it cannot record these streams
   */
  constructor(
    streams: readonly MediaStream[],
    type: string,
    finished: (recording: Blob | undefined, isCutShort: boolean) => void,
  ) {
    const tracks = streams.flatMap((stream) => stream.getTracks());
    const live = tracks.filter(({ readyState }) => readyState === 'live');
    const chunks: Blob[] = [];
    const recorder = new MediaRecorder(new MediaStream(live), { mimeType: type });
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) chunks.push(data);
    });
    recorder.addEventListener('stop', () => {
      const blob = chunks.length > 0 ? new Blob(chunks, { type }) : undefined;
      finished(blob, !this.#isStopped);
    });
    for (const track of live) track.addEventListener('ended', () => this.#end(), { once: true });
    // In pieces, so that a browser that runs out of memory has let go of most before.
    recorder.start(1000);
    this.#recorder = recorder;
  }

  /** Whole seconds since it began. */
  get seconds(): number {
    return Math.floor((performance.now() - this.#startedAt) / 1000);
  }

  /** Safe to call twice. */
  stop(): void {
    this.#isStopped = true;
    this.#end();
  }

  #end(): void {
    if (this.#recorder.state !== 'inactive') this.#recorder.stop();
  }
}
