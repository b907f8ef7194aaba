import type { HoverMessage, ToolType, TouchAction } from '../../../core/control.js';

/** Android MotionEvent action codes; the index of the finger that went down or up is in bits 8 to 15. */
const codes = {
  down: 0,
  up: 1,
  move: 2,
  cancel: 3,
  'pointer-down': 5,
  'pointer-up': 6,
} as const satisfies Record<TouchAction, number>;

export function encodeMotionAction(action: TouchAction, actionIndex: number): number {
  const code = codes[action];
  return code >= 5 ? code | (actionIndex << 8) : code;
}

/** The vendor's own client sends 261 for every further finger; that is pointer-down of index 1. */
export function decodeMotionAction(
  value: number | undefined,
): { readonly action: TouchAction; readonly actionIndex: number } | undefined {
  if (value === undefined || !Number.isInteger(value) || value < 0 || value > 0xffff) {
    return undefined;
  }
  const code = value & 0xff;
  const action = (Object.keys(codes) as TouchAction[]).find((name) => codes[name] === code);
  return action && { action, actionIndex: code >= 5 ? value >> 8 : 0 };
}

/** MotionEvent's codes for what touches nothing; that ArmCloud's phones take them is assumed. */
export const hoverCodes = {
  move: 7,
  enter: 9,
  exit: 10,
} as const satisfies Record<HoverMessage['action'], number>;

/** MotionEvent's tool types, by number from 1 on; the vendor's client knows the first only. */
const toolTypes: readonly ToolType[] = ['finger', 'stylus', 'mouse', 'eraser'];

export function toolTypeCode(tool: ToolType = 'finger'): number {
  return toolTypes.indexOf(tool) + 1;
}

/** Undefined for a finger, and for what is no tool of Android. */
export function toolOfCode(code: unknown): ToolType | undefined {
  return typeof code === 'number' && code > 1 ? toolTypes[code - 1] : undefined;
}
