import * as v from 'valibot';
import { TelepadError } from '../errors.js';
import { asArray, asObject } from '../json.js';
import {
  type CheckedDeviceInput,
  type DeviceOperation,
  type DeviceOperationName,
  type DeviceOutput,
  deviceOperations,
} from './operations.js';

/**
 * The input as a vendor gets it, with the defaults in.
 * @throws TelepadError `argument_invalid`; it names the field and the rule, never a value or a name that was given
 */
export function checkDeviceInput<Name extends DeviceOperationName>(
  name: Name,
  input: unknown,
): CheckedDeviceInput<Name> {
  // A list would pass for an object without fields.
  const result = v.safeParse(operation(name).input, Array.isArray(input) ? null : input);
  if (!result.success) {
    throw new TelepadError(
      'argument_invalid',
      `The operation ${name} was not sent because ${explain(result.issues[0], 'its input')}. Correct the input.`,
    );
  }
  // The table pairs each name with its schemas; the index loses that pairing.
  return result.output as CheckedDeviceInput<Name>;
}

/**
 * A vendor's answer without the fields that the table does not name.
 * @throws TelepadError `vendor_answer_invalid`
 */
export function checkDeviceOutput<Name extends DeviceOperationName>(
  name: Name,
  output: unknown,
): DeviceOutput<Name> {
  const result = v.safeParse(operation(name).output, output);
  if (!result.success) {
    throw new TelepadError(
      'vendor_answer_invalid',
      `The vendor was asked for ${name} and answered, but ${explain(result.issues[0], 'its answer')}.`,
    );
  }
  return result.output as DeviceOutput<Name>;
}

function operation(name: DeviceOperationName): DeviceOperation {
  return deviceOperations[name];
}

function explain(issue: v.BaseIssue<unknown>, whole: string): string {
  const path = (issue.path ?? []).map(({ key }) => key);
  const last = issue.path?.at(-1);
  if (last?.origin === 'key') {
    const parent = place(path.slice(0, -1), whole);
    // Whoever named the field could have taken the wrong text for it, so it is not repeated.
    if (issue.expected === 'never') return `${parent} has a field that is not known`;
    if (issue.type === 'strict_object' || issue.type === 'object') {
      return `${place(path, whole)} is missing`;
    }
    return `a name in ${parent} is not ${rule(issue)}`;
  }
  return `${place(path, whole)} is not ${rule(issue)}`;
}

function place(path: readonly unknown[], whole: string): string {
  if (path.length === 0) return whole;
  return path.map((key) => (typeof key === 'number' || isKnown(key) ? key : '*')).join('.');
}

/** What a value must be, in words where the schema's own are too short. */
function rule({ type, expected }: v.BaseIssue<unknown>): string {
  const wanted = expected ?? 'what it must be';
  switch (type) {
    case 'min_length':
    case 'max_length':
      return `of a length ${wanted}`;
    case 'min_entries':
    case 'max_entries':
      return `of a number of fields ${wanted}`;
    case 'integer':
      return 'a whole number';
    case 'regex':
      return `of the form ${wanted}`;
    default:
      return wanted;
  }
}

let knownNames: ReadonlySet<unknown> | undefined;

/** Only names that stand in the table itself are repeated in messages. */
function isKnown(name: unknown): boolean {
  knownNames ??= new Set(Object.values(deviceOperations).flatMap(namesIn));
  return knownNames.has(name);
}

/** All names of fields in a schema, or in whatever else it is made of. */
function namesIn(part: unknown): readonly string[] {
  const list = asArray(part);
  if (list) return list.flatMap(namesIn);
  const schema = asObject(part);
  if (!schema) return [];
  const entries = asObject(schema.entries) ?? {};
  const { input, output, wrapped, item, options, pipe } = schema;
  return [
    ...Object.keys(entries),
    ...[input, output, wrapped, item, options, pipe, ...Object.values(entries)].flatMap(namesIn),
  ];
}
