/**
 * By the index of the W3C standard gamepad's button: our name for it, and the Android key code that a gamepad of this
 * shape sends (`KEYCODE_BUTTON_*` and `KEYCODE_DPAD_*` of `android.view.KeyEvent`). The face buttons are named after
 * their place on an Xbox gamepad, as Android does.
 */
const gamepadButtons = [
  ['GamepadA', 96],
  ['GamepadB', 97],
  ['GamepadX', 99],
  ['GamepadY', 100],
  ['GamepadL1', 102],
  ['GamepadR1', 103],
  ['GamepadL2', 104],
  ['GamepadR2', 105],
  ['GamepadSelect', 109],
  ['GamepadStart', 108],
  ['GamepadThumbL', 106],
  ['GamepadThumbR', 107],
  ['GamepadUp', 19],
  ['GamepadDown', 20],
  ['GamepadLeft', 21],
  ['GamepadRight', 22],
  ['GamepadMode', 110],
] as const;

export const gamepadButtonNames: readonly string[] = gamepadButtons.map(([name]) => name);

/** In the order of the standard gamepad's axes, two for each. */
export const gamepadSticks = ['GamepadLeftStick', 'GamepadRightStick'] as const;

/** By the sign of x and of y: the ends of a stick's axes. */
export const stickEnds = ['Left', 'Right', 'Up', 'Down'] as const;

/** By `MouseEvent.button`: our name for it, and its bit in `MouseEvent.buttons`. */
export const mouseButtons = [
  ['MouseLeft', 1],
  ['MouseMiddle', 4],
  ['MouseRight', 2],
  ['MouseBack', 8],
  ['MouseForward', 16],
] as const;

const otherSources: readonly string[] = [
  ...gamepadButtonNames,
  ...gamepadSticks.flatMap((stick) => stickEnds.map((end) => stick + end)),
  ...mouseButtons.map(([name]) => name),
];

/** True for what a `KeyboardEvent.code` can be, for mouse buttons, and for what can be pressed on a gamepad. */
export function isGameSource(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    (/^(Mouse|Gamepad)/.test(value)
      ? otherSources.includes(value)
      : /^[A-Z][A-Za-z0-9]{0,31}$/.test(value))
  );
}

/**
 * The Android key of a part of a gamepad. The left stick is the direction pad: no vendor's protocol that we know has a
 * message for axes. Undefined for the right stick, and for what is no gamepad.
 */
export function gamepadKeyCode(source: string): number | undefined {
  const name = source.replace('LeftStick', '');
  return gamepadButtons.find(([button]) => button === name)?.[1];
}

/**
 * What is printed on the key, as short as it goes.
 * @param printed by the code of a key: what it types, where that is known; a US keyboard is assumed elsewhere
 */
export function sourceLabel(source: string, printed?: ReadonlyMap<string, string>): string {
  const typed = printed?.get(source);
  if (typed) {
    const capital = typed.toUpperCase();
    // Not of ß, which would become two letters.
    return capital.length === typed.length ? capital : typed;
  }
  const arrow = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }[source];
  return (
    arrow ?? source.replace(/^(Key|Digit|Gamepad)(?=.)/, '').replace(/([a-z])([A-Z])/g, '$1 $2')
  );
}
