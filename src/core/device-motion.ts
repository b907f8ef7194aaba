import type { SensorName } from './features.js';

/** On the axes of a device held upright: x to the right, y to the top, z out of the screen towards its user. */
export interface MotionVector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

type Nullable<Vector> = { readonly [Axis in keyof Vector]: number | null };

/** What matters of a `DeviceMotionEvent`: m/s², degrees per second. */
export interface MotionSample {
  readonly acceleration: Nullable<MotionVector> | null;
  readonly accelerationIncludingGravity: Nullable<MotionVector> | null;
  readonly rotationRate: Nullable<Record<'alpha' | 'beta' | 'gamma', number>> | null;
}

/** What one sample tells, in Android's units: m/s², rad/s. A sensor that the device lacks is left out. */
export type MotionReadings = { readonly [Sensor in SensorName]?: MotionVector };

export interface MotionReaderOptions {
  /**
   * The browser tells accelerations with the opposite sign of the specification, as WebKit does: it passes on
   * CoreMotion's `gravity`, which points down, where the specification, Chromium and Android tell what holds the device
   * up (+9.8 on z while it lies on its back). All accelerations are so, rotation rates are not.
   * Sources: W3C DeviceOrientation Event Specification, example 7, and w3c/deviceorientation issue 96; WebKit
   * `WebCoreMotionManager.mm`; Android "Motion sensors" guide; gyronorm.js issue 54.
   */
  readonly isInverted: boolean;
  /** The phone's `acceleration` has gravity in it, as Android's TYPE_ACCELEROMETER. */
  readonly includesGravity: boolean;
}

export interface MotionReader {
  /**
   * @param degrees see `turn`
   * @param atMs on any clock that does not go back
   * @returns undefined for a sample without any value: the browser has no such sensor
   */
  read(sample: MotionSample, degrees: number, atMs: number): MotionReadings | undefined;
}

/** How fast gravity follows where the browser does not tell it apart; Android's guide suggests such a filter. */
const gravityFilterMs = 250;
/** After such a gap what the filter remembers is of another time. */
const gravityForgetMs = 1000;

/** Reads samples in a row: gravity may have to be told from movement by how it was before. */
export function createMotionReader(options: MotionReaderOptions): MotionReader {
  const sign = options.isInverted ? -1 : 1;
  let filtered: MotionVector | undefined;
  let filteredAt = Number.NEGATIVE_INFINITY;

  function filter(total: MotionVector, atMs: number): MotionVector {
    const passedMs = atMs - filteredAt;
    const share =
      filtered && passedMs < gravityForgetMs ? passedMs / (passedMs + gravityFilterMs) : 1;
    const before = filtered ?? total;
    filtered = combine(before, total, (old, fresh) => old + (fresh - old) * share);
    filteredAt = atMs;
    return filtered;
  }

  return {
    read({ acceleration, accelerationIncludingGravity, rotationRate }, degrees, atMs) {
      const total = scaled(accelerationIncludingGravity, sign);
      const movement = scaled(acceleration, sign);
      // Chromium, Firefox and Safari all turn alpha around x, beta around y and gamma around z; the specification follows
      // them (w3c/deviceorientation, pull request 43).
      const { alpha = null, beta = null, gamma = null } = rotationRate ?? {};
      const rotation = scaled({ x: alpha, y: beta, z: gamma }, Math.PI / 180);
      if (!total && !movement && !rotation) return undefined;
      const gravity =
        total && (movement ? combine(total, movement, (a, b) => a - b) : filter(total, atMs));
      const felt = options.includesGravity
        ? (total ?? movement)
        : (movement ?? (total && gravity && combine(total, gravity, (a, b) => a - b)));
      return {
        ...(rotation && { gyroscope: turn(rotation, degrees) }),
        ...(gravity && { gravity: turn(gravity, degrees) }),
        ...(felt && { acceleration: turn(felt, degrees) }),
      };
    },
  };
}

/**
 * The same vector on the axes of a screen that shows its picture turned by so many degrees against them, in quarters: by
 * `screen.orientation.angle`, as Android's own `SensorManager.remapCoordinateSystem` for `Surface.ROTATION_90` and so on.
 * Rounded to a ten-thousandth, which is finer than any browser tells.
 */
export function turn({ x, y, z }: MotionVector, degrees: number): MotionVector {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  const [across = 0, up = 0] = [
    [x, y],
    [-y, x],
    [-x, -y],
    [y, -x],
  ][quarters] as [number, number];
  return { x: rounded(across), y: rounded(up), z: rounded(z) };
}

/** Of a device that is held as it was, but moves no more. */
export function atRest({ gravity, acceleration }: MotionReadings, includesGravity: boolean) {
  const still = { x: 0, y: 0, z: 0 };
  return {
    gyroscope: still,
    ...(acceleration && { acceleration: includesGravity ? (gravity ?? acceleration) : still }),
  } satisfies MotionReadings;
}

function rounded(value: number): number {
  // Without the sign of a zero.
  return Math.round(value * 10_000) / 10_000 + 0;
}

function combine(
  one: MotionVector,
  other: MotionVector,
  by: (one: number, other: number) => number,
): MotionVector {
  return { x: by(one.x, other.x), y: by(one.y, other.y), z: by(one.z, other.z) };
}

function scaled(vector: Nullable<MotionVector> | null, by: number): MotionVector | undefined {
  if (!vector) return undefined;
  const { x, y, z } = vector;
  if (!isNumber(x) || !isNumber(y) || !isNumber(z)) return undefined;
  return { x: x * by, y: y * by, z: z * by };
}

function isNumber(value: number | null): value is number {
  return Number.isFinite(value);
}
