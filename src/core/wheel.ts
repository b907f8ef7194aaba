/** Pixels that browsers report for one notch of a common mouse wheel (`deltaMode` 0), roughly. */
const pixelsPerNotch = 100;
/** Firefox reports lines (`deltaMode` 1), three to a notch by default. */
const linesPerNotch = 3;
/** A page (`deltaMode` 2) is a screenful; Android scrolls about a tenth of one per notch. */
const notchesPerPage = 10;
/** More than this at once is a flick that the phone could only answer late. */
const maxNotches = 10;

/** What is read of a DOM WheelEvent. */
export interface WheelFacts {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly deltaMode: number;
  /** Not standard, but in every browser: 120 per notch. */
  readonly wheelDeltaX?: number;
  readonly wheelDeltaY?: number;
}

/** A delta of any unit in the pixels that a page would scroll by. */
export function wheelPixels(delta: number, mode: number): number {
  const pixels = mode === 1 ? pixelsPerNotch / linesPerNotch : notchesPerPage * pixelsPerNotch;
  return mode === 0 ? delta : delta * pixels;
}

/**
 * True for a wheel with notches: it tells lines or pages, or whole notches of one axis. Trackpads and free wheels tell
 * what is in between.
 */
export function isNotched(facts: WheelFacts): boolean {
  const { deltaX, deltaY, deltaMode, wheelDeltaX, wheelDeltaY } = facts;
  // First, because Firefox tells lines only to who has looked at the mode before the delta.
  if (deltaMode !== 0) return true;
  if (deltaX && deltaY) return false;
  const told = (deltaX ? wheelDeltaX : wheelDeltaY) ?? 0;
  return told !== 0 && told % 120 === 0;
}

/** Sums wheel deltas of any unit to whole notches and keeps what is left over. */
export interface WheelCounter {
  /** `WheelEvent.deltaY` and `deltaMode`. */
  add(delta: number, mode: number): void;
  /** The whole notches since the last call, -10..10; positive is down. */
  take(): number;
}

export function createWheelCounter(): WheelCounter {
  let notches = 0;
  return {
    add(delta, mode) {
      const added = wheelPixels(delta, mode) / pixelsPerNotch;
      // A change of direction is obeyed at once: what was left over pointed the other way.
      if (added * notches < 0) notches = 0;
      notches = Math.max(-maxNotches, Math.min(notches + added, maxNotches));
    },
    take() {
      // Thirds of a notch, three lines, do not sum up to exactly one.
      const whole = Math.trunc(notches + Math.sign(notches) * 1e-9);
      notches -= whole;
      return whole;
    },
  };
}
