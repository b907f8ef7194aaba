import { TelepadError } from '../errors.js';
import type { CheckChoices, CheckValues } from '../ports/check.js';

/**
 * The values of variables that must all be there.
 * @throws TelepadError `configuration_invalid`, which names those that are not
 */
export function needValues<Name extends string>(
  values: CheckValues,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !values[name]);
  if (missing.length > 0) {
    throw invalid(
      `The check still needs ${missing.join(', ')}: set what is missing and start again.`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, values[name]])) as Record<Name, string>;
}

/**
 * One of the listed values, or the default.
 * @throws TelepadError `configuration_invalid`
 */
export function chooseValue<Value extends string>(
  values: CheckValues,
  name: string,
  [usual, ...others]: readonly [Value, ...Value[]],
): Value {
  const given = values[name];
  const found = [usual, ...others].find((value) => value === (given ?? usual));
  if (found !== undefined) return found;
  throw invalid(`${name} must be ${[usual, ...others].join(', ')}, or not set.`);
}

/**
 * The phones of a list with commas.
 * @throws TelepadError `configuration_invalid`
 */
export function readPhoneIds(name: string, value: string): readonly string[] {
  const phoneIds = value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (phoneIds.length > 0 && phoneIds.every((id) => /^[\w-]{1,64}$/.test(id))) return phoneIds;
  throw invalid(`${name} must be the ids of your phones with commas between them.`);
}

/**
 * The phone that is to be checked.
 * @throws TelepadError `configuration_invalid`
 */
export function choosePhone(
  phoneIds: readonly string[],
  { phoneId }: Pick<CheckChoices, 'phoneId'>,
  name: string,
): string {
  const found = phoneId === undefined ? phoneIds[0] : phoneIds.find((id) => id === phoneId);
  if (found !== undefined) return found;
  throw invalid(`--phone must be one of the phones that ${name} lists.`);
}

function invalid(message: string): TelepadError {
  return new TelepadError('configuration_invalid', message);
}
