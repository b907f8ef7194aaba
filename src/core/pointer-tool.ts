import type { PointerTool } from './control.js';
import type { Affine } from './geometry.js';

/** What is read of a DOM PointerEvent. */
export interface PointerFacts {
  readonly pointerType: string;
  readonly buttons: number;
  /** Degrees, -90..90: how far the pen leans to the right, and to the user. */
  readonly tiltX: number;
  readonly tiltY: number;
}

const mouse: PointerTool = { toolType: 'mouse' };

/** How far the pen's upper end is aside of its tip, per unit of height. Flat is nearly flat: there is no end to it. */
const lean = (degrees: number) =>
  Math.tan((Math.max(-89.9, Math.min(degrees || 0, 89.9)) * Math.PI) / 180);

/**
 * The tool as Android names it, and how a pen is held. Undefined for a finger.
 *
 * @param toDevice client px to device px: a pen points somewhere else on a phone that is shown turned
 */
export function toolOf(
  { pointerType, buttons, tiltX, tiltY }: PointerFacts,
  toDevice: Affine,
): PointerTool | undefined {
  if (pointerType !== 'pen') return pointerType === 'mouse' ? mouse : undefined;
  const x = lean(tiltX);
  const y = lean(tiltY);
  return {
    toolType: buttons & 32 ? 'eraser' : 'stylus',
    tilt: Math.atan(Math.hypot(x, y)),
    // The tip points away from where the upper end leans to.
    orientation: Math.atan2(
      -(toDevice.a * x + toDevice.c * y) || 0,
      toDevice.b * x + toDevice.d * y,
    ),
  };
}
