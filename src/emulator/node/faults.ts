import type { EmulatorFaults } from '../../core/ports/emulator.js';

/** No fault at all. */
export function noFaults(): EmulatorFaults {
  return {
    rateLimited: false,
    unsupportedAccount: false,
    nonJsonAnswers: false,
    httpStatus: 0,
    answerDelayMs: 0,
    ciphertext: 'intact',
    refuseSignalling: false,
    withholdOffer: false,
    withholdDisplay: false,
    roomTokenLifetimeMs: 0,
  };
}

const ciphertexts: readonly unknown[] = ['intact', 'truncated', 'tampered', 'wrong-key'];

/**
 * Switches faults as JSON from outside says; all of it, or nothing when one thing in it is wrong.
 * @returns what is wrong
 */
export function changeFaults(
  faults: EmulatorFaults,
  changes: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(faults, name)) {
      return `There is no fault "${name}", only ${Object.keys(faults).join(', ')}.`;
    }
    const wanted = expectation(name, faults[name as keyof EmulatorFaults], value);
    if (wanted) return `The fault "${name}" takes ${wanted}.`;
  }
  Object.assign(faults, changes);
  return undefined;
}

/** What the fault takes, when that is not what came. */
function expectation(name: string, present: unknown, value: unknown): string | undefined {
  if (typeof present === 'boolean') {
    return typeof value === 'boolean' ? undefined : 'true or false';
  }
  if (name === 'ciphertext') {
    return ciphertexts.includes(value) ? undefined : ciphertexts.join(', ');
  }
  const isNatural = typeof value === 'number' && Number.isInteger(value) && value >= 0;
  if (name === 'httpStatus') {
    const isStatus = isNatural && (value === 0 || (value >= 200 && value <= 599));
    return isStatus ? undefined : '0 or an HTTP status from 200 to 599';
  }
  return isNatural ? undefined : 'a whole number of ms, 0 or more';
}
