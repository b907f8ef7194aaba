import { isInside } from '../../core/geometry.js';
import { createTouchTracker } from '../../core/touch.js';
import type { PointerMapping } from '../picture.js';
import type { InputContext, InputPart } from './input-part.js';

const deviceX = ({ toDevice: m }: PointerMapping, { clientX, clientY }: MouseEvent) =>
  m.a * clientX + m.c * clientY + m.e;
const deviceY = ({ toDevice: m }: PointerMapping, { clientX, clientY }: MouseEvent) =>
  m.b * clientX + m.d * clientY + m.f;

/** True when the event is on the phone's picture and not beside it. */
export function isOnPicture(mapping: PointerMapping, event: MouseEvent): boolean {
  return isInside({
    x: deviceX(mapping, event),
    y: deviceY(mapping, event),
    ...mapping.device,
  });
}

/** Fingers and mice do not tell their pressure in a way that can be relied on. */
const pressureOf = (event: PointerEvent) => (event.pointerType === 'pen' ? event.pressure : 1);

/** Mouse (left button), fingers and pen. Starts on the picture only; once down, a finger may leave it. */
export function attachPointer(context: InputContext): InputPart {
  const { root, signal } = context;
  const tracker = createTouchTracker(context.send);

  /** Sets the space of what the tracker is told next. */
  const mapping = (isFresh: boolean) => {
    const current = context.mapping(isFresh);
    if (current) tracker.setSpace(current.device.width, current.device.height);
    return current;
  };

  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !context.canControl()) return;
    const current = mapping(true);
    if (!current || !isOnPicture(current, event)) return;
    // No compatibility mouse events, text selection or dragging of the picture.
    event.preventDefault();
    root.focus({ preventScroll: true });
    try {
      root.setPointerCapture(event.pointerId);
    } catch {
      // The pointer is gone already, or is one that a script made up.
    }
    tracker.down(
      event.pointerId,
      deviceX(current, event),
      deviceY(current, event),
      pressureOf(event),
    );
  };

  const up = (event: PointerEvent) => {
    if (!tracker.has(event.pointerId)) return;
    const current = mapping(false);
    if (current) tracker.up(event.pointerId, deviceX(current, event), deviceY(current, event));
    else tracker.cancel(event.pointerId);
  };

  const move = (event: PointerEvent) => {
    if (!tracker.has(event.pointerId)) return;
    // While another button stays down, the left one goes up without a pointerup.
    if (event.pointerType === 'mouse' && !(event.buttons & 1)) return up(event);
    const current = mapping(false);
    if (!current) return;
    tracker.move(
      event.pointerId,
      deviceX(current, event),
      deviceY(current, event),
      pressureOf(event),
    );
    context.schedule();
  };

  const cancel = (event: PointerEvent) => tracker.cancel(event.pointerId);

  const contextMenu = (event: MouseEvent) => {
    if (!context.canControl()) return;
    const current = mapping(true);
    if (current && isOnPicture(current, event)) event.preventDefault();
  };

  root.addEventListener('pointerdown', down, { signal });
  root.addEventListener('pointermove', move, { signal });
  root.addEventListener('pointerup', up, { signal });
  root.addEventListener('pointercancel', cancel, { signal });
  // Comes after every pointerup too; the finger is then not known any more.
  root.addEventListener('lostpointercapture', cancel, { signal });
  root.addEventListener('contextmenu', contextMenu, { signal });
  return { flush: tracker.flush, release: tracker.releaseAll };
}
