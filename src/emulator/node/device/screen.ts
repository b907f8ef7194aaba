import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type StripFields, stripHeight, writeStrip } from '../../../core/strip.js';
import { Damage } from './damage.js';
import { blackI420, writeI420 } from './i420.js';
import { inflate, intersection, type Rect, rect, scaled, shifted } from './rect.js';

/** Skia smooths edges a little differently where a clip cuts them: keep that out of what is read back. */
const clipMargin = 16;

export type Context2D = SKRSContext2D;

/**
 * The picture of one orientation: a canvas to draw on and the I420 buffer that viewers get.
 *
 * Drawing is cheap and reading px back is not (about 12 ns each), so only damaged rectangles are drawn
 * and read. The canvas is scratch: outside of the rectangle being drawn its content means nothing.
 */
export class Screen {
  readonly width: number;
  readonly height: number;
  /** Px per unit that apps lay out in. */
  readonly scale: number;
  /** Everything below the machine-readable strip, in units. */
  readonly bounds: Rect;
  readonly #damage: Damage;
  /** Made when the first frame is drawn: a phone that nobody watches needs none. */
  #data: Uint8ClampedArray | undefined;
  #context: Context2D | undefined;

  constructor(width: number, height: number, scale = 1) {
    this.width = width;
    this.height = height;
    this.scale = scale;
    const top = stripHeight(width, height);
    const below = rect(0, top, width, height - top);
    this.bounds = scaled(below, 1 / scale);
    this.#damage = new Damage(below);
    this.invalidate();
  }

  /** The I420 picture. Always the same buffer: who keeps a frame copies it. */
  get data(): Uint8ClampedArray {
    this.#data ??= blackI420(this.width, this.height);
    return this.#data;
  }

  get isDamaged(): boolean {
    return !this.#damage.isEmpty;
  }

  /** This part (default: all), in units, must be drawn again before the next frame. */
  invalidate(part: Rect = this.bounds): void {
    this.#damage.add(scaled(part, this.scale));
  }

  /**
   * Moves what is drawn between two rows without drawing it again; the part that comes into view is
   * damaged instead. All in units.
   * @param deltaY even; positive moves down
   */
  scroll(top: number, bottom: number, deltaY: number): void {
    const moved = rect(0, top, this.bounds.width, bottom - top);
    // Px that are no whole units cannot be moved.
    if (this.scale !== 1 || Math.abs(deltaY) >= moved.height) {
      this.invalidate(moved);
      return;
    }
    this.#damage.moveWithin(moved, deltaY);
    const lumaLength = this.width * this.height;
    this.#moveRows(0, this.width, top, bottom, deltaY);
    this.#moveRows(lumaLength, this.width / 2, top / 2, bottom / 2, deltaY / 2);
    this.#moveRows((lumaLength * 5) / 4, this.width / 2, top / 2, bottom / 2, deltaY / 2);
    const kept = intersection(moved, shifted(moved, deltaY));
    this.invalidate(
      deltaY > 0
        ? rect(0, top, this.width, kept.y - top)
        : rect(0, kept.y + kept.height, this.width, moved.height - kept.height),
    );
  }

  /** Draws the damaged parts: `draw` is called for each, clipped to it, in units. */
  render(draw: (context: Context2D, clip: Rect) => void): void {
    const parts = this.#damage.take();
    if (parts.length === 0) return;
    this.#context ??= createCanvas(this.width, this.height).getContext('2d');
    const context = this.#context;
    for (const part of parts) {
      context.save();
      context.beginPath();
      const clip = inflate(part, clipMargin);
      context.rect(clip.x, clip.y, clip.width, clip.height);
      context.clip();
      context.scale(this.scale, this.scale);
      draw(context, scaled(clip, 1 / this.scale));
      context.restore();
      const pixels = context.getImageData(part.x, part.y, part.width, part.height).data;
      writeI420(pixels, part, this.data, this.width, this.height);
    }
  }

  writeStrip(fields: StripFields): void {
    writeStrip(this.data, this.width, this.height, fields);
  }

  #moveRows(start: number, stride: number, top: number, bottom: number, deltaY: number): void {
    const from = Math.max(top, top - deltaY);
    const to = Math.min(bottom, bottom - deltaY);
    this.data.copyWithin(
      start + (from + deltaY) * stride,
      start + from * stride,
      start + to * stride,
    );
  }
}
