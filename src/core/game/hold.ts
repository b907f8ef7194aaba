import type { ActorTools, GameActor } from './actor.js';
import type { HoldControl } from './profile.js';

/** Plays a finger that stays as long as one of its keys, or until it is pressed again. */
export function createHold(
  { x, y, toggle }: HoldControl,
  { finger, screen }: ActorTools,
): GameActor {
  const held = new Set<string>();
  return {
    press(source) {
      held.add(source);
      const size = screen();
      if (finger.isDown) {
        if (toggle) finger.up();
      } else if (size) finger.down(x * size.width, y * size.height);
    },
    release(source) {
      held.delete(source);
      if (!toggle && held.size === 0) finger.up();
    },
    stop() {
      held.clear();
      finger.cancel();
    },
  };
}
