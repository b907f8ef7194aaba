import type { CaptureKind } from './feature-events.js';

/** What an app on the phone wants of a camera or microphone. */
export interface CaptureWish {
  readonly kind: CaptureKind;
  /** Which camera; undefined for microphones, and where the phone did not say. */
  readonly facing: 'user' | 'environment' | undefined;
}

/**
 * Where a camera's picture or a microphone's sound comes from: the first that is given of `track`, `stream`, `canvas`,
 * `file` and `deviceId`. Without any: a device of the browser's choice. Each capture gets a track of its own, and what was
 * made for it is given back when it ends.
 */
export interface CaptureSource {
  /** One of `navigator.mediaDevices.enumerateDevices()`. It wins over the side that the phone asks for. */
  readonly deviceId?: string;
  /**
   * A picture, a video or a sound that this browser plays: a file, or an address (of another origin only with CORS
   * headers). A video is sent without its sound as a camera, and its sound alone as a microphone; the two are not kept in
   * step. What cannot be played is `media_device_failed`.
   */
  readonly file?: Blob | URL | string;
  /** Of a `file`: begins anew at its end; otherwise its last picture stays, and silence. @default true */
  readonly isLooped?: boolean;
  /** Sent as it is drawn, also when the drawing stands still. It needs its context by then, and makes no sound. */
  readonly canvas?: HTMLCanvasElement | OffscreenCanvas;
  /**
   * Frames per second that are made of a `canvas`, or of a video where the browser cannot capture it by itself: 1 to 60.
   * @default 30
   */
  readonly frameRate?: number;
  /** A clone of its first track of the kind is sent, so the page goes on using its own. */
  readonly stream?: MediaStream;
  /**
   * Gives a track of any origin. It is stopped when the capture ends, so give a clone of one that the page goes on
   * using.
   */
  readonly track?: (wish: CaptureWish) => MediaStreamTrack | Promise<MediaStreamTrack>;
}

export interface CaptureFollowOptions {
  /** False ignores the phone's wishes for a camera; see `setCaptureEnabled`. @default true */
  readonly isCameraEnabled?: boolean;
  /** As `isCameraEnabled`. @default true */
  readonly isMicrophoneEnabled?: boolean;
  readonly camera?: CaptureSource;
  readonly microphone?: CaptureSource;
}

/** What a camera's picture may cost. What is left out is the browser's choice. */
export interface CameraEncoding {
  /** Bits per second, from 10,000 to 100,000,000. */
  readonly maxBitrate?: number;
  /** Frames per second, 1 to 120. */
  readonly maxFramerate?: number;
  /** 1 to 64: each side is divided by it. Not together with `width` and `height`. */
  readonly scaleResolutionDownBy?: number;
  /** Px, 16 to 8192, both or none: the picture is made to fit into it, in its own shape and either way up. */
  readonly width?: number;
  readonly height?: number;
}

/** Our own camera and microphone, for the phone's apps. */
export interface CaptureFeatures {
  /**
   * From now on, gives the phone's apps the camera and the microphone that they open, and takes them away when they
   * close them. Only then the browser asks its user for permission; what comes of it arrives as `capture` events.
   * A camera and a microphone that an app opens at once are asked for at once.
   * Calling it again replaces the options.
   * @returns stops following, and what was started by it
   * @throws TelepadError `watch_only`, `argument_invalid` or `session_closed`
   */
  followCaptureRequests(options?: CaptureFollowOptions): () => void;
  /**
   * Switches following of one kind off or on. Off stops what was started by it; on starts it again if an app
   * still wants it.
   */
  setCaptureEnabled(kind: CaptureKind, isEnabled: boolean): void;
  /**
   * Sends a camera or a microphone without being asked by an app.
   * Resolves when the phone is being sent it.
   * @throws TelepadError `permission_denied`, `media_device_failed`, `phone_timeout`, `phone_refused`, `watch_only`,
   * `not_connected`, `aborted` when it was stopped meanwhile, `session_closed`
   */
  startCapture(
    kind: CaptureKind,
    options?: CaptureSource & { readonly facing?: 'user' | 'environment' },
  ): Promise<void>;
  /** Stops a camera or a microphone, whoever started it. Safe to call when it is off. */
  stopCapture(kind: CaptureKind): void;
  /**
   * Uses another device from now on, also while the phone is being sent one: without a new negotiation. Null
   * leaves the choice to the browser again. When the other device does not open, the present one stays if it can.
   * @throws TelepadError as `startCapture`
   */
  setCaptureDevice(kind: CaptureKind, deviceId: string | null): Promise<void>;
  /** As `setCaptureDevice`, with a source of any kind. @throws TelepadError as `startCapture`, `argument_invalid` */
  setCaptureSource(kind: CaptureKind, source: CaptureSource): Promise<void>;
  captureState(kind: CaptureKind): 'off' | 'starting' | 'on' | 'failed';
  /** How the camera is encoded from now on. Kept until it is set again. @throws TelepadError `argument_invalid` */
  setCameraEncoding(encoding: CameraEncoding): Promise<void>;
}
