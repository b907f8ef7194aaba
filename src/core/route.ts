/** A place on a route. */
export interface RoutePoint {
  /** Degrees, -90 to 90. */
  readonly latitude: number;
  /** Degrees, -180 to 180. */
  readonly longitude: number;
  /** When it is reached, in ms since any moment, never before the point before it. */
  readonly timeMs?: number;
}

/** A place on Earth, in degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A route with a timetable. */
export interface Route {
  readonly durationMs: number;
  readonly meters: number;
  /** Where one is after so many ms; at its ends before and after them. */
  at(elapsedMs: number): Place;
}

/** Of the sphere that is used for distances, in m: the mean radius of Earth (IUGG). */
const earthRadius = 6_371_008.8;

const inRadians = (degrees: number) => (degrees * Math.PI) / 180;
const inDegrees = (radians: number) => (radians * 180) / Math.PI;

/** Along the great circle, in m, by the haversine formula. */
export function distanceInMeters(from: Place, to: Place): number {
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(haversine(from, to))));
}

/** The place at `share` (0 to 1) of the great circle's shorter arc. */
export function placeBetween(from: Place, to: Place, share: number): Place {
  const angle = 2 * Math.asin(Math.min(1, Math.sqrt(haversine(from, to))));
  const sine = Math.sin(angle);
  // Next to each other, or opposite to each other, where no arc is shorter than the others.
  if (sine < 1e-9) return share < 0.5 ? pick(from) : pick(to);
  const one = Math.sin((1 - share) * angle) / sine;
  const other = Math.sin(share * angle) / sine;
  const [a, b] = [onSphere(from), onSphere(to)];
  const x = one * a.x + other * b.x;
  const y = one * a.y + other * b.y;
  const z = one * a.z + other * b.z;
  return {
    latitude: inDegrees(Math.atan2(z, Math.hypot(x, y))),
    longitude: inDegrees(Math.atan2(y, x)),
  };
}

/**
 * @param points at least one
 * @param metersPerSecond used instead of times; undefined where all points have them
 */
export function createRoute(
  points: readonly RoutePoint[],
  metersPerSecond: number | undefined,
): Route {
  const startMs = points[0]?.timeMs ?? 0;
  let meters = 0;
  const reachedAt = points.map((point, index) => {
    meters += distanceInMeters(points[index - 1] ?? point, point);
    return metersPerSecond === undefined
      ? (point.timeMs ?? startMs) - startMs
      : (meters / metersPerSecond) * 1000;
  });
  const durationMs = reachedAt.at(-1) ?? 0;
  return {
    durationMs,
    meters,
    at(elapsedMs) {
      const next = firstAfter(reachedAt, elapsedMs);
      const from = points[Math.max(0, next - 1)] as RoutePoint;
      const to = points[next] ?? from;
      const [begin = 0, end = 0] = [reachedAt[next - 1], reachedAt[next]];
      return next === 0 || end <= begin
        ? pick(from)
        : placeBetween(from, to, (elapsedMs - begin) / (end - begin));
    },
  };
}

/** The first index whose value is greater; the length where there is none. */
function firstAfter(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function haversine(from: Place, to: Place): number {
  const north = Math.sin(inRadians(to.latitude - from.latitude) / 2);
  const east = Math.sin(inRadians(to.longitude - from.longitude) / 2);
  const both = Math.cos(inRadians(from.latitude)) * Math.cos(inRadians(to.latitude));
  return north * north + both * east * east;
}

function onSphere({ latitude, longitude }: Place) {
  const [north, east] = [inRadians(latitude), inRadians(longitude)];
  return {
    x: Math.cos(north) * Math.cos(east),
    y: Math.cos(north) * Math.sin(east),
    z: Math.sin(north),
  };
}

function pick({ latitude, longitude }: Place): Place {
  return { latitude, longitude };
}
