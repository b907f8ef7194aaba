import { isForBrowser, type KeyPress } from './keyboard.js';

/** In a list of keys: those that are left to the browser when there is no list. */
export const browserDefaults = 'defaults';

/** One key, or all, with the modifiers that must be down. */
interface Shortcut {
  readonly modifiers: ReadonlySet<string>;
  /** In lower case; `*` is every key. */
  readonly key: string;
}

const isLetter = (key: string) => key.toLowerCase() !== key.toUpperCase() && [...key].length === 1;

function parse(shortcut: string): Shortcut {
  // The key may be the plus itself.
  const [, modifiers = '', key = ''] = /^((?:\w+\+)*)(.+)$/.exec(shortcut) ?? [];
  return { modifiers: new Set(modifiers.split('+')), key: key.toLowerCase() };
}

function isMatch({ modifiers, key }: Shortcut, press: KeyPress, isText: boolean): boolean {
  const pressed = press.key.toLowerCase();
  if (key !== '*' && key !== pressed) return false;
  // AltGr may look like Ctrl and Alt while it types.
  const isDown = (flag: boolean) => flag && !isText;
  const control = isDown(press.ctrlKey);
  const meta = isDown(press.metaKey);
  const isCommandRight = modifiers.has('Mod')
    ? control || meta
    : control === modifiers.has('Ctrl') && meta === modifiers.has('Meta');
  if (!isCommandRight || isDown(press.altKey) !== modifiers.has('Alt')) return false;
  // Shift is part of how `+` or `?` are typed, on some keyboards and not on others.
  const isShiftFree = key === '*' || (!isLetter(press.key) && pressed.length === 1);
  return isShiftFree
    ? press.shiftKey || !modifiers.has('Shift')
    : press.shiftKey === modifiers.has('Shift');
}

/** Keys with which nothing is lost when the page has all of them, as in fullscreen: see `KeyPress`. */
function isForLockedBrowser(press: KeyPress): boolean {
  const { key, ctrlKey, metaKey } = press;
  // Paste comes as an event with the text, and the text that arrives has the locks applied.
  return /^(Caps|Num|Scroll)Lock$/.test(key) || ((ctrlKey || metaKey) && /^v$/i.test(key));
}

/**
 * Says which keys are left to the browser.
 *
 * @param keys checked with `passThroughPattern`; undefined for the usual ones
 * @returns `isText`: the key types something; `isLocked`: the browser gives up its own keys, so only those stay with it
 * that the list names
 */
export function createPassThrough(
  keys: readonly string[] = [browserDefaults],
): (press: KeyPress, isText: boolean, isLocked: boolean) => boolean {
  const shortcuts = keys.filter((key) => key !== browserDefaults).map(parse);
  const hasDefaults = keys.includes(browserDefaults);
  return (press, isText, isLocked) =>
    shortcuts.some((shortcut) => isMatch(shortcut, press, isText)) ||
    (hasDefaults && !isText && (isLocked ? isForLockedBrowser : isForBrowser)(press));
}
