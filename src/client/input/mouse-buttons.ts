import { androidKeys } from '../../core/key-codes.js';
import type { InputContext } from './input-part.js';
import { pictureUnder, take } from './pointer-input.js';

/** Every event by which a browser acts on a button: menus, scrolling by the middle one, going back in its history. */
const eventTypes = ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'auxclick'] as const;

/** The other buttons of a mouse: keys of the phone, over its picture only. And the page's menu, which stays away there. */
export function attachMouseButtons(context: InputContext, isMac: boolean): void {
  const { root, signal, touch } = context;
  const { rightButton = 'back', middleButton = 'home' } = context.options;

  /** By `MouseEvent.button`; 0 is a button that does nothing, on neither side. */
  const keys: Readonly<Record<number, number>> = {
    ...(middleButton === 'home' && { 1: androidKeys.HOME }),
    ...(rightButton === 'back' && { 2: androidKeys.BACK }),
    3: androidKeys.BACK,
    4: 0,
  };

  const press = (event: MouseEvent) => {
    const { pointerType } = event as PointerEvent;
    if (pointerType && pointerType !== 'mouse') return;
    // On a Mac, Ctrl makes a right button of the left one.
    const isRight = isMac && event.ctrlKey && event.button === 0 && rightButton !== 'touch';
    const keyCode = isRight ? (keys[2] ?? 0) : keys[event.button];
    if (keyCode === undefined || !pictureUnder(context, event)) return;
    event.preventDefault();
    if (event.type !== 'pointerdown') return;
    take(context, event as PointerEvent);
    // A press in the middle of a drag is a slip.
    if (!keyCode || touch.count > 0) return;
    for (const action of ['down', 'up'] as const)
      context.send({ type: 'key', action, keyCode, metaState: 0, repeat: false });
  };

  for (const type of eventTypes) root.addEventListener(type, press, { signal, capture: true });
  root.addEventListener(
    'contextmenu',
    (event) => {
      if (pictureUnder(context, event)) event.preventDefault();
    },
    { signal },
  );
}
