import type { InputContext } from './input-part.js';
import { place } from './pointer-input.js';

/** Of events that are further apart, in ms, it is looked at what the browser has merged into the later one. */
const mergedAfterMs = 12;

/**
 * Moves as the device tells them, where the browser tells of them once per frame: by `pointerrawupdate`, and by the
 * samples that it has merged, so that curves stay curves.
 */
export function attachFineSamples(context: InputContext): void {
  const { root, signal, touch } = context;
  /** When each pointer was heard of last, by its id. */
  const heardAt = new Map<number, number>();

  const take = (event: PointerEvent) => {
    const { pointerId, timeStamp, buttons } = event;
    const mapping = touch.has(pointerId) && buttons ? context.aim(false) : undefined;
    if (!mapping) return;
    const isMerged = timeStamp - (heardAt.get(pointerId) ?? timeStamp) > mergedAfterMs;
    heardAt.set(pointerId, timeStamp);
    if (isMerged)
      for (const sample of event.getCoalescedEvents?.() ?? []) {
        place(context, 'move', sample, mapping);
        context.schedule(sample.timeStamp);
      }
    // The `pointermove` is somebody else's, who hears it next.
    if (event.type === 'pointermove') return;
    place(context, 'move', event, mapping);
    context.schedule(timeStamp);
  };

  const forget = (event: PointerEvent) => void heardAt.delete(event.pointerId);

  root.addEventListener('pointerrawupdate', take as EventListener, { signal });
  root.addEventListener('pointermove', take, { signal, capture: true });
  root.addEventListener(
    'pointerdown',
    ({ pointerId, timeStamp }) => void heardAt.set(pointerId, timeStamp),
    { signal },
  );
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    root.addEventListener(type, forget, { signal });
}
