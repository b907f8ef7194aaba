import type { TelepadError } from '../../core/errors.js';
import type {
  CaptureMessage,
  CaptureRequestEvent,
  DeviceInfoEvent,
  OperationEvent,
  QualityEvent,
  ShellOutputEvent,
  VideoFileEvent,
} from '../../core/features.js';

export type CaptureKind = CaptureMessage['kind'];

/**
 * `starting`: asking for the device, or agreeing with the phone on how to send it. `on`: the phone is being sent
 * it. `failed`: see the error; everything else goes on.
 */
export type CaptureState = 'off' | 'starting' | 'on' | 'failed';

/** Our own camera or microphone moved to another state. */
export interface CaptureChange {
  readonly kind: CaptureKind;
  readonly state: CaptureState;
  /** Of `failed`: `permission_denied`, `media_device_failed`, `phone_timeout` or `phone_refused`. */
  readonly error?: TelepadError;
}

/** Every event of the features, with what its listener is given. */
export interface FeatureEvents {
  /** The phone changed the size of the picture that it sends. */
  quality: (event: QualityEvent) => void;
  /** An app on the phone opened or closed the camera, the microphone, or both. */
  capturerequest: (event: CaptureRequestEvent) => void;
  /** What a shell command printed; also an answer that came too late for its `shell()` call. */
  shelloutput: (event: ShellOutputEvent) => void;
  /** The phone's apps or properties; also an answer that came too late for its call. */
  deviceinfo: (event: DeviceInfoEvent) => void;
  /** The phone started or stopped a video file in its camera, or told how it is; also too late for its call. */
  videofile: (event: VideoFileEvent) => void;
  /** One operation on the phone, while `setOperationMonitor(true)` is in force. */
  operation: (event: OperationEvent) => void;
  /** Our own camera or microphone moved to another state. */
  capture: (change: CaptureChange) => void;
}
