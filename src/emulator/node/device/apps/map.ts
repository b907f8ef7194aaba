import { fillCircle, fillRounded, strokeLines } from '../draw.js';
import type { Point, Rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { TracePoint } from '../sensors.js';

/** What a map shows, in degrees. */
interface Section {
  readonly west: number;
  readonly north: number;
  readonly wide: number;
  readonly high: number;
}

const world: Section = { west: -180, north: 90, wide: 360, high: 180 };
/** Whoever moves farther than that is shown on the map of the world. */
const maxNearbyDegrees = 20;

/**
 * The last place, and the way there. A map of the world with a grid of 30°; or, when the phone moves about nearby, of its
 * surroundings.
 */
export function drawMap(context: Context2D, at: Rect, trace: readonly TracePoint[]): void {
  fillRounded(context, at, 14, '#e6f0fb');
  const section = nearby(trace) ?? world;
  drawGrid(context, at, section === world);
  const points = trace.map(({ latitude, longitude }) => ({
    x: at.x + ((longitude - section.west) / section.wide) * at.width,
    y: at.y + ((section.north - latitude) / section.high) * at.height,
  }));
  const last = points.at(-1);
  if (!last) return;
  if (section !== world) strokeLines(context, points, 4, '#4a5be0');
  fillCircle(context, last, 16, 'rgba(232, 89, 58, 0.25)');
  fillCircle(context, last, 8, '#e8593a');
}

/** Undefined for one place, for places far from each other, and across the date line. */
function nearby(trace: readonly TracePoint[]): Section | undefined {
  const latitudes = trace.map(({ latitude }) => latitude);
  const longitudes = trace.map(({ longitude }) => longitude);
  const [south, north] = [Math.min(...latitudes), Math.max(...latitudes)];
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  const wide = Math.max(east - west, (north - south) * 1.6);
  if (!(wide > 0 && wide <= maxNearbyDegrees)) return undefined;
  // With a margin around it, in the map's shape.
  const shown = { wide: wide * 1.3, high: (wide * 1.3) / 1.6 };
  return {
    ...shown,
    west: (west + east - shown.wide) / 2,
    north: (north + south + shown.high) / 2,
  };
}

function drawGrid(context: Context2D, at: Rect, isWorld: boolean): void {
  for (let step = 1; step < 12; step += 1) {
    const x = at.x + (at.width * step) / 12;
    line({ x, y: at.y + 2 }, { x, y: at.y + at.height - 2 }, isWorld && step === 6);
  }
  for (let step = 1; step < 6; step += 1) {
    const y = at.y + (at.height * step) / 6;
    line({ x: at.x + 2, y }, { x: at.x + at.width - 2, y }, isWorld && step === 3);
  }

  /** The equator and the first meridian stand out. */
  function line(from: Point, to: Point, isStrong: boolean): void {
    strokeLines(context, [from, to], isStrong ? 2.5 : 1, isStrong ? '#8fb4dd' : '#c5d9ef');
  }
}
