import type { Fit, Rotation } from '../core/geometry.js';
import type { ClipboardMode } from './player-host.js';

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

/** `manual` for what is missing or unknown. */
export function readClipboard(value: string | null): ClipboardMode {
  return value === 'off' || value === 'auto' ? value : 'manual';
}

/** `visible`: when it comes into view for the first time. `off`: when the user or the page asks. */
export type Autoconnect = 'always' | 'visible' | 'off';

export type PhoneTheme = 'light' | 'dark' | 'auto';

/** `always` for what is missing or unknown. */
export function readAutoconnect(value: string | null): Autoconnect {
  return value === 'visible' || value === 'off' ? value : 'always';
}

/** Null for what is missing or unknown. */
export function readTheme(value: string | null): PhoneTheme | null {
  return value === 'light' || value === 'dark' || value === 'auto' ? value : null;
}
