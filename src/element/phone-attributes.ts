import type { Fit, Rotation } from '../core/geometry.js';

/** `contain` for what is missing or unknown. */
export function readFit(value: string | null): Fit {
  return value === 'cover' || value === 'fill' ? value : 'contain';
}

/** Any multiple of 90, also negative or beyond a full turn; 0 for what is missing or none. */
export function readRotation(value: string | null): Rotation {
  const turns = Number(value) / 90;
  if (!Number.isInteger(turns)) return 0;
  const rotations: readonly Rotation[] = [0, 90, 180, 270];
  return rotations[((turns % 4) + 4) % 4] ?? 0;
}
