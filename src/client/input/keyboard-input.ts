import { createKeyboard } from '../../core/keyboard.js';
import { sendText } from '../send-text.js';
import type { InputContext, InputPart } from './input-part.js';
import { isMac } from './is-mac.js';

/** The hardware keyboard, while the view has the focus; and what is pasted into it. */
export function attachKeyboard(context: InputContext): InputPart {
  const { root, session, options, signal, keyRules } = context;
  const keyboard = createKeyboard(context.send, isMac(context), keyRules);

  const down = (event: KeyboardEvent) => {
    if (!event.defaultPrevented && context.canType() && keyboard.down(event))
      event.preventDefault();
  };
  const up = (event: KeyboardEvent) => {
    if (keyboard.up(event)) event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain');
    if (!text || !context.canType()) return;
    event.preventDefault();
    try {
      sendText(session, text, session);
    } catch (error) {
      options.onDropError?.(error);
    }
  };

  root.addEventListener('keydown', down, { signal });
  root.addEventListener('keyup', up, { signal });
  root.addEventListener('paste', paste, { signal });
  // Not `blur`: the focus may only go on to a field inside.
  const focusOut = ({ relatedTarget }: FocusEvent) => {
    if (!root.contains(relatedTarget as Node | null)) keyboard.releaseAll();
  };
  root.addEventListener('focusout', focusOut, { signal });
  return { release: keyboard.releaseAll };
}
