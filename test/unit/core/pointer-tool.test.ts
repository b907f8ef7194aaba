import { describe, expect, it } from 'vitest';
import { toolOf } from '../../../src/core/pointer-tool.js';

const upright = { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 };
/** Shown turned clockwise by 90 degrees: what is right on the page is up on the phone. */
const turned = { a: 0, b: -2, c: 2, d: 0, e: 0, f: 0 };
const pen = { pointerType: 'pen', buttons: 1, tiltX: 0, tiltY: 0 };

describe('a tool', () => {
  it('is a finger, a mouse, a pen or an eraser', () => {
    expect(toolOf({ ...pen, pointerType: 'touch' }, upright)).toBeUndefined();
    expect(toolOf({ ...pen, pointerType: 'mouse' }, upright)).toEqual({ toolType: 'mouse' });
    expect(toolOf(pen, upright)).toEqual({ toolType: 'stylus', tilt: 0, orientation: 0 });
    expect(toolOf({ ...pen, buttons: 32 }, upright)).toMatchObject({ toolType: 'eraser' });
  });

  // The tip points away from where the upper end leans to, as MotionEvent.AXIS_ORIENTATION has it.
  it.each([
    ['to the user', 0, 45, 45, 0],
    ['away from the user', 0, -45, 45, 180],
    ['to the right', 30, 0, 30, -90],
    ['to the left', -30, 0, 30, 90],
    ['to the right and to the user', 45, 45, 54.7356, -45],
    ['flat to the user', 0, 90, 89.9, 0],
  ])('that leans %s', (_name, tiltX, tiltY, tilt, orientation) => {
    const seen = toolOf({ ...pen, tiltX, tiltY }, upright);
    expect(degrees(seen?.tilt)).toBeCloseTo(tilt, 3);
    expect(degrees(seen?.orientation)).toBeCloseTo(orientation, 6);
  });

  it('points somewhere else on a phone that is shown turned', () => {
    // The upper end leans to the right of the page, which is the top of the phone: the tip points down.
    const seen = toolOf({ ...pen, tiltX: 45 }, turned);
    expect(degrees(seen?.tilt)).toBeCloseTo(45, 6);
    expect(Math.abs(degrees(seen?.orientation))).toBeCloseTo(180, 6);
  });
});

function degrees(radians = Number.NaN): number {
  return (radians * 180) / Math.PI;
}
