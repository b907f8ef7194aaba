import { attachClipboard } from './clipboard-input.js';
import { attachDrop } from './drop-input.js';
import type { InputContext, InputPart } from './input-part.js';
import { attachKeyboard } from './keyboard-input.js';
import { attachMorePointer } from './more-pointer.js';
import { attachTyping } from './typing-input.js';

/** All of input that is not needed for the first tap, keys included: it is loaded when the phone is on screen. */
export function attachMoreInput(context: InputContext): readonly InputPart[] {
  return [
    ...attachMorePointer(context),
    // Before the field: what the keyboard has sent is none of its business.
    attachKeyboard(context),
    attachTyping(context),
    attachClipboard(context),
    attachDrop(context),
  ];
}

export { clipboardOf } from './session-clipboard.js';
