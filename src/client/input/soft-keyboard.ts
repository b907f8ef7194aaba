import type { InputContext } from './input-part.js';
import type { TextField } from './text-field.js';

/** By how much the keyboard on the screen makes the visible part of a page lower, at least, in px. */
const minKeyboardHeight = 120;

/**
 * Opens the keyboard of a touch device when the phone focuses a field, and closes it with the field, in the mode `local`;
 * keeps it away in the mode `phone`.
 */
export function attachSoftKeyboard(context: InputContext, field: TextField): void {
  const { root, session, signal } = context;
  const window = root.ownerDocument.defaultView ?? globalThis.window;
  const viewport = window.visualViewport;
  let lastState = '';
  let isTouch = window.matchMedia('(pointer: coarse)').matches;

  /** False with a browser that does not tell, so that a tap may open it. */
  const isShown = () =>
    viewport ? viewport.height * viewport.scale < window.innerHeight - minKeyboardHeight : false;

  const update = () => {
    const { inputState, keyboardMode } = session;
    const isWanted = isTouch && keyboardMode === 'local' && inputState?.isOpen === true;
    field.element.enterKeyHint = inputState?.enterKeyHint ?? 'enter';
    // Keyboards of desktops need no word, and some input methods take this one for theirs.
    field.element.inputMode = isTouch && !isWanted ? 'none' : 'text';
    if (isWanted === field.isSoft) return;
    field.isSoft = isWanted;
    field.forget();
    field.refocus();
  };

  const touched = ({ pointerType }: PointerEvent) => {
    const before = isTouch;
    isTouch = pointerType !== 'mouse';
    if (isTouch !== before) update();
  };
  // iOS opens its keyboard only inside a gesture: for a tap into a field that is open already.
  const lifted = ({ pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse' && field.isSoft && !isShown()) field.refocus();
  };
  root.addEventListener('pointerdown', touched, { signal, capture: true });
  root.addEventListener('pointerup', lifted, { signal });
  for (const type of ['resize', 'scroll'])
    viewport?.addEventListener(type, context.invalidate, { signal });
  const offs = [
    session.on('inputstate', ({ isOpen, enterKeyHint }) => {
      // Phones also say it again when they are asked.
      const state = `${isOpen} ${enterKeyHint}`;
      if (state === lastState) return;
      lastState = state;
      field.finish();
      field.forget();
      update();
    }),
    session.on('keyboardmode', update),
  ];
  signal.addEventListener('abort', () => {
    for (const off of offs) off();
  });
  update();
}
