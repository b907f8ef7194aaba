import { armcloudBroker } from './armcloud/broker/armcloud-broker.js';

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

/** The server part of each vendor, made from that vendor's settings. */
export const brokerVendors = {
  armcloud: armcloudBroker,
} as const;
