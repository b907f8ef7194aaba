import { describe, expect, it } from 'vitest';
import type { TouchAction } from '../../../../../src/core/control.js';
import {
  decodeMotionAction,
  encodeMotionAction,
} from '../../../../../src/vendors/armcloud/wire/motion-action.js';

/** Android's MotionEvent: the action in the low byte, the finger's index in the next. */
const table: readonly [TouchAction, number, number][] = [
  ['down', 0, 0],
  ['up', 0, 1],
  ['move', 0, 2],
  ['cancel', 0, 3],
  ['pointer-down', 0, 5],
  ['pointer-down', 1, 261],
  ['pointer-down', 2, 517],
  ['pointer-down', 9, 2309],
  ['pointer-up', 0, 6],
  ['pointer-up', 1, 262],
  ['pointer-up', 9, 2310],
];

describe('the action code of a gesture', () => {
  it.each(table)('of %s with index %i is %i, and back', (action, actionIndex, code) => {
    expect(encodeMotionAction(action, actionIndex)).toBe(code);
    expect(decodeMotionAction(code)).toEqual({ action, actionIndex });
  });

  it('has an index only where a further finger comes or goes', () => {
    expect(encodeMotionAction('move', 4)).toBe(2);
    expect(decodeMotionAction(0x0302)).toEqual({ action: 'move', actionIndex: 0 });
  });

  it.each([4, 7, 8, 255, 260, -1, 0.5, 65_536, 1e300, Number.NaN, undefined])(
    'is not %s',
    (code) => {
      expect(decodeMotionAction(code)).toBeUndefined();
    },
  );
});
