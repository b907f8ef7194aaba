import type { CaptureKind } from './feature-events.js';

/** What an app on the phone wants of a camera or microphone. */
export interface CaptureWish {
  readonly kind: CaptureKind;
  /** Which camera; undefined for microphones, and where the phone did not say. */
  readonly facing: 'user' | 'environment' | undefined;
}

/** Where a camera's picture or a microphone's sound comes from. Without both fields: the browser's choice. */
export interface CaptureSource {
  /** One of `navigator.mediaDevices.enumerateDevices()`. It wins over the side that the phone asks for. */
  readonly deviceId?: string;
  /**
   * Gives a track of any origin: a canvas, a file, a device opened by the page. It is stopped when the capture
   * ends, so give a clone of one that the page goes on using. It wins over `deviceId`.
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
  captureState(kind: CaptureKind): 'off' | 'starting' | 'on' | 'failed';
  /** How the camera is encoded from now on. Kept until it is set again. @throws TelepadError `argument_invalid` */
  setCameraEncoding(encoding: CameraEncoding): Promise<void>;
}
