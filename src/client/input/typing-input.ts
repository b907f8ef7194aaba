import type { KeyPress } from '../../core/keyboard.js';
import { createPassThrough } from '../../core/pass-through.js';
import { attachFocus } from './focus-input.js';
import type { InputContext, InputPart } from './input-part.js';
import { watchKeyboardLock } from './keyboard-lock.js';
import { attachSoftKeyboard } from './soft-keyboard.js';
import { createTextField } from './text-field.js';

/** Half of a character, as some systems type emoji. */
const isHalf = (key: string) => /^[\ud800-\udfff]$/.test(key);

/**
 * Typing beyond the keys that type a character each: input methods, the keyboard of a touch device, all of Android's
 * keys, and which of them are left to the page.
 */
export function attachTyping(context: InputContext): InputPart {
  const { root, options, keyRules, signal } = context;
  const window = root.ownerDocument.defaultView ?? globalThis.window;
  const isAndroid = /Android/.test(window.navigator.userAgent);
  const { composition = 'auto' } = options;
  const streams = composition === 'auto' ? isAndroid : composition === 'stream';

  const field = createTextField(context, () => (streams ? 'stream' : 'commit'));
  const isLocked = watchKeyboardLock(context);
  const isPassedThrough = createPassThrough(options.passThroughKeys);
  /** What the key before was: what follows a dead key is the field's, and Tab after Escape the page's. */
  let before = '';

  const isForField = ({ key }: KeyPress, isText: boolean, last: string) => {
    if (!field.isFocused) return false;
    if (isText) return field.isSoft || last === 'Dead' || isHalf(key);
    return field.isSoft && key === 'Backspace' && field.hasText;
  };
  keyRules.isLeft = (press, isText) => {
    const last = before;
    before = press.key;
    const { key, ctrlKey, altKey, metaKey } = press;
    if (key === 'Tab' && !ctrlKey && !altKey && !metaKey)
      return options.tabKey !== 'phone' || last === 'Escape';
    return isForField(press, isText, last) || isPassedThrough(press, isText, isLocked());
  };

  // After the keyboard, which is there before: what it took went to the phone beside the field.
  const pressed = (event: KeyboardEvent) => {
    if (event.defaultPrevented) field.forget();
  };
  const tapped = (event: PointerEvent) => {
    before = '';
    field.finish();
    field.forget();
    // Near enough in a view that is turned by CSS, too: candidates open beside it.
    const box = root.getBoundingClientRect();
    field.moveTo(
      ((event.clientX - box.x) * root.clientWidth) / box.width,
      ((event.clientY - box.y) * root.clientHeight) / box.height,
    );
  };
  root.addEventListener('keydown', pressed, { signal });
  root.addEventListener('paste', field.forget, { signal });
  root.addEventListener('pointerdown', tapped, { signal, capture: true });
  attachFocus(context, field);
  attachSoftKeyboard(context, field);
  return {
    release: () => {
      before = '';
    },
  };
}
