import { type ActorTools, type GameActor, onScreen } from './actor.js';
import type { CameraControl } from './profile.js';

/** Without a button that says when it ends, a drag is over when the mouse has rested this long. */
const restMs = 200;
/** A page that was not drawn for a while must not make a stick jump. */
const maxStepMs = 100;

/** Plays a camera: one finger that drags, and comes down in the centre of its area again when it would leave it. */
export function createCamera(control: CameraControl, { finger, screen }: ActorTools): GameActor {
  const { sensitivity = 1 } = control;
  const held = new Set<string>();
  let stickX = 0;
  let stickY = 0;
  let movedMs = 0;
  let tickedMs: number | undefined;

  const area = () => {
    const size = screen();
    if (!size) return undefined;
    const from = (centre: number, length: number) => Math.max(0, centre - length / 2);
    const to = (centre: number, length: number) => Math.min(1, centre + length / 2);
    return {
      size,
      left: from(control.x, control.width) * size.width,
      right: to(control.x, control.width) * size.width,
      top: from(control.y, control.height) * size.height,
      bottom: to(control.y, control.height) * size.height,
    };
  };

  const drag = (x: number, y: number) => {
    const bounds = area();
    if (!bounds) return;
    const { left, right, top, bottom } = bounds;
    const anchor = () => finger.down((left + right) / 2, (top + bottom) / 2);
    if (!finger.isDown) anchor();
    const isInside = () =>
      finger.x + x >= left &&
      finger.x + x <= right &&
      finger.y + y >= top &&
      finger.y + y <= bottom;
    if (!isInside()) {
      finger.up();
      anchor();
    }
    finger.move(
      Math.max(left, Math.min(right, finger.x + x)),
      Math.max(top, Math.min(bottom, finger.y + y)),
    );
  };

  return {
    press(source, nowMs) {
      held.add(source);
      movedMs = nowMs;
      drag(0, 0);
    },
    release(source) {
      if (held.delete(source) && held.size === 0) finger.up();
    },
    lean(_source, x, y) {
      stickX = x;
      stickY = y;
    },
    drag(_source, x, y, nowMs) {
      movedMs = nowMs;
      drag(x * sensitivity, y * sensitivity);
    },
    tick(nowMs) {
      const isLeaning = stickX !== 0 || stickY !== 0;
      const size = isLeaning && screen();
      if (size) {
        const stepMs = Math.min(maxStepMs, nowMs - (tickedMs ?? nowMs));
        const step = (sensitivity * Math.min(size.width, size.height) * stepMs) / 1000;
        const way = onScreen(size, stickX, stickY);
        drag(way.x * step, way.y * step);
        movedMs = nowMs;
      } else if (held.size === 0 && nowMs - movedMs >= restMs) finger.up();
      tickedMs = isLeaning ? nowMs : undefined;
      return isLeaning || finger.isDown;
    },
    stop() {
      held.clear();
      stickX = stickY = 0;
      tickedMs = undefined;
      finger.cancel();
    },
  };
}
