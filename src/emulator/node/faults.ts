import type { EmulatorFaults } from '../../core/ports/emulator.js';
import { needsRelay, relayFaults } from './impairment/network-conditions.js';

/** What can be wrong with a phone itself. Here, because published types that lead to a peer would need the DOM's. */
export type PhoneFaults = Pick<
  EmulatorFaults,
  'freezeVideo' | 'muteChannel' | 'restPicture' | 'ignoreKeyFrames' | 'hangUpSilently'
>;

/** What a fault is before anyone touches it, and what it takes. */
interface FaultKind<Value> {
  readonly off: Value;
  readonly takes: string;
  readonly accepts: (value: unknown) => boolean;
}

const flag: FaultKind<boolean> = {
  off: false,
  takes: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};

const isNatural = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function milliseconds(off: number): FaultKind<number> {
  return { off, takes: 'a whole number of ms, 0 or more', accepts: isNatural };
}

const rate: FaultKind<number> = {
  off: 0,
  takes: 'a number from 0 to 1',
  accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
};

function choice<Value extends string | number>(...values: [Value, ...Value[]]): FaultKind<Value> {
  return {
    off: values[0],
    takes: values.join(', '),
    accepts: (value) => (values as unknown[]).includes(value),
  };
}

const kinds: { readonly [Name in keyof EmulatorFaults]: FaultKind<EmulatorFaults[Name]> } = {
  rateLimited: flag,
  unsupportedAccount: flag,
  nonJsonAnswers: flag,
  httpStatus: {
    off: 0,
    takes: '0 or an HTTP status from 200 to 599',
    accepts: (value) => isNatural(value) && (value === 0 || (value >= 200 && value <= 599)),
  },
  answerDelayMs: milliseconds(0),
  ciphertext: choice('intact', 'truncated', 'tampered', 'wrong-key'),
  refuseSignalling: flag,
  withholdOffer: flag,
  withholdDisplay: flag,
  vendorCode: { off: 0, takes: 'a whole number, 0 for none', accepts: isNatural },
  vendorCodePath: {
    off: '',
    takes: 'the end of a path, empty for all',
    accepts: (value) => typeof value === 'string' && value.length <= 200,
  },
  withholdAnswers: flag,
  taskDurationMs: milliseconds(300),
  failTasks: flag,
  roomTokenLifetimeMs: milliseconds(0),
  singleUseTokens: flag,
  accountTokenLifetimeMs: milliseconds(0),
  preparationMs: milliseconds(0),
  queueLength: { off: 0, takes: 'a whole number, 0 or more', accepts: isNatural },
  failPreparation: choice('none', 'once', 'always'),
  preparationStatus: { off: 0, takes: 'a whole number, 0 for the true one', accepts: isNatural },
  pingIntervalMs: {
    off: 25_000,
    takes: 'a whole number of ms, 1 or more',
    accepts: (value) => isNatural(value) && value > 0,
  },
  idleAfterMs: milliseconds(60_000),
  idleCountdownMs: milliseconds(60_000),
  idleKeepMs: milliseconds(0),
  withholdChannel: flag,
  encodedSignals: flag,
  stsTokenLifetimeMs: milliseconds(0),
  streamType: choice<1 | 2 | 3>(2, 1, 3),
  signalDelayMs: milliseconds(0),
  answerPings: flag,
  candidatesFirst: flag,
  ignoreReoffers: flag,
  displayDelayMs: milliseconds(0),
  repeatDisplay: flag,
  contradictDisplay: flag,
  binaryEvents: flag,
  strangeEvents: flag,
  duplicateSignals: flag,
  reorderSignals: flag,
  freezeVideo: flag,
  muteChannel: flag,
  restPicture: flag,
  ignoreKeyFrames: flag,
  forgetOnSignallingLoss: flag,
  offerOnRejoin: flag,
  hangUpSilently: flag,
  cutMedia: flag,
  packetLossRate: rate,
  packetDelayMs: milliseconds(0),
  packetJitterMs: milliseconds(0),
};

/** No fault at all. */
export function noFaults(): EmulatorFaults {
  const entries = Object.entries(kinds).map(([name, { off }]) => [name, off]);
  return Object.fromEntries(entries) as unknown as EmulatorFaults;
}

/**
 * Switches faults as JSON from outside says; all of it, or nothing when one thing in it is wrong.
 * @param isImpairable there is a relay; without it the faults of the media path can only be off
 * @returns what is wrong
 */
export function changeFaults(
  faults: EmulatorFaults,
  changes: Readonly<Record<string, unknown>>,
  isImpairable: boolean,
): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(kinds, name)) {
      return `There is no fault "${name}", only ${Object.keys(kinds).join(', ')}.`;
    }
    const { takes, accepts, off } = kinds[name as keyof EmulatorFaults];
    if (!accepts(value)) return `The fault "${name}" takes ${takes}.`;
    if (!isImpairable && value !== off && (relayFaults as readonly string[]).includes(name)) {
      return needsRelay(`The fault "${name}"`);
    }
  }
  Object.assign(faults, changes);
  return undefined;
}
