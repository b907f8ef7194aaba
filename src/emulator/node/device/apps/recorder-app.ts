import { drawButton, drawText, fillCircle, fillRect, fillRounded } from '../draw.js';
import { meterHeight } from '../draw-level.js';
import { overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { appTitle, translate } from '../strings.js';
import type { App, Host, Target, Targets } from '../surface.js';
import { colours } from '../theme.js';
import { CaptureHolder } from './capture-holder.js';
import { drawHeader, headerHeight } from './header.js';

const barCount = 44;
const barMs = 60;

/** Holds the microphone, and shows how loud it is. */
export class RecorderApp implements App {
  readonly name = 'recorder';
  readonly isDark = false;
  readonly #host: Host;
  readonly #holder: CaptureHolder;
  #bounds: Rect = rect(0, 0, 0, 0);
  #card: Rect = rect(0, 0, 0, 0);
  #button: Rect = rect(0, 0, 0, 0);
  #isListening = true;
  /** Heights of the meter, 0..1, the newest last. */
  #bars: readonly number[] = silence();
  #barAt = 0;
  #samples = 0;
  #hasSound = false;

  constructor(host: Host) {
    this.#host = host;
    this.#holder = new CaptureHolder(host, () => ({
      kind: this.#isListening ? 'microphone' : undefined,
    }));
  }

  layout(bounds: Rect): void {
    this.#bounds = bounds;
    const top = bounds.y + headerHeight;
    const height = Math.min(620, bounds.height - headerHeight - 150);
    this.#card = rect(bounds.x + 32, top, bounds.width - 64, height);
    this.#button = rect(bounds.x + bounds.width / 2 - 150, top + height + 36, 300, 88);
  }

  opened(): void {
    this.#isListening = true;
    this.#bars = silence();
    this.#holder.isInFront = true;
  }

  close(): void {
    this.#holder.isInFront = false;
  }

  sleep(isAsleep: boolean): void {
    this.#holder.isInFront = !isAsleep;
  }

  reset(): void {
    this.#isListening = true;
    this.#bars = silence();
  }

  targets(): Targets {
    return new Map<string, Target>([
      ['recorder:meter', { bounds: this.#card, kind: 'area' }],
      ['recorder:listen', { bounds: this.#button, kind: 'button' }],
    ]);
  }

  tap(target: string): void {
    if (target !== 'recorder:listen') return;
    this.#isListening = !this.#isListening;
    this.#holder.update();
    this.#host.invalidate();
  }

  advance(now: number): void {
    if (now - this.#barAt < barMs) return;
    this.#barAt = now;
    const { capture } = this.#host.parts;
    const hasSound = this.#isListening && capture.samples !== this.#samples;
    this.#samples = capture.samples;
    const height = this.#isListening ? meterHeight(capture.level) : 0;
    const isStill = height === 0 && this.#bars.every((bar) => bar === 0);
    if (isStill && hasSound === this.#hasSound) return;
    this.#hasSound = hasSound;
    this.#bars = [...this.#bars.slice(1), height];
    this.#host.invalidate(this.#card);
  }

  draw(context: Context2D, clip: Rect): void {
    const { language } = this.#host;
    fillRect(context, clip, colours.surface);
    drawHeader(context, clip, this.#bounds, appTitle(language, 'recorder'));
    if (overlaps(clip, this.#card)) this.#drawCard(context);
    if (!overlaps(clip, this.#button)) return;
    drawButton(context, this.#button, {
      label: translate(language, this.#isListening ? 'stop' : 'listen'),
      isPressed: this.#host.isPressed('recorder:listen'),
      kind: this.#isListening ? 'danger' : 'filled',
    });
  }

  #drawCard(context: Context2D): void {
    const { x, y, width, height } = this.#card;
    fillRounded(context, this.#card, 40, '#1d1b2e');
    const { language, parts } = this.#host;
    const isLit = this.#isListening && this.#hasSound;
    fillCircle(context, { x: x + 52, y: y + 56 }, 10, isLit ? '#ff5a4f' : '#5a5770');
    const words = this.#isListening ? (this.#hasSound ? 'hearing' : 'noSound') : 'paused';
    const style = { size: 28, weight: 500, colour: '#e4e1f5' } as const;
    drawText(context, translate(language, words), { x: x + 78, y: y + 56 }, style);
    const percent = `${Math.round((this.#isListening ? parts.capture.level : 0) * 100)} %`;
    const right = { x: x + width - 44, y: y + 56 };
    drawText(context, percent, right, { ...style, size: 34, weight: 300, align: 'right' });
    const room = rect(x + 40, y + 110, width - 80, height - 160);
    const step = room.width / barCount;
    const middle = room.y + room.height / 2;
    for (const [index, bar] of this.#bars.entries()) {
      const high = Math.max(6, bar * room.height);
      const colour = bar === 0 ? '#3a3753' : bar > 0.85 ? '#ff8a65' : '#9d8cff';
      const wide = step * 0.6;
      fillRounded(
        context,
        rect(room.x + index * step, middle - high / 2, wide, high),
        wide / 2,
        colour,
      );
    }
  }
}

function silence(): readonly number[] {
  return Array.from({ length: barCount }, () => 0);
}
