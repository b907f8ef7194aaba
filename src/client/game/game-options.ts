import { TelepadError } from '../../core/errors.js';

/** Where the parts of a gamepad are that the browser knows no standard mapping for. */
export interface GamepadMapping {
  /** A part of `Gamepad.id`, for example `054c`; the first mapping whose part is found counts. */
  readonly id: string;
  /** By the index of the standard mapping: the index of the button on this gamepad; -1 where it has none. */
  readonly buttons: readonly number[];
  /** The same for the four axes: left stick, right stick, x before y. */
  readonly axes: readonly number[];
}

/** How game controls behave, once the view's `gameControls()` has been called. */
export interface GameOptions {
  /**
   * `profile`: a gamepad does what the profile says, and what the profile does not mention is the Android key of a
   * gamepad. `keys`: all of it is Android keys. `off`: nothing. The left stick is the direction pad where it is keys.
   * @default 'profile'
   */
  readonly gamepad?: 'profile' | 'keys' | 'off';
  /**
   * Which gamepad plays, by `Gamepad.index`: 0 to 15; or the first that can be used.
   * @default 'first'
   */
  readonly gamepadIndex?: number | 'first';
  /**
   * `page`: a gamepad plays while the page has the focus. `view`: only while this view has it, for pages with several.
   * @default 'page'
   */
  readonly gamepadFocus?: 'page' | 'view';
  /** A stick that is pushed less than this is let go: 0 to 0.9 of its way. @default 0.15 */
  readonly gamepadDeadZone?: number;
  /** From here a trigger, and a stick as a button, counts as pressed: 0.05 to 1 of its way. @default 0.5 */
  readonly gamepadThreshold?: number;
  /** How far below the threshold it counts as released: 0 to 0.5 of its way. @default 0.1 */
  readonly gamepadHysteresis?: number;
  /** For gamepads without a standard mapping, which are not used otherwise. @default [] */
  readonly gamepadMappings?: readonly GamepadMapping[];
  /**
   * `unless-typing`: while a text field on the phone has the focus, the keys of the profile type as ever.
   * @default 'unless-typing'
   */
  readonly gameKeys?: 'unless-typing' | 'always';
}

export type GameSettings = Required<GameOptions>;

const defaults: GameSettings = {
  gamepad: 'profile',
  gamepadIndex: 'first',
  gamepadFocus: 'page',
  gamepadDeadZone: 0.15,
  gamepadThreshold: 0.5,
  gamepadHysteresis: 0.1,
  gamepadMappings: [],
  gameKeys: 'unless-typing',
};

/** Whether a value is one, and what it must be. */
type Check = readonly [isGood: (value: unknown) => boolean, must: string];

const between = (min: number, max: number): Check => [
  (value) => typeof value === 'number' && value >= min && value <= max,
  `a number from ${min} to ${max}`,
];

const oneOf = (...allowed: readonly unknown[]): Check => [
  (value) => allowed.includes(value),
  `one of: ${allowed.join(', ')}`,
];

const isIndexList = (value: unknown) =>
  Array.isArray(value) && value.every((index) => Number.isInteger(index) && index >= -1);

const checks: { readonly [Name in keyof GameSettings]: Check } = {
  gamepad: oneOf('profile', 'keys', 'off'),
  gamepadIndex: oneOf('first', ...Array(16).keys()),
  gamepadFocus: oneOf('page', 'view'),
  gamepadDeadZone: between(0, 0.9),
  gamepadThreshold: between(0.05, 1),
  gamepadHysteresis: between(0, 0.5),
  gamepadMappings: [
    (value) =>
      Array.isArray(value) &&
      value.every(
        (mapping) =>
          typeof mapping?.id === 'string' &&
          isIndexList(mapping.buttons) &&
          isIndexList(mapping.axes),
      ),
    'a list of objects with id, buttons and axes',
  ],
  gameKeys: oneOf('unless-typing', 'always'),
};

/**
 * The settings after `change`; what it leaves out stays.
 * @throws TelepadError `argument_invalid`
 */
export function changeSettings(change: GameOptions, before: GameSettings = defaults): GameSettings {
  const settings: Record<string, unknown> = { ...before };
  for (const name of Object.keys(checks) as (keyof GameSettings)[]) {
    const value = change[name];
    if (value === undefined) continue;
    const [isGood, must] = checks[name];
    if (!isGood(value))
      throw new TelepadError(
        'argument_invalid',
        `The game controls were not changed: ${name} must be ${must}.`,
      );
    settings[name] = value;
  }
  return settings as unknown as GameSettings;
}
