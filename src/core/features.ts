import type { Size } from './geometry.js';

/**
 * What a phone can do beyond picture, touch and typing, in words that belong to no vendor. These messages are
 * rarer than those of control.ts, so browsers load the code behind them only when a page asks for it.
 */

/** Friendly names for a picture's quality; each vendor says what it makes of them. */
export const qualityPresets = ['thumbnail', 'smooth', 'standard', 'high', 'ultra'] as const;
export type QualityPreset = (typeof qualityPresets)[number];

/** How the phone encodes its picture. */
export type Quality =
  | QualityPreset
  | {
      /** The picture's size in px with the phone upright. */
      readonly width: number;
      readonly height: number;
      /** Frames per second. */
      readonly frameRate: number;
      /** Bits per second. */
      readonly bitrate: number;
    }
  /** The vendor's own table rows, for pages that already know them. */
  | {
      readonly vendorIds: {
        readonly resolution: number;
        readonly frameRate: number;
        readonly bitrate: number;
      };
    };

export interface QualityMessage {
  readonly type: 'quality';
  readonly quality: Quality;
}

/** Where the phone believes to be. */
export interface LocationMessage {
  readonly type: 'location';
  /** Degrees, -90 to 90. */
  readonly latitude: number;
  /** Degrees, -180 to 180. */
  readonly longitude: number;
  /** Ms since 1970. */
  readonly timeMs: number;
}

export type SensorName = 'gyroscope' | 'gravity' | 'acceleration';

/** One reading, on Android's axes: rad/s for the gyroscope, m/s² for the others. */
export interface SensorMessage {
  readonly type: 'sensor';
  readonly sensor: SensorName;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The phone takes a picture of its screen and keeps it in its own storage. */
export interface SaveScreenshotMessage {
  readonly type: 'save-screenshot';
}

/** Runs a shell command on the phone; a `shell-output` event answers. */
export interface ShellMessage {
  readonly type: 'shell';
  readonly command: string;
}

/** Which side of the screen is up, in Android's words and in the order of its `user_rotation`. */
export const phoneOrientations = [
  'portrait',
  'landscape',
  'reverse-portrait',
  'reverse-landscape',
] as const;
export type PhoneOrientation = (typeof phoneOrientations)[number];

/** Turns the phone's screen and keeps it so; a `shell-output` event answers. */
export interface RotationMessage {
  readonly type: 'rotation';
  readonly orientation: PhoneOrientation;
}

/** Asks for the installed apps or for the phone's properties; a `device-info` event answers. */
export interface DeviceInfoQuery {
  readonly type: 'device-info-query';
  readonly about: 'apps' | 'properties';
}

export interface UninstallMessage {
  readonly type: 'uninstall';
  readonly packageNames: readonly string[];
}

/** Tells the phone that this side's camera or microphone is on its way, or has ended. */
export interface CaptureMessage {
  readonly type: 'capture';
  readonly kind: 'camera' | 'microphone';
  readonly isOpen: boolean;
}

/** Plays a video file into the phone's camera; a `video-file` event answers. */
export type VideoFileMessage =
  | {
      readonly type: 'video-file';
      readonly action: 'start';
      readonly url: string;
      readonly name: string;
      readonly isLoop: boolean;
    }
  | { readonly type: 'video-file'; readonly action: 'stop' | 'status' };

/** Gives the phone's screen another size; null gives it its own back. */
export interface DisplaySizeMessage {
  readonly type: 'display-size';
  readonly size: {
    readonly width: number;
    readonly height: number;
    /** Dots per inch. */
    readonly density: number;
  } | null;
}

/** Makes the phone tell each operation on it as an `operation` event. */
export interface OperationMonitorMessage {
  readonly type: 'operation-monitor';
  readonly isOpen: boolean;
}

export type FeatureMessage =
  | QualityMessage
  | LocationMessage
  | SensorMessage
  | SaveScreenshotMessage
  | ShellMessage
  | RotationMessage
  | DeviceInfoQuery
  | UninstallMessage
  | CaptureMessage
  | VideoFileMessage
  | DisplaySizeMessage
  | OperationMonitorMessage;

/** The phone changed the size of the picture that it sends. */
export interface QualityEvent {
  readonly type: 'quality';
  readonly from: Size;
  readonly to: Size;
}

/** An app on the phone opened or closed the camera, the microphone, or both at once. */
export interface CaptureRequestEvent {
  readonly type: 'capture-request';
  readonly kind: 'camera' | 'microphone' | 'both';
  readonly isOpen: boolean;
  /** Which camera the app wants; undefined for the microphone. */
  readonly facing: 'user' | 'environment' | undefined;
}

export interface ShellOutputEvent {
  readonly type: 'shell-output';
  readonly isSuccess: boolean;
  readonly output: string;
}

/** The answer to a `device-info-query`. Its shape is the vendor's own and not documented: parsed JSON. */
export interface DeviceInfoEvent {
  readonly type: 'device-info';
  readonly info: unknown;
}

export interface VideoFileEvent {
  readonly type: 'video-file';
  readonly action: 'start' | 'stop' | 'status';
  /** For `start` and `stop`: whether the phone did it. */
  readonly isSuccess: boolean;
  /** The phone's own words or number, where it gave one. */
  readonly detail: string | undefined;
  /** For `status`. */
  readonly status: 'live' | 'offline' | 'unknown';
  /** For `status`: the file on the phone. */
  readonly path: string | undefined;
}

/** One operation on the phone, while its operation monitor is on. The fields are the vendor's own. */
export interface OperationEvent {
  readonly type: 'operation';
  readonly operation: Readonly<Record<string, unknown>>;
}

export type FeatureEvent =
  | QualityEvent
  | CaptureRequestEvent
  | ShellOutputEvent
  | DeviceInfoEvent
  | VideoFileEvent
  | OperationEvent;
