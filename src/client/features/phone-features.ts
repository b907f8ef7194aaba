import type { Quality, QualityEvent, SensorMessage } from '../../core/features.js';
import { createCapture } from './capture.js';
import type { CaptureFeatures } from './capture-options.js';
import { FeatureChannel } from './feature-channel.js';
import type { FeatureEvents } from './feature-events.js';
import type { FeatureHost } from './feature-host.js';
import type { PhoneGroup } from './group.js';
import { type GroupOptions, openGroup } from './open-group.js';
import { createPointing } from './pointing.js';
import { createQuestions } from './questions.js';
import { createScreenshots } from './screenshot.js';
import { createSensing } from './sensing.js';
import { createSettings } from './settings.js';

/** How long to wait for the phone, and what ends the wait sooner. */
export interface AnswerOptions {
  /**
   * Ms that the phone is given, from the moment that it is asked, 1 to 600,000. Questions of one kind are asked
   * one after the other, because answers do not tell what they answer. @default 10000
   */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** A place on the phone's screen, measured on a space of the caller's choice, such as `session.display`. */
export interface PointerPlace {
  readonly x: number;
  readonly y: number;
  /** The size of the space that `x` and `y` are in. */
  readonly width: number;
  readonly height: number;
}

export interface ScreenshotOptions {
  /** @default 'image/png' */
  readonly type?: 'image/png' | 'image/jpeg' | 'image/webp';
  /** 0 to 1, for JPEG and WebP. The default is the browser's. */
  readonly quality?: number;
  /** A video that shows the phone, such as `view.video`: saves the wait for the next frame. */
  readonly video?: HTMLVideoElement;
  /** Ms to wait for a frame, 1 to 60,000. @default 5000 */
  readonly timeoutMs?: number;
}

export interface VideoFile {
  /** Where the phone downloads it: http or https. */
  readonly url: string;
  /** Its name on the phone. */
  readonly name: string;
  /** @default true */
  readonly isLoop?: boolean;
}

/** What the phone's camera plays of a video file. */
export interface VideoFileStatus {
  readonly status: 'live' | 'offline' | 'unknown';
  /** The file on the phone. */
  readonly path: string | undefined;
}

/**
 * What a phone can do beyond picture, touch and typing; from `PhoneSession.features()`.
 *
 * Arguments are checked before anything is sent (`argument_invalid`). What is sent needs a live session:
 * `not_connected`, `session_closed`, `watch_only` and `not_supported` as for `PhoneSession.send`. Functions that
 * return a promise reject with the error, the others throw it.
 */
export interface PhoneFeatures extends CaptureFeatures {
  /** Listens until the function it returns is called. A listener that throws does not disturb others. */
  on<Name extends keyof FeatureEvents>(name: Name, listener: FeatureEvents[Name]): () => void;

  /**
   * Changes how the phone encodes its picture; kept after a recovery. Resolves when the phone confirms it, or,
   * with the last confirmation, as soon as it is sent when that is the quality already confirmed.
   * A phone that has this quality from the start may not answer: `phone_timeout` then means "not confirmed".
   * @param options.timeoutMs default 5000
   */
  setQuality(quality: Quality, options?: AnswerOptions): Promise<QualityEvent>;
  /** Starts or stops what the phone sends; kept after a recovery, and until the session is live when it is not yet. */
  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void;

  /** Where the phone believes to be: degrees, latitude -90 to 90, longitude -180 to 180. */
  setLocation(location: { readonly latitude: number; readonly longitude: number }): void;
  /** One reading of a sensor, in Android's axes and units: rad/s, m/s². */
  sendSensor(reading: Omit<SensorMessage, 'type'>): void;
  /**
   * Shakes the phone. Resolves when it has been shaken; rejects when `signal`, a lost connection or the session's end
   * stops it.
   * @param durationMs 1 to 60,000. @default 1500
   */
  shake(durationMs?: number, options?: { readonly signal?: AbortSignal }): Promise<void>;

  /** The phone keeps a picture of its screen in its own storage. */
  saveScreenshot(): void;
  /**
   * The present frame at the video's own size; needs no view.
   * @throws TelepadError `not_connected` when there is no picture, `first_frame_timeout` when no frame came,
   * `not_supported` when the browser does not write this type
   */
  takeScreenshot(options?: ScreenshotOptions): Promise<Blob>;

  /**
   * Runs a shell command on the phone. A command that fails on the phone resolves too: see `isSuccess`.
   * After `phone_timeout`, the next command waits 5 s for the late answer, so that it is not given that one;
   * an answer that is later still cannot be told from its own.
   * @param command 1 to 16,384 characters
   */
  shell(
    command: string,
    options?: AnswerOptions,
  ): Promise<{ readonly isSuccess: boolean; readonly output: string }>;
  /** The installed apps, in the vendor's own shape. Late answers as for `shell`. */
  listApps(options?: AnswerOptions): Promise<unknown>;
  /** The phone's properties, in the vendor's own shape. Late answers as for `shell`. */
  getProperties(options?: AnswerOptions): Promise<unknown>;
  /** @param packageNames 1 to 100 */
  uninstall(packageNames: readonly string[]): void;

  /** Plays a video file as the phone's camera. @throws TelepadError `phone_refused`, `phone_timeout` */
  startVideoFile(file: VideoFile, options?: AnswerOptions): Promise<void>;
  /** @throws TelepadError `phone_refused`, `phone_timeout` */
  stopVideoFile(options?: AnswerOptions): Promise<void>;
  videoFileStatus(options?: AnswerOptions): Promise<VideoFileStatus>;

  /** Gives the phone's screen another size in px and density in dpi (each side 64 to 8192, density 40 to 1200); null its own. */
  setDisplaySize(
    size: { readonly width: number; readonly height: number; readonly density: number } | null,
  ): void;
  /** Makes the phone tell each operation on it as an `operation` event; kept after a recovery. */
  setOperationMonitor(isOpen: boolean): void;

  /** Presses and releases a key with modifiers: Android KeyEvent constants. Ctrl+A is `(29, 0x3000)`. */
  pressShortcut(keyCode: number, metaState: number): void;
  /** A finger down, and up after 15 to 25 ms. Resolves when it is up. */
  tap(place: PointerPlace): Promise<void>;
  /** One step of a finger of the page's own. It is let go by itself when the connection is lost or ended. */
  sendPointer(action: 'down' | 'move' | 'up' | 'cancel', place: PointerPlace): void;

  /**
   * Lets this phone lead others: what its user does is repeated on them. Resolves when the vendor's shared room is
   * entered; phones that could not be brought in are in `failures`, each with its own error.
   *
   * `openGroup({ url: '/telepad', phoneIds })` asks a Telepad broker for the room's ticket.
   * @throws TelepadError `argument_invalid`, `watch_only`, `not_supported`, `session_closed`, `aborted`, the broker's,
   * `signalling_refused`, `signalling_lost`, or the first phone's own when none could be brought in
   */
  openGroup(options: GroupOptions): Promise<PhoneGroup>;
}

/** Makes the features of one session. Everything they start ends with `host.life`. */
export function createFeatures(host: FeatureHost): PhoneFeatures {
  const channel = new FeatureChannel(host);
  return {
    on: (name, listener) => channel.on(name, listener),
    ...createSettings(channel),
    ...createSensing(channel),
    ...createScreenshots(channel),
    ...createQuestions(channel),
    ...createPointing(channel),
    ...createCapture(channel),
    openGroup: (options) => openGroup(host, options),
  };
}
