import type { HoverMessage } from '../../core/control.js';
import { clampToPixels } from '../../core/geometry.js';
import { toolOf } from '../../core/pointer-tool.js';
import type { InputContext, InputPart } from './input-part.js';
import { deviceX, deviceY, isOnPicture } from './pointer-input.js';

/** A mouse or a pen over the picture that touches nothing. */
export function attachHover(context: InputContext): InputPart {
  const { root, signal, touch } = context;
  let last: HoverMessage | undefined;
  let isMoved = false;

  const tell = (action: HoverMessage['action']) => {
    isMoved = false;
    if (last && !context.send({ ...last, action })) last = undefined;
  };

  const leave = () => {
    if (!last) return;
    if (isMoved) tell('move');
    tell('exit');
    last = undefined;
  };

  const move = (event: PointerEvent) => {
    if (event.pointerType === 'touch' || event.buttons || touch.count > 0) return leave();
    const mapping = context.canControl() ? context.mapping(false) : undefined;
    if (!mapping || !isOnPicture(mapping, event)) return leave();
    const { width, height } = mapping.device;
    const isNew = !last;
    last = {
      type: 'hover',
      action: 'move',
      x: clampToPixels(deviceX(mapping, event), width),
      y: clampToPixels(deviceY(mapping, event), height),
      width,
      height,
      ...toolOf(event, mapping.toDevice),
    };
    if (isNew) return tell('enter');
    isMoved = true;
    context.schedule(event.timeStamp);
  };

  root.addEventListener('pointermove', move, { signal });
  // Before the finger that comes down is told to the phone.
  root.addEventListener('pointerdown', leave, { signal, capture: true });
  for (const type of ['pointerleave', 'pointercancel'])
    root.addEventListener(type, leave, { signal });
  return {
    release: leave,
    flush() {
      if (isMoved && touch.count === 0) tell('move');
    },
  };
}
