import { readMs } from './call-options.js';
import { doubleTap, longPress, pinch, scroll, swipe, tap } from './gestures.js';
import type { Action } from './run.js';
import { rotate } from './turning.js';
import { paste, press, pressing, type } from './typing.js';

function wait(ms: unknown): Action {
  const durationMs = readMs('ms', ms as number, Number.NaN, 0);
  return (run) => run.sleep(durationMs);
}

/**
 * Every call that can be a step of a recording: its arguments are checked at once, what it does comes when its turn
 * has come.
 */
const calls = {
  tap,
  doubleTap,
  longPress,
  swipe,
  pinch,
  scroll,
  press,
  type,
  paste,
  rotate,
  wait,
  back: pressing(4),
  home: pressing(3),
  recents: pressing(187),
  power: pressing(26),
  volumeUp: pressing(24),
  volumeDown: pressing(25),
} as const;

export type AutomationCallName = keyof typeof calls;

export const callNames = Object.keys(calls) as readonly AutomationCallName[];

/** @throws TelepadError `argument_invalid` */
export function prepareCall(name: AutomationCallName, args: readonly unknown[]): Action {
  return (calls[name] as (...args: readonly unknown[]) => Action)(...args);
}
