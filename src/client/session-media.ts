import type { Size } from '../core/geometry.js';

/** A session's picture and sound: streams that stay, whatever connection their tracks come over. */
export class SessionMedia {
  readonly videoStream = new MediaStream();
  readonly audioStream = new MediaStream();
  #views = 0;
  /** The video elements that show the session. */
  readonly videos = new Set<HTMLVideoElement>();
  /** Packets of the present picture track arrive. */
  #onPackets = () => {};
  #frameSize: Size | undefined;

  /**
   * Puts a new track in the place of the one before.
   * @param onPackets the picture's packets arrive, and there is no view to say that its first frame is on screen
   */
  take(track: MediaStreamTrack, onPackets: () => void, signal: AbortSignal): 'audio' | 'video' {
    const kind = track.kind === 'audio' ? 'audio' : 'video';
    const stream = kind === 'audio' ? this.audioStream : this.videoStream;
    for (const old of stream.getTracks()) stream.removeTrack(old);
    stream.addTrack(track);
    if (kind === 'video') {
      this.#onPackets = () => {
        // Where a view is attached, its first frame on screen is the better witness.
        if (this.#views === 0 && !track.muted) onPackets();
      };
      track.addEventListener('unmute', this.#onPackets, { signal });
    }
    return kind;
  }

  framePresented(width: number, height: number): void {
    this.#frameSize = { width, height };
  }

  willPresent(video?: HTMLVideoElement): () => void {
    this.#views += 1;
    if (video) this.videos.add(video);
    let isTakenBack = false;
    return () => {
      if (isTakenBack) return;
      isTakenBack = true;
      this.#views -= 1;
      if (video) this.videos.delete(video);
      // They may have arrived already.
      this.#onPackets();
    };
  }

  /** The picture's own size, as far as anybody knows it. */
  get size(): Size | undefined {
    const settings = this.videoStream.getVideoTracks()[0]?.getSettings();
    const { width, height } = this.#frameSize ?? settings ?? {};
    return width && height ? { width, height } : undefined;
  }
}
