import type { ArmcloudDialectSettings } from './dialect-settings.js';

/** Android KeyEvent meta masks: the general bit, the bit of the left key, and both with that of the right key. */
const modifiers = [
  // Shift, Alt, Ctrl, Meta.
  [0x1, 0x40, 0xc1],
  [0x2, 0x10, 0x32],
  [0x1000, 0x2000, 0x7000],
  [0x10000, 0x20000, 0x70000],
] as const;

/**
 * The masks as ArmCloud's `shortcutKey` wants them: 8192, left Ctrl, is the one that is documented (fact
 * sheet U8); the other left-side masks follow the same pattern (assumed).
 */
export function encodeMetaState(
  metaState: number,
  form?: ArmcloudDialectSettings['metaKeys'],
): number {
  return modifiers.reduce(
    (mask, [general, left, both]) =>
      mask | (metaState & both ? (form === 'general' ? general : left) : 0),
    0,
  );
}

/** Adds the general bit to each side bit, as Android's KeyEvent.normalizeMetaState does. */
export function decodeMetaState(metaState: number): number {
  return modifiers.reduce(
    (mask, [general, , both]) => mask | (metaState & both ? general : 0),
    metaState,
  );
}

/** Alt, Shift, Ctrl and Meta, left and right. */
const modifierKeys: ReadonlySet<number> = new Set([57, 58, 59, 60, 113, 114, 117, 118]);

export function isModifierKey(keyCode: number): boolean {
  return modifierKeys.has(keyCode);
}

/**
 * Keys that never type into a field: ArmCloud presses them with one `keystroke`. Home, back, app switch
 * and the volume keys are documented (fact sheet U3), the others assumed.
 */
const systemKeys: ReadonlySet<number> = new Set([
  3, 4, 24, 25, 26, 27, 79, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 164, 187, 223, 224,
]);

export function isSystemKey(keyCode: number): boolean {
  return systemKeys.has(keyCode);
}
