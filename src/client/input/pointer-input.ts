import { isInside } from '../../core/geometry.js';
import type { PointerMapping } from '../picture.js';
import type { InputContext, InputPart } from './input-part.js';

export const deviceX = ({ toDevice: m }: PointerMapping, { clientX, clientY }: MouseEvent) =>
  m.a * clientX + m.c * clientY + m.e;
export const deviceY = ({ toDevice: m }: PointerMapping, { clientX, clientY }: MouseEvent) =>
  m.b * clientX + m.d * clientY + m.f;

/** True when the event is on the phone's picture and not beside it. */
export function isOnPicture(mapping: PointerMapping, event: MouseEvent): boolean {
  return isInside({
    x: deviceX(mapping, event),
    y: deviceY(mapping, event),
    ...mapping.device,
  });
}

/** Where the screen is, when the phone takes input and the event is on its picture. */
export function pictureUnder(context: InputContext, event: MouseEvent): PointerMapping | undefined {
  const mapping = context.canControl() ? context.aim(true) : undefined;
  return mapping && isOnPicture(mapping, event) ? mapping : undefined;
}

/** The event is the phone's, until its button is released: not the page's, which gets neither focus nor mouse events. */
export function take({ root }: InputContext, event: PointerEvent): void {
  // No compatibility mouse events, text selection or dragging of the picture.
  event.preventDefault();
  root.focus({ preventScroll: true });
  try {
    root.setPointerCapture(event.pointerId);
  } catch {
    // The pointer is gone already, or is one that a script made up.
  }
}

/** Tells `context.touch` where the pointer is. */
export function place(
  { touch, toolOf }: InputContext,
  action: 'down' | 'move',
  event: PointerEvent,
  mapping: PointerMapping,
): void {
  touch[action](
    event.pointerId,
    deviceX(mapping, event),
    deviceY(mapping, event),
    // Fingers and mice do not tell their pressure in a way that can be relied on.
    event.pointerType === 'pen' ? event.pressure : 1,
    toolOf?.(event, mapping.toDevice),
  );
}

/** Mouse, fingers and pen. Starts on the picture only; once down, a finger may leave it. */
export function attachPointer(context: InputContext): InputPart {
  const { root, signal, touch } = context;
  const isRightTouch = context.options.rightButton === 'touch';

  const isStart = ({ pointerType, button, pressure }: PointerEvent) =>
    // A pen's side button alone is no touch, and has no pressure.
    button === 0 || (pointerType === 'mouse' ? button === 2 && isRightTouch : pressure > 0);

  const down = (event: PointerEvent) => {
    if (event.defaultPrevented || !isStart(event)) return;
    const mapping = pictureUnder(context, event);
    if (!mapping) return;
    take(context, event);
    place(context, 'down', event, mapping);
  };

  const up = (event: PointerEvent) => {
    if (!touch.has(event.pointerId)) return;
    const mapping = context.aim(false);
    if (mapping) touch.up(event.pointerId, deviceX(mapping, event), deviceY(mapping, event));
    else touch.cancel(event.pointerId);
  };

  const move = (event: PointerEvent) => {
    if (!touch.has(event.pointerId)) return;
    // While another button stays down, the one of the finger goes up without a pointerup.
    if (event.pointerType === 'mouse' && !(event.buttons & (isRightTouch ? 3 : 1)))
      return up(event);
    const mapping = context.aim(false);
    if (!mapping) return;
    place(context, 'move', event, mapping);
    context.schedule(event.timeStamp);
  };

  const cancel = (event: PointerEvent) => touch.cancel(event.pointerId);

  root.addEventListener('pointerdown', down, { signal });
  root.addEventListener('pointermove', move, { signal });
  root.addEventListener('pointerup', up, { signal });
  root.addEventListener('pointercancel', cancel, { signal });
  // Comes after every pointerup too; the finger is then not known any more.
  root.addEventListener('lostpointercapture', cancel, { signal });
  return { flush: touch.flush, release: touch.releaseAll };
}
