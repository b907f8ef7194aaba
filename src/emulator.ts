import { type RunningEmulator, startVendors } from './emulator/node/emulator.js';
import type { EmulatorOptions } from './emulator/node/emulator-options.js';
import { emulatorVendors } from './vendors/emulators.js';

export { type ErrorCode, TelepadError } from './core/errors.js';
export type { EmulatorFaults } from './core/ports/emulator.js';
export type { IceServer } from './core/ticket.js';
export type { CloudAccess } from './emulator/node/emulator.js';
export type { EmulatorOptions } from './emulator/node/emulator-options.js';
export type { PhoneHandle } from './emulator/node/phone-handle.js';
export type { FrameRate, PhoneState } from './emulator/node/virtual-phone.js';

/** A running emulator: a fake cloud of each vendor, virtual phones and a control API, all on loopback. */
export type Emulator = RunningEmulator<typeof emulatorVendors>;

/**
 * Starts the emulator: fake vendor clouds with real HTTP, WebSockets and WebRTC, and virtual phones that
 * stream and obey. No account is needed; a broker is configured with what `clouds` says.
 *
 * When a process that ran an emulator ends, it leaves through `process.exit`, with the code that it has.
 * @throws TelepadError `configuration_invalid`
 */
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startVendors(emulatorVendors, options);
}
