import type { CaptureRequestEvent } from '../../../core/features.js';

/** One picture of a camera, in I420. */
export interface CameraPicture {
  /** Px; odd sizes happen. */
  readonly width: number;
  readonly height: number;
  /** Degrees clockwise that it must be turned by to be upright: 0, 90, 180 or 270. */
  readonly rotation: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

export type CaptureKind = 'camera' | 'microphone' | 'both';

export interface CaptureState {
  readonly camera: {
    /** An app holds it. */
    readonly isOpen: boolean;
    /** Which one the app wants. */
    readonly facing: 'user' | 'environment';
    /** Pictures that came from viewers since the start or `reset()`. */
    readonly frames: number;
    /** Of the last picture, upright; 0 before the first. */
    readonly lastWidth: number;
    readonly lastHeight: number;
  };
  readonly microphone: {
    readonly isOpen: boolean;
    /** Loudness, 0..1: the root mean square of 10 ms; it rises at once and falls to half in a quarter of a second. */
    readonly level: number;
    /** The loudest that `level` was since the start or `reset()`. */
    readonly peak: number;
    /** Samples that came from viewers since the start or `reset()`. */
    readonly samples: number;
  };
}

/** Without a new picture for so long, or new samples, there is none; in ms. */
const pictureLifetimeMs = 2_000;
const soundLifetimeMs = 500;
/** What is left of the level after 10 ms of silence. */
const levelDecay = 0.972;

/** Which kinds of capture an app holds, and what viewers send for them. */
export class Capture {
  readonly #emit: (event: CaptureRequestEvent) => void;
  readonly #now: () => number;
  #held: CaptureKind | undefined;
  #facing: 'user' | 'environment' = 'environment';
  #picture: CameraPicture | undefined;
  #frames = 0;
  #lastWidth = 0;
  #lastHeight = 0;
  #pictureAt = 0;
  #level = 0;
  #peak = 0;
  #samples = 0;
  #samplesAt = 0;

  /** @param now ms since 1970 */
  constructor(now: () => number, emit: (event: CaptureRequestEvent) => void) {
    this.#now = now;
    this.#emit = emit;
  }

  get held(): CaptureKind | undefined {
    return this.#held;
  }

  get facing(): 'user' | 'environment' {
    return this.#facing;
  }

  /** What the camera sees; undefined while nobody sends a picture. */
  get picture(): CameraPicture | undefined {
    if (this.#now() - this.#pictureAt > pictureLifetimeMs) this.#picture = undefined;
    return this.#picture;
  }

  /** Loudness, 0..1; see `CaptureState`. */
  get level(): number {
    if (this.#now() - this.#samplesAt > soundLifetimeMs) this.#level = 0;
    return this.#level;
  }

  /** How many samples have come: while the number grows, somebody sends sound. */
  get samples(): number {
    return this.#samples;
  }

  /** How many pictures have come: another number is another picture. */
  get frames(): number {
    return this.#frames;
  }

  get state(): CaptureState {
    return {
      camera: {
        isOpen: this.#holds('camera'),
        facing: this.#facing,
        frames: this.#frames,
        lastWidth: this.#lastWidth,
        lastHeight: this.#lastHeight,
      },
      microphone: {
        isOpen: this.#holds('microphone'),
        level: this.level,
        peak: this.#peak,
        samples: this.#samples,
      },
    };
  }

  /** What viewers were told last, told again; null while nothing is held. */
  get request(): CaptureRequestEvent | null {
    return this.#held === undefined ? null : this.#requestOf(this.#held, true);
  }

  /**
   * An app takes the camera, the microphone or both, in place of what it held; undefined lets go. As on
   * Android, a camera is closed before another one is opened.
   */
  hold(kind: CaptureKind | undefined, facing = this.#facing): void {
    if (kind === this.#held && facing === this.#facing) return;
    const before = this.#held;
    this.#held = undefined;
    if (before !== undefined) this.#emit(this.#requestOf(before, false));
    this.#held = kind;
    this.#facing = facing;
    if (kind !== undefined) this.#emit(this.#requestOf(kind, true));
  }

  /** A viewer's camera sent a picture. */
  addPicture(picture: CameraPicture): void {
    const isTurned = picture.rotation % 180 !== 0;
    this.#picture = picture;
    this.#pictureAt = this.#now();
    this.#frames += 1;
    this.#lastWidth = isTurned ? picture.height : picture.width;
    this.#lastHeight = isTurned ? picture.width : picture.height;
  }

  /** A viewer's microphone sent samples, of all its channels. */
  addSamples(samples: Int16Array): void {
    if (samples.length === 0) return;
    let sum = 0;
    for (const sample of samples) sum += sample * sample;
    const loudness = Math.sqrt(sum / samples.length) / 32_768;
    this.#level = Math.max(loudness, this.level * levelDecay);
    this.#peak = Math.max(this.#peak, this.#level);
    this.#samples += samples.length;
    this.#samplesAt = this.#now();
  }

  /** No viewer sends this any more. */
  end(kind: 'camera' | 'microphone'): void {
    if (kind === 'camera') this.#picture = undefined;
    else this.#level = 0;
  }

  /** Lets go of everything, and counts from 0. */
  reset(): void {
    this.hold(undefined);
    this.#facing = 'environment';
    this.#frames = 0;
    this.#lastWidth = 0;
    this.#lastHeight = 0;
    this.#samples = 0;
    this.#peak = 0;
  }

  #holds(kind: 'camera' | 'microphone'): boolean {
    return this.#held === kind || this.#held === 'both';
  }

  #requestOf(kind: CaptureKind, isOpen: boolean): CaptureRequestEvent {
    const facing = kind === 'microphone' ? undefined : this.#facing;
    return { type: 'capture-request', kind, isOpen, facing };
  }
}
