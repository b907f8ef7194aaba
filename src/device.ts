export {
  createDeviceApi,
  type DeviceApi,
  type DeviceArguments,
  type DeviceMethods,
} from './client/device/create-device-api.js';
export type {
  DeviceApiOptions,
  DeviceCallOptions,
  WaitForTaskOptions,
} from './client/device/device-options.js';
export type { UploadOptions, UploadProgress } from './client/device/upload-file.js';
export type {
  DeviceInput,
  DeviceOperationName,
  DeviceOutput,
  PhoneStatus,
  TaskState,
  TaskStatus,
} from './core/device/operations.js';
export { type ErrorCode, isTelepadError, TelepadError } from './core/errors.js';
