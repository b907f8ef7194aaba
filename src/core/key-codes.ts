/**
 * Android KeyEvent constants, from the Android platform reference (`android.view.KeyEvent`).
 */

/** The keys of an Android phone, and those that applications send by themselves. */
export const androidKeys = {
  HOME: 3,
  BACK: 4,
  VOLUME_UP: 24,
  VOLUME_DOWN: 25,
  POWER: 26,
  TAB: 61,
  ENTER: 66,
  DEL: 67,
  MENU: 82,
  ESCAPE: 111,
  VOLUME_MUTE: 164,
  APP_SWITCH: 187,
} as const;

/**
 * Android's meta state bits: [either side, left, right]. An event has the bit of the modifier and that of its
 * side.
 */
const metaBits = {
  Shift: [0x1, 0x40, 0x80],
  Alt: [0x2, 0x10, 0x20],
  Control: [0x1000, 0x2000, 0x4000],
  Meta: [0x10000, 0x20000, 0x40000],
} as const;

export type Modifier = keyof typeof metaBits;

export const modifiers = Object.keys(metaBits) as readonly Modifier[];

/** `sides` may be a `location` of KeyboardEvent: 2 is right; the left key is assumed otherwise. */
export function metaBitsOf(modifier: Modifier, isRight: boolean): number {
  const [either, left, right] = metaBits[modifier];
  return either | (isRight ? right : left);
}
