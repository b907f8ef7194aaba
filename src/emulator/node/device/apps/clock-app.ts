import { drawText, fillCircle, fillRect, strokeLines } from '../draw.js';
import { around, inflate, overlaps, type Point, type Rect, rect, union } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle } from '../strings.js';
import type { App, Host, Targets } from '../surface.js';

const background = '#14152b';
const noTargets: Targets = new Map();

/** A clock with milliseconds, so that every frame shows something new. */
export class ClockApp implements App {
  readonly name = 'clock';
  readonly isDark = true;
  readonly #host: Host;
  #bounds: Rect = rect(0, 0, 0, 0);
  #centre: Point = { x: 0, y: 0 };
  #radius = 0;
  #digits: Point = { x: 0, y: 0 };
  #now = 0;

  constructor(host: Host) {
    this.#host = host;
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const isPortrait = bounds.height > bounds.width;
    const { x, y, width, height } = bounds;
    if (isPortrait) {
      const below = Math.min(430, height * 0.38);
      this.#radius = Math.min(250, below - 110);
      this.#centre = { x: x + width / 2, y: y + below };
      this.#digits = { x: x + width / 2, y: y + Math.min(850, height - 200) };
      return;
    }
    this.#radius = Math.min(210, width / 2 - 380);
    this.#centre = { x: x + width * 0.27, y: y + height / 2 };
    this.#digits = { x: x + width * 0.695, y: y + height / 2 - 10 };
  }

  reset(): void {}

  targets(): Targets {
    return noTargets;
  }

  tap(): void {}

  advance(time: number): void {
    const now = this.#host.wallTime(time);
    if (now === this.#now) return;
    const before = this.#now;
    this.#now = now;
    // Most frames change the second hand and the milliseconds only.
    if (Math.floor(before / 1000) !== Math.floor(now / 1000)) {
      this.#host.invalidate(around(this.#centre, this.#radius * 0.78));
      this.#host.invalidate(rect(this.#digits.x - 330, this.#digits.y - 70, 660, 230));
      return;
    }
    this.#host.invalidate(union(this.#handBounds(before), this.#handBounds(now)));
    this.#host.invalidate(this.#millisecondBounds());
  }

  draw(context: Context2D, clip: Rect): void {
    fillRect(context, clip, background);
    drawText(
      context,
      appTitle(this.#host.language, 'clock'),
      { x: this.#bounds.x + 40, y: this.#bounds.y + 52 },
      { size: 44, weight: 500, colour: '#ffffff' },
    );
    if (overlaps(clip, around(this.#centre, this.#radius + 12))) this.#drawFace(context);
    this.#drawDigits(context);
  }

  #handBounds(now: number): Rect {
    const { tip, tail } = this.#secondHand(now);
    return inflate(union(around(tip, 1), around(tail, 1)), 6);
  }

  #millisecondBounds(): Rect {
    return rect(this.#digits.x - 80, this.#digits.y + 66, 160, 64);
  }

  #secondHand(now: number): { readonly tip: Point; readonly tail: Point } {
    const turn = (now % 60_000) / 60_000;
    return { tip: this.#onFace(turn, 0.74), tail: this.#onFace(turn, -0.16) };
  }

  #onFace(turn: number, reach: number): Point {
    const angle = turn * 2 * Math.PI;
    return {
      x: this.#centre.x + Math.sin(angle) * this.#radius * reach,
      y: this.#centre.y - Math.cos(angle) * this.#radius * reach,
    };
  }

  #drawFace(context: Context2D): void {
    fillCircle(context, this.#centre, this.#radius + 10, '#23254a');
    fillCircle(context, this.#centre, this.#radius, '#1b1d3b');
    for (let tick = 0; tick < 60; tick += 1) {
      const isHour = tick % 5 === 0;
      const ends = [this.#onFace(tick / 60, 0.94), this.#onFace(tick / 60, isHour ? 0.84 : 0.9)];
      strokeLines(context, ends, isHour ? 6 : 2.5, isHour ? '#cfd0ff' : '#5f62a0');
    }
    const date = new Date(this.#now);
    const minutes = date.getMinutes() + date.getSeconds() / 60;
    const hours = (date.getHours() % 12) + minutes / 60;
    strokeLines(context, [this.#centre, this.#onFace(hours / 12, 0.46)], 16, '#e7e6ff');
    strokeLines(context, [this.#centre, this.#onFace(minutes / 60, 0.7)], 10, '#a9a6ff');
    const { tip, tail } = this.#secondHand(this.#now);
    strokeLines(context, [tail, tip], 4, '#ff8a65');
    fillCircle(context, this.#centre, 11, '#ff8a65');
    fillCircle(context, this.#centre, 4, '#1b1d3b');
  }

  #drawDigits(context: Context2D): void {
    const date = new Date(this.#now);
    const pair = (value: number): string => String(value).padStart(2, '0');
    const time = `${pair(date.getHours())}:${pair(date.getMinutes())}:${pair(date.getSeconds())}`;
    drawText(context, time, this.#digits, {
      size: 116,
      weight: 300,
      align: 'center',
      colour: '#ffffff',
    });
    const { x, y } = this.#digits;
    const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
    drawText(
      context,
      `.${milliseconds}`,
      { x: x - 58, y: y + 98 },
      { size: 54, weight: 300, colour: '#ff8a65' },
    );
  }
}
