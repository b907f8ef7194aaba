import type { InputContext, InputPart } from './input-part.js';
import { clipboardOf } from './session-clipboard.js';

/**
 * Keeps the clipboards of phone and computer alike where the page has chosen so and the browser asks its user nothing;
 * otherwise only remembers what the phone copies, for a button.
 */
export function attachClipboard(context: InputContext): InputPart {
  const { root, signal, session, options } = context;
  const mode = options.clipboard ?? 'manual';
  if (mode === 'off') return {};
  const clipboard = clipboardOf(session);
  if (mode === 'manual') return {};
  const page = root.ownerDocument;
  const window = page.defaultView ?? globalThis.window;

  const look = () => {
    if (context.canType() && page.hasFocus() && root.matches(':focus-within'))
      void clipboard.lookAtHost();
  };
  const focusIn = ({ relatedTarget }: FocusEvent) => {
    if (!root.contains(relatedTarget as Node | null)) look();
  };
  root.addEventListener('focusin', focusIn, { signal });
  window.addEventListener('focus', look, { signal });
  const off = clipboard.onCopied((text) => {
    if (page.hasFocus()) void clipboard.writeIfAllowed(text);
  });
  signal.addEventListener('abort', off);
  // The click that gave the view the focus may have come before this code.
  look();
  return {};
}
