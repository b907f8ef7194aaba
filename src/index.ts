import { createConnect } from './client/connect.js';
import { clientVendors } from './vendors/clients.js';

export {
  type ArmcloudStsGroupOptions,
  type ArmcloudStsOptions,
  armcloudGroupTicketFromSts,
  armcloudTicketFromSts,
} from './vendors/clients.js';

/**
 * Opens a session on a phone: `connect({ ticket: brokerTicket({ url: '/telepad', phoneId }) })`.
 */
export const connect = createConnect(clientVendors);

export type {
  AutomationCallOptions,
  PasteOptions,
  PinchOptions,
  PressOptions,
  RotateOptions,
  SwipeOptions,
  TimedCallOptions,
} from './client/automation/call-options.js';
export type { AutomationCallName } from './client/automation/calls.js';
export type { PhoneModifier } from './client/automation/key-names.js';
export type { AutomationTiming } from './client/automation/pace.js';
export type { PhoneAutomation } from './client/automation/phone-automation.js';
export type { PhoneRecorder, RecordOptions } from './client/automation/recorder.js';
export type {
  PhoneRecording,
  RecordedCallStep,
  RecordedMessage,
  RecordedMessageStep,
  RecordingStep,
} from './client/automation/recording.js';
export type { ReplayOptions } from './client/automation/replay.js';
export type { ScreenPoint } from './client/automation/screen-point.js';
export type { Connect } from './client/connect.js';
export type { AdaptOptions, ConnectOptions } from './client/connect-options.js';
export { diagnose } from './client/diagnose.js';
export type { DiagnoseOptions } from './client/diagnosis/diagnose-options.js';
export type { AnswerOptions } from './client/features/answer-options.js';
export type {
  CameraEncoding,
  CaptureFollowOptions,
  CaptureSource,
  CaptureWish,
} from './client/features/capture-options.js';
export type {
  CaptureChange,
  CaptureKind,
  CaptureState,
  FeatureEvents,
} from './client/features/feature-events.js';
export type {
  DeviceMotionOptions,
  LocationFollowOptions,
  RouteEnd,
  RouteOptions,
  RoutePlayback,
  RoutePosition,
  RouteSource,
} from './client/features/following-options.js';
export type {
  GroupFailure,
  GroupText,
  PhoneGroup,
  PhoneGroupEvents,
} from './client/features/group.js';
export type { GroupTicketSource } from './client/features/group-ticket-source.js';
export type { GroupOptions } from './client/features/open-group.js';
export type { PhoneFeatures } from './client/features/phone-features.js';
export type { PointerPlace } from './client/features/pointing.js';
export type { VideoFile, VideoFileStatus } from './client/features/questions.js';
export type { ScreenshotOptions } from './client/features/screenshot.js';
export type { GameControls, GameEvents } from './client/game/game-controls.js';
export type { GameOptions, GamepadMapping } from './client/game/game-options.js';
export type { GameOverlayMode } from './client/game/game-overlay.js';
export type { GamepadChange } from './client/game/game-pads.js';
export type { DropFiles, DroppedFileOptions, InputOptions } from './client/input/input-options.js';
export type { PhoneClipboard } from './client/input/phone-clipboard.js';
export { isSupported } from './client/is-supported.js';
export { phoneClipboard } from './client/load-phone-clipboard.js';
export type { CloseReason, KeyboardMode, PhoneEvents, PhoneSession } from './client/session.js';
export { pressKey } from './client/system-keys.js';
export {
  type BrokerTicketFunction,
  type BrokerTicketOptions,
  brokerTicket,
  type LeaveCause,
  type TicketFunction,
  type TicketSource,
} from './client/ticket-source.js';
export { attachView, type PhoneView, type ViewOptions } from './client/view.js';
export type {
  ControlMessage,
  DisplayEvent,
  EnterKeyHint,
  InputStateEvent,
} from './core/control.js';
export type { Diagnosis, DiagnosisCheck, Finding, FindingStatus } from './core/diagnosis.js';
export { type ErrorCode, isTelepadError, TelepadError } from './core/errors.js';
export type {
  CaptureRequestEvent,
  DeviceInfoEvent,
  FeatureMessage,
  OperationEvent,
  PhoneOrientation,
  Quality,
  QualityEvent,
  QualityPreset,
  ShellOutputEvent,
  VideoFileEvent,
} from './core/features.js';
export type {
  CameraControl,
  GameControl,
  GameLayout,
  GameProfile,
  HoldControl,
  JoystickControl,
  SwipeControl,
  TapControl,
} from './core/game/profile.js';
export type { Fit, Point, Rotation, SizedPoint } from './core/geometry.js';
export { androidKeys } from './core/key-codes.js';
export type { Capability } from './core/ports/client.js';
export type { PreparationProgress, PreparationStage } from './core/preparation.js';
export type { RetryPolicy } from './core/retry.js';
export type { Place, RoutePoint } from './core/route.js';
export type { SessionPolicy } from './core/session-policy.js';
export type { SessionStateName } from './core/session-state.js';
export type {
  AdaptationStatistics,
  AudioCounters,
  AudioStatistics,
  FrameRates,
  LatencyStatistics,
  NetworkQuality,
  PathCounters,
  PathStatistics,
  PhoneStatistics,
  VideoCounters,
  VideoStatistics,
} from './core/statistics.js';
export {
  type GroupTicket,
  type IceServer,
  type Role,
  readTicket,
  type Ticket,
} from './core/ticket.js';
export { version } from './core/version.js';
