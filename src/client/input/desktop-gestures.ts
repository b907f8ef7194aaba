import type { Point, Size } from '../../core/geometry.js';
import type { PointerMapping } from '../picture.js';
import type { InputContext, InputPart } from './input-part.js';
import { deviceX, deviceY, pictureUnder, take } from './pointer-input.js';
import { showTouchPoints, type TouchPoints } from './touch-points.js';

/** The fingers' keys in the touch tracker. */
const firstKey = -10;
const secondKey = -11;

/** Between two parallel fingers, as part of the screen's shorter side. */
const gapShare = 0.2;

interface Gesture {
  readonly pointerId: number;
  /** Whether the key that began it is still held. */
  isHeld(event: MouseEvent | KeyboardEvent): boolean;
  /** Where the second finger is while the first one is at `first`. */
  second(first: Point, screen: Size): Point;
  readonly points: TouchPoints;
}

/** Opposite the first finger, with the screen's centre between them. */
const mirrored = ({ x, y }: Point, { width, height }: Size): Point => ({
  x: width - x,
  y: height - y,
});

/** Beside the first finger, on the side where there is more room. */
function besideOf(start: Point, { width, height }: Size): Gesture['second'] {
  const gap = Math.min(width, height) * gapShare * (start.x < width / 2 ? 1 : -1);
  return ({ x, y }) => ({ x: x + gap, y });
}

/** A pinch and a drag of two fingers for those who have a mouse. */
export function attachDesktopGestures(context: InputContext, isMac: boolean): InputPart {
  const { root, signal, touch } = context;
  const window = root.ownerDocument.defaultView ?? globalThis.window;
  let gesture: Gesture | undefined;

  // On a Mac, a click with Ctrl is one of the right button.
  const isPinch = (event: MouseEvent | KeyboardEvent) => (isMac ? event.metaKey : event.ctrlKey);
  const isPan = (event: MouseEvent | KeyboardEvent) => event.shiftKey;

  const end = (isCancelled: boolean) => {
    if (!gesture) return;
    gesture.points.remove();
    gesture = undefined;
    for (const key of [secondKey, firstKey]) {
      if (isCancelled) touch.cancel(key);
      else touch.lift(key);
    }
  };

  const place = (action: 'down' | 'move', event: PointerEvent, mapping: PointerMapping) => {
    if (!gesture) return;
    const first = { x: deviceX(mapping, event), y: deviceY(mapping, event) };
    const second = gesture.second(first, mapping.device);
    touch[action](firstKey, first.x, first.y, 1);
    touch[action](secondKey, second.x, second.y, 1);
    gesture.points.move([first, second], mapping.device);
  };

  const down = (event: PointerEvent) => {
    const isHeld = isPinch(event) ? isPinch : isPan(event) ? isPan : undefined;
    if (!isHeld || event.pointerType !== 'mouse' || event.button !== 0) return;
    if (event.defaultPrevented || touch.count > 0) return;
    const mapping = pictureUnder(context, event);
    if (!mapping) return;
    take(context, event);
    const start = { x: deviceX(mapping, event), y: deviceY(mapping, event) };
    gesture = {
      pointerId: event.pointerId,
      isHeld,
      second: isHeld === isPinch ? mirrored : besideOf(start, mapping.device),
      points: showTouchPoints(context.stage),
    };
    place('down', event, mapping);
  };

  const move = (event: PointerEvent) => {
    if (event.pointerId !== gesture?.pointerId) return;
    if (!gesture.isHeld(event) || !(event.buttons & 1)) return end(false);
    const mapping = context.aim(false);
    // The rotation of the screen, or a lost connection, took the fingers away.
    if (!mapping || !touch.has(firstKey)) return end(true);
    place('move', event, mapping);
    context.schedule(event.timeStamp);
  };

  const finish = (event: PointerEvent) => {
    if (event.pointerId === gesture?.pointerId) end(event.type !== 'pointerup');
  };

  root.addEventListener('pointerdown', down, { signal, capture: true });
  root.addEventListener('pointermove', move, { signal });
  root.addEventListener('pointerrawupdate', move as EventListener, { signal });
  for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    root.addEventListener(type, finish, { signal });
  window.addEventListener(
    'keyup',
    (event) => {
      if (gesture && !gesture.isHeld(event)) end(false);
    },
    { signal, capture: true },
  );
  return { release: () => end(true) };
}
