import type { RoutePoint } from './route.js';

/** What is used of a DOM element. */
export interface XmlElement {
  /** Without a prefix. */
  readonly localName: string;
  readonly textContent: string | null;
  readonly children: ArrayLike<XmlElement>;
  getAttribute(name: string): string | null;
}

/** In this order: what is drawn is the way, what is only marked is not, as long as there is anything drawn. */
const gpxPoints = ['trkpt', 'rtept', 'wpt'] as const;

/**
 * The points of a GPX 1.0 or 1.1 file (its tracks; without them its routes; without those its waypoints) or of a KML file
 * (`gx:Track`, or the coordinates of `LineString`), in the file's order. Tolerant, as such files come from many tools:
 * points without a place are left out, and so are points whose time goes back; times count only where all points
 * have one.
 *
 * Formats: https://www.topografix.com/GPX/1/1/ and OGC KML 2.3 (`Track`, `LineString`).
 * @returns undefined when it is neither
 */
export function readRouteFile(root: XmlElement): readonly RoutePoint[] | undefined {
  if (root.localName === 'gpx') return inOrder(readGpx(root));
  if (root.localName === 'kml') return inOrder(readKml(root));
  return undefined;
}

function readGpx(root: XmlElement): RoutePoint[] {
  for (const name of gpxPoints) {
    const found = descendants(root, name);
    if (found.length > 0)
      return found.flatMap((point) =>
        pointOf(
          point.getAttribute('lat'),
          point.getAttribute('lon'),
          childrenOf(point, 'time')[0]?.textContent,
        ),
      );
  }
  return [];
}

function readKml(root: XmlElement): RoutePoint[] {
  const tracks = descendants(root, 'Track');
  if (tracks.length > 0)
    return tracks.flatMap((track) => {
      const times = childrenOf(track, 'when');
      return childrenOf(track, 'coord').flatMap(({ textContent }, index) => {
        const [longitude, latitude] = (textContent ?? '').trim().split(/\s+/);
        return pointOf(latitude, longitude, times[index]?.textContent);
      });
    });
  return descendants(root, 'LineString').flatMap((line) =>
    childrenOf(line, 'coordinates').flatMap(({ textContent }) =>
      (textContent ?? '')
        .trim()
        .split(/\s+/)
        .flatMap((tuple) => {
          const [longitude, latitude] = tuple.split(',');
          return pointOf(latitude, longitude, null);
        }),
    ),
  );
}

/** None, or one. */
function pointOf(
  latitudeText: string | null | undefined,
  longitudeText: string | null | undefined,
  time: string | null | undefined,
): RoutePoint[] {
  const [latitude, longitude] = [numberOf(latitudeText), numberOf(longitudeText)];
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return [];
  const timeMs = Date.parse((time ?? '').trim());
  return [{ latitude, longitude, ...(!Number.isNaN(timeMs) && { timeMs }) }];
}

/** NaN where there is none; Number('') is 0. */
function numberOf(text: string | null | undefined): number {
  return text?.trim() ? Number(text) : Number.NaN;
}

function inOrder(points: readonly RoutePoint[]): readonly RoutePoint[] {
  if (!points.every(({ timeMs }) => timeMs !== undefined))
    return points.map(({ latitude, longitude }) => ({ latitude, longitude }));
  let last = Number.NEGATIVE_INFINITY;
  return points.filter(({ timeMs = 0 }) => {
    if (timeMs < last) return false;
    last = timeMs;
    return true;
  });
}

/** In the document's order. Not recursive: a file may be nested deeper than the stack. */
function descendants(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  const waiting = [root];
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    if (element.localName === name) found.push(element);
    const children = Array.from(element.children);
    for (const child of children.reverse()) waiting.push(child);
  }
  return found;
}

function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return Array.from(element.children).filter(({ localName }) => localName === name);
}
