import type { CheckedDialectSettings } from './dialect-settings.js';

/** Android KeyEvent meta masks: the general bit and the bit of the left key. */
const META = {
  shift: { general: 0x1, left: 0x40, both: 0xc1 },
  alt: { general: 0x2, left: 0x10, both: 0x32 },
  ctrl: { general: 0x1000, left: 0x2000, both: 0x7000 },
  meta: { general: 0x10000, left: 0x20000, both: 0x70000 },
} as const;

const modifiers = Object.values(META);

/**
 * The masks as ArmCloud's `shortcutKey` wants them: 8192, left Ctrl, is the one that is documented (fact
 * sheet U8); the other left-side masks follow the same pattern (assumed).
 */
export function encodeMetaState(
  metaState: number,
  form: CheckedDialectSettings['metaKeys'] = 'left',
): number {
  return modifiers.reduce(
    (mask, { general, left, both }) =>
      metaState & both
        ? mask | (form === 'general' ? 0 : left) | (form === 'left' ? 0 : general)
        : mask,
    0,
  );
}

/** Adds the general bit to each side bit, as Android's KeyEvent.normalizeMetaState does. */
export function decodeMetaState(metaState: number): number {
  return modifiers.reduce(
    (mask, { general, both }) => mask | (metaState & both ? general : 0),
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
