import { fillCircle, fillRounded } from '../draw.js';
import { keyCode } from '../key-codes.js';
import { inflate, overlaps, type Rect, rect } from '../rect.js';
import type { Context2D } from '../screen.js';
import { colours } from '../theme.js';

const maxVolume = 15;
const startVolume = 8;
const shownForMs = 1_800;
/** Room for the shadow. */
const margin = 16;

/** The volume, and the slider that shows for a moment when a volume key is pressed. */
export class VolumeOverlay {
  #bounds: Rect = rect(0, 0, 0, 0);
  #level = startVolume;
  #hideAt: number | undefined;

  /** 0..15 */
  get level(): number {
    return this.#level;
  }

  /** Its place while it shows. */
  get bounds(): Rect | undefined {
    return this.#hideAt === undefined ? undefined : this.#bounds;
  }

  layout(screen: Rect): void {
    const height = Math.min(400, screen.height - 200);
    this.#bounds = rect(screen.x + screen.width - 124, screen.y + 104, 116, height + 32);
  }

  /** Obeys a volume key and shows itself; false when it is none. */
  key(code: number, now: number): boolean {
    if (code === keyCode.volumeUp) this.#level = Math.min(maxVolume, this.#level + 1);
    else if (code === keyCode.volumeDown) this.#level = Math.max(0, this.#level - 1);
    else if (code === keyCode.volumeMute) this.#level = 0;
    else return false;
    this.#hideAt = now + shownForMs;
    return true;
  }

  reset(): void {
    this.hide();
    this.#level = startVolume;
  }

  hide(): void {
    this.#hideAt = undefined;
  }

  /** What must be drawn again because it went away. */
  advance(now: number): Rect | undefined {
    if (this.#hideAt === undefined || now < this.#hideAt) return undefined;
    this.hide();
    return this.#bounds;
  }

  draw(context: Context2D, clip: Rect): void {
    const { x, y, width, height } = this.#bounds;
    if (this.#hideAt === undefined || !overlaps(clip, this.#bounds)) return;
    context.save();
    context.shadowColor = 'rgba(20, 14, 60, 0.3)';
    context.shadowBlur = 10;
    context.shadowOffsetY = 3;
    fillRounded(context, inflate(this.#bounds, -margin), (width - 2 * margin) / 2, colours.surface);
    context.restore();
    const track = rect(x + 28, y + 28, width - 56, height - 128);
    fillRounded(context, track, track.width / 2, colours.containerHigh);
    const filled = Math.round((track.height * this.#level) / maxVolume);
    if (filled > 0) {
      context.save();
      context.beginPath();
      context.roundRect(track.x, track.y, track.width, track.height, track.width / 2);
      context.clip();
      context.fillStyle = colours.primary;
      context.fillRect(track.x, track.y + track.height - filled, track.width, filled);
      context.restore();
    }
    drawSpeaker(context, x + width / 2, y + height - 58, this.#level === 0);
  }
}

function drawSpeaker(context: Context2D, x: number, y: number, isMuted: boolean): void {
  fillCircle(context, { x, y }, 30, colours.primarySoft);
  context.fillStyle = colours.onPrimarySoft;
  context.beginPath();
  context.moveTo(x - 14, y - 5);
  context.lineTo(x - 8, y - 5);
  context.lineTo(x, y - 13);
  context.lineTo(x, y + 13);
  context.lineTo(x - 8, y + 5);
  context.lineTo(x - 14, y + 5);
  context.closePath();
  context.fill();
  context.strokeStyle = colours.onPrimarySoft;
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.beginPath();
  if (isMuted) {
    context.moveTo(x + 5, y - 5);
    context.lineTo(x + 14, y + 5);
    context.moveTo(x + 14, y - 5);
    context.lineTo(x + 5, y + 5);
  } else {
    context.arc(x + 1, y, 7, -Math.PI / 4, Math.PI / 4);
    context.moveTo(x + 1 + 14 * Math.SQRT1_2, y - 14 * Math.SQRT1_2);
    context.arc(x + 1, y, 14, -Math.PI / 4, Math.PI / 4);
  }
  context.stroke();
}
