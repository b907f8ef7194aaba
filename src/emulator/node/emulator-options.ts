import { TelepadError } from '../../core/errors.js';
import type { EmulatorFaults, EmulatorVendor } from '../../core/ports/emulator.js';
import type { IceServer } from '../../core/ticket.js';
import { changeFaults, noFaults } from './faults.js';
import type { FrameRate } from './virtual-phone.js';

export interface EmulatorOptions {
  /** Of the fake cloud, on loopback; 0, the default, takes a free one. */
  readonly port?: number;
  /** Of the control API, on loopback; 0, the default, takes a free one. */
  readonly controlPort?: number;
  /** How many phones, 1 to 16, or their ids. Default 2. */
  readonly phones?: number | readonly string[];
  /** Frames per second of all phones at the start. Default 30. */
  readonly frameRate?: FrameRate;
  /** Given out to the viewers and used by the phones. Default none: on one machine none is needed. */
  readonly iceServers?: readonly IceServer[];
  /** Faults that are on from the start. Default none. */
  readonly faults?: Partial<EmulatorFaults>;
}

const maxPhones = 16;

/** At least one. */
export type PhoneIds = readonly [string, ...string[]];

export interface CheckedEmulatorOptions
  extends Required<Omit<EmulatorOptions, 'phones' | 'controlPort' | 'faults'>> {
  readonly phoneIds: PhoneIds;
}

/**
 * The switches as they are at the start.
 * @throws TelepadError `configuration_invalid`
 */
export function initialFaults({ faults: wanted = {} }: EmulatorOptions): EmulatorFaults {
  const faults = noFaults();
  const wrong = changeFaults(faults, wanted);
  if (wrong !== undefined) {
    throw new TelepadError('configuration_invalid', `The emulator was not started. ${wrong}`);
  }
  return faults;
}

/** @throws TelepadError `configuration_invalid` */
export function checkEmulatorOptions(
  options: EmulatorOptions,
  vendor: Pick<EmulatorVendor, 'phoneId'>,
): CheckedEmulatorOptions {
  const { port = 0, controlPort = 0, phones = 2, frameRate = 30, iceServers = [] } = options;
  for (const [name, value] of Object.entries({ port, controlPort })) {
    if (!Number.isInteger(value) || value < 0 || value > 65_535) {
      throw invalid(`${name} must be a port number from 0 to 65535`);
    }
  }
  if (frameRate !== 30 && frameRate !== 60) throw invalid('frameRate must be 30 or 60');
  return { port, frameRate, iceServers, phoneIds: checkPhoneIds(phones, vendor) };
}

function checkPhoneIds(
  phones: number | readonly string[],
  vendor: Pick<EmulatorVendor, 'phoneId'>,
): PhoneIds {
  const ids =
    typeof phones === 'number' && Number.isInteger(phones) && phones >= 0 && phones <= maxPhones
      ? Array.from({ length: phones }, (_, index) => vendor.phoneId(index + 1))
      : phones;
  const [first, ...others] = Array.isArray(ids) ? (ids as readonly string[]) : [];
  if (first === undefined || others.length >= maxPhones) {
    throw invalid(`phones must be a number from 1 to ${maxPhones}, or as many ids`);
  }
  const phoneIds: PhoneIds = [first, ...others];
  if (!phoneIds.every((id) => typeof id === 'string' && /^[\w.-]{1,64}$/.test(id))) {
    throw invalid('a phone id must be 1 to 64 letters, digits, dots, dashes or underscores');
  }
  if (new Set(phoneIds).size < phoneIds.length) throw invalid('phones names an id twice');
  return phoneIds;
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The emulator was not started: ${what}.`);
}
