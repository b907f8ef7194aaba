import { apply, clampToPicture } from '../../core/geometry.js';
import { createSwipe } from '../../core/swipe.js';
import { createWheelCounter, isNotched, wheelPixels } from '../../core/wheel.js';
import type { InputContext, InputPart } from './input-part.js';
import { deviceX, deviceY, isOnPicture } from './pointer-input.js';
import { createTrackpadPinch } from './trackpad-pinch.js';

/** The finger's key in the touch tracker. */
const fingerKey = -20;

/**
 * The finger is lifted so long after the last turn, in ms: longer than a finger has to rest so that Android makes no
 * fling of it (100 ms), because the trackpad tells its own.
 */
const restMs = 150;

/** Turns that are further apart, in ms, belong to different movements. */
const pauseMs = 200;

/** Wheels and trackpads over the picture. */
export function attachWheel(context: InputContext): InputPart {
  const { root, session, signal, touch } = context;
  const { wheel: way = 'auto', trackpadPinch = 'page' } = context.options;
  const window = root.ownerDocument.defaultView ?? globalThis.window;
  const counter = createWheelCounter();
  const swipe = createSwipe();
  const pinch = createTrackpadPinch(context);
  let last: WheelEvent | undefined;
  let isSwipe = false;
  let timer = 0;
  /** Where the finger has gone has not been told to the phone yet. */
  let isPending = false;

  const drop = () => {
    swipe.reset();
    touch.cancel(fingerKey);
  };

  const end = (isCancelled: boolean) => {
    window.clearTimeout(timer);
    // The phone would see the finger go and leave at once, which is a fling.
    if (isPending && !isCancelled) return endLater();
    isPending = false;
    pinch.end(isCancelled);
    if (isCancelled) return drop();
    swipe.end();
    touch.lift(fingerKey);
  };

  /** Runs anew with each turn. */
  const endLater = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(end, restMs, false);
  };

  const follow = (event: WheelEvent, deltaX: number, deltaY: number) => {
    const mapping = context.aim(false);
    // Real fingers come first: ours would make a pinch of a drag.
    if (!mapping || (touch.count > 0 && !touch.has(fingerKey))) return;
    // The rotation of the screen, or a lost connection, took it away.
    if (swipe.isDown && !touch.has(fingerKey)) swipe.reset();
    const { toDevice: m, device } = mapping;
    const at = { x: deviceX(mapping, event), y: deviceY(mapping, event) };
    const x = -wheelPixels(deltaX, event.deltaMode);
    const y = -wheelPixels(deltaY, event.deltaMode);
    for (const step of swipe.move({ x: m.a * x + m.c * y, y: m.b * x + m.d * y }, at, device)) {
      if (step.action === 'again') {
        touch.flush();
        touch.cancel(fingerKey);
      } else touch[step.action](fingerKey, step.x, step.y, 1);
    }
    isPending = true;
    context.schedule(event.timeStamp);
    endLater();
  };

  const wheel = (event: WheelEvent) => {
    if (event.defaultPrevented || !context.canControl()) return;
    // With Ctrl it zooms the page, and so does a pinch on a trackpad.
    if (event.ctrlKey && trackpadPinch !== 'phone') return;
    const mapping = context.mapping(false);
    if (!mapping || !isOnPicture(mapping, event)) return;
    event.preventDefault();
    if (event.ctrlKey) {
      drop();
      pinch.zoom(event);
      return endLater();
    }
    // The mode is read before the deltas: see `isNotched`.
    const isWheel = isNotched(event);
    const { deltaX, deltaY, deltaMode, timeStamp } = event;
    if (timeStamp - (last?.timeStamp ?? 0) > pauseMs) isSwipe = false;
    isSwipe ||= way === 'swipe' || (way === 'auto' && !isWheel) || !session.supports('scroll');
    last = event;
    if (isSwipe) return follow(event, deltaX, deltaY);
    // There is no message for sideways.
    if (Math.abs(deltaX) > Math.abs(deltaY)) return follow(event, deltaX, 0);
    counter.add(deltaY, deltaMode);
    context.schedule(timeStamp);
  };

  root.addEventListener('wheel', wheel, { signal, passive: false });
  // Before the finger that comes down is told to the phone.
  root.addEventListener('pointerdown', () => end(true), { signal, capture: true });
  signal.addEventListener('abort', () => window.clearTimeout(timer));
  return {
    release: () => end(true),
    flush() {
      if (isPending) endLater();
      isPending = false;
      const notchesY = counter.take();
      const mapping = notchesY && last && context.mapping(false);
      if (!mapping || !last) return;
      const client = { x: last.clientX, y: last.clientY };
      const point = clampToPicture({ ...apply(mapping.toDevice, client), ...mapping.device });
      context.send({ type: 'scroll', ...point, notchesY });
    },
  };
}
