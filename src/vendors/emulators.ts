import { armcloudEmulator } from './armcloud/emulator/node/armcloud-emulator.js';
import { koophoneEmulator } from './koophone/emulator/node/koophone-emulator.js';

/** The fake cloud of each vendor. */
export const emulatorVendors = {
  armcloud: armcloudEmulator,
  koophone: koophoneEmulator,
} as const;
