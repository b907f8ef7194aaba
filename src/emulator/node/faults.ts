import type { EmulatorFaults } from '../../core/ports/emulator.js';

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
};

/** No fault at all. */
export function noFaults(): EmulatorFaults {
  const entries = Object.entries(kinds).map(([name, { off }]) => [name, off]);
  return Object.fromEntries(entries) as unknown as EmulatorFaults;
}

/**
 * Switches faults as JSON from outside says; all of it, or nothing when one thing in it is wrong.
 * @returns what is wrong
 */
export function changeFaults(
  faults: EmulatorFaults,
  changes: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(kinds, name)) {
      return `There is no fault "${name}", only ${Object.keys(kinds).join(', ')}.`;
    }
    const { takes, accepts } = kinds[name as keyof EmulatorFaults];
    if (!accepts(value)) return `The fault "${name}" takes ${takes}.`;
  }
  Object.assign(faults, changes);
  return undefined;
}
