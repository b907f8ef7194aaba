import type { KeyMessage, TextMessage } from './control.js';
import { androidKeyCode, lockBitsOf } from './key-code-table.js';
import { type Modifier, metaBitsOf, modifiers } from './key-codes.js';

/** What of a KeyboardEvent matters here. */
export interface KeyPress {
  readonly code: string;
  readonly key: string;
  readonly isComposing: boolean;
  /** 229 when an input method has taken the key, which not every browser tells by `isComposing` or by `key`. */
  readonly keyCode?: number;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  getModifierState(name: string): boolean;
}

/**
 * Left to the browser, so that the page can still be left, reloaded, zoomed and inspected from the keyboard.
 * Tab is among them because a phone must not trap the focus of those who have no mouse; the locks, because
 * the text that arrives has them applied.
 */
const browserKeys = /^(Tab|F5|F6|F11|F12|CapsLock|NumLock|ScrollLock|PrintScreen)$/;
/** With Ctrl or Command. V is among them because the browser then gives us a `paste` event with the text. */
const browserShortcuts = /^[lnqrtwv0=+-]$/i;
/** With Ctrl or Command and Shift: developer tools and the like. Z is "redo" on the phone. */
const browserShiftShortcuts = /^[a-y]$/i;
/** `KeyboardEvent.key` is either a name like these or what the key types. */
const keyName = /^[A-Z]\w+$/;

/** The browser's own keys, of those that type nothing. */
export function isForBrowser({ key, ctrlKey, metaKey, shiftKey }: KeyPress): boolean {
  if (keyName.test(key)) return browserKeys.test(key);
  return (
    (ctrlKey || metaKey) &&
    (browserShortcuts.test(key) || (shiftKey && browserShiftShortcuts.test(key)))
  );
}

/** What a keyboard learns later. */
export interface KeyRules {
  /** Which keys are left to the browser, and to a text field that has the focus. `isText`: it types something. */
  isLeft?(press: KeyPress, isText: boolean): boolean;
}

/**
 * Turns a hardware keyboard into key and text messages. Keys that type something are sent as the text they
 * type, so that the phone's keyboard layout does not matter; shortcuts and named keys are sent as key edges.
 * Modifiers are not sent by themselves but in the `metaState` of the others.
 */
export interface Keyboard {
  /** True when the phone takes the key, so the browser should not. */
  down(press: KeyPress): boolean;
  up(press: KeyPress): boolean;
  /** Lets every held key go. */
  releaseAll(): void;
}

/** @param isMac there Option types characters, and Command is what Ctrl is elsewhere, also to Android */
export function createKeyboard(
  send: (message: KeyMessage | TextMessage) => void,
  isMac: boolean,
  rules: KeyRules = {},
): Keyboard {
  /** Android key codes by the physical key, so that a release finds its press whatever changed in between. */
  const held = new Map<string, number>();
  /**
   * The modifiers that each of those was pressed with. Its release tells the same: some vendors press a key with
   * modifiers in one go, and would take the release of a plain one for that of such a shortcut.
   */
  const metaStates = new Map<number, number>();
  const rightSides = new Set<Modifier>();

  const sendKey = (action: 'down' | 'up', keyCode: number, metaState: number, repeat = false) =>
    send({ type: 'key', action, keyCode, metaState, repeat });

  /** Two keys may be one to Android, as the arrows beside and on the number pad: it is up when both are. */
  const isHeld = (keyCode: number) => [...held.values()].includes(keyCode);
  const release = (keyCode: number) => {
    sendKey('up', keyCode, metaStates.get(keyCode) ?? 0);
    metaStates.delete(keyCode);
  };
  const letGo = (id: string, keyCode: number) => {
    held.delete(id);
    if (!isHeld(keyCode)) release(keyCode);
  };

  const metaStateOf = (press: KeyPress) => {
    const { shiftKey: Shift, altKey, ctrlKey, metaKey } = press;
    // Windows reports AltGr as Ctrl and Alt, others as neither.
    const isAltGraph = press.getModifierState('AltGraph');
    const isOn = {
      Shift,
      Alt: altKey || isAltGraph,
      Control: (ctrlKey && !isAltGraph) || (isMac && metaKey),
      Meta: metaKey && !isMac,
    };
    let state = lockBitsOf(press);
    for (const name of modifiers) if (isOn[name]) state |= metaBitsOf(name, rightSides.has(name));
    return state;
  };

  const noteModifier = (press: KeyPress, isDown: boolean) => {
    const modifier = modifiers.find((name) => press.code.startsWith(name));
    if (!modifier) return false;
    const isRight = press.code.endsWith('Right');
    if (isDown && isRight) rightSides.add(modifier);
    else if (isDown || isRight) rightSides.delete(modifier);
    return true;
  };

  const keyCodeOf = ({ key, code }: KeyPress) => {
    // A named key goes by its name: that respects NumLock and keys remapped in the system.
    if (keyName.test(key)) return androidKeyCode(code === 'NumpadEnter' ? code : key);
    // A shortcut goes by the letter on the key cap, which is not where it is on a US keyboard.
    if (/^[a-z]$/i.test(key)) return androidKeyCode(`Key${key.toUpperCase()}`);
    return androidKeyCode(code);
  };

  const keyboard: Keyboard = {
    down(press) {
      const { key, ctrlKey, metaKey, altKey } = press;
      if (press.isComposing || press.keyCode === 229 || !key || noteModifier(press, true))
        return false;
      // AltGr types, however it is reported.
      const isText =
        !keyName.test(key) &&
        (press.getModifierState('AltGraph') || !(ctrlKey || metaKey || (altKey && !isMac)));
      if (rules.isLeft?.(press, isText) ?? (!isText && isForBrowser(press))) return false;
      if (isText) {
        send({ type: 'text', text: key });
        return true;
      }
      const keyCode = keyCodeOf(press);
      if (keyCode === undefined) return false;
      const id = press.code || key;
      const metaState = metaStateOf(press);
      const before = held.get(id);
      // The same key may mean another one now: NumLock was switched, or the layout.
      if (before !== undefined && before !== keyCode) letGo(id, before);
      // With other modifiers it is pressed anew, so that each press and its release agree.
      if ((metaStates.get(keyCode) ?? metaState) !== metaState) release(keyCode);
      sendKey('down', keyCode, metaState, metaStates.has(keyCode));
      metaStates.set(keyCode, metaState);
      held.set(id, keyCode);
      // macOS never tells the release of a key that goes up under Command.
      if (metaKey) letGo(id, keyCode);
      return true;
    },
    up(press) {
      if (noteModifier(press, false)) {
        if (press.key === 'Meta') keyboard.releaseAll();
        return false;
      }
      const id = press.code || press.key;
      const keyCode = held.get(id);
      if (keyCode === undefined) return false;
      letGo(id, keyCode);
      return true;
    },
    releaseAll() {
      for (const keyCode of metaStates.keys()) release(keyCode);
      held.clear();
      rightSides.clear();
    },
  };
  return keyboard;
}
