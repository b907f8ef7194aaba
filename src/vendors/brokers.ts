import { armcloudBroker } from './armcloud/broker/armcloud-broker.js';
import { koophoneBroker } from './koophone/broker/koophone-broker.js';

export {
  type AccountCallOptions,
  type AppToCache,
  type ArmcloudAccount,
  type CallbackKind,
  type CallbackTarget,
  createArmcloudAccount,
  type FileTask,
  type FileToCache,
} from './armcloud/broker/armcloud-account.js';
export type { ArmcloudSettings } from './armcloud/broker/armcloud-settings.js';
export {
  createKoophoneAccount,
  type KoophoneAccount,
  type KoophoneAccountOptions,
  type KoophoneApp,
  type KoophoneAppPackage,
  type KoophoneCallOptions,
  type KoophoneCommandResult,
  type KoophoneJob,
  type KoophoneOrder,
  type KoophoneOrdered,
  type KoophonePhone,
  type KoophonePhoneFilter,
  type KoophonePhonePage,
  type KoophonePhoneStatus,
  type KoophoneSku,
  type KoophoneSkus,
  type KoophoneTask,
  type KoophoneUserPhone,
  type KoophoneVideo,
  type KoophoneVideoSetting,
} from './koophone/broker/koophone-account.js';
export type {
  KoophoneKeyCredentials,
  KoophonePasswordCredentials,
  KoophonePolling,
  KoophoneSettings,
} from './koophone/broker/koophone-settings.js';

/** The server part of each vendor, made from that vendor's settings. */
export const brokerVendors = {
  armcloud: armcloudBroker,
  koophone: koophoneBroker,
} as const;
