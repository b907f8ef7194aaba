import { TelepadError } from '../../core/errors.js';
import type { EmulatorFaults, EmulatorVendor } from '../../core/ports/emulator.js';
import type { IceServer } from '../../core/ticket.js';
import { invalidOptions as invalid, optionOf, type PerCloud } from './cloud-options.js';
import { changeFaults, noFaults } from './faults.js';
import { type FrameRate, frameRatesInWords, isFrameRate } from './frame-rate.js';

export interface EmulatorOptions {
  /** Which fake clouds run, by the names of their vendors. Default all of them: one that nobody calls costs little. */
  readonly vendors?: readonly string[];
  /**
   * Of the fake clouds, on loopback: one for each by its name, or a number for the first that runs, in the order of
   * `clouds`. 0, the default, takes a free one.
   */
  readonly port?: PerCloud<number>;
  /** Of the control API, on loopback; 0, the default, takes a free one. */
  readonly controlPort?: number;
  /**
   * How many phones each cloud has, 1 to 16, or the ids of them; by the cloud's name where they differ. Ids without a
   * name need an emulator of one cloud. Default 2.
   */
  readonly phones?: PerCloud<number | readonly string[]>;
  /** Frames per second of all phones at the start: 15, 30 or 60. Default 30. */
  readonly frameRate?: FrameRate;
  /** Given out to the viewers and used by the phones. Default none: on one machine none is needed. */
  readonly iceServers?: readonly IceServer[];
  /**
   * Media passes through a relay of the emulator's, UDP on loopback only, so that the faults of the media path
   * (`cutMedia`, `packetLossRate`, `packetDelayMs`, `packetJitterMs`, `hangUpSilently`) and `PhoneHandle.setNetwork`
   * work. Which packets are lost follows from `seed`, 1 when it is left out. Default false: browsers and phones meet
   * directly.
   */
  readonly impairable?: boolean | { readonly seed: number };
  /** Faults that are on from the start. Default none. */
  readonly faults?: Partial<EmulatorFaults>;
}

const maxPhones = 16;

/** At least one. */
export type PhoneIds = readonly [string, ...string[]];

export interface CheckedEmulatorOptions
  extends Required<Pick<EmulatorOptions, 'frameRate' | 'iceServers'>> {
  readonly port: number;
  readonly phoneIds: PhoneIds;
}

/**
 * The switches as they are at the start.
 * @throws TelepadError `configuration_invalid`
 */
export function initialFaults(options: EmulatorOptions): EmulatorFaults {
  const faults = noFaults();
  const wrong = changeFaults(faults, options.faults ?? {}, seedOf(options) !== undefined);
  if (wrong !== undefined) {
    throw new TelepadError('configuration_invalid', `The emulator was not started. ${wrong}`);
  }
  return faults;
}

/**
 * The seed of the relay's randomness; undefined when there is to be no relay.
 * @throws TelepadError `configuration_invalid`
 */
export function seedOf({ impairable = false }: EmulatorOptions): number | undefined {
  if (typeof impairable === 'boolean') return impairable ? 1 : undefined;
  if (!Number.isSafeInteger(impairable?.seed)) {
    throw invalid('impairable must be true, false or an object with a whole number as its seed');
  }
  return impairable.seed;
}

/** The cloud that options are checked for, among those that run. */
export interface CloudPlace {
  readonly name: string;
  readonly running: readonly string[];
}

/** @throws TelepadError `configuration_invalid` */
export function checkEmulatorOptions(
  options: EmulatorOptions,
  vendor: Pick<EmulatorVendor, 'phoneId'>,
  { name, running }: CloudPlace,
): CheckedEmulatorOptions {
  const { controlPort = 0, frameRate = 30, iceServers = [] } = options;
  const isForFirst = typeof options.port === 'number' && name !== running[0];
  const port = isForFirst ? 0 : (optionOf('port', options.port, name, running) ?? 0);
  for (const [option, value] of Object.entries({ port, controlPort })) {
    if (!Number.isInteger(value) || value < 0 || value > 65_535) {
      throw invalid(`${option} must be a port number from 0 to 65535`);
    }
  }
  if (!isFrameRate(frameRate)) throw invalid(`frameRate must be ${frameRatesInWords}`);
  if (Array.isArray(options.phones) && running.length > 1) {
    throw invalid(`phones must say whose ids these are, as in { ${name}: […] }`);
  }
  const phones = optionOf('phones', options.phones, name, running) ?? 2;
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
