import type { Point } from '../../core/geometry.js';

/** How a call moves and types. */
export type AutomationTiming = 'exact' | 'human';

/** How fast and how straight. Everything it draws comes from `random`, so that tests can foretell it. */
export interface Pace {
  /** How long a short touch lasts, in ms. */
  touchMs(): number;
  /** A duration that was asked for, in ms. */
  duration(ms: number): number;
  /** Where a finger lands that aims at this place. */
  aim(point: Point): Point;
  /** Where a finger is that goes from one place to the other, at 0 to 1 of the time. */
  path(from: Point, to: Point): (progress: number) => Point;
  /** How long to wait after typing this character, in ms; undefined where all is typed at once. */
  afterCharacterMs: ((character: string) => number) | undefined;
}

const exact: Pace = {
  touchMs: () => 40,
  duration: (ms) => ms,
  aim: (point) => point,
  path: (from, to) => (progress) => mix(from, to, progress),
  afterCharacterMs: undefined,
};

/** @param random 0 (included) to 1 (excluded) */
export function paceOf(timing: AutomationTiming | undefined, random: () => number): Pace {
  return timing === 'human' ? humanPace(random) : exact;
}

/** The numbers are what people do on glass, roughly; nobody measures a user by them. */
function humanPace(random: () => number): Pace {
  const draw = (min: number, max: number) => min + random() * (max - min);
  return {
    touchMs: () => draw(60, 120),
    duration: (ms) => ms * draw(0.85, 1.25),
    aim: ({ x, y }) => ({ x: x + draw(-3, 3), y: y + draw(-3, 3) }),
    path(from, to) {
      /** How far it bends sideways, in parts of its length. */
      const bend = draw(-0.06, 0.06);
      return (progress) => {
        if (progress === 1) return to;
        // Fingers start and stop gently: the path of least jerk.
        const eased = progress ** 3 * (10 - 15 * progress + 6 * progress ** 2);
        const { x, y } = mix(from, to, eased);
        const aside = bend * Math.sin(Math.PI * eased);
        return {
          x: x - aside * (to.y - from.y) + draw(-0.5, 0.5),
          y: y + aside * (to.x - from.x) + draw(-0.5, 0.5),
        };
      };
    },
    afterCharacterMs: (character) => draw(50, 170) * (/\s/.test(character) ? 1.6 : 1),
  };
}

function mix(from: Point, to: Point, progress: number): Point {
  return {
    x: from.x + (to.x - from.x) * progress,
    y: from.y + (to.y - from.y) * progress,
  };
}
