import { armcloudEmulator } from './armcloud/emulator/node/armcloud-emulator.js';

/** The fake cloud of each vendor. */
export const emulatorVendors = {
  armcloud: armcloudEmulator,
} as const;
