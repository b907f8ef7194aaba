import type { TouchMessage } from '../../../../src/core/control.js';
import type { GameScreen } from '../../../../src/core/game/finger.js';
import { createGameTouch } from '../../../../src/core/game/game-touch.js';
import type { GameControl } from '../../../../src/core/game/profile.js';
import { createTouchTracker } from '../../../../src/core/touch.js';

/** Controls on a phone of 1000 × 2000 px, with a clock that is turned by hand. */
export function gameStage(
  controls: readonly GameControl[],
  screen: GameScreen = { width: 1000, height: 2000, rotation: 0 },
) {
  const sent: TouchMessage[] = [];
  const link = { isUp: true };
  const tracker = createTouchTracker((message) => {
    if (link.isUp) sent.push(message);
    return link.isUp;
  });
  tracker.setSpace(screen.width, screen.height);
  const touch = createGameTouch(tracker, () => screen);
  touch.setControls(controls);
  const clock = { nowMs: 5_000 };

  return {
    touch,
    tracker,
    link,
    sent,
    press: (source: string) => touch.press(source, clock.nowMs),
    release: (source: string) => touch.release(source, clock.nowMs),
    drag: (source: string, x: number, y: number) => touch.drag(source, x, y, clock.nowMs),
    /** So many ms later, in frames of 10 ms; what moved goes out at each. */
    pass(ms: number) {
      let isBusy = false;
      for (let passed = 0; passed < ms; passed += 10) {
        clock.nowMs += 10;
        isBusy = touch.tick(clock.nowMs);
        tracker.flush();
      }
      return isBusy;
    },
    /** What was sent since the last look: action, then id@x,y of each finger. */
    look: () => {
      tracker.flush();
      return sent
        .splice(0)
        .map(({ action, pointers }) =>
          [
            action,
            ...pointers.map(({ id, x, y }) => `${id}@${Math.round(x)},${Math.round(y)}`),
          ].join(' '),
        );
    },
  };
}
