import type { LocationMessage, SensorMessage, SensorName } from '../../../core/features.js';
import { RecentList } from './recent-list.js';

export interface SensorReading {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** How many readings of this sensor have come. */
  readonly count: number;
}

export interface LocationState {
  /** Degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** Ms since 1970, as it was sent. */
  readonly timeMs: number;
  /** How many locations have come. */
  readonly count: number;
}

/** A place that the phone was told, in degrees. */
export interface TracePoint {
  readonly latitude: number;
  readonly longitude: number;
}

/** So many of the last places are kept. */
const traceLength = 200;

export type SensorState = Readonly<Record<SensorName, SensorReading | null>>;

/** How much the acceleration must change from one reading to the next, in m/s², to be a jolt. */
const joltThreshold = 4;
/** So many jolts within so many ms are a shake; so long without one ends it. */
const joltsPerShake = 5;
const shakeWindowMs = 1_000;
const shakeEndMs = 500;

/** Where the phone believes to be, and how it believes to be moved. */
export class Sensors {
  #location: LocationState | null = null;
  readonly #trace = new RecentList<TracePoint>(traceLength);
  #readings: Record<SensorName, SensorReading | null> = noReadings();
  #jolts: number[] = [];
  #isShaking = false;
  #shakeCount = 0;
  #changes = 0;

  get location(): LocationState | null {
    return this.#location;
  }

  /** The last 200 places, the oldest first. */
  get trace(): readonly TracePoint[] {
    return this.#trace.items;
  }

  get readings(): SensorState {
    return this.#readings;
  }

  /** How often the phone was shaken: a series of jolts is one shake. */
  get shakeCount(): number {
    return this.#shakeCount;
  }

  /** Counts everything that came: another number is another state. */
  get changes(): number {
    return this.#changes;
  }

  /** @returns what is wrong, if anything; then nothing changes */
  locate({ latitude, longitude, timeMs }: LocationMessage): string | undefined {
    const isPlace = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!isPlace) return `location: ${latitude}, ${longitude} is no place on Earth`;
    const count = (this.#location?.count ?? 0) + 1;
    this.#location = { latitude, longitude, timeMs, count };
    this.#trace.add({ latitude, longitude });
    this.#changes += 1;
    return undefined;
  }

  /** @returns what is wrong, if anything; then nothing changes */
  sense({ sensor, x, y, z }: SensorMessage, now: number): string | undefined {
    if (!Object.hasOwn(this.#readings, sensor)) return `sensor: there is no ${sensor}`;
    if (![x, y, z].every(Number.isFinite)) return `sensor: ${sensor} reads ${x}, ${y}, ${z}`;
    const before = this.#readings[sensor];
    this.#readings = { ...this.#readings, [sensor]: { x, y, z, count: (before?.count ?? 0) + 1 } };
    this.#changes += 1;
    if (sensor === 'acceleration' && before)
      this.#feel(Math.hypot(x - before.x, y - before.y, z - before.z), now);
    return undefined;
  }

  reset(): void {
    this.#location = null;
    this.#trace.clear();
    this.#readings = noReadings();
    this.#jolts = [];
    this.#isShaking = false;
    this.#shakeCount = 0;
    this.#changes += 1;
  }

  #feel(change: number, now: number): void {
    const lastJolt = this.#jolts.at(-1);
    if (lastJolt === undefined || now - lastJolt > shakeEndMs) this.#isShaking = false;
    if (change < joltThreshold) return;
    this.#jolts = [...this.#jolts.filter((at) => now - at < shakeWindowMs), now].slice(
      -joltsPerShake,
    );
    if (this.#isShaking || this.#jolts.length < joltsPerShake) return;
    this.#isShaking = true;
    this.#shakeCount += 1;
  }
}

function noReadings(): Record<SensorName, SensorReading | null> {
  return { gyroscope: null, gravity: null, acceleration: null };
}
