import { type Canvas, createCanvas } from '@napi-rs/canvas';
import type { CameraPicture } from './capture.js';

/** More px than this on the longer side are left out: the phone's screen could not show them. */
const maxSide = 720;

/** A camera's picture on a canvas: upright, and no larger than needed. One canvas serves many pictures. */
export class CameraImage {
  #canvas: Canvas | undefined;

  get canvas(): Canvas | undefined {
    return this.#canvas;
  }

  load(picture: CameraPicture): Canvas | undefined {
    const { width, height, rotation } = picture;
    const isWhole = picture.data.length >= i420Size(width, height);
    if (width < 2 || height < 2 || !isWhole) return undefined;
    const step = Math.ceil(Math.max(width, height) / maxSide);
    const [across, down] = [Math.floor(width / step), Math.floor(height / step)];
    const [wide, high] = rotation % 180 === 0 ? [across, down] : [down, across];
    if (this.#canvas?.width !== wide || this.#canvas.height !== high)
      this.#canvas = createCanvas(wide, high);
    const context = this.#canvas.getContext('2d');
    const image = context.createImageData(wide, high);
    paint(picture, step, { across, down }, new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
    return this.#canvas;
  }
}

/** With chroma planes whose sides are rounded up. */
function i420Size(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/** Writes every `step`th px, turned upright, as RGBA in one 32-bit store each. */
function paint(
  { data, width, height, rotation }: CameraPicture,
  step: number,
  { across, down }: { readonly across: number; readonly down: number },
  pixels: Uint32Array,
): void {
  const chromaWidth = Math.ceil(width / 2);
  const u = width * height;
  const v = u + chromaWidth * Math.ceil(height / 2);
  // Where the picture's first px goes, and how far its rows and columns lead in the upright one.
  const { start, perColumn, perRow } = turns(rotation, across, down);
  for (let row = 0; row < down; row += 1) {
    const y = row * step;
    let target = start + row * perRow;
    for (let column = 0; column < across; column += 1) {
      const x = column * step;
      const chroma = (y >> 1) * chromaWidth + (x >> 1);
      // BT.601, limited range, in 1/256.
      const luma = 298 * ((data[y * width + x] as number) - 16) + 128;
      const blue = (data[u + chroma] as number) - 128;
      const red = (data[v + chroma] as number) - 128;
      pixels[target] =
        0xff000000 |
        (byte(luma + 516 * blue) << 16) |
        (byte(luma - 100 * blue - 208 * red) << 8) |
        byte(luma + 409 * red);
      target += perColumn;
    }
  }
}

function turns(
  rotation: number,
  across: number,
  down: number,
): { readonly start: number; readonly perColumn: number; readonly perRow: number } {
  if (rotation === 90) return { start: down - 1, perColumn: down, perRow: -1 };
  if (rotation === 180) return { start: across * down - 1, perColumn: -1, perRow: -across };
  if (rotation === 270) return { start: (across - 1) * down, perColumn: -down, perRow: 1 };
  return { start: 0, perColumn: 1, perRow: across };
}

function byte(scaled: number): number {
  const value = scaled >> 8;
  return Math.max(0, Math.min(255, value));
}
