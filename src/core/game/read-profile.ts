import { TelepadError } from '../errors.js';
import { asArray, asObject, type JsonObject } from '../json.js';
import type { GameControl, GameProfile } from './profile.js';
import { gamepadSticks, isGameSource, mouseButtons } from './sources.js';

/** Says what a value must be; undefined when it is that. */
type Check = (value: unknown) => string | undefined;

interface Field {
  readonly check: Check;
  readonly isOptional?: boolean;
}

const maxControls = 64;
const maxSources = 8;

const number = (min: number, max: number): Check => {
  const must = `a number from ${min} to ${max}`;
  return (value) => (typeof value === 'number' && value >= min && value <= max ? undefined : must);
};
const text = (maxLength: number): Check => {
  const must = `text of 1 to ${maxLength} characters`;
  return (value) =>
    typeof value === 'string' && value !== '' && value.length <= maxLength ? undefined : must;
};
const oneOf = (allowed: readonly string[]): Check => {
  const must = `one of: ${allowed.join(', ')}`;
  return (value) => (allowed.includes(value as string) ? undefined : must);
};
const list = (isItem: (value: unknown) => boolean, of: string): Check => {
  const must = `a list of 1 to ${maxSources} ${of}`;
  return (value) => {
    const items = asArray(value);
    return items?.length && items.length <= maxSources && items.every(isItem) ? undefined : must;
  };
};
const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');
const unit = { check: number(0, 1) };
const optional = (check: Check): Field => ({ check, isOptional: true });

const isCameraSource = (value: unknown) =>
  ['MouseLock', ...gamepadSticks, ...mouseButtons.map(([name]) => name)].includes(value as string);
const sources = list(
  isGameSource,
  'names of keys, such as KeyW, of mouse buttons, such as MouseLeft, or of parts of a gamepad, such as GamepadA',
);
const placed = { x: unit, y: unit, label: optional(text(32)) };
const pressed = { ...placed, sources: { check: sources }, toggle: optional(flag) };
const repeated = { ...pressed, repeatPerSecond: optional(number(1, 25)) };

const fieldsByKind: Readonly<Record<GameControl['kind'], Readonly<Record<string, Field>>>> = {
  tap: { ...repeated, durationMs: optional(number(10, 2000)) },
  hold: pressed,
  swipe: { ...repeated, toX: unit, toY: unit, durationMs: optional(number(30, 5000)) },
  joystick: {
    ...placed,
    radius: { check: number(0.01, 0.5) },
    up: optional(sources),
    down: optional(sources),
    left: optional(sources),
    right: optional(sources),
    stick: optional(oneOf(gamepadSticks)),
    movement: optional(oneOf(['immediate', 'smooth'])),
  },
  camera: {
    ...placed,
    sources: {
      check: list(
        isCameraSource,
        'of: MouseLock, a mouse button, GamepadLeftStick, GamepadRightStick',
      ),
    },
    width: { check: number(0.02, 1) },
    height: { check: number(0.02, 1) },
    sensitivity: optional(number(0.05, 20)),
    lockKeys: optional(sources),
  },
};

function invalid(place: string, must: string): TelepadError {
  return new TelepadError('argument_invalid', `The game profile was not taken: ${place} ${must}.`);
}

/** A copy with the known fields; a field too many is a mistake that should be seen. */
function readFields(
  place: string,
  from: JsonObject,
  fields: Readonly<Record<string, Field>>,
): JsonObject {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(from)) {
    if (value === undefined) continue;
    // Quoting a name that may be anything would make the message as long as it is.
    if (!Object.hasOwn(fields, name))
      throw invalid(`${place}${name.slice(0, 40)}`, 'is not known there');
    copy[name] = Array.isArray(value) ? [...value] : value;
  }
  for (const [name, { check, isOptional }] of Object.entries(fields)) {
    if (isOptional && copy[name] === undefined) continue;
    const must = check(copy[name]);
    if (must) throw invalid(place + name, `must be ${must}`);
  }
  return copy;
}

function readControl(place: string, value: unknown): GameControl {
  const from = asObject(value);
  if (!from) throw invalid(place, 'must be an object');
  const kind = oneOf(Object.keys(fieldsByKind));
  const must = kind(from.kind);
  if (must) throw invalid(`${place}.kind`, `must be ${must}`);
  const control = readFields(`${place}.`, from, {
    kind: { check: kind },
    ...fieldsByKind[from.kind as GameControl['kind']],
  });
  if (control.toggle && control.kind !== 'hold' && control.repeatPerSecond === undefined)
    throw invalid(`${place}.toggle`, 'needs repeatPerSecond');
  if (
    control.kind === 'joystick' &&
    !(control.up || control.down || control.left || control.right || control.stick)
  )
    throw invalid(place, 'needs up, down, left, right or stick');
  // Every field of it has been looked at.
  return control as unknown as GameControl;
}

function readLayout(name: string, value: unknown): readonly GameControl[] {
  const controls = asArray(value ?? []);
  if (!controls || controls.length > maxControls)
    throw invalid(name, `must be a list of up to ${maxControls} controls`);
  return controls.map((control, index) => readControl(`${name}[${index}]`, control));
}

/**
 * Takes a profile that may be anything, for example what a page has stored, and gives a checked copy of it. A layout
 * that is left out is empty.
 *
 * @throws TelepadError `argument_invalid`, which names the place that is wrong
 */
export function readGameProfile(json: unknown): GameProfile {
  const from = asObject(json);
  if (!from) throw invalid('it', 'must be an object');
  const { portrait, landscape, ...rest } = from;
  const { name } = readFields('', rest, {
    version: { check: (value) => (value === 1 ? undefined : '1') },
    name: optional(text(100)),
  });
  return {
    version: 1,
    ...(name !== undefined && { name: name as string }),
    portrait: readLayout('portrait', portrait),
    landscape: readLayout('landscape', landscape),
  };
}
