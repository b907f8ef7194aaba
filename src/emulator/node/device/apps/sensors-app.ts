import type { SensorName } from '../../../../core/features.js';
import { drawText, fillRect, fillRounded } from '../draw.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import type { SensorReading } from '../sensors.js';
import { appTitle, translate } from '../strings.js';
import type { App, Host, Targets } from '../surface.js';
import { colours } from '../theme.js';
import { drawHeader, headerHeight } from './header.js';
import { drawMap } from './map.js';

const sensors = [
  { name: 'acceleration', unit: 'm/s²', range: 20 },
  { name: 'gravity', unit: 'm/s²', range: 20 },
  { name: 'gyroscope', unit: 'rad/s', range: 10 },
] as const satisfies readonly { name: SensorName; unit: string; range: number }[];

const axes = [
  ['x', '#e8593a'],
  ['y', '#1f9d6b'],
  ['z', '#4a5be0'],
] as const;

const redrawMs = 66;
const margin = 24;
const gap = 18;

/** Where the phone believes to be, and how it believes to be moved. */
export class SensorsApp implements App {
  readonly name = 'sensors';
  readonly isDark = false;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #drawnChanges = 0;
  #drawnAt = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
  }

  reset(): void {}

  targets(): Targets {
    const cards = this.#cards().map((bounds, index) => {
      const name = sensors[index - 1]?.name ?? 'location';
      return [`sensors:${name}`, { bounds, kind: 'area' }] as const;
    });
    return new Map(cards);
  }

  tap(): void {}

  advance(now: number): void {
    const { changes } = this.#host.parts.sensors;
    if (changes === this.#drawnChanges || now - this.#drawnAt < redrawMs) return;
    this.#drawnChanges = changes;
    this.#drawnAt = now;
    for (const card of this.#cards()) this.#host.invalidate(card);
  }

  draw(context: Context2D, clip: Rect): void {
    const { language, parts } = this.#host;
    fillRect(context, clip, colours.container);
    drawHeader(context, clip, this.#bounds, appTitle(language, 'sensors'));
    const [place, ...others] = this.#cards();
    if (place && overlaps(clip, place)) this.#drawPlace(context, place);
    for (const [index, card] of others.entries()) {
      const sensor = sensors[index];
      if (!sensor || !overlaps(clip, card)) continue;
      fillRounded(context, card, 28, '#ffffff');
      const reading = parts.sensors.readings[sensor.name];
      const title = `${translate(language, sensor.name)}  ·  ${sensor.unit}`;
      this.#drawTitle(context, card, title, reading ? `× ${reading.count}` : '–');
      drawReading(context, card, reading, sensor.range);
    }
  }

  /** Location first, then one for each sensor: below each other, or two by two on a wide screen. */
  #cards(): readonly Rect[] {
    const { x, y, width, height } = this.#bounds;
    const isPortrait = height > width;
    const columns = isPortrait ? 1 : 2;
    const rows = 4 / columns;
    const top = y + headerHeight - 8;
    const wide = (width - 2 * margin - (columns - 1) * gap) / columns;
    const high = (y + height - top - 16 - (rows - 1) * gap) / rows;
    return Array.from({ length: 4 }, (_, index) =>
      rect(
        x + margin + (index % columns) * (wide + gap),
        top + Math.floor(index / columns) * (high + gap),
        wide,
        high,
      ),
    );
  }

  #drawTitle(context: Context2D, card: Rect, title: string, note: string): void {
    const y = card.y + 34;
    const style = { size: 24, weight: 600, colour: colours.primary } as const;
    drawText(context, title, { x: card.x + 28, y }, style);
    const right = { x: card.x + card.width - 28, y };
    drawText(context, note, right, { size: 23, colour: colours.textSoft, align: 'right' });
  }

  #drawPlace(context: Context2D, card: Rect): void {
    const { language, parts } = this.#host;
    const { location, shakeCount } = parts.sensors;
    fillRounded(context, card, 28, '#ffffff');
    const shakes = `${translate(language, 'shakes')}: ${shakeCount}`;
    this.#drawTitle(context, card, translate(language, 'location'), shakes);
    const map = rect(card.x + 28, card.y + 66, (card.height - 92) * 1.6, card.height - 92);
    drawMap(context, map, parts.sensors.trace);
    const left = map.x + map.width + 28;
    const maxWidth = card.x + card.width - 28 - left;
    const middle = map.y + map.height / 2;
    if (!location) {
      const style = { size: 30, colour: colours.textSoft } as const;
      drawText(context, translate(language, 'unknownPlace'), { x: left, y: middle }, style);
      return;
    }
    const { latitude, longitude, timeMs } = location;
    const time = Number.isFinite(timeMs) ? new Date(timeMs).toISOString().slice(0, 19) : '';
    const lines = [
      [degrees(latitude, 'N', 'S'), { size: 32, weight: 500 }],
      [degrees(longitude, 'E', 'W'), { size: 32, weight: 500 }],
      [time.replace('T', ' '), { size: 21, colour: colours.textSoft }],
    ] as const;
    for (const [index, [text, style]] of lines.entries())
      drawText(context, text, { x: left, y: middle + (index - 1) * 44 }, { ...style, maxWidth });
  }
}

function degrees(value: number, positive: string, negative: string): string {
  return `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`;
}

/** One bar per axis, from the middle to both sides. */
function drawReading(
  context: Context2D,
  card: Rect,
  reading: SensorReading | null,
  range: number,
): void {
  const top = card.y + 62;
  const row = (card.height - 78) / 3;
  const track = rect(card.x + 70, 0, card.width - 70 - 190, 14);
  const middle = track.x + track.width / 2;
  for (const [index, [axis, colour]] of axes.entries()) {
    const y = top + (index + 0.5) * row;
    drawText(context, axis, { x: card.x + 32, y }, { size: 28, weight: 600, colour });
    fillRounded(context, rect(track.x, y - 7, track.width, 14), 7, colours.container);
    const value = reading?.[axis] ?? 0;
    const share = Math.max(-1, Math.min(1, value / range));
    const long = Math.abs(share) * (track.width / 2);
    if (long > 0) {
      const left = share < 0 ? middle - long : middle;
      fillRounded(context, rect(left, y - 7, long, 14), Math.min(7, long / 2), colour);
    }
    fillRect(context, rect(middle - 1, y - 10, 2, 20), '#b9b4c6');
    const text = reading ? value.toFixed(2) : '–';
    const right = { x: card.x + card.width - 32, y };
    drawText(context, text, right, { size: 28, weight: 500, align: 'right' });
  }
}
