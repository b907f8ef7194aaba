import type { GameFinger, GameScreen } from './finger.js';

/** What plays one control of a profile. Times are in ms on any clock that does not go backwards. */
export interface GameActor {
  /** A source that is not held already goes down. */
  press(source: string, nowMs: number): void;
  release(source: string, nowMs: number): void;
  /** Where a stick is: -1..1 to the right and down, never longer than 1; 0, 0 when it is let go. */
  lean?(source: string, x: number, y: number): void;
  /** The mouse moved by so many device px. */
  drag?(source: string, x: number, y: number, nowMs: number): void;
  /** Does what is due; says whether more will be. */
  tick?(nowMs: number): boolean;
  /** Lifts the finger, and forgets what is held. */
  stop(): void;
}

export interface ActorTools {
  readonly finger: GameFinger;
  /** Undefined while there is no picture. */
  screen(): GameScreen | undefined;
}

/** A direction that the user sees, as one on the phone's screen. */
export function onScreen(
  { rotation }: GameScreen,
  x: number,
  y: number,
): { readonly x: number; readonly y: number } {
  switch (rotation) {
    case 90:
      return { x: y, y: -x };
    case 180:
      return { x: -x, y: -y };
    case 270:
      return { x: -y, y: x };
    default:
      return { x, y };
  }
}
