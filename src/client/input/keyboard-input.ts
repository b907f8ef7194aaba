import { createKeyboard } from '../../core/keyboard.js';
import type { InputContext, InputPart } from './input-part.js';

/**
 * The hardware keyboard, while the view has the focus; and what is pasted into it.
 *
 * @param platform `navigator.platform`
 */
export function attachKeyboard(context: InputContext, platform: string): InputPart {
  const { root, signal } = context;
  const keyboard = createKeyboard(context.send, /Mac|iP(hone|ad)/.test(platform));

  const down = (event: KeyboardEvent) => {
    if (context.canControl() && keyboard.down(event)) event.preventDefault();
  };
  const up = (event: KeyboardEvent) => {
    if (keyboard.up(event)) event.preventDefault();
  };
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain');
    if (!text || !context.canControl()) return;
    event.preventDefault();
    context.send({ type: 'text', text });
  };

  root.addEventListener('keydown', down, { signal });
  root.addEventListener('keyup', up, { signal });
  root.addEventListener('paste', paste, { signal });
  root.addEventListener('blur', keyboard.releaseAll, { signal });
  return { release: keyboard.releaseAll };
}
