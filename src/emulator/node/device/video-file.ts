import type { VideoFileEvent, VideoFileMessage } from '../../../core/features.js';

export interface PlayingFile {
  readonly name: string;
  readonly isLoop: boolean;
  /** Ms since 1970. */
  readonly startedAtMs: number;
}

/** The number that ArmCloud gives when a file is playing already (fact sheet 6.4: seen in a console). */
const alreadyPlaying = '10405';
/** Nothing is downloaded, so every file is taken to be this long. */
export const assumedLengthMs = 10_000;

/** A video file that plays into the camera. The phone shows a test pattern with the file's name in its place. */
export class VideoFile {
  readonly #now: () => number;
  #playing: PlayingFile | undefined;

  /** @param now ms since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  get playing(): PlayingFile | undefined {
    const file = this.#playing;
    if (file && !file.isLoop && this.#now() - file.startedAtMs >= assumedLengthMs)
      this.#playing = undefined;
    return this.#playing;
  }

  /** @returns the phone's answer */
  apply(message: VideoFileMessage): VideoFileEvent {
    if (message.action === 'status') return this.#answer('status', true, undefined);
    const { playing } = this;
    if (message.action === 'start') return this.#start(message, playing !== undefined);
    this.#playing = undefined;
    return this.#answer('stop', playing !== undefined, playing ? undefined : 'not playing');
  }

  reset(): void {
    this.#playing = undefined;
  }

  #start(
    message: VideoFileMessage & { readonly action: 'start' },
    isPlaying: boolean,
  ): VideoFileEvent {
    if (isPlaying) return this.#answer('start', false, alreadyPlaying);
    if (!/^https?:\/\/./.test(message.url)) return this.#answer('start', false, 'no such file');
    const { isLoop } = message;
    const name = fileName(message.name) || fileName(message.url) || 'video.mp4';
    this.#playing = { name, isLoop, startedAtMs: this.#now() };
    return this.#answer('start', true, undefined);
  }

  #answer(
    action: VideoFileEvent['action'],
    isSuccess: boolean,
    detail: string | undefined,
  ): VideoFileEvent {
    const { playing } = this;
    const path = playing && action === 'status' ? `/sdcard/Movies/${playing.name}` : undefined;
    const status = action === 'status' ? (playing ? 'live' : 'offline') : 'unknown';
    return { type: 'video-file', action, isSuccess, detail, status, path };
  }
}

/** The last part of a path or of an address. */
function fileName(path: string): string {
  const [plain = ''] = path.split(/[?#]/);
  return (plain.split('/').at(-1) ?? '').slice(0, 80);
}
