import type { ActorTools, GameActor } from './actor.js';
import type { SwipeControl, TapControl } from './profile.js';

/** Two touches of auto fire are this far apart at least, in ms: a phone takes closer ones for one. */
const minGapMs = 20;

/** Plays a tap or a swipe: each press is one, and auto fire makes more of them. */
export function createPulse(
  control: TapControl | SwipeControl,
  { finger, screen }: ActorTools,
): GameActor {
  const { x, y, repeatPerSecond, toggle } = control;
  const [toX, toY, defaultMs] =
    control.kind === 'swipe' ? [control.toX, control.toY, 150] : [x, y, 50];
  const durationMs = control.durationMs ?? defaultMs;
  const periodMs = repeatPerSecond && Math.max(1000 / repeatPerSecond, durationMs + minGapMs);
  const held = new Set<string>();
  let isFiring = false;
  let startMs = 0;

  const fire = (nowMs: number) => {
    // A key may be faster than its tap; each press counts.
    finger.up();
    const size = screen();
    if (!size) return;
    finger.down(x * size.width, y * size.height);
    startMs = nowMs;
  };

  return {
    press(source, nowMs) {
      held.add(source);
      const wasFiring = isFiring;
      isFiring = periodMs !== undefined && !(toggle && wasFiring);
      if (!wasFiring) fire(nowMs);
    },
    release(source) {
      held.delete(source);
      if (!toggle && held.size === 0) isFiring = false;
    },
    tick(nowMs) {
      const progress = (nowMs - startMs) / durationMs;
      const size = finger.isDown && screen();
      if (size) {
        const way = Math.min(1, progress);
        finger.move((x + (toX - x) * way) * size.width, (y + (toY - y) * way) * size.height);
      }
      if (progress >= 1) finger.up();
      if (isFiring && periodMs !== undefined && nowMs - startMs >= periodMs) fire(nowMs);
      return isFiring || finger.isDown;
    },
    stop() {
      held.clear();
      isFiring = false;
      finger.cancel();
    },
  };
}
