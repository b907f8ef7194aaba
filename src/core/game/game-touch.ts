import type { TouchTracker } from '../touch.js';
import type { ActorTools, GameActor } from './actor.js';
import { createCamera } from './camera.js';
import { createGameFinger, type GameScreen } from './finger.js';
import { createHold } from './hold.js';
import { createJoystick } from './joystick.js';
import { type GameControl, sourcesOf } from './profile.js';
import { createPulse } from './pulse.js';

/** Turns what is pressed, pushed and moved into the fingers of a profile's controls. */
export interface GameTouch {
  /** Lifts all fingers of the controls before. */
  setControls(controls: readonly GameControl[]): void;
  /** True when a control listens to it. */
  has(source: string): boolean;
  /** True when a control took it. A source that is held already is taken, and does nothing. */
  press(source: string, nowMs: number): boolean;
  /** True when it was held. */
  release(source: string, nowMs: number): boolean;
  /** @param x, y -1..1 to the right and down, as the user sees it; never longer than 1 */
  lean(stick: string, x: number, y: number): void;
  /** @param x, y device px */
  drag(source: string, x: number, y: number, nowMs: number): void;
  /** Does what time has made due; true as long as there will be more. Call it at every frame then. */
  tick(nowMs: number): boolean;
  /** Lifts all fingers of the controls, and forgets what is held. */
  releaseAll(): void;
}

const createActor = (control: GameControl, tools: ActorTools): GameActor => {
  switch (control.kind) {
    case 'hold':
      return createHold(control, tools);
    case 'joystick':
      return createJoystick(control, tools);
    case 'camera':
      return createCamera(control, tools);
    default:
      return createPulse(control, tools);
  }
};

/**
 * @param touches the tracker of all fingers on this phone: those of the controls are among those of the pointers in
 * one stream
 */
export function createGameTouch(
  touches: Pick<TouchTracker, 'has' | 'down' | 'move' | 'up' | 'cancel'>,
  screen: () => GameScreen | undefined,
): GameTouch {
  let actors: readonly GameActor[] = [];
  const bySource = new Map<string, GameActor[]>();
  const held = new Set<string>();

  const touch: GameTouch = {
    setControls(controls) {
      touch.releaseAll();
      bySource.clear();
      actors = controls.map((control, index) => {
        const actor = createActor(control, { finger: createGameFinger(touches, index), screen });
        for (const source of new Set(sourcesOf(control)))
          bySource.set(source, [...(bySource.get(source) ?? []), actor]);
        return actor;
      });
    },
    has: (source) => bySource.has(source),
    press(source, nowMs) {
      const listening = bySource.get(source);
      if (!listening) return false;
      if (held.has(source)) return true;
      held.add(source);
      for (const actor of listening) actor.press(source, nowMs);
      return true;
    },
    release(source, nowMs) {
      if (!held.delete(source)) return false;
      for (const actor of bySource.get(source) ?? []) actor.release(source, nowMs);
      return true;
    },
    lean(stick, x, y) {
      for (const actor of bySource.get(stick) ?? []) actor.lean?.(stick, x, y);
    },
    drag(source, x, y, nowMs) {
      for (const actor of bySource.get(source) ?? []) actor.drag?.(source, x, y, nowMs);
    },
    tick(nowMs) {
      let isBusy = false;
      for (const actor of actors) if (actor.tick?.(nowMs)) isBusy = true;
      return isBusy;
    },
    releaseAll() {
      held.clear();
      for (const actor of actors) actor.stop();
    },
  };
  return touch;
}
