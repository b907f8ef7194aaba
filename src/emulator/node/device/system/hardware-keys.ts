import { keyCode } from '../key-codes.js';
import { maxVolume } from './volume-overlay.js';

export const startVolume = 8;

/** The volume after a key; undefined when it is no volume key. */
export function volumeAfter(code: number, volume: number): number | undefined {
  if (code === keyCode.volumeUp) return Math.min(maxVolume, volume + 1);
  if (code === keyCode.volumeDown) return Math.max(0, volume - 1);
  return code === keyCode.volumeMute ? 0 : undefined;
}
