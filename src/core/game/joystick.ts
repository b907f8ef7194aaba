import { type ActorTools, type GameActor, onScreen } from './actor.js';
import type { JoystickControl, joystickDirections } from './profile.js';

/** How long a smooth finger takes for the way from the centre to the rim. */
const travelMs = 80;

/** Plays a joystick. Keys go before the stick; opposite keys take each other away. */
export function createJoystick(
  control: JoystickControl,
  { finger, screen }: ActorTools,
): GameActor {
  const isSmooth = control.movement === 'smooth';
  const held = new Set<string>();
  let stickX = 0;
  let stickY = 0;
  let lastMs = 0;

  const isHeld = (direction: (typeof joystickDirections)[number]) =>
    Number(control[direction]?.some((source) => held.has(source)) ?? false);

  /** Where the finger should be; undefined when it should not be there. */
  const target = () => {
    const size = screen();
    if (!size || (held.size === 0 && stickX === 0 && stickY === 0)) return undefined;
    let x = stickX;
    let y = stickY;
    if (held.size > 0) {
      x = isHeld('right') - isHeld('left');
      y = isHeld('down') - isHeld('up');
      // A diagonal is no longer than the other directions.
      if (x && y) {
        x *= Math.SQRT1_2;
        y *= Math.SQRT1_2;
      }
    }
    const radius = control.radius * Math.min(size.width, size.height);
    const lean = onScreen(size, x, y);
    const centreX = control.x * size.width;
    const centreY = control.y * size.height;
    return { centreX, centreY, x: centreX + lean.x * radius, y: centreY + lean.y * radius, radius };
  };

  const update = () => {
    const wanted = target();
    if (!wanted) return finger.up();
    // Games take the place where the finger comes down for the centre.
    if (!finger.isDown) finger.down(wanted.centreX, wanted.centreY);
    if (!isSmooth) finger.move(wanted.x, wanted.y);
  };

  return {
    press(source, nowMs) {
      if (!isSmooth || !finger.isDown) lastMs = nowMs;
      held.add(source);
      update();
    },
    release(source) {
      if (held.delete(source)) update();
    },
    lean(_source, x, y) {
      if (x === stickX && y === stickY) return;
      stickX = x;
      stickY = y;
      update();
    },
    tick(nowMs) {
      const passedMs = nowMs - lastMs;
      lastMs = nowMs;
      const wanted = isSmooth && finger.isDown && target();
      if (!wanted) return false;
      const farX = wanted.x - finger.x;
      const farY = wanted.y - finger.y;
      const far = Math.hypot(farX, farY);
      const step = (wanted.radius * passedMs) / travelMs;
      const part = far > step ? step / far : 1;
      finger.move(finger.x + farX * part, finger.y + farY * part);
      return part < 1;
    },
    stop() {
      held.clear();
      stickX = stickY = 0;
      finger.cancel();
    },
  };
}
