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

export type { Connect } from './client/connect.js';
export type { ConnectOptions } from './client/connect-options.js';
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
export { isSupported } from './client/is-supported.js';
export type { CloseReason, PhoneEvents, PhoneSession } from './client/session.js';
export { pressKey } from './client/system-keys.js';
export {
  type BrokerTicketOptions,
  brokerTicket,
  type TicketSource,
} from './client/ticket-source.js';
export { attachView, type PhoneView, type ViewOptions } from './client/view.js';
export type {
  ControlMessage,
  DisplayEvent,
  EnterKeyHint,
  InputStateEvent,
} from './core/control.js';
export { type ErrorCode, isTelepadError, TelepadError } from './core/errors.js';
export type {
  CaptureRequestEvent,
  DeviceInfoEvent,
  FeatureMessage,
  OperationEvent,
  Quality,
  QualityEvent,
  QualityPreset,
  ShellOutputEvent,
  VideoFileEvent,
} from './core/features.js';
export type { Fit, Point, Rotation, SizedPoint } from './core/geometry.js';
export { androidKeys } from './core/key-codes.js';
export type { RetryPolicy } from './core/retry.js';
export type { SessionPolicy } from './core/session-policy.js';
export type { SessionStateName } from './core/session-state.js';
export type {
  AudioStatistics,
  NetworkQuality,
  PhoneStatistics,
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
