/** Pixels that browsers report for one notch of a common mouse wheel (`deltaMode` 0), roughly. */
const pixelsPerNotch = 100;
/** Firefox reports lines (`deltaMode` 1), three to a notch by default. */
const linesPerNotch = 3;
/** A page (`deltaMode` 2) is a screenful; Android scrolls about a tenth of one per notch. */
const notchesPerPage = 10;
/** More than this at once is a flick that the phone could only answer late. */
const maxNotches = 10;

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
      const added =
        mode === 2 ? delta * notchesPerPage : delta / (mode === 1 ? linesPerNotch : pixelsPerNotch);
      // A change of direction is obeyed at once: what was left over pointed the other way.
      if (added * notches < 0) notches = 0;
      notches = Math.max(-maxNotches, Math.min(notches + added, maxNotches));
    },
    take() {
      const whole = Math.trunc(notches);
      notches -= whole;
      return whole;
    },
  };
}
