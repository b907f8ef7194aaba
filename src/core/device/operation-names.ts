/** The device API's operations, by name alone: what browsers need of the table in operations.ts. */
export const deviceOperationNames = [
  'listPhones',
  'getPhone',
  'getModel',
  'getProperties',
  'setProperties',
  'setAndroidProperties',
  'restart',
  'reset',
  'stopStream',
  'takeScreenshot',
  'createPreview',
  'runCommand',
  'startCommand',
  'listApps',
  'installApp',
  'uninstallApp',
  'startApp',
  'stopApp',
  'restartApp',
  'uploadFile',
  'setTimeZone',
  'setLanguage',
  'setLocation',
  'setSim',
  'setProxy',
  'getProxy',
  'setBandwidth',
  'setAdb',
  'getTask',
] as const;

export type DeviceOperationName = (typeof deviceOperationNames)[number];

export function isDeviceOperationName(value: unknown): value is DeviceOperationName {
  return deviceOperationNames.some((name) => name === value);
}
