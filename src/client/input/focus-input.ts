import type { InputContext } from './input-part.js';
import type { TextField } from './text-field.js';

const leaveHint = 'Press Escape, then Tab, to leave the phone.';

/**
 * Hands the focus of the view on to its text field, and back; and shows it, when it came by the keyboard.
 */
export function attachFocus(context: InputContext, field: TextField): void {
  const { root, session, options, signal } = context;
  const { element } = field;
  const focusRoot = root.focus;
  let isPointing = false;

  element.setAttribute('aria-label', root.getAttribute('aria-label') ?? 'Phone');
  if (options.tabKey === 'phone')
    for (const each of [root, element]) each.setAttribute('aria-description', leaveHint);

  const ring = (isShown: boolean) => {
    root.toggleAttribute('data-focus-ring', isShown);
    root.style.outline = isShown ? 'var(--telepad-focus-ring, 2px auto Highlight)' : '';
    root.style.outlineOffset = isShown ? 'var(--telepad-focus-ring-offset, -2px)' : '';
  };

  const focus = (options?: FocusOptions) => {
    if (context.canType()) element.focus({ preventScroll: true, ...options });
    else focusRoot.call(root, options);
  };
  // At once, and not by way of the root: a keyboard on the screen would close and open at each tap.
  root.focus = focus;

  const focusIn = ({ target, relatedTarget }: FocusEvent) => {
    const isBack = relatedTarget === element;
    if (target === root && !isBack && context.canType()) return focus();
    // Back from the field by Shift+Tab, the next one has to leave the view.
    if (target === element) root.tabIndex = -1;
    if (!isPointing) ring(true);
  };
  const focusOut = ({ target }: FocusEvent) => {
    if (target === element) root.tabIndex = session.role === 'watch' ? -1 : 0;
    ring(false);
  };
  const pointing = () => {
    isPointing = true;
    ring(false);
  };
  const keying = () => {
    isPointing = false;
  };
  root.addEventListener('focusin', focusIn, { signal });
  root.addEventListener('focusout', focusOut, { signal });
  const page = root.ownerDocument;
  page.addEventListener('pointerdown', pointing, { signal, capture: true });
  page.addEventListener('keydown', keying, { signal, capture: true });

  // The focus may have come before this code.
  if ((root.getRootNode() as Document | ShadowRoot).activeElement === root) {
    isPointing = !root.matches(':focus-visible');
    focus();
  }
}
