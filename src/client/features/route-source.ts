import { createRoute, type Route, type RoutePoint } from '../../core/route.js';
import { readRouteFile } from '../../core/route-file.js';
import { argumentInvalid, checkNumber } from './argument-checks.js';
import type { RouteSource } from './following-options.js';

const maxCharacters = 20_000_000;
const maxPoints = 200_000;
/** Where a route has no times, somebody walks it. */
const walkingMetersPerSecond = 1.4;

/** @throws TelepadError `argument_invalid` */
export async function readRoute(
  source: RouteSource,
  metersPerSecond: number | undefined,
): Promise<Route> {
  const isList = Array.isArray(source);
  const points = isList ? source : await readFile(source as string | Blob);
  if (points.length < 2 || points.length > maxPoints)
    throw argumentInvalid(
      'route',
      `${isList ? 'a list' : 'a file'} of 2 to ${maxPoints} points; it has ${points.length}`,
    );
  checkPoints(points);
  const isTimed = points.every(({ timeMs }) => timeMs !== undefined);
  return createRoute(
    points,
    metersPerSecond ?? (isTimed && hasDuration(points) ? undefined : walkingMetersPerSecond),
  );
}

function hasDuration(points: readonly RoutePoint[]): boolean {
  return points[0]?.timeMs !== points.at(-1)?.timeMs;
}

function checkPoints(points: readonly RoutePoint[]): void {
  let last = Number.NEGATIVE_INFINITY;
  for (const [index, point] of points.entries()) {
    const name = `point ${index} of route`;
    if (typeof point !== 'object' || point === null) throw argumentInvalid(name, 'an object');
    const { latitude, longitude, timeMs } = point;
    checkNumber(`latitude of ${name}`, latitude, -90, 90);
    checkNumber(`longitude of ${name}`, longitude, -180, 180);
    if (timeMs === undefined) continue;
    checkNumber(`timeMs of ${name}`, timeMs, Math.max(last, -8.64e15), 8.64e15);
    last = timeMs;
  }
}

async function readFile(file: string | Blob): Promise<readonly RoutePoint[]> {
  const isText = typeof file === 'string';
  if (!isText && typeof file?.text !== 'function')
    throw argumentInvalid('route', 'GPX or KML, as text or as a file, or a list of places');
  if ((isText ? file.length : file.size) > maxCharacters)
    throw argumentInvalid('route', `at most ${maxCharacters} characters long`);
  const text = isText ? file : await file.text();
  // Entities can make much of little, and neither format has any need of a document type.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw argumentInvalid('route', 'without a DOCTYPE');
  const parsed = new DOMParser().parseFromString(text.trimStart(), 'application/xml');
  if (parsed.getElementsByTagName('parsererror').length > 0)
    throw argumentInvalid('route', 'well-formed XML');
  const points = readRouteFile(parsed.documentElement);
  if (!points)
    throw argumentInvalid('route', `GPX or KML, not <${parsed.documentElement.localName}>`);
  return points;
}
