import { TelepadError } from '../../core/errors.js';

/** An option that is one for all fake clouds, or one for each by its name. */
export type PerCloud<Value> = Value | Readonly<Record<string, Value>>;

/**
 * The clouds that are to run, in the order of the list.
 * @throws TelepadError `configuration_invalid`
 */
export function chosenClouds(
  known: readonly string[],
  wanted: readonly string[] | undefined,
): readonly string[] {
  if (wanted === undefined) return known;
  if (!Array.isArray(wanted) || wanted.length === 0) {
    throw invalidOptions('vendors must list at least one cloud');
  }
  checkNames('vendors', wanted as readonly string[], known);
  return known.filter((name) => wanted.includes(name));
}

/**
 * One option of one cloud; undefined where it is left out.
 * @throws TelepadError `configuration_invalid`
 */
export function optionOf<Value>(
  option: string,
  value: PerCloud<Value> | undefined,
  cloud: string,
  running: readonly string[],
): Value | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value as Value | undefined;
  }
  const byName = value as Readonly<Record<string, Value>>;
  checkNames(option, Object.keys(byName), running);
  return Object.hasOwn(byName, cloud) ? byName[cloud] : undefined;
}

function checkNames(option: string, names: readonly unknown[], known: readonly string[]): void {
  const odd = names.find((name) => !known.includes(name as string));
  if (odd === undefined) return;
  throw invalidOptions(`${option} names a cloud that is not there; there are ${known.join(', ')}`);
}

export function invalidOptions(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The emulator was not started: ${what}.`);
}
