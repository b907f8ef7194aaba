import { type RunningEmulator, startVendors } from './emulator/node/emulator.js';
import type { EmulatorOptions } from './emulator/node/emulator-options.js';
import { emulatorVendors } from './vendors/emulators.js';

export { type ErrorCode, TelepadError } from './core/errors.js';
export type { EmulatorFaults } from './core/ports/emulator.js';
export type { IceServer } from './core/ticket.js';
export type { CloudAccess } from './emulator/node/emulator.js';
export type { EmulatorOptions } from './emulator/node/emulator-options.js';
export type { FrameRate } from './emulator/node/frame-rate.js';
export type { NetworkConditions } from './emulator/node/impairment/network-conditions.js';
export type { PhoneHandle } from './emulator/node/phone-handle.js';
export type { PhoneState } from './emulator/node/virtual-phone.js';

type Vendors = typeof emulatorVendors;

/**
 * A running emulator: a fake cloud of each vendor, or of those that were named, virtual phones and a control API, all
 * on loopback.
 */
export type Emulator<Name extends keyof Vendors = keyof Vendors> = RunningEmulator<
  Pick<Vendors, Name>
>;

/**
 * Starts the emulator: fake vendor clouds with real HTTP, WebSockets and WebRTC, and virtual phones that
 * stream and obey. No account is needed; a broker is configured with what `clouds` says.
 *
 * When a process that ran an emulator ends, it leaves through `process.exit`, with the code that it has.
 * @throws TelepadError `configuration_invalid`
 */
export function startEmulator<Name extends keyof Vendors>(
  options: EmulatorOptions & { readonly vendors: readonly Name[] },
): Promise<Emulator<Name>>;
export function startEmulator(options?: EmulatorOptions): Promise<Emulator>;
export function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  return startVendors(emulatorVendors, options);
}
