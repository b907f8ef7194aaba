import { armcloudCheck } from './armcloud/check/armcloud-check.js';
import { koophoneCheck } from './koophone/check/koophone-check.js';

/** What `telepad check` does with an account of each vendor. */
export const checkVendors = {
  armcloud: armcloudCheck,
  koophone: koophoneCheck,
} as const;
