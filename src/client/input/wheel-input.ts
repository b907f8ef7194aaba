import { apply, clampToPicture } from '../../core/geometry.js';
import { createWheelCounter } from '../../core/wheel.js';
import type { InputContext, InputPart } from './input-part.js';
import { isOnPicture } from './pointer-input.js';

/** Turns of the wheel over the picture, at most one message per frame. */
export function attachWheel(context: InputContext): InputPart {
  const counter = createWheelCounter();
  let last: WheelEvent | undefined;

  const wheel = (event: WheelEvent) => {
    // With Ctrl it zooms the page, and so does a pinch on a trackpad.
    if (event.ctrlKey || !event.deltaY || !context.canControl()) return;
    const mapping = context.mapping(false);
    if (!mapping || !isOnPicture(mapping, event)) return;
    event.preventDefault();
    last = event;
    counter.add(event.deltaY, event.deltaMode);
    context.schedule();
  };

  context.root.addEventListener('wheel', wheel, { signal: context.signal, passive: false });
  return {
    flush() {
      const notchesY = counter.take();
      const mapping = notchesY && last && context.mapping(false);
      if (!mapping || !last) return;
      const client = { x: last.clientX, y: last.clientY };
      const point = clampToPicture({ ...apply(mapping.toDevice, client), ...mapping.device });
      context.send({ type: 'scroll', ...point, notchesY });
    },
  };
}
