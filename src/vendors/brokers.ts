import { armcloudBroker } from './armcloud/broker/armcloud-broker.js';

export type { ArmcloudSettings } from './armcloud/broker/armcloud-settings.js';

/** The server part of each vendor, made from that vendor's settings. */
export const brokerVendors = {
  armcloud: armcloudBroker,
} as const;
