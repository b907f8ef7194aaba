/**
 * A game profile: which keys, mouse buttons and parts of a gamepad are which fingers on the phone. Plain JSON, so that
 * a page can store it; `readGameProfile` checks one that came from somewhere.
 */

/**
 * What can be pressed: a `KeyboardEvent.code` (`KeyW`, `Space`), a mouse button (`MouseLeft`, `MouseMiddle`,
 * `MouseRight`, `MouseBack`, `MouseForward`), or a part of a gamepad by its standard mapping: `GamepadA`, `GamepadB`,
 * `GamepadX`, `GamepadY`, `GamepadL1`, `GamepadR1`, `GamepadL2`, `GamepadR2`, `GamepadSelect`, `GamepadStart`,
 * `GamepadThumbL`, `GamepadThumbR`, `GamepadUp`, `GamepadDown`, `GamepadLeft`, `GamepadRight`, `GamepadMode`, or a
 * stick that is pushed one way, such as `GamepadLeftStickUp`.
 */
export type GameSource = string;

export type GamepadStick = 'GamepadLeftStick' | 'GamepadRightStick';

interface PlacedControl {
  /** 0..1 of the screen's width, from the left. */
  readonly x: number;
  /** 0..1 of the screen's height, from the top. */
  readonly y: number;
  /** What an overlay shows instead of the names of the keys; up to 32 characters. */
  readonly label?: string;
}

interface RepeatedControl extends PlacedControl {
  /** Any of these. */
  readonly sources: readonly GameSource[];
  /** Auto fire: again and again while it is held, at most so often. 1 to 25, and never so often that two overlap. */
  readonly repeatPerSecond?: number;
  /** Auto fire goes on until it is pressed again. Needs `repeatPerSecond`. @default false */
  readonly toggle?: boolean;
}

/** A short touch, however long the key is held. */
export interface TapControl extends RepeatedControl {
  readonly kind: 'tap';
  /** How long the finger stays, in ms: 10 to 2000. @default 50 */
  readonly durationMs?: number;
}

/** A finger that stays as long as the key. */
export interface HoldControl extends PlacedControl {
  readonly kind: 'hold';
  readonly sources: readonly GameSource[];
  /** It stays until the key is pressed again. @default false */
  readonly toggle?: boolean;
}

/** A finger that is drawn over the screen. */
export interface SwipeControl extends RepeatedControl {
  readonly kind: 'swipe';
  /** 0..1: where it ends; `x` and `y` are where it begins. */
  readonly toX: number;
  readonly toY: number;
  /** 30 to 5000 ms. @default 150 */
  readonly durationMs?: number;
}

/**
 * Keys for four directions, a stick, or both: one finger that goes down in the centre and leans to one of eight
 * directions, or as far as the stick does. Directions are those that the user sees, also in a view that is turned.
 */
export interface JoystickControl extends PlacedControl {
  readonly kind: 'joystick';
  /** How far the finger goes from the centre: 0.01 to 0.5 of the screen's shorter side. */
  readonly radius: number;
  readonly up?: readonly GameSource[];
  readonly down?: readonly GameSource[];
  readonly left?: readonly GameSource[];
  readonly right?: readonly GameSource[];
  readonly stick?: GamepadStick;
  /** `smooth`: the finger travels, 80 ms for one radius, as some games want it. @default 'immediate' */
  readonly movement?: 'immediate' | 'smooth';
}

/** `MouseLock`: every movement of the mouse while the pointer is locked. A button: the mouse while that is held. */
export type CameraSource =
  | 'MouseLock'
  | 'MouseLeft'
  | 'MouseMiddle'
  | 'MouseRight'
  | 'MouseBack'
  | 'MouseForward'
  | GamepadStick;

/** One finger that drags in an area; where it would leave the area, it is put down in the centre again. */
export interface CameraControl extends PlacedControl {
  readonly kind: 'camera';
  readonly sources: readonly CameraSource[];
  /** 0.02 to 1 of the screen; `x` and `y` are the area's centre. What is beyond the screen does not count. */
  readonly width: number;
  readonly height: number;
  /**
   * Of the mouse: how many px the finger moves on the picture for each px of the mouse. Of a stick: how many times the
   * screen's shorter side it moves in a second when it is pushed all the way. 0.05 to 20. @default 1
   */
  readonly sensitivity?: number;
  /** Each of these locks the pointer for `MouseLock`, or frees it. */
  readonly lockKeys?: readonly GameSource[];
}

export type GameControl = TapControl | HoldControl | SwipeControl | JoystickControl | CameraControl;

export type GameLayout = 'portrait' | 'landscape';

export interface GameProfile {
  readonly version: 1;
  /** Up to 100 characters. */
  readonly name?: string;
  /** In force while the phone's screen is not wider than high; up to 64. */
  readonly portrait: readonly GameControl[];
  /** In force while the phone's screen is wider than high; up to 64. */
  readonly landscape: readonly GameControl[];
}

export const joystickDirections = ['up', 'down', 'left', 'right'] as const;

/** Everything that a control listens to. */
export function sourcesOf(control: GameControl): readonly GameSource[] {
  if (control.kind !== 'joystick') return control.sources;
  const keys = joystickDirections.flatMap((direction) => control[direction] ?? []);
  return control.stick ? [...keys, control.stick] : keys;
}

/** Which of a profile's layouts is in force on a screen of this size. */
export function layoutOf(screen: { readonly width: number; readonly height: number }): GameLayout {
  return screen.width > screen.height ? 'landscape' : 'portrait';
}
